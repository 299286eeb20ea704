"""How many questions come from where: sums, pools and coverage hold for any bank, and nothing depends on chance."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qoima.deliver.quiz.shares import covering, largest_remainders

sizes = st.lists(st.integers(0, 60), min_size=1, max_size=6).filter(any)


@pytest.mark.parametrize(
    ("count", "pools", "wanted"),
    [
        (30, [40, 40, 20], [12, 12, 6]),
        (30, [41, 40, 20], [12, 12, 6]),
        (10, [1, 1, 1], [4, 3, 3]),
        (1, [5, 5], [1, 0]),
        (7, [0, 7, 0], [0, 7, 0]),
        (0, [3, 4], [0, 0]),
    ],
)
def test_shares_of_a_bank(count: int, pools: list[int], wanted: list[int]) -> None:
    assert largest_remainders(count, pools) == wanted


@given(sizes, st.data())
def test_shares_come_to_the_count_within_the_pools_and_next_to_the_exact_share(
    pools: list[int], data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, sum(pools)))
    numbers = largest_remainders(count, pools)
    assert sum(numbers) == count
    for number, pool in zip(numbers, pools, strict=True):
        assert 0 <= number <= pool
        assert abs(number * sum(pools) - count * pool) < sum(pools)


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=1, max_size=3)
)


def coverable(rows: Sequence[int], pools: Sequence[Sequence[int]], columns: Sequence[int]) -> bool:
    """Whether each of the columns can have an item of its own, tried out one by one."""
    if not columns:
        return True
    first, *others = columns
    return any(
        rows[row] > 0 and pools[row][first] and coverable([*rows[:row], rows[row] - 1, *rows[row + 1 :]], pools, others)
        for row in range(len(rows))
    )


@settings(max_examples=150, deadline=None)
@given(tables, st.data())
def test_a_table_keeps_its_rows_and_pools_and_covers_what_can_be_covered(
    pools: list[list[int]], data: st.DataObject
) -> None:
    rows = [data.draw(st.integers(0, sum(row))) for row in pools]
    held = [any(row[column] for row in pools) for column in range(len(pools[0]))]
    cells, uncovered = covering(rows, pools, held)
    assert [sum(row) for row in cells] == rows
    assert all(
        0 <= n <= pool for row, sizes in zip(cells, pools, strict=True) for n, pool in zip(row, sizes, strict=True)
    )
    assert covering(rows, pools, held) == (cells, uncovered)
    asked = [column for column, needed in enumerate(held) if needed]
    empty = [column for column in asked if not any(row[column] for row in cells)]
    if sum(rows) >= len(asked):
        assert bool(empty) == (not coverable(rows, pools, asked)) == (uncovered is not None)
    else:
        assert uncovered is None
    if uncovered:  # the reason is a proof: only these rows have these columns, and give too few
        assert sum(rows[row] for row in uncovered.rows) < len(uncovered.columns)
        others = set(range(len(rows))) - set(uncovered.rows)
        assert not any(pools[row][column] for row in others for column in uncovered.columns)


def test_topics_come_as_near_to_their_shares_as_whole_numbers_do() -> None:
    cells, uncovered = covering([12, 12, 6], [[3] * 15, [3] * 15, [1] * 15], [True] * 15)
    assert uncovered is None
    assert [sum(column) for column in zip(*cells, strict=True)] == [2] * 15


def test_a_rare_topic_is_drawn_where_shares_alone_would_leave_it_out() -> None:
    cells, _ = covering([3], [[40, 40, 1]], [True] * 3)
    assert cells == [[1, 1, 1]]
    assert covering([3], [[40, 40, 1]], [False] * 3)[0] == [[2, 1, 0]]

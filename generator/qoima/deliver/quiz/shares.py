"""Whole numbers as near to given shares as they can be: by difficulty, and by difficulty and topic together."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


def largest_remainders(count: int, sizes: Sequence[int]) -> list[int]:
    """`count` in the proportions of `sizes`; what is left over goes to the largest remainders, of like ones the first.

    None gets more than its size where all of them together have enough.
    """
    total = sum(sizes)
    if total == 0:
        return [0] * len(sizes)
    numbers = [count * size // total for size in sizes]
    order = sorted(range(len(sizes)), key=lambda one: (-(count * sizes[one] % total), one))
    for one in order[: count - sum(numbers)]:
        numbers[one] += 1
    return numbers


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Columns that only these rows have, and rows that give together one too few for them."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]


def covering(
    rows: Sequence[int], pools: Sequence[Sequence[int]], must: Sequence[bool]
) -> tuple[list[list[int]], Uncovered | None]:
    """How many of each pool, so that each row has its sum and as many columns of `must` as possible have one or more.

    Of all such tables it is one that is nearest, by squares, to the shares of the pools in its row and, column by
    column, to what these shares come to. No cell has more than its pool. A column of `must` that cannot have any is
    told with the reason, if the rows together give as many as there are such columns.
    """
    flow = _Flow(rows, pools, must)
    for _ in range(sum(rows)):
        flow.add_one()
    empty = [column for column, needed in enumerate(must) if needed and not flow.column_sum(column)]
    why = flow.reason(empty[0]) if empty and sum(rows) >= sum(must) else None
    return flow.cells, why


class _Flow:
    """A table that is filled one by one, each time where that costs least; what stands there may move (a flow)."""

    def __init__(self, rows: Sequence[int], pools: Sequence[Sequence[int]], must: Sequence[bool]) -> None:
        self.pools, self.must = pools, must
        self.left = list(rows)
        self.cells = [[0] * len(must) for _ in rows]
        # In units in which all shares are whole numbers.
        self.unit = math.lcm(*(max(sum(row), 1) for row in pools))
        self.ideal = [
            [number * size * self.unit // max(sum(row), 1) for size in row]
            for number, row in zip(rows, pools, strict=True)
        ]
        self.column_ideal: list[int] = [sum(column) for column in zip(*self.ideal, strict=True)]
        self.bonus = 16 * self.unit * (sum(rows) + 1) ** 2
        """More than any distance from the shares can come to: first all columns, then what is near."""

    def column_sum(self, column: int) -> int:
        return sum(row[column] for row in self.cells)

    def _cell_cost(self, row: int, column: int, number: int) -> int:
        """By how much the square of the distance grows when the cell gets its `number`th."""
        return self.unit * (2 * number - 1) - 2 * self.ideal[row][column]

    def _column_cost(self, column: int) -> int:
        number = self.column_sum(column) + 1
        first = self.bonus if number == 1 and self.must[column] else 0
        return self.unit * (2 * number - 1) - 2 * self.column_ideal[column] - first

    def _moves(self, row: int) -> Iterator[tuple[int, int]]:
        """The columns in which the row may have one more, with the cost."""
        for column, number in enumerate(self.cells[row]):
            if number < self.pools[row][column]:
                yield column, self._cell_cost(row, column, number + 1)

    def _returns(self, column: int) -> Iterator[tuple[int, int]]:
        """The rows that may have one less in the column, with the cost."""
        for row, cells in enumerate(self.cells):
            if cells[column]:
                yield row, -self._cell_cost(row, column, cells[column])

    def add_one(self) -> None:
        """One more from a row that has not given all, along the cheapest chain of moves (Bellman-Ford)."""
        to_row: dict[int, tuple[int, int]] = {row: (0, -1) for row, left in enumerate(self.left) if left}
        to_column: dict[int, tuple[int, int]] = {}
        changed = True
        while changed:
            changed = False
            for row in sorted(to_row):
                for column, cost in self._moves(row):
                    changed |= _nearer(to_column, column, to_row[row][0] + cost, row)
            for column in sorted(to_column):
                for row, cost in self._returns(column):
                    changed |= _nearer(to_row, row, to_column[column][0] + cost, column)
        column = min(to_column, key=lambda one: (to_column[one][0] + self._column_cost(one), one))
        while column >= 0:
            row = to_column[column][1]
            self.cells[row][column] += 1
            column = to_row[row][1]
            if column >= 0:
                self.cells[row][column] -= 1
        self.left[row] -= 1

    def reason(self, column: int) -> Uncovered:
        """The columns between which those that there are would have to be shared out, and the rows that give them."""
        columns, rows = [column], list[int]()
        for one in columns:
            for row, pool in enumerate(self.pools):
                if self.cells[row][one] < pool[one] and row not in rows:
                    rows.append(row)
                    columns += [c for c, number in enumerate(self.cells[row]) if number and c not in columns]
        return Uncovered(tuple(sorted(columns)), tuple(sorted(rows)))


def _nearer(found: dict[int, tuple[int, int]], node: int, cost: int, by: int) -> bool:
    if node in found and found[node][0] <= cost:
        return False
    found[node] = (cost, by)
    return True

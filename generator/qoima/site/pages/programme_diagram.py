"""The diagram of a programme: a column a semester, a box a component, an arrow from each prerequisite.

Boxes are HTML in a grid of equal rows, so that names wrap, grow and lead to their pages; the arrows are one SVG,
stretched over the grid. Hence lengths here are shares: a cell is 100 wide and 100 high, whatever its size on a screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qoima.site.pages.programme_parts import Part, Semester

CELL = 100
INSET = 7
"""From the side of a cell to its box; `programme.css` has the same number as the margin of a box."""

BEND_X, BEND_Y = 2.5, 5
"""How far from its corner a line begins to bend."""

LANES, LANE = 4, 2
"""Lines between two rows, and how far one is from the next."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A part in its cell, rows counted from 0."""

    part: Part
    column: int
    row: int
    has_arrow: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the electives of one slot: rows from `row`, as many as `rows`."""

    column: int
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Column:
    """A semester with its boxes."""

    semester: Semester
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """The whole; `arrows` are paths of an SVG whose view box is `width` x `height`."""

    columns: tuple[Column, ...]
    rows: int
    frames: tuple[Frame, ...]
    arrows: tuple[str, ...]

    @property
    def width(self) -> int:
        """Of the view box."""
        return len(self.columns) * CELL

    @property
    def height(self) -> int:
        """Of the view box."""
        return self.rows * CELL


def diagram(semesters: Sequence[Semester]) -> Diagram | None:
    """The diagram of the semesters that have a number; None where none has."""
    numbered = [semester for semester in semesters if semester.n is not None]
    if not numbered:
        return None
    rows_of: dict[str, tuple[int, int]] = {}
    ordered: list[list[Part]] = []
    for column, semester in enumerate(numbered):
        ordered.append(_in_rows(semester, rows_of))
        for row, part in enumerate(ordered[-1]):
            if part.course:
                rows_of.setdefault(part.course.id, (column, row))
    arrows = _arrows(ordered, rows_of)
    columns = tuple(
        Column(
            semester,
            tuple(Box(part, column, row, (column, row) in arrows) for row, part in enumerate(ordered[column])),
        )
        for column, semester in enumerate(numbered)
    )
    return Diagram(
        columns,
        max(len(parts) for parts in ordered),
        tuple(_frames(ordered)),
        tuple(path for paths in arrows.values() for path in paths),
    )


def _in_rows(semester: Semester, placed: dict[str, tuple[int, int]]) -> list[Part]:
    """The parts from top to bottom: what needs earlier courses near their rows, a slot together."""

    def wish(at: int, slot: tuple[Part, ...]) -> float:
        rows = [placed[needed.id][1] for part in slot for needed in part.needs if needed.id in placed]
        return sum(rows) / len(rows) if rows else at

    slots = sorted(enumerate(semester.slots), key=lambda held: (wish(*held), held[0]))
    return [part for _, slot in slots for part in slot]


def _frames(ordered: list[list[Part]]) -> list[Frame]:
    frames: list[Frame] = []
    for column, parts in enumerate(ordered):
        for row, part in enumerate(parts):
            if not part.is_choice:
                continue
            if row and parts[row - 1].component.slot == part.component.slot:
                frames[-1] = Frame(column, frames[-1].row, frames[-1].rows + 1)
            else:
                frames.append(Frame(column, row, 1))
    return frames


def _arrows(ordered: list[list[Part]], placed: dict[str, tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
    """The paths that end at a cell. One that would lead back in time is left to the table."""
    held: dict[tuple[int, int], list[str]] = {}
    sources = sorted({placed[n.id] for parts in ordered for part in parts for n in part.needs if n.id in placed})
    for column, parts in enumerate(ordered):
        for row, part in enumerate(parts):
            for needed in part.needs:
                source = placed.get(needed.id)
                if source and source[0] <= column and source != (column, row):
                    held.setdefault((column, row), []).append(_path(source, (column, row), sources))
    return held


def _path(source: tuple[int, int], target: tuple[int, int], sources: list[tuple[int, int]]) -> str:
    (from_column, from_row), (to_column, to_row) = source, target
    start_y, end_y = (row * CELL + CELL / 2 for row in (from_row, to_row))
    end_x = to_column * CELL + INSET
    if from_column == to_column:
        turn = to_column * CELL + INSET / 3
        return _bent([(end_x, start_y), (turn, start_y), (turn, end_y), (end_x, end_y)])
    start_x = (from_column + 1) * CELL - INSET
    beside = [one for one in sources if one[0] == from_column]
    # Each source has a lane of its own: up or down behind its column, along between the rows, before the target.
    turn = start_x + INSET * (beside.index(source) + 1) / len(beside)
    if to_column == from_column + 1:
        return _bent([(start_x, start_y), (turn, start_y), (turn, end_y), (end_x, end_y)])
    lane = sources.index(source) % LANES
    between = (to_row if to_row >= from_row and to_row else to_row + 1) * CELL + (lane - (LANES - 1) / 2) * LANE
    before = to_column * CELL + (INSET - 3) * (lane + 1) / LANES
    ways = [(start_x, start_y), (turn, start_y), (turn, between), (before, between), (before, end_y), (end_x, end_y)]
    return _bent(ways)


def _bent(points: list[Point]) -> str:
    """The path through points that lie level or upright to each other, its corners rounded."""
    points = [p for n, p in enumerate(points) if n in (0, len(points) - 1) or not _straight(points[n - 1 : n + 2])]
    drawn = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        first, last = _toward(corner, before), _toward(corner, after)
        drawn.append(f"L{_n(first[0])} {_n(first[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(last[0])} {_n(last[1])}")
    return "".join((*drawn, f"L{_n(points[-1][0])} {_n(points[-1][1])}"))


def _straight(three: list[Point]) -> bool:
    return len({x for x, _ in three}) == 1 or len({y for _, y in three}) == 1


def _toward(corner: Point, other: Point) -> Point:
    """A little way from the corner, at most half of the whole."""

    def step(start: float, end: float, at_most: float) -> float:
        way = (end - start) / 2
        return start + max(-at_most, min(at_most, way))

    return step(corner[0], other[0], BEND_X), step(corner[1], other[1], BEND_Y)


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")

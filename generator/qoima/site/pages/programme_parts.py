"""What a programme is made of, as its page shows it: components by semester, electives together, shares of credits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from qoima.model.course import Course
from qoima.model.programme import Component, Programme
from qoima.site.index import Index


@dataclass(frozen=True, slots=True)
class Part:
    """A component with its course, where it has a file, and the courses of the programme that it needs.

    `choices` is how many electives share its slot; fewer than two are no choice.
    """

    component: Component
    course: Course | None
    needs: tuple[Course, ...]
    choices: int

    @property
    def is_choice(self) -> bool:
        """Whether a student takes this or another of its slot."""
        return self.choices > 1

    @property
    def is_elective(self) -> bool:
        """Whether not every student takes it."""
        return self.is_choice or self.component.part == "elective"


@dataclass(frozen=True, slots=True)
class Semester:
    """The parts of a semester, those of one slot beside each other; `n` is None for parts without a semester."""

    n: int | None
    parts: tuple[Part, ...]

    @property
    def credits(self) -> int:
        """What a student earns in it."""
        return credits(part.component for part in self.parts)

    @property
    def slots(self) -> list[tuple[Part, ...]]:
        """The parts, those of one choice together."""
        alike = groupby(enumerate(self.parts), lambda p: p[1].component.slot if p[1].is_choice else p[0])
        return [tuple(part for _, part in held) for _, held in alike]


@dataclass(frozen=True, slots=True)
class Share:
    """A kind of parts, such as `practice`, with its credits and its whole percents of all."""

    name: str
    credits: int
    percent: int


def semesters(programme: Programme, index: Index) -> list[Semester]:
    """The semesters in order, and last what has none."""
    by_number = sorted(programme.components, key=lambda c: (c.semester is None, c.semester or 0))
    return [
        Semester(n, tuple(_ordered(_part(component, programme, index) for component in held)))
        for n, held in groupby(by_number, key=lambda c: c.semester)
    ]


def _part(component: Component, programme: Programme, index: Index) -> Part:
    course = index.courses.get(component.course)
    needs = [index.courses[id] for id in dict.fromkeys(course.prerequisites) if id in index.courses] if course else []
    alike = [c for c in programme.components if c.slot and c.slot == component.slot]
    return Part(component, course, tuple(needs), len(alike))


def _ordered(parts: Iterable[Part]) -> list[Part]:
    """Core before electives, what has a page first; otherwise as the author wrote them."""
    return sorted(
        parts,
        key=lambda p: (p.is_elective, p.component.slot if p.is_choice else "", p.course is None),
    )


def credits(components: Iterable[Component]) -> int:
    """What a student earns: of electives that share a slot one counts."""
    return sum(component.credits or 0 for component in taken(components))


def taken(components: Iterable[Component]) -> list[Component]:
    """One component of each slot, the largest, and all that are in none."""
    held: dict[str | int, Component] = {}
    for component in components:
        slot = component.slot or id(component)
        if slot not in held or (component.credits or 0) > (held[slot].credits or 0):
            held[slot] = component
    return list(held.values())


REST = "rest"
"""The name of the share that no component of the file accounts for."""


def shares(programme: Programme, name: Callable[[Component], str], order: Sequence[str]) -> list[Share]:
    """The credits by name, in that order; together 100 percent."""
    sums = dict.fromkeys(order, 0)
    for component in taken(programme.components):
        sums[name(component)] = sums.get(name(component), 0) + (component.credits or 0)
    counted = sum(sums.values())
    sums[REST] = max(0, (programme.total_credits or 0) - counted) if counted else 0
    held = {key: credits for key, credits in sums.items() if credits > 0}
    percents = _percents(list(held.values()))
    return [Share(key, credits, percent) for (key, credits), percent in zip(held.items(), percents, strict=True)]


def _percents(counts: list[int]) -> list[int]:
    """Whole percents that are 100 together: the largest remainders are rounded up."""
    total = sum(counts)
    exact = [100 * count / total for count in counts]
    whole = [int(percent) for percent in exact]
    by_remainder = sorted(range(len(counts)), key=lambda n: (whole[n] - exact[n], n))
    for n in by_remainder[: 100 - sum(whole) if counts else 0]:
        whole[n] += 1
    return whole

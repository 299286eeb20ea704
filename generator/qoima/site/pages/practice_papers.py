"""The papers that a practice page imitates: how many questions in how many minutes, and of which difficulty.

The control of the course says it; what it leaves open, the clauses in force say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from qoima.model.control_plan import Control
from qoima.model.course import Course
from qoima.model.item import DIFFICULTIES
from qoima.model.mooc import Mooc
from qoima.model.mooc_tasks import MoocTask
from qoima.model.published import Published
from qoima.site.edition import Edition
from qoima.site.pages.course_plan import control_names

TESTS = ("quiz", "test")
"""The kinds of MOOC tasks that are a test."""
EXACT = ("exactly", "at_most", "at_least")
"""The limits that say a number, the strictest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What one student gets at a control. `topics` are those it may ask about, None for all.

    `mix` is the share of each difficulty in percent; without one the questions are drawn from all alike.
    """

    id: str
    name: str
    questions: int
    minutes: int | None = None
    attempts: int | None = None
    mix: Mapping[str, float] = field(default_factory=dict)
    topics: frozenset[str] | None = None


def course_papers(edition: Edition, course: Course, weeks: Mapping[str, int]) -> tuple[Paper, ...]:
    """The papers of the controls that are tests; a control in the term asks about what was taught until then."""
    held = []
    names = control_names(edition.words, course)
    for control in course.controls:
        numbers = _numbers(edition.published, control)
        if course.is_test(control) and (questions := numbers["questions"]):
            week = control.week
            held.append(
                Paper(
                    id=control.id,
                    name=names[control.id],
                    questions=questions,
                    minutes=numbers["minutes"],
                    attempts=numbers["attempts"],
                    mix=_mix(edition.published, control.kind),
                    topics=frozenset(t for t, taught in weeks.items() if taught <= week) if week else None,
                )
            )
    return tuple(held)


def mooc_papers(edition: Edition, mooc: Mooc) -> tuple[Paper, ...]:
    """The papers of the tests of a MOOC: each of a module, and the final one."""
    held = []
    for module in mooc.modules:
        topics = frozenset((module.id, *(lesson.id for lesson in module.lessons)))
        held += [_of_task(edition, task, topics) for task in module.summative if task.kind in TESTS and task.questions]
    if mooc.final and mooc.final.questions:
        held.append(_of_task(edition, mooc.final, None))
    return tuple(held)


def _of_task(edition: Edition, task: MoocTask, topics: frozenset[str] | None) -> Paper:
    name = edition.words.plain(task.title)
    return Paper(id=task.id, name=name, questions=task.questions or 0, minutes=task.minutes, topics=topics)


def _numbers(published: Published, control: Control) -> dict[str, int | None]:
    """Questions, minutes and attempts: as the control says, else as the regulations do."""
    held: dict[str, int | None] = {}
    for name in ("questions", "minutes", "attempts"):
        own = getattr(control.paper, name) if control.paper else None
        held[name] = own if own is not None else _limit(published, f"paper-{name}", control.kind)
    return held


def _limit(published: Published, rule: str, kind: str) -> int | None:
    limits = _limits(published, rule, kind)
    found = (limits[name] for name in EXACT if name in limits)
    number = next(found, None)
    return number if isinstance(number, int) else None


def _mix(published: Published, kind: str) -> dict[str, float]:
    limits = _limits(published, "difficulty-mix", kind)
    shares = {level: limits.get(level) for level in DIFFICULTIES}
    if not all(isinstance(share, (int, float, Decimal)) for share in shares.values()):
        return {}
    return {level: float(str(share)) for level, share in shares.items()}


def _limits(published: Published, rule: str, kind: str) -> Mapping[str, object]:
    """The limits of the first clause in force of that rule for controls of that kind."""
    clauses = (one for one in published.clauses if one.rule == rule and one.where.get("control") == kind)
    clause = next(clauses, None)
    return clause.limits if clause else {}

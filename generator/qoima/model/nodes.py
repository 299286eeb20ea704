"""All nodes, and what a check may ask of each: what it is a part of, its facts, its stage, its recorded deviations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qoima.model.bank import Practice
from qoima.model.blended import BlendedLearning
from qoima.model.course import STAGES, Status
from qoima.model.deviation import Deviation
from qoima.model.item import Choice
from qoima.model.links import BankOfControl, ControlInCourse, CourseInYear, ItemInBank, OwedBank, TaskInCourse, TestBase
from qoima.model.mooc import Mooc
from qoima.model.sealing import ControlDelivery
from qoima.model.university import University
from qoima.model.views import (
    BlendedInYear,
    CourseInBlended,
    MapInYear,
    MoocInYear,
    OwedMap,
    ProgrammeInYear,
    RegulationInForce,
    ReviewedBase,
    Thing,
)

Node = (
    CourseInYear
    | ControlInCourse
    | TaskInCourse
    | TestBase
    | OwedBank
    | BankOfControl
    | ItemInBank
    | ProgrammeInYear
    | MoocInYear
    | MapInYear
    | OwedMap
    | BlendedInYear
    | CourseInBlended
    | ReviewedBase
    | ControlDelivery
    | RegulationInForce
    | Thing
)
Scopes = tuple[tuple[str, str], ...]
"""What a node is a part of, as lines of university.yaml name it: `("courses", "databases")`."""


def control_of(node: Node) -> ControlInCourse | None:
    """The control that a node belongs to."""
    match node:
        case ControlInCourse():
            return node
        case OwedBank() | BankOfControl():
            return node.control
        case ItemInBank():
            return node.bank.control
        case _:
            return None


def course_of(node: Node) -> CourseInYear | None:
    """The course that a node belongs to."""
    match node:
        case CourseInYear():
            return node
        case OwedBank() | BankOfControl():
            return node.control.course
        case ItemInBank():
            return node.bank.control.course
        case ReviewedBase():
            return node.base.course
        case ControlInCourse() | TaskInCourse() | TestBase() | CourseInBlended() | OwedMap():
            return node.course
        case Thing():
            return course_of(node.owner)
        case _:
            return None


def scopes(node: Node) -> Scopes:
    """What a node is a part of; a regulation is a part of nothing."""
    match node:
        case Thing():
            return scopes(node.owner)
        case ProgrammeInYear():
            return (("programmes", node.programme.id),)
        case MoocInYear():
            return (("moocs", node.mooc.id),)
        case MapInYear():
            return (("maps", node.map.id),)
        case BlendedInYear():
            return (("programmes", node.blended.programme),)
        case OwedMap():
            return (("maps", node.map.id if node.map else node.course.course.id),)
        case CourseInBlended():
            return scopes(node.blended)
        case _:
            pass
    bank = node.bank if isinstance(node, ItemInBank) else node
    course = course_of(node)
    if course is None:
        return ()
    whole = ("moocs" if course.course.kind == "MOOC" else "courses", course.course.id)
    return (whole, ("banks", str(bank.bank.id))) if isinstance(bank, BankOfControl) else (whole,)


def facts(node: Node) -> Mapping[str, str]:
    """What `where` in a profile may ask of a node (model.profile.FACTS); a fact that it does not have is absent."""
    held: dict[str, str] = {}
    course = course_of(node)
    if course is not None:
        summer = bool(course.terms) and all(term.kind == "summer" for term in course.terms)
        held |= {
            "course_kind": course.course.kind,
            "level": course.course.level or "",
            "status": course.course.status,
            "draft": _truth(course.course.status == "draft"),
            "term": "summer" if summer else "regular",
        }
    mooc = mooc_of(node)
    if mooc is not None:
        held |= {"status": mooc.status, "draft": _truth(mooc.status == "draft")}
        held |= {"ged_cycle": _truth(mooc.ged_cycle), "nonformal": _truth(mooc.nonformal)}
        held |= {"hours_over_100": _truth(mooc.hours is not None and mooc.hours > 100)}
    blended = blended_of(node)
    if blended is not None:
        held |= {
            "format": blended.format,
            "platform": blended.platform,
            "learners": _truth(bool(blended.learners)),
        }
    if isinstance(node, ItemInBank):
        response = node.item.response
        held["single_choice"] = _truth(isinstance(response, Choice) and not response.several)
    control = control_of(node)
    if control is not None:
        held["control"] = control.control.kind
    elif isinstance(node, TaskInCourse):
        held["control"] = node.control.kind if node.control else node.task.control
    if isinstance(node, Thing):
        held |= {fact: str(getattr(node.value, fact, "")) for fact in ("kind", "mode")}
    return held


def _truth(held: bool) -> str:
    return "true" if held else "false"


def stage(node: Node, today: date) -> Status:
    """The step that a node's course or MOOC has reached: its status, and what its launch date has made of it."""
    mooc = mooc_of(node)
    if mooc is None:
        whole = node.owner if isinstance(node, Thing) else node
        if isinstance(whole, MapInYear):
            return whole.map.status
        if isinstance(whole, BlendedInYear):
            return whole.blended.status
        course = course_of(node)
        return course.course.status if course else STAGES[-1]
    reached = STAGES.index(mooc.status)
    if mooc.launch and mooc.launch.start and mooc.launch.start <= today:
        reached = max(reached, STAGES.index("running"))
    return STAGES[reached]


def mooc_of(node: Node) -> Mooc | None:
    """The MOOC that a node belongs to."""
    held = node.owner if isinstance(node, Thing) else node
    return held.mooc if isinstance(held, MoocInYear) else None


def blended_of(node: Node) -> BlendedLearning | None:
    """The blended learning that a node belongs to."""
    held = node.owner if isinstance(node, Thing) else node
    if isinstance(held, CourseInBlended):
        held = held.blended
    return held.blended if isinstance(held, BlendedInYear) else None


def deviations(node: Node) -> tuple[Deviation, ...]:
    """The deviations that the node's file records."""
    mooc = mooc_of(node)
    return mooc.deviations if mooc else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The nodes of a repository, each kind in file order."""

    university: University
    nodes: tuple[Node, ...]
    banks: tuple[BankOfControl, ...]
    practice: tuple[Practice, ...]

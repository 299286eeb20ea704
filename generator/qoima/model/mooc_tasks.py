"""Tasks of a MOOC: what learners hand in, how it is marked, and what that counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from qoima.core.source import Placed
from qoima.model.fields import outside
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Placed):
    """The type of a task in form F-06, and what that type asks for.

    `kind` is auto_set, peer_or_assessor, progress_monitored, joint_auto or joint_peer; a type of its own is described
    in `component`. `draw` says how the questions of a set are chosen: all, or random.
    """

    kind: str = ""
    component: LocalText | None = None
    draw: str = ""
    criteria: tuple[LocalText, ...] = ()
    anonymous: bool = False
    group_at_least: int | None = None
    group_at_most: int | None = None
    random_group: bool = False
    input: str = ""
    common_answer: bool = False
    chat: bool = False
    one_variant: bool = False
    group_validation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoocTask(Placed):
    """A task of a module: practical (formative) or summative. `weight` is its share of the final grade in percent.

    `kind` is the kind of work: quiz, project, practical, laboratory, seminar, siw… `protection` is `parameterised` or
    `open_unique`; `feedback` says how and when the teacher answers; `rubric` has a line for each number of points.
    """

    id: str = outside()
    title: LocalText
    kind: str = ""
    description: LocalText | None = None
    outcomes: tuple[str, ...] = ()
    weight: Decimal | None = None
    questions: int | None = None
    minutes: int | None = None
    due: date | None = None
    protection: str = ""
    similarity_check: bool = False
    challenge: Challenge | None = None
    feedback: LocalText | None = None
    rubric: Mapping[str, LocalText] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Final(MoocTask):
    """The final evaluation of a MOOC; a test is drawn from the bank `final`."""

    id: str = field(default="final", metadata={"outside": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBands(Placed):
    """From which share of the course it is passed, and from which there is a certificate, in percent of the course.

    `optional_tasks` is how many graded tasks a learner may leave out, `drop_lowest` how many results are not counted.
    """

    pass_percent: Decimal | None = None
    certificate_percent: Decimal | None = None
    optional_tasks: int | None = None
    drop_lowest: int | None = None

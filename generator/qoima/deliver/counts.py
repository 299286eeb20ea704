"""What must be found in Moodle after a restore, counted in the quiz itself."""

import posixpath
from collections import Counter
from dataclasses import dataclass

from qoima.formats.moodle.question import Question
from qoima.formats.moodle_backup.backup import Path, Quiz

LISTED = 4


@dataclass(frozen=True, slots=True)
class Group:
    """The questions under one name right below the category of the bank, and how many of them a student gets."""

    name: str
    questions: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers of a quiz; `pictures` are files, however often they are shown."""

    groups: tuple[Group, ...]
    questions: int
    drawn: int
    minutes: int
    attempts: int
    pictures: int

    @property
    def names_groups(self) -> bool:
        """Whether the groups are few enough to be listed: levels of difficulty are, topics of a course are not."""
        return 1 < len(self.groups) <= LISTED


def counts_of(quiz: Quiz) -> Counts:
    """What a restored quiz shows."""
    held = Counter[str]()
    drawn = Counter[str]()
    paths = [category.path for category in quiz.categories if category.questions]
    depth = len(posixpath.commonprefix(paths)) if paths else 0
    home: dict[str, str] = {}
    for category in quiz.categories:
        for question in category.questions:
            name = _group(category.path, depth)
            held[name] += 1
            home[question.idnumber] = name
    for slot in quiz.slots:
        drawn[home[slot.question] if slot.question else _group(slot.category, depth)] += 1
    return Counts(
        groups=tuple(Group(name, number, drawn[name]) for name, number in held.items()),
        questions=held.total(),
        drawn=drawn.total(),
        minutes=quiz.time_limit_seconds // 60,
        attempts=quiz.attempts,
        pictures=len({file for one in questions_of(quiz) for _, text in one.texts() for file in text.files}),
    )


def control_of(quiz: Quiz) -> str:
    """The control that the quiz is made for; `practice` for the open questions of a course."""
    return quiz.key.rpartition("/")[2].removesuffix(".draft").rpartition(".")[2]


def questions_of(quiz: Quiz) -> tuple[Question, ...]:
    """All questions of the bank of a quiz."""
    return tuple(question for category in quiz.categories for question in category.questions)


def _group(path: Path, depth: int) -> str:
    return path[depth] if len(path) > depth else path[-1]

"""Rules on the form that an integration map is filled into: what the template left behind, and the chosen model."""

import re
from collections.abc import Iterator
from dataclasses import fields

from qoima.core.source import Placed, Span
from qoima.model.integration import ScheduleRow
from qoima.model.text import LocalText, fold
from qoima.model.views import MapInYear
from qoima.rules.registry import Finding, Findings, Say, finding, rule

_BLANK = re.compile(r"[_\s]*_[_\s]*")


@rule(
    "template-residue",
    MapInYear,
    "“{text}” comes from the template",
    help="replace it with your own text, or remove it",
)
def template_residue(
    node: MapInYear,
    *,
    residue: tuple[str, ...],
    lectures: tuple[str, ...] = (),
    blanks: bool = False,
    unless: tuple[str, ...] = (),
) -> Findings:
    """Nothing of the template is left in the map: whole cells are compared, never parts of them.

    A cell is any text of the map, the title of a topic in its schedule, the name of somebody who signs.

    Why: what the template says is not true of this discipline.

    Wrong:
        limits: {residue: [Surname and initials], lectures: [L], blanks: true}
        discipline: Surname and initials   # <-
        courses:
          coursera:
            name: ____   # <-
        schedule:
          - kind: lecture
            title: L 3.   # <-

    Wrong:
        limits: {residue: [Keys], unless: [hotel]}
        discipline: Databases
        schedule:
          - kind: lecture
            topics: [keys]   # <-

    Right:
        limits: {residue: [Keys], lectures: [L], unless: [hotel]}
        discipline: Keys of a hotel
        schedule: [{kind: lecture, topics: [keys]}, {kind: lecture, title: L 3. Rooms}]

    Limits:
        residue: texts of the template.
        lectures: letters with which the template numbers lectures; the number alone is no title.
        blanks: whether a cell of underscores only is left of the template.
        unless: parts of the name of a discipline for which the texts are its own.
    """
    name = node.map.discipline
    if name and any(part in fold(text) for part in map(fold, unless) for _, text in name.texts):
        return
    left = {fold(text) for text in residue}
    numbered = re.compile(rf"(?:{'|'.join(map(re.escape, map(fold, lectures)))}) ?\d*\.?") if lectures else None
    for at, text in _cells(node):
        cell = fold(text)
        if cell in left or (blanks and _BLANK.fullmatch(cell)) or (numbered and numbered.fullmatch(cell)):
            yield finding(at, text=text.strip())


def _cells(node: MapInYear) -> Iterator[tuple[Span, str]]:
    """The texts of the map with their places, then those that it names by id."""
    yield from _texts(node.map)
    topics = node.course.course.topics if node.course else {}
    for row in node.map.schedule:
        titles = [topics[id] for id in row.topics if id in topics]
        yield from ((row.place("topics"), text) for title in titles for _, text in title.texts)
    for signature in node.map.signatures:
        person = node.people.get(signature.person)
        yield from ((signature.place("person"), text) for _, text in (person.name.texts if person else ()))


def _texts(value: Placed) -> Iterator[tuple[Span, str]]:
    for one in fields(value):
        held = getattr(value, one.name)
        for part in held if isinstance(held, tuple) else (held,):
            if isinstance(part, LocalText):
                yield from ((value.place(one.name), text) for _, text in part.texts)
            elif isinstance(part, str) and one.name != "id":
                yield value.place(one.name), part
            elif isinstance(part, Placed):
                yield from _texts(part)


@rule(
    "model-fits",
    MapInYear,
    "in model 1 the outside course is additional: the row must not have `{field}`",
    help="remove it, or choose another model",
    variants={
        "alone": Say(
            "in model 1 the outside course is used in independent work, and the row has no asynchronous part",
            "add `asynchronous` to `format`, or choose another model",
        ),
        "replaces": Say("model 2 replaces some lectures, but no row has `replaces: true`", "mark these lectures"),
        "recredits": Say("model 2 re-credits some topics, but no row has `recredit: true`", "mark these rows"),
        "all": Say("model {model} keeps some classes, but all are replaced", "keep some of them"),
        "assesses": Say(
            "in model 2 the outside course gives no marks: the row must not have `assessment_from_mooc`",
            "remove it, or choose model 3",
        ),
        "current": Say(
            "model 3 uses results of the outside course in current control, but no row says so",
            "mark the rows with `assessment_from_mooc: true`",
        ),
        "final": Say(
            "model 3 uses results of the outside course in the final control, but the row of the exam does not say so",
            "add `assessment_from_mooc: true` to the row `control`, `exam`",
        ),
    },
)
def model_fits(node: MapInYear) -> Findings:
    """The schedule does what the chosen model says.

    In model 1 the outside course is additional: students use it by themselves, nothing is replaced or re-credited. In
    model 2 it replaces some lectures, and some topics are re-credited. In model 3 its results count in the current and
    the final control, and some classes stay.

    Why: students, registrar and tutor plan by the model.

    Wrong:
        model: 1
        schedule:
          - kind: lecture
            week: 1
            format: asynchronous
            replaces: true   # <-

    Wrong:
        model: 1
        schedule:
          - kind: lecture
            week: 1
            uses: []
            recredit: true   # <-
            format: classroom   # <-

    Wrong:
        model: 2
        schedule:   # <-
          - {kind: lecture, week: 1}

    Wrong:
        model: 2
        schedule:   # <-
          - {kind: lecture, week: 1, replaces: true, recredit: true}

    Wrong:
        model: 2
        schedule:
          - {kind: lecture, week: 1, replaces: true, recredit: true}
          - kind: lecture
            week: 2
            assessment_from_mooc: true   # <-

    Wrong:
        model: 3
        schedule:   # <-
          - {kind: lecture, week: 1}
          - {kind: control, event: exam}   # <-

    Right:
        model: 2
        schedule:
          - {kind: lecture, week: 1, replaces: true, recredit: true}
          - {kind: lecture, week: 2, format: classroom}

    Right:
        model: 3
        schedule:
          - {kind: lecture, week: 1, replaces: true, assessment_from_mooc: true}
          - {kind: lecture, week: 2, format: classroom}
          - {kind: control, event: exam, assessment_from_mooc: true}
    """
    if node.map.model == 1:
        for row in node.map.schedule:
            yield from _additional(row, node.map.uses_mooc(row))
    elif node.map.model == 2:
        yield from _partly_replaced(node)
    elif node.map.model == 3:
        yield from _counted(node)


def _additional(row: ScheduleRow, uses_mooc: bool) -> Iterator[Finding]:
    for name in ("replaces", "recredit", "assessment_from_mooc"):
        if getattr(row, name):
            yield finding(row.place(name), field=name)
    if uses_mooc and "asynchronous" not in row.format:
        yield finding(row.place("format"), "alone")


def _partly_replaced(node: MapInYear) -> Iterator[Finding]:
    rows, at = node.map.schedule, node.map.place("schedule")
    if rows and not any(row.replaces for row in rows if row.kind == "lecture"):
        yield finding(at, "replaces")
    if rows and not any(row.recredit for row in rows):
        yield finding(at, "recredits")
    yield from _all_replaced(node)
    for row in rows:
        if row.assessment_from_mooc:
            yield finding(row.place("assessment_from_mooc"), "assesses")


def _counted(node: MapInYear) -> Iterator[Finding]:
    rows, at = node.map.schedule, node.map.place("schedule")
    final = node.map.row("control", "exam")
    if rows and not any(row.assessment_from_mooc for row in rows if row is not final):
        yield finding(at, "current")
    if final is not None and not final.assessment_from_mooc:
        yield finding(final.at, "final")
    yield from _all_replaced(node)


def _all_replaced(node: MapInYear) -> Iterator[Finding]:
    if node.map.classes and all(row.replaces for row in node.map.classes):
        yield finding(node.map.place("schedule"), "all", model=node.map.model)


RULES = (template_residue, model_fits)

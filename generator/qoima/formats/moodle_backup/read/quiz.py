"""`quiz.xml` and its neighbours in a backup: settings, slots and what each draws from, sections, the grade."""

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from qoima.formats.moodle.holding import HeldQuiz, HeldSection, HeldSlot, Path
from qoima.formats.moodle.question import File, Rich
from qoima.formats.moodle.stored_values import as_html, number_of, whole_of
from qoima.formats.moodle_backup.read.values import inside, value
from qoima.formats.moodle_xml.elements import Element

PARTS = frozenset(("question_instance", "section", "override", "attempt", "feedback", "quiz_grade_item", "quiz"))
"""Handed on one by one: a quiz with its students' attempts may be long."""
_NO_SETTINGS = frozenset(
    (
        "name", "intro", "introformat", "timecreated", "timemodified", "quiz_grade_items", "question_instances",
        "sections", "feedbacks", "overrides", "grades", "attempts",
    )
)  # fmt: skip

Paths = Callable[[str], Path]
"""The path of a category by its number."""


def held_quiz(
    parts: Mapping[str, list[Element]],
    module: Mapping[str, str],
    grade_item: Element | None,
    slots: tuple[HeldSlot, ...],
    files: tuple[File, ...],
    context: str,
) -> HeldQuiz:
    """The quiz of the parts of its `quiz.xml`, by name; `module` has the fields of its `module.xml`."""
    quiz = parts["quiz"][0]
    names = [name for name in quiz.children if name not in _NO_SETTINGS and not name.startswith("subplugin_")]
    sections = (
        HeldSection(
            whole_of(value(one, "firstslot")) or 1, value(one, "heading"), value(one, "shufflequestions") == "1"
        )
        for one in parts.get("section", ())
    )
    return HeldQuiz(
        name=value(quiz, "name"),
        idnumber=module.get("idnumber", ""),
        intro=Rich(as_html(value(quiz, "intro"), value(quiz, "introformat")), files),
        settings={name: value(quiz, name) for name in names},
        slots=slots,
        sections=tuple(sorted(sections, key=lambda one: one.first)),
        is_visible=module.get("visible") != "0",
        grade_to_pass=number_of(value(grade_item, "gradepass")) if grade_item is not None else None,
        overrides=len(parts.get("override", ())),
        bank=context,
        at=quiz.at,
    )


def held_slots(
    instances: list[Element], paths: Paths, names: Mapping[str, str], tags: Mapping[str, str]
) -> Iterator[HeldSlot]:
    """The slots in their order. `names` has what fixed questions go by, by the number of their entry."""
    for instance in sorted(instances, key=lambda one: whole_of(value(one, "slot")) or 0):
        mark = number_of(value(instance, "maxmark")) or Decimal(0)
        page = whole_of(value(instance, "page")) or 0
        drawn = next(inside(instance, "question_set_reference"), None)
        fixed = next(inside(instance, "question_reference"), None)
        if drawn is not None:
            category, below, wanted = _filter(value(drawn, "filtercondition"), tags)
            yield HeldSlot(category=paths(category), below=below, tags=wanted, max_mark=mark, page=page)
        else:
            entry = value(fixed, "questionbankentryid")
            version = whole_of(value(fixed, "version")) or 0
            yield HeldSlot(question=names.get(entry, f"#{entry}"), version=version, max_mark=mark, page=page)


def _filter(written: str, tags: Mapping[str, str]) -> tuple[str, bool, tuple[str, ...]]:
    """Number of the category, whether those below count, names of tags: of the JSON before Moodle 4.3 or since."""
    try:
        read = json.loads(written)
    except (ValueError, RecursionError):
        read = {}
    held = read if isinstance(read, dict) else {}
    if "filter" not in held:
        named = tuple(str(tag).partition(",")[2] or str(tag) for tag in _listed(held.get("tags")))
        return str(held.get("questioncategoryid", "")), _truth(held.get("includingsubcategories")), named
    filters = _mapping(held["filter"])
    category = _mapping(filters.get("category"))
    values = _listed(category.get("values"))
    below = _mapping(category.get("filteroptions")).get("includesubcategories", category.get("includesubcategories"))
    numbers = _listed(_mapping(filters.get("qtagids")).get("values"))
    return str(values[0]) if values else "", _truth(below), tuple(tags.get(str(one), f"#{one}") for one in numbers)


def _mapping(held: object) -> dict[str, object]:
    return held if isinstance(held, dict) else {}


def _listed(held: object) -> list[object]:
    return held if isinstance(held, list) else list(held.values()) if isinstance(held, dict) else []


def _truth(held: object) -> bool:
    return held not in (None, False, 0, "0", "", "false")

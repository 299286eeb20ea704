"""Every record and every field that a file may hold has a name in three languages."""

import dataclasses
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from qoima.core.words import LANGUAGES, Lang
from qoima.diff.records.labels import field_label, kind_label
from qoima.formats.messages import catalogue, say
from qoima.model.bank import Update
from qoima.model.repository import Repository
from qoima.model.text import LocalText
from qoima.model.university import ProfileUse
from qoima.model.views import kind_of

NO_RECORDS = ("banks", "practice", "pictures", "has_testbanks", "unread")


def parts(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or hasattr(hint, "_fields")):
        yield hint
    for part in typing.get_args(hint):
        yield from parts(part)


@cache
def records() -> tuple[type, ...]:
    """The kinds of records that a repository holds, with those inside them."""
    hints = typing.get_type_hints(Repository)
    waiting = [kind for name, hint in hints.items() if name not in NO_RECORDS for kind in parts(hint)]
    found: list[type] = []
    while waiting:
        kind = waiting.pop()
        if kind not in found and kind.__name__ not in ("Span", "LocalText"):
            found.append(kind)
            waiting += [part for hint in typing.get_type_hints(kind).values() for part in parts(hint)]
    return tuple(sorted(found, key=lambda one: one.__name__))


def named(kind: type) -> str:
    return kind_of((tuple if issubclass(kind, tuple) else object).__new__(kind))


def test_the_records_are_found() -> None:
    assert {"Course", "Control", "Mooc", "Passport", "Review", "Waiver", "ProfileUse", "Update"} <= {
        kind.__name__ for kind in records()
    }
    assert {LocalText, ProfileUse, Update} & set(records()) == {ProfileUse, Update}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_field_has_a_name(lang: Lang) -> None:
    raw = []
    for kind in records():
        for name in typing.get_type_hints(kind):
            label = field_label(named(kind), name)
            if name not in ("at", "places", "folder") and (label.key not in catalogue(lang) and lang != "en"):
                raw.append(f"{named(kind)}.{name}")
            if name not in ("at", "places", "folder") and say(label, lang).startswith("`"):
                raw.append(f"{named(kind)}.{name}")
    assert raw == []


TOP = ("university", "person", "academic-year", "programme", "course", "mooc", "integration-map", "blended-learning",
       "expert-order", "review", "passport")  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", TOP)
def test_each_kind_of_file_has_a_name(kind: str, lang: Lang) -> None:
    assert not say(kind_label(kind), lang).startswith("`")


def test_the_languages_name_the_same_things() -> None:
    keys = {lang: {key for key in catalogue(lang) if key.startswith("record.")} for lang in LANGUAGES}
    said = {key for key in keys["ru"] if key.startswith("record.said.")}
    assert keys["kk"] == keys["ru"] == keys["en"] | said


def test_an_unknown_field_is_shown_as_it_is_written() -> None:
    assert say(field_label("course", "no_such_field"), "ru") == "`no_such_field`"

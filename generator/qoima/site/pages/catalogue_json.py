"""`catalogue.json` at the top of the site: programmes, courses and MOOCs for other systems.

Its fields are described in docs/formats.md and in schemas/catalogue.json; a change that removes or renames one raises
`VERSION`.
"""

import json
from collections.abc import Collection, Iterable
from typing import TypeVar

from qoima.core.words import LANGUAGES
from qoima.model.course import Course
from qoima.model.mooc import Mooc
from qoima.model.programme import Programme
from qoima.model.published import Published
from qoima.model.text import LocalText
from qoima.site.index import Index
from qoima.site.settings import languages, site_address

VERSION = 1

Thing = TypeVar("Thing", Programme, Course, Mooc)


def catalogue_json(published: Published, index: Index, staged: Collection[str]) -> bytes:
    """The file; of the calendars it names those that `staged` has, as `docs/kk/courses/databases.ics`."""
    university = published.university
    held = {
        "version": VERSION,
        "university": {"id": university.id, "name": _texts(university.name), "address": site_address(published)},
        "languages": list(languages(published)),
        "academic_year": university.academic_year,
        "programmes": [_programme(published, p) for p in _by_id(published.programmes)],
        "courses": [_course(published, c, index, staged) for c in _by_id(published.courses)],
        "moocs": [_mooc(published, m, index, staged) for m in _by_id(published.moocs)],
    }
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()


def _by_id(things: Iterable[Thing]) -> list[Thing]:
    return sorted(things, key=lambda thing: thing.id)


def _programme(published: Published, programme: Programme) -> dict[str, object]:
    return {
        "id": programme.id,
        "name": _texts(programme.name),
        "level": programme.level,
        "form": programme.form,
        "credits": programme.total_credits,
        "courses": [
            {"id": c.course, "semester": c.semester, "credits": c.credits, "part": c.part, "distance": c.distance}
            for c in programme.components
            if c.course
        ],
        "pages": _addresses(published, f"programmes/{programme.id}.html"),
    }


def _course(published: Published, course: Course, index: Index, staged: Collection[str]) -> dict[str, object]:
    return {
        "id": course.id,
        "code": course.code or None,
        "kind": course.kind,
        "status": course.status,
        "name": _texts(course.name),
        "level": course.level,
        "credits": course.credits,
        "institute": _texts(course.institute),
        "department": _texts(course.department),
        "teaching": [{"language": t.language, "term": t.term} for t in course.teaching],
        "prerequisites": list(course.prerequisites),
        "practice": _practice(published, course.id, index),
        "pages": _addresses(published, f"courses/{course.id}.html"),
        "calendars": _staged(published, f"courses/{course.id}.ics", staged),
    }


def _mooc(published: Published, mooc: Mooc, index: Index, staged: Collection[str]) -> dict[str, object]:
    return {
        "id": mooc.id,
        "status": mooc.status,
        "name": _texts(mooc.name),
        "language": mooc.language,
        "hours": None if mooc.hours is None else float(mooc.hours),
        "faculty": _texts(mooc.faculty),
        "department": _texts(mooc.department),
        "programme": mooc.programme or None,
        "practice": _practice(published, mooc.id, index),
        "pages": _addresses(published, f"moocs/{mooc.id}.html"),
        "calendars": _staged(published, f"moocs/{mooc.id}.ics", staged),
    }


def _texts(text: LocalText | None) -> dict[str, str]:
    held = dict(text.texts) if text else {}
    return {lang: " ".join(held[lang].split()) for lang in LANGUAGES if held.get(lang)}


def _addresses(published: Published, path: str) -> dict[str, str]:
    return {lang: f"{site_address(published)}{lang}/{path}" for lang in languages(published)}


def _staged(published: Published, path: str, staged: Collection[str]) -> dict[str, str]:
    return {lang: at for lang, at in _addresses(published, path).items() if f"docs/{lang}/{path}" in staged}


def _practice(published: Published, id: str, index: Index) -> list[dict[str, object]]:
    return [
        {
            "language": practice.language,
            "questions": len(practice.items),
            "pages": _addresses(published, f"practice/{id}/{practice.language}.html"),
        }
        for practice in index.sets.get(id, ())
    ]

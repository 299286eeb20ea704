"""The page of a programme: level, credits, and the structure by semester."""

from itertools import groupby

from qoima.model.programme import Programme
from qoima.site.edition import Edition
from qoima.site.index import Index


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each programme."""
    return {f"programmes/{p.id}.md": programme_page(edition, p, index) for p in edition.published.programmes}


def programme_page(edition: Edition, programme: Programme, index: Index) -> str:
    """Level, credits, and the structure by semester."""
    courses = index.courses
    known = sorted(
        (c for c in programme.components if c.course in courses),
        key=lambda c: (c.semester or 0, c.part != "core", courses[c.course].code),
    )
    by_semester = [
        (semester, [(component, courses[component.course]) for component in held])
        for semester, held in groupby(known, key=lambda c: c.semester)
    ]
    values = {"programme": programme, "by_semester": by_semester}
    title, about = edition.words.plain(programme.name), edition.words.plain(programme.description)
    return edition.page(f"programmes/{programme.id}", "programme.md", values, title=title, description=about)

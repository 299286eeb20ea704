"""The catalogue: all programmes and all courses."""

from qoima.site.edition import Edition
from qoima.site.index import Index, Place


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """`catalogue.md`."""
    return {"catalogue.md": catalogue(edition, index)}


def catalogue(edition: Edition, index: Index) -> str:
    """Tables of all programmes and of all courses."""
    published = edition.published
    values = {
        "programmes": sorted(published.programmes, key=lambda p: p.id),
        "known": index.courses,
        "courses": sorted(published.courses, key=lambda c: (c.code, c.id)),
        "semesters": {c.id: semesters(index.places.get(c.id, [])) for c in published.courses},
        "sets": index.sets,
    }
    title, lead = edition.words("catalogue.title"), edition.words("catalogue.lead")
    return edition.page("catalogue", "catalogue.md", values, title=title, description=lead)


def semesters(places: list[Place]) -> list[int]:
    """The semesters in which programmes have a course, each once."""
    return sorted({semester for place in places if (semester := place.component.semester) is not None})

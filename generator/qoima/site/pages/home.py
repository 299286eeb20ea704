"""The home page: what one can do here, programmes, courses, MOOCs, and the dates of the academic year."""

from collections.abc import Iterator

from qoima.model.calendar import Period, Term
from qoima.site.edition import Edition
from qoima.site.entries import entries
from qoima.site.index import Index
from qoima.site.pages.catalogue import line

ON_THE_HOME_PAGE = 6
"""Programmes, courses, and MOOCs, that the home page shows; the catalogue has all."""


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """`index.md`."""
    return {"index.md": home(edition, index)}


def home(edition: Edition, index: Index) -> str:
    """What one can do here, programmes, courses, MOOCs, dates."""
    public = edition.published
    held = entries(edition, index)
    kinds = [(kind, [entry for entry in held if entry.kind == kind]) for kind in ("programmes", "courses", "moocs")]
    values = {
        "groups": [(kind, some, some[:ON_THE_HOME_PAGE]) for kind, some in kinds],
        "line": lambda entry: line(edition, entry),
        "questions": sum(len(practice.items) for practice in public.practice),
        "terms": [(term, list(dates(edition, term))) for term in public.year.terms] if public.year else [],
    }
    lead = edition.words("home.lead")
    return edition.page("index", "home.md", values, description=lead, hide=("navigation", "toc"))


def dates(edition: Edition, term: Term) -> Iterator[tuple[str, str, Period]]:
    """(kind, name, days) of what a term has, in the order of the calendar."""
    words = edition.words
    held = [("study", words("home.study"), term.study)]
    held += [
        ("midterm", words("home.midterm", n=midterm.week), Period(midterm.first, midterm.last))
        for midterm in term.midterms
    ]
    held += [("certification", words("home.certification"), period) for period in term.certification_weeks]
    if term.exam_session:
        held.append(("session", words("home.session"), term.exam_session))
    yield from sorted(held, key=lambda one: (one[2].first, -one[2].last.toordinal()))

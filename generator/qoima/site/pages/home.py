"""The home page: what this is, the programmes, the courses."""

from qoima.site.edition import Edition
from qoima.site.index import Index

ON_THE_HOME_PAGE = 12
"""Programmes, and courses, that the home page shows; the catalogue has all."""


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """`index.md`."""
    return {"index.md": home(edition, index)}


def home(edition: Edition, index: Index) -> str:
    """What this is, the programmes, the courses."""
    published = edition.published
    values = {
        "programmes": published.programmes[:ON_THE_HOME_PAGE],
        "known": index.courses,
        "courses": published.courses[:ON_THE_HOME_PAGE],
        "sets": index.sets,
    }
    lead = edition.words("home.lead")
    return edition.page("index", "home.md", values, description=lead, hide=("navigation", "toc"))

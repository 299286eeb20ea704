"""The pages of the site, a module for each kind; each gives Markdown, or files, by path below `docs/<lang>/`."""

from collections.abc import Callable

from qoima.site.edition import Edition
from qoima.site.index import Index
from qoima.site.pages import (
    blended,
    catalogue,
    course,
    exam,
    glossary,
    home,
    integration,
    mooc,
    people,
    practice,
    programme,
)

PAGES: tuple[Callable[[Edition, Index], dict[str, str]], ...] = (
    home.pages,
    catalogue.pages,
    programme.pages,
    people.pages,
    course.pages,
    practice.pages,
    exam.pages,
    glossary.pages,
    mooc.pages,
    integration.pages,
    blended.pages,
)
"""Markdown by path, such as `courses/databases.md`."""

FILES: tuple[Callable[[Edition, Index], dict[str, bytes]], ...] = (course.files, blended.files)
"""Files that are no pages, by path, such as `courses/databases.ics`."""


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """Markdown by path below `docs/<lang>/`."""
    return {path: text for make in PAGES for path, text in make(edition, index).items()}


def files(edition: Edition, index: Index) -> dict[str, bytes]:
    """Files that are no pages, by path below `docs/<lang>/`."""
    return {path: data for make in FILES for path, data in make(edition, index).items()}

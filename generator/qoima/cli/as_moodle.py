"""`qoima check --as moodle BANK`: what Moodle will hold, from a bank of the repository or from any file of items."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import click

from qoima.cli.files import load_here
from qoima.cli.item_file import merged_item_file, pictures_beside
from qoima.cli.options import style
from qoima.core.diagnostic import Diagnostic, Diagnostics, ordered
from qoima.core.words import Lang
from qoima.formats.item_files import format_of
from qoima.formats.moodle.listing import Listing, of_bank, of_file
from qoima.formats.moodle_xml.written import written_settings
from qoima.formats.repository import BANK_SUFFIXES
from qoima.model.bank import ItemSet, Practice
from qoima.model.repository import Repository
from qoima.render.moodle.data import as_data
from qoima.render.moodle.text import as_text
from qoima.render.terminal import word

VIEWS = ("moodle",)
"""What `--as` takes."""

FORMS = ("text", "json")
"""The forms that a listing has."""

GOES_WITH = frozenset(("view", "paths", "root", "form", "lang"))
"""The parameters of `check` that mean something here."""

PRACTICE = "practice"
"""Stands in place of a control where a practice set is meant."""

_ID = re.compile(r"[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+")


class Asked(NamedTuple):
    """The listing, and what it is called; whether it is of items that anyone may know."""

    name: str
    listing: Listing
    is_public: bool = False


class Set(NamedTuple):
    """A bank or practice set of the repository, and the number of its items that cannot be read."""

    name: str
    held: ItemSet
    unread: int
    is_public: bool


def show(context: click.Context, root: Path, paths: tuple[Path, ...], form: str, lang: Lang) -> Diagnostics:
    """Print the listing; everything that was said of it."""
    _only_what_goes_with(context, lang)
    if form not in FORMS:
        said = "--as moodle is shown as {known}, not as {form}"
        raise click.UsageError(word("moodle.form", said, lang, known=", ".join(FORMS), form=form))
    if len(paths) != 1:
        said = "--as moodle shows one bank: name it as course/language/control, or the path of a file"
        raise click.UsageError(word("moodle.one-bank", said, lang))
    asked = _asked(root if (root / "content").is_dir() else None, paths[0], lang)
    if form == "json":
        data = as_data(asked.listing, asked.name, lang, is_public=asked.is_public)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace"))
    else:
        for line in as_text(asked.listing, asked.name, lang, style(), is_public=asked.is_public):
            click.echo(line)
    return asked.listing.all_said


def _only_what_goes_with(context: click.Context, lang: Lang) -> None:
    given = [
        parameter.opts[0]
        for parameter in context.command.params
        if parameter.name not in GOES_WITH
        and context.get_parameter_source(parameter.name or "") is click.core.ParameterSource.COMMANDLINE
    ]
    if given:
        said = "--as moodle shows what Moodle will hold; it does not go with {options}"
        raise click.UsageError(word("moodle.alone", said, lang, options=", ".join(given)))


def _asked(root: Path | None, path: Path, lang: Lang) -> Asked:
    """The bank of that id, else the bank or practice set that stands there, else the file of items."""
    name = path.as_posix()
    if root is not None and _ID.fullmatch(name) and not path.is_file():
        return _of_repository(root, _files_of(name), name, lang)
    place = _place(root, path)
    if place is None:
        raise click.UsageError(word("moodle.no-file", "{path}: no such bank, and no such file", lang, path=name))
    own = place.relative_to(root).as_posix() if root is not None and place.is_relative_to(root) else ""
    if root is not None and own.startswith(("testbanks/", "content/practice/")):
        return _of_repository(root, {own}, name, lang)
    return Asked(name, _of_file(place, path))


def _files_of(name: str) -> set[str]:
    """Where a bank or practice set of that id may stand."""
    stem = f"content/{PRACTICE}/{name.rpartition('/')[0]}" if name.endswith(f"/{PRACTICE}") else f"testbanks/{name}"
    return {stem + suffix for suffix in BANK_SUFFIXES}


def _place(root: Path | None, path: Path) -> Path | None:
    places = (place.resolve() for place in (path, *((root / path,) if root is not None else ())) if place.is_file())
    return next(places, None)


def _of_repository(root: Path, paths: set[str], name: str, lang: Lang) -> Asked:
    """The set that stands in one of the files; of one that cannot be read at all, why."""
    repository, wrong = load_here(root)
    sets = _sets(repository)
    found = next((one for one in sets if one.held.at.source.path in paths), None)
    said = tuple(one for one in wrong if one.at.source.path in paths)
    if found is not None:
        penalty = repository.university is None or repository.university.penalty
        listing = of_bank(found.held, repository.pictures, penalty=penalty, unread=found.unread)
        return Asked(found.name, _with(listing, said), found.is_public)
    if said:
        return Asked(name, Listing(way="delivery", listed=(), said=said))
    known = ", ".join(sorted(one.name for one in sets))
    raise click.UsageError(
        word("moodle.no-bank", "no such bank: {name}; there are {known}", lang, name=name, known=known)
    )


def _sets(repository: Repository) -> list[Set]:
    """The banks and practice sets, each item in the category that it has in Moodle."""
    banks = [Set(str(bank.id), bank.for_moodle(), bank.unread_items, False) for bank in repository.banks]
    return [*banks, *map(_practice, repository.practice)]


def _practice(one: Practice) -> Set:
    path = (one.course, one.language, PRACTICE)
    items = tuple(replace(item, category=(*path, item.topic) if item.topic else path) for item in one.items)
    return Set("/".join(path), ItemSet(items=items, folder=one.folder, at=one.at), 0, True)


def _of_file(place: Path, path: Path) -> Listing:
    reading = merged_item_file(path if path.is_file() else place)
    form = format_of(path.name, reading.at.source.text)
    if form == "yaml":
        pictures, wrong = pictures_beside(place, reading)
        held: Mapping[str, bytes] = MappingProxyType({**pictures, **reading.pictures})
        items = ItemSet(items=reading.items, at=reading.at)
        listing = of_bank(items, held, penalty=True, unread=reading.unread_items)
        return _with(listing, (*reading.said, *wrong))
    return of_file(reading, written_settings(reading.at.source) if form == "moodle-xml" else {})


def _with(listing: Listing, said: Iterable[Diagnostic]) -> Listing:
    known = {one.sort_key() for one in listing.all_said}
    more = [one for one in said if one.sort_key() not in known]
    return replace(listing, said=ordered((*listing.said, *more)))

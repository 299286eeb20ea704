"""The example repository before and after an edit of its files."""

from functools import cache

from qoima.core import resources
from qoima.core.words import Lang
from qoima.diff.change import Change, RecordChange
from qoima.diff.records.read import records
from qoima.formats.messages import say
from qoima.formats.repository import read_repository
from qoima.model.repository import Repository

COURSE = "content/courses/demo.yaml"


@cache
def files() -> dict[str, str]:
    return {path: data.decode() for path, data in resources.tree("examples", "base")}


def repository(texts: dict[str, str]) -> Repository:
    read, _ = read_repository({path: text.encode() for path, text in texts.items()})
    return read


@cache
def before() -> Repository:
    return repository(files())


def edited(path: str, *edits: tuple[str, str]) -> dict[str, str]:
    """The files with a text of one of them replaced, which must stand there."""
    text = files()[path]
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**files(), path: text}


def difference(texts: dict[str, str], lang: Lang = "en") -> tuple[RecordChange, ...]:
    return records(before(), repository(texts), lang=lang)


def lines(record: RecordChange, lang: Lang = "en") -> list[str]:
    """`label: before -> after` of each change."""
    return [line(one, lang) for one in record.changes]


def line(one: Change, lang: Lang = "en") -> str:
    return f"{say(one.label, lang)}: {one.before or '-'} -> {one.after or '-'}"

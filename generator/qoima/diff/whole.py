"""Two states of a repository and all that is between them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Severity
from qoima.core.words import Lang
from qoima.diff.change import Difference
from qoima.diff.items.sets import sets
from qoima.diff.records.read import records
from qoima.model.repository import Repository

MOST_SAID = 3
"""So many errors of one file that cannot be read are told; `check` tells all."""
_COMPARED = re.compile(r"(?:content|testbanks)/(?!.*(?:^|/)images/).+\.(?:yaml|gift)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One state: what has been read, and what is wrong with it."""

    repository: Repository
    said: Diagnostics


def difference(before: Side, after: Side, changed: frozenset[str], lang: Lang) -> Difference:
    """What is not as it was. `changed` are the paths whose bytes differ, or that only one side has."""
    held = Difference(
        sets=sets(before.repository, after.repository),
        records=records(before.repository, after.repository, lang=lang),
        unread=(*_unread(before, changed, _BEFORE), *_unread(after, changed, _AFTER)),
    )
    return replace(held, rewritten=tuple(sorted(changed - _mentioned(held))))


_BEFORE = Message("diff.was", "as it was: {said}")
_AFTER = Message("diff.is", "as it is: {said}")


def _unread(side: Side, changed: frozenset[str], when: Message) -> Iterator[Diagnostic]:
    repository = side.repository
    unread = {*repository.unread, *(bank.at.source.path for bank in repository.banks if bank.unread_items)}
    told: dict[str, int] = {}
    for one in side.said:
        path = one.at.source.path
        if one.severity is Severity.ERROR and path in unread and path in changed and told.get(path, 0) < MOST_SAID:
            told[path] = told.get(path, 0) + 1
            yield replace(one, message=replace(when, values=MappingProxyType({"said": one.message})))


def _mentioned(held: Difference) -> set[str]:
    paths = {path for record in held.records for path in (record.path, record.path_before)}
    paths |= {one.at.source.path for one in held.unread}
    for one in held.sets:
        paths |= {path for path in (one.path_before, one.path_after) if path}
    return paths


def rewritable(paths: Iterable[str]) -> frozenset[str]:
    """Of some paths those of files that are compared by what they mean."""
    return frozenset(path for path in paths if _COMPARED.fullmatch(path))


def below(held: Difference, paths: Iterable[str]) -> Difference:
    """Only what stands in one of the files or folders, or stood there."""
    folders = tuple(f"{path.rstrip('/')}/" for path in paths)

    def inside(*places: str | None) -> bool:
        return any(f"{place}/".startswith(folders) or "./" in folders for place in places if place)

    return Difference(
        sets=tuple(one for one in held.sets if inside(one.path_before, one.path_after)),
        records=tuple(one for one in held.records if inside(one.path, one.path_before)),
        unread=tuple(one for one in held.unread if inside(one.at.source.path)),
        rewritten=tuple(path for path in held.rewritten if inside(path)),
    )

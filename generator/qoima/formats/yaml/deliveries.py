"""testbanks/<course>/<language>/deliveries/<control>.yaml, and what in it contradicts itself.

A program writes the file and people decide by it, so nothing in it is taken for granted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Related
from qoima.core.problems import did_you_mean, problem
from qoima.core.source import Source, Span
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml.model import read_file
from qoima.formats.yaml.placing import at_path
from qoima.formats.yaml.shape import file_model, record
from qoima.model.delivery import Delivered, Deliveries
from qoima.model.digest import SHORT

RELEASE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}")
"""It stands in names of files and categories."""
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORT}}}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NAME_FORM = Message("expected.release", "a name of letters, digits, `.`, `_` and `-`, at most 50 signs")
_COMMIT_FORM = Message("expected.commit", "the full number of a commit")
_DIGEST_FORM = Message(
    "expected.digest", "a short digest of {digits} hexadecimal digits", MappingProxyType({"digits": SHORT})
)


def read_deliveries(source: Source, folder: tuple[str, str], control: str) -> tuple[Deliveries | None, Diagnostics]:
    """The deliveries of a control as recorded; those that contradict themselves are given with their errors."""
    file, node, said = read_file(source, file_model(Deliveries))
    if file is None or node is None:
        return None, said
    held = record(Deliveries, file, node, "en", folder=folder, control=control)
    ids = at_path(node, "items")
    keys = {id: key.span for id, key in ids.keys.items()} if isinstance(ids, yaml_nodes.Mapping) else {}
    return held, (*said, *_in_releases(held), *_in_items(held, keys), *_in_counts(held))


def _in_releases(held: Deliveries) -> Iterator[Diagnostic]:
    """Names that are taken or no names, days that go back, commits that are none."""
    first: dict[str, Span] = {}
    for one in held.releases:
        here = one.place("release")
        if not RELEASE_NAME.fullmatch(one.release):
            yield problem("DLV045", here, value=one.release, expected=_NAME_FORM)
        if not _COMMIT.fullmatch(one.commit):
            yield problem("DLV045", one.place("commit"), value=one.commit, expected=_COMMIT_FORM)
        there = first.setdefault(one.release, here)
        if there is not here:
            yield problem("DLV043", here, name=one.release, related=(_related(there),))
    for before, after in pairwise(held.releases):
        if after.date < before.date:
            yield problem("DLV044", after.place("date"), day=after.date, before=before.date)


def _in_items(held: Deliveries, keys: Mapping[str, Span]) -> Iterator[Diagnostic]:
    """Ids out of order, and entries that cannot be true."""
    order = {one.release: number for number, one in reversed(list(enumerate(held.releases)))}
    for before, after in pairwise(held.items):
        if after < before:
            yield problem("DLV042", keys.get(after, held.at), id=after, before=before)
    for id, entries in held.items.items():
        for one in entries:
            yield from _in_entry(one, order)
        for first, second in pairwise(entries):
            yield from _in_pair(id, first, second, order)
        if not entries or entries[0].retired:
            yield problem("DLV041", keys.get(id, held.at), id=id)


def _in_entry(one: Delivered, order: Mapping[str, int]) -> Iterator[Diagnostic]:
    if one.release not in order:
        near = did_you_mean(one.release, set(order))
        yield problem("DLV040", one.place("release"), name=one.release, near=near)
    if bool(one.digest) == one.retired:
        yield problem("DLV048", one.at)
    elif one.digest and not _DIGEST.fullmatch(one.digest):
        yield problem("DLV045", one.place("digest"), value=one.digest, expected=_DIGEST_FORM)


def _in_pair(id: str, first: Delivered, second: Delivered, order: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Two entries that follow each other."""
    if first.retired:
        yield problem("DLV041", second.at, id=id, related=(_related(first.at),))
    elif first.release in order and second.release in order and order[second.release] <= order[first.release]:
        yield problem("DLV042", second.at, id=second.release, before=first.release)
    elif first.digest and first.digest == second.digest:
        yield problem("DLV048", second.at)


def _in_counts(held: Deliveries) -> Iterator[Diagnostic]:
    """A release that says another number of items than its entries come to."""
    came = Counter(entries[0].release for entries in held.items.values() if entries)
    went = Counter(one.release for entries in held.items.values() for one in entries if one.retired)
    there = accumulate(came[one.release] - went[one.release] for one in held.releases)
    for one, count in zip(held.releases, there, strict=True):
        if one.items != count:
            yield problem("DLV049", one.place("items"), name=one.release, have=one.items, count=count)


def _related(there: Span) -> Related:
    return Related(there, Message("REF001.other", "the other place"))

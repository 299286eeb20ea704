"""Adding a release to a file of deliveries: new lines come in at their places, every byte that was there stays."""

from collections.abc import Mapping

from qoima.core.diagnostic import has_error
from qoima.core.source import Source
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml.deliveries import read_deliveries
from qoima.formats.yaml.nodes import Node, Scalar, Sequence
from qoima.formats.yaml.scalars import scalar
from qoima.model.bank import BankId
from qoima.model.delivery import Deliveries, Release, deliveries_path

_HEAD = "# yaml-language-server: $schema=../../../../schemas/deliveries.json\n"
RETIRED = ""
"""In place of the digest of an item that is handed out no more."""


class NotAppendable(ValueError):
    """Something in the file is not written a line each, so that nothing can be put between its lines."""


def first_deliveries(bank: BankId, release: Release, digests: Mapping[str, str]) -> str:
    """The text of a new file with its first release. Raises NotAppendable, which is a bug of ours."""
    lines = ["releases:", f"  - {_release(release)}", "items:"]
    for id in sorted(digests):
        lines += [f"  {scalar(id)}:", f"    - {_entry(release, digests[id])}"]
    text = _HEAD + "".join(f"{line}\n" for line in lines)
    return _proved(text, bank, (release,), {}, release, digests)


def next_deliveries(source: Source, held: Deliveries, release: Release, digests: Mapping[str, str]) -> str:
    """The text of a file with one more release: the `digests` of what is handed out anew, RETIRED for what is no more.

    Raises NotAppendable.
    """
    releases, items = _parts(source)
    text = source.text
    added: dict[int, list[str]] = {}
    end = _line_after(text, _last(releases))
    added[end] = [f"{_pad(source, releases.items[-1])}- {_release(release)}"]
    for id in sorted(digests):
        entry = _entry(release, digests[id])
        entries = items.values.get(id)
        if isinstance(entries, Sequence) and entries.items and text[entries.start] == "-":
            added.setdefault(_line_after(text, _last(entries)), []).append(
                f"{_pad(source, entries.items[-1])}- {entry}"
            )
        elif entries is None:
            place, pad = _between(source, items, id)
            added.setdefault(place, []).extend((f"{pad}{scalar(id)}:", f"{pad}  - {entry}"))
        else:
            raise NotAppendable
    return _proved(_with(text, added), held.bank, (*held.releases, release), held.items, release, digests)


def _parts(source: Source) -> tuple[Sequence, yaml_nodes.Mapping]:
    root = yaml_nodes.read(source)[0]
    releases = root.values.get("releases") if isinstance(root, yaml_nodes.Mapping) else None
    items = root.values.get("items") if isinstance(root, yaml_nodes.Mapping) else None
    if not isinstance(releases, Sequence) or not isinstance(items, yaml_nodes.Mapping):
        raise NotAppendable
    if not releases.items or not items.keys or source.text[releases.start] != "-" or source.text[items.start] == "{":
        raise NotAppendable
    return releases, items


def _with(text: str, added: Mapping[int, list[str]]) -> str:
    """The text with lines put in at offsets."""
    parts, start = [], 0
    for place in sorted(added):
        before = text[start:place]
        parts += [before, "" if not before or before.endswith("\n") else "\n"]
        parts += [f"{line}\n" for line in added[place]]
        start = place
    return "".join([*parts, text[start:]])


def _between(source: Source, items: yaml_nodes.Mapping, id: str) -> tuple[int, str]:
    """Where a new id belongs, and what stands before it on its line."""
    first = next(iter(items.keys.values()))
    pad = _pad(source, first)
    before = [held for held in items.keys if held < id]
    if before:
        return _line_after(source.text, _last(items.values[max(before)])), pad
    return source.text.rfind("\n", 0, first.start) + 1, pad


def _last(node: Node) -> int:
    """Where what a node says ends: its own end takes in the comments and empty lines behind it."""
    if isinstance(node, Scalar) or node.source.text[node.start] in "[{":
        return node.end
    below = list(node.items) if isinstance(node, Sequence) else list(node.values.values())
    return max(map(_last, below), default=node.end)


def _line_after(text: str, end: int) -> int:
    found = text.find("\n", max(0, end - 1) if text[end - 1 : end] == "\n" else end)
    return len(text) if found < 0 else found + 1


def _pad(source: Source, node: Node) -> str:
    """The blanks at the head of the line on which something stands."""
    line = source.line(source.position(node.start).line)
    return line[: len(line) - len(line.lstrip(" "))]


def _release(one: Release) -> str:
    why = f", unsealed: {scalar(one.unsealed, in_brackets=True)}" if one.unsealed else ""
    facts = f"release: {one.release}, date: {one.date}, commit: {one.commit}, items: {one.items}"
    return f"{{{facts}{why}}}"


def _entry(release: Release, digest: str) -> str:
    said = f"digest: {digest}" if digest != RETIRED else "retired: true"
    return f"{{release: {release.release}, {said}}}"


def _proved(
    text: str,
    bank: BankId,
    releases: tuple[Release, ...],
    before: Mapping[str, object],
    release: Release,
    digests: Mapping[str, str],
) -> str:
    """The text, after it has been read again and says exactly what it should."""
    held, said = read_deliveries(Source(deliveries_path(bank), text), bank[:2], bank.control)
    if held is None or has_error(said) or held.releases != releases:
        raise NotAppendable
    for id, entries in held.items.items():
        new = [one for one in entries if one.release == release.release]
        wanted = [digests[id]] if id in digests else []
        old = entries[: len(entries) - len(new)]
        if [one.digest for one in new] != wanted or old != before.get(id, ()):
            raise NotAppendable
    if held.items.keys() != before.keys() | digests.keys():
        raise NotAppendable
    return text

"""Signing a sheet: the text with digest, signers and date written in, every other byte as it was."""

import re
from datetime import date

from qoima.core.source import Source
from qoima.formats.yaml.model import is_empty
from qoima.formats.yaml.nodes import Mapping, Scalar, read
from qoima.model.digest import Digests
from qoima.review.sheet import GROUP, STEM, above_remarks, key

WRITTEN = ("digest", "signed_by", "seen")
"""What signing writes, at the end of the sheet and in this order."""


class NotSignable(ValueError):
    """The sheet is not written one key a line, so that nothing can be added to it."""


def first_signature(source: Source, expert: str, day: date, seen: Digests) -> str:
    """The text of a sheet with the signature of the first expert. Raises NotSignable."""
    source = Source(source.path, _without_empty_remarks(source))
    root = _root(source)
    text = source.text
    edits = [(*_lines_of(text, root, name), "") for name in WRITTEN if name in root.keys]
    stands = root.values["date"]
    edits.append((stands.start, stands.end, day.isoformat()))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    ending = "" if text.endswith("\n") else "\n"
    lines = [f"digest: {seen.whole}", f"signed_by: [{expert}]", "seen:"]
    lines += [f"  {key(id)}: {short}" for id, short in seen.by_item.items()]
    return f"{text}{ending}" + "".join(f"{line}\n" for line in lines)


def next_signature(source: Source, signed_by: tuple[str, ...], expert: str) -> str:
    """The text with one more expert in `signed_by`. Raises NotSignable."""
    before, after = signers_line(signed_by), signers_line((*signed_by, expert))
    text, count = re.subn(rf"(?m)^{re.escape(before)}$", after, source.text)
    if count != 1:
        raise NotSignable
    return text


def signers_line(signed_by: tuple[str, ...]) -> str:
    """The line that names who has signed."""
    return f"signed_by: [{', '.join(signed_by)}]"


def _root(source: Source) -> Mapping:
    root = read(source)[0]
    if not isinstance(root, Mapping) or source.text[root.start] == "{":
        raise NotSignable
    return root


def _lines_of(text: str, root: Mapping, name: str) -> tuple[int, int]:
    """Where the lines of a field begin and end; in a sheet that is not signed it is empty, or cannot count."""
    start = root.keys[name].start
    following = next((one.start for one in root.keys.values() if one.start > start), None)
    if following is None or isinstance(root.values[name], Scalar):
        end = text.find("\n", root.values[name].end)
        following = len(text) if end < 0 else end + 1
    return start, following


def _without_empty_remarks(source: Source) -> str:
    """Without the lines for remarks that nobody made, and the comments that came with them."""
    root = _root(source)
    remarks = root.values.get("remarks")
    if remarks is None:
        return source.text
    lines = source.text.split("\n")
    gone: set[int] = set()
    held = remarks if isinstance(remarks, Mapping) else None
    for name, value in held.values.items() if held else ():
        n = source.position(held.keys[name].start).line - 1 if held else 0
        if is_empty(value):
            gone |= {n, *((n - 1,) if n and STEM.fullmatch(lines[n - 1]) else ())}
    last = source.position(remarks.end).line - 1
    first = source.position(root.keys["remarks"].start).line - 1
    gone |= _empty_groups(lines, first + 1, gone)
    if all(map(is_empty, held.values.values())) if held else is_empty(remarks):
        gone |= {first, *((first - 1,) if first and lines[first - 1] in above_remarks() else ())}
        gone |= {n for n in range(first + 1, last + 1) if STEM.fullmatch(lines[n])}
    return "\n".join(line for n, line in enumerate(lines) if n not in gone)


def _empty_groups(lines: list[str], start: int, gone: set[int]) -> set[int]:
    """The headings below which nothing is left."""
    found: set[int] = set()
    for n in range(start, len(lines)):
        if GROUP.fullmatch(lines[n]):
            below = next((line for m, line in enumerate(lines[n + 1 :], n + 1) if m not in gone), "")
            if not below.startswith(" ") or GROUP.fullmatch(below):
                found.add(n)
    return found

"""A new file of a kind: its keys, and above each place that the author must fill in a comment that says with what.

`templates/new/<kind>.yaml` has the keys with comments in English; `$name` is filled in. A comment belongs to the key
below it and is translated as `new.<kind>.<path of the key>`, the first one of the file as `new.<kind>`; what begins
with a brace is an example, the same in every language. Comments stand above the keys and not behind them, since ` #`
behind a text is refused in our files (YML011).
"""

import re
from collections.abc import Iterator, Mapping
from string import Template

from qoima.core import resources
from qoima.core.words import Lang
from qoima.formats.messages import translated

MARK = "←"
"""Begins the comment above a place that must be filled in."""

_KEY = re.compile(r"(?P<indent> *)(?P<entry>- )?(?P<key>[\w-]+):")
_COMMENT = re.compile(rf"(?P<before> *# (?:{MARK} )?)(?P<text>.+)")


def skeleton(kind: str, values: Mapping[str, str], lang: Lang, *, schema: str, folder: str = "new") -> str:
    """The text of the file, its comments in a language; `schema` is the relative path of its JSON Schema."""
    lines = [f"# yaml-language-server: $schema={schema}"]
    for line, key in comments(kind, folder):
        if key:
            before, english = comment(line)
            lines.append(before + translated(key, english, lang))
        else:
            lines.append(Template(line).substitute(values).rstrip())
    return "\n".join(lines) + "\n"


def comments(kind: str, folder: str = "new") -> Iterator[tuple[str, str]]:
    """Each line of a template; with a comment, the key of its translations, which begins with the folder."""
    lines = resources.text("templates", folder, f"{kind}.yaml").splitlines()
    for n, line in enumerate(lines):
        text = comment(line)[1]
        if text and not text.startswith("{"):
            yield line, ".".join((folder, kind, *(path(lines, n + 1) if n else ())))
        else:
            yield line, ""


def comment(line: str) -> tuple[str, str]:
    """A line that is a comment as its sign, with the mark, and its text."""
    match = _COMMENT.fullmatch(line)
    return (match["before"], match["text"]) if match else (line, "")


def path(lines: list[str], n: int) -> list[str]:
    """The keys from the top of the file down to the one on line `n`, counted from 0."""
    held: list[str] = []
    depth = 1_000
    for line in reversed(lines[: n + 1]):
        match = _KEY.match(line)
        if match is None:
            continue
        column = len(match["indent"]) + len(match["entry"] or "")
        if column < depth:
            held.append(match["key"])
            depth = len(match["indent"]) if match["entry"] else column
    return held[::-1]

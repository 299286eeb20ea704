"""A difference as a comment on a pull request, for GitHub and GitLab.

What authors wrote stands in `<pre>` and `<code>` of HTML only, escaped: there neither site makes a mention, a link, a
picture, a formula or a task of it, and no sign of Markdown is one.
"""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qoima.core.words import Lang
from qoima.diff.alarms import of_record
from qoima.diff.change import Difference, Mark, Run
from qoima.diff.summary import of_rewritten, of_unread, summary
from qoima.diff.text import printable, shortened
from qoima.diff.view import Entry, Group, Line, groups, record_entry
from qoima.diff.words import words
from qoima.render.terminal import width, word

LIMIT = 65_536
"""Characters that GitHub takes in a comment, counted as UTF-16 does."""
MOST_OF_ENTRY = 6_000
"""So much of one item is shown."""
COLUMNS = 100
"""Lines are broken here, since `<pre>` breaks none."""
MOST_FILES = 20
"""So many files are named that cannot be read, or that mean the same."""
_FOR_THE_END = 400
_INDENT = "    "
_URGENCY = {"-": 1, "~": 2, "+": 3}


@dataclass(frozen=True, slots=True)
class _Block:
    """Something that is shown whole or not at all; the lower its rank, the later it is left out."""

    rank: int
    group: int
    text: str


def markdown(
    difference: Difference, lang: Lang, *, keys: bool, html_link: str = "", limit: int = LIMIT
) -> str:  # fmt: skip
    """At most `limit` characters; without `keys` the difference must be one that hides them.

    Whole items are left out where it is too long, those with changed keys last. `html_link` is the address of the full
    report, and goes into the line that says so.
    """
    head = _head(difference, lang, keys=keys)
    shells, blocks = _blocks(difference, lang, keys=keys)
    link = _link(html_link, lang)
    left = limit - size(head) - size(link) - _FOR_THE_END
    chosen: set[int] = set()
    opened: set[int] = set()
    for n, block in sorted(enumerate(blocks), key=lambda one: (one[1].rank, one[0])):
        cost = size(block.text) + (0 if block.group in opened else sum(map(size, shells[block.group])))
        if cost > left:
            break
        left -= cost
        chosen.add(n)
        opened.add(block.group)
    shown = [head]
    for group, (opening, closing) in enumerate(shells):
        if group in opened:
            shown += [opening, *(b.text for n, b in enumerate(blocks) if n in chosen and b.group == group), closing]
    out = len(blocks) - len(chosen)
    if out:
        said = word(
            "diff.left-out", "The comment would be too long; left out: {out} of {all}.", lang, out=out, all=len(blocks)
        )
        shown.append(f"**{said}**\n")
    return "".join(shown) + link


def size(text: str) -> int:
    """Characters as GitHub counts them: those beyond the first 65,536 of Unicode are two."""
    return len(text) + sum(c > "\uffff" for c in text)


def _link(address: str, lang: Lang) -> str:
    if not address:
        return ""
    return f'\n<a href="{html.escape(address)}">{word("diff.full", "The full report", lang)}</a>\n'


def _head(difference: Difference, lang: Lang, *, keys: bool) -> str:
    parts = [f"### {word('diff.title', 'What has changed', lang)}\n", f"**{summary(difference, lang)}**\n"]
    if not keys and any(one.live for one in difference.sets):
        parts.append(
            word(
                "diff.keys-hidden",
                "right answers, weights and feedback of live banks are not shown; --keys shows them",
                lang,
            )
            + "\n"
        )
    unread, rewritten = list(of_unread(difference, lang)), list(of_rewritten(difference, lang))
    if unread:
        parts.append(f"**{word('diff.unread-head', 'cannot be read, or not whole, so not all is compared:', lang)}**\n")
    parts += [_pre(_few(lines, lang)) for lines in (unread, rewritten) if lines]
    return "\n".join(parts) + "\n"


def _few(lines: Sequence[str], lang: Lang) -> list[str]:
    shown = [safe(line) for line in lines[:MOST_FILES]]
    more = len(lines) - MOST_FILES
    return [*shown, word("diff.more-files", "… and {more} more", lang, more=more)] if more > 0 else shown


def _blocks(difference: Difference, lang: Lang, *, keys: bool) -> tuple[list[tuple[str, str]], list[_Block]]:
    """Opening and closing of each group, and what stands between them."""
    shells: list[tuple[str, str]] = []
    blocks: list[_Block] = []
    records = [record_entry(record, lang) for record in difference.records]
    told = {said: None for record in difference.records for said in of_record(record, lang)}
    blocks += _records(shells, [entry for entry in records if entry.loud], f"⚠ {'; '.join(told)}")
    for group in groups(difference, lang, keys=keys):
        shells.append((_opening(group, lang), "</details>\n\n"))
        entries = [_Block(_rank(entry), len(shells) - 1, _entry(entry)) for entry in group.entries]
        blocks += entries or [_Block(max(_URGENCY.values()), len(shells) - 1, "")]
    title = word("diff.records", "Courses, passports and other files", lang)
    blocks += _records(shells, [entry for entry in records if not entry.loud], title)
    return shells, blocks


def _records(shells: list[tuple[str, str]], entries: Sequence[Entry], title: str) -> list[_Block]:
    """A group of its own, if there is anything in it."""
    if entries:
        shells.append((f"<details open>\n<summary><b>{title}</b></summary>\n\n", "</details>\n\n"))
    return [_Block(_rank(entry), len(shells) - 1, _entry(entry)) for entry in entries]


def _rank(entry: Entry) -> int:
    return 0 if entry.loud else _URGENCY[entry.sign]


def _opening(group: Group, lang: Lang) -> str:
    loud = ""
    if group.keys:
        loud = f" <b>⚠ {word('diff.keys-in', 'look at the keys: {n}', lang, n=group.keys)}</b>"
    lines = [safe(group.path), *(safe(note) for note in group.notes)]
    head = f"<details open>\n<summary><b><code>{safe(group.name)}</code></b>{loud}</summary>\n\n"
    return head + _pre([part for line in lines for part in _broken(line)]) + "\n"


def _broken(line: str) -> Iterator[str]:
    """A line of escaped text; it is rarely longer than the page."""
    at = 0
    while len(line) - at > 2 * COLUMNS and (space := line.find(" ", at + COLUMNS)) > 0:
        yield line[at:space]
        at = space
    yield line[at:]


def _entry(entry: Entry) -> str:
    head = f"{entry.sign} <b>{safe(entry.what)}</b>  " + (f"<b>{safe(entry.name)}</b>  " if entry.name else "")
    lines = [head + safe(entry.place), *(f"{_INDENT}{safe(note)}" for note in entry.notes)]
    left = MOST_OF_ENTRY
    for line in entry.lines:
        shown = _field(line)
        left -= size(shown)
        if left < 0:
            lines.append(f"{_INDENT}{safe(line.label)}: …")
        else:
            lines.append(shown)
    return _pre(lines) + "\n"


def _pre(lines: Iterable[str]) -> str:
    """No line is empty: that could end the block."""
    return "<pre>\n" + "\n".join(line if line.strip() else "&nbsp;" for line in lines) + "\n</pre>\n"


def _field(line: Line) -> str:
    """A field in lines of the page's width; each mark ends with its line and begins anew on the next."""
    rows: list[list[Run]] = [[]]
    column = len(_INDENT) + width(line.label) + 2
    for run in shortened(line.runs):
        for token in words(printable(run.text)):
            columns = width(token)
            if token == "\n" or (column + columns > COLUMNS and not token.isspace()):
                rows.append([])
                column = 2 * len(_INDENT)
            if token != "\n":
                rows[-1].append(Run(run.mark, token))
                column += columns
    first, *rest = ("".join(_marked(row)) for row in rows)
    return "\n".join((f"{_INDENT}<b>{safe(line.label)}</b>: {first}", *(_INDENT * 2 + row for row in rest)))


def _marked(row: Iterable[Run]) -> Iterator[str]:
    mark, text = Mark.SAME, ""
    for run in (*row, Run(Mark.SAME, "")):
        if run.mark is not mark or not run.text:
            if text:
                yield _MARKS[mark].format(safe(text))
            mark, text = run.mark, ""
        text += run.text


_MARKS = {Mark.SAME: "{}", Mark.REMOVED: "<del>{}</del>", Mark.ADDED: "<ins><b>{}</b></ins>"}


def safe(text: str) -> str:
    """Text that is nothing but text inside of HTML."""
    return html.escape(printable(text))

"""A difference for a terminal: signs say everything, colours only help."""

from collections.abc import Iterable, Iterator

from qoima.core.words import Lang
from qoima.diff.change import Difference, Mark, Run
from qoima.diff.summary import of_rewritten, of_unread, summary
from qoima.diff.view import Entry, Line, groups, record_entry
from qoima.render.terminal import Style, word

MOST_CHARACTERS = 4_000
"""So much of a text that came or went as a whole is shown."""
CONTEXT = 120
"""So much of a text that stayed is shown on either side of what changed."""

_KEY, _REMOVED, _ADDED, _HEAD = "1;97;41", "31", "32", "1"
_SIGNS = {"!": "1;31", "-": _REMOVED, "+": _ADDED, "~": "33"}


def text(difference: Difference, lang: Lang, style: Style, *, keys: bool) -> str:
    """The whole report; without `keys` the difference must be one that hides them."""
    return "\n".join(_report(difference, lang, style, keys=keys)) + "\n"


def _report(difference: Difference, lang: Lang, style: Style, *, keys: bool) -> Iterator[str]:
    yield style.paint(summary(difference, lang), _HEAD)
    if not keys and any(one.live for one in difference.sets):
        yield word(
            "diff.keys-hidden",
            "right answers, weights and feedback of live banks are not shown; --keys shows them",
            lang,
        )
    unread = list(of_unread(difference, lang))
    if unread:
        yield ""
        yield word("diff.unread-head", "cannot be read, or not whole, so not all is compared:", lang)
        yield from (f"  {printable(line)}" for line in unread)
    loud = [record for record in difference.records if record.is_loud]
    for record in loud:
        yield from _entry(record_entry(record, lang), style)
    for group in groups(difference, lang, keys=keys):
        yield ""
        yield style.paint(printable(group.name), _HEAD) + f"  {printable(group.path)}"
        yield from (f"  {printable(note)}" for note in group.notes)
        for entry in group.entries:
            yield from _entry(entry, style)
    others = difference.records[len(loud) :]
    if others:
        yield ""
        yield style.paint(word("diff.records", "Courses, passports and other files", lang), _HEAD)
    for record in others:
        yield from _entry(record_entry(record, lang), style)
    rewritten = list(of_rewritten(difference, lang))
    if rewritten:
        yield ""
        yield from map(printable, rewritten)


def _entry(entry: Entry, style: Style) -> Iterator[str]:
    what = style.paint(entry.what, _KEY if entry.loud else _SIGNS[entry.sign])
    sign = style.paint(entry.sign, _SIGNS[entry.sign])
    yield ""
    name = style.paint(printable(entry.name), _HEAD) if entry.name else ""
    yield "  ".join(filter(None, (f"{sign} {what}", name, printable(entry.place))))
    yield from (f"    {printable(note)}" for note in entry.notes)
    for line in entry.lines:
        yield from _lines(line, style)


def _lines(line: Line, style: Style) -> Iterator[str]:
    """A field; a text of several lines stands below its label."""
    shown = "".join(marked(run, style) for run in shortened(line.runs))
    label = printable(line.label)
    if "\n" in shown:
        yield f"    {label}:"
        yield from (f"      {part}" for part in shown.split("\n"))
    else:
        yield f"    {label}: {shown}"


def marked(run: Run, style: Style) -> str:
    """What went as `[-…-]`, what came as `{+…+}`. Marks and colours begin anew on each line."""
    if run.mark is Mark.SAME:
        return printable(run.text)
    opens, closes, colour = ("[-", "-]", _REMOVED) if run.mark is Mark.REMOVED else ("{+", "+}", _ADDED)
    parts = printable(run.text).split("\n")
    return "\n".join(style.paint(f"{opens}{part}{closes}", colour) if part else part for part in parts)


def shortened(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with long stretches that stayed cut to what stands beside a change, and endless texts cut short."""
    held = list(runs)
    for place, run in enumerate(held):
        if run.mark is not Mark.SAME or len(held) == 1:
            yield Run(run.mark, _cut(run.text, MOST_CHARACTERS, 0))
        elif place == 0:
            yield Run(run.mark, _cut(run.text, 0, CONTEXT))
        elif place == len(held) - 1:
            yield Run(run.mark, _cut(run.text, CONTEXT, 0))
        else:
            yield Run(run.mark, _cut(run.text, CONTEXT, CONTEXT))


def _cut(text: str, first: int, last: int) -> str:
    if len(text) <= first + last + CONTEXT // 2:
        return text
    return f"{text[:first]} … {text[len(text) - last :]}" if last else f"{text[:first]} …"


def printable(text: str) -> str:
    """Without what moves a terminal's cursor or turns its writing; line ends stay."""
    return "".join(c if c == "\n" or c.isprintable() else " " if c in "\t\xa0" else "\ufffd" for c in text)

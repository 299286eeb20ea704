"""What `qoima fix` says: by file what was done and where, what was not, and whose approval no longer holds."""

import difflib
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.source import Source
from qoima.core.words import Lang
from qoima.fix.draft import Fix
from qoima.fix.edit import Kind
from qoima.fix.file import MOST_MIB, Fixed, LeftAlone
from qoima.fix.files import folder_of
from qoima.formats.decode import decode
from qoima.formats.messages import say
from qoima.formats.yaml.shape import read_record
from qoima.model.lookalikes import Alphabet, alphabet
from qoima.model.review import Review
from qoima.render.terminal import Style, word

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SHOWN_LINES = 12
_SHOWN_CHARACTERS = 60
_EACH: frozenset[Kind] = frozenset(("quotes", "letters", "copy", "id", "nfc"))
"""Kinds whose every fix is shown; of the others only the lines are."""
_WHOLE_FILE: frozenset[Kind] = frozenset(("bom", "line-ends"))

_KINDS: Mapping[Kind, Message] = MappingProxyType(
    {
        "bom": Message("fix.bom", "byte order mark removed"),
        "line-ends": Message("fix.line-ends", "line ends set to LF"),
        "quotes": Message("fix.quotes", "put in quotes"),
        "tabs": Message("fix.tabs", "indented with spaces"),
        "blank-line": Message("fix.blank-line", "line emptied that only looked empty"),
        "blanks": Message("fix.blanks", "blanks at line ends removed"),
        "last-line": Message("fix.last-line", "last line ended"),
        "nfc": Message("fix.nfc", "letter made of two signs composed (NFC)"),
        "letters": Message("fix.letters", "word in letters of one alphabet"),
        "copy": Message("fix.copy", "wrong option removed that repeats the right one"),
        "id": Message("fix.id", "id given"),
        "sign": Message("fix.sign", "a sign of YAML in a value that is no text for readers"),
    }
)
_LETTERS: Mapping[Alphabet | None, Message] = MappingProxyType(
    {
        "latin": Message("fix.letters.latin", "word in Latin letters only"),
        "cyrillic": Message("fix.letters.cyrillic", "word in Cyrillic letters only"),
    }
)
_LEFT: Mapping[LeftAlone, Message] = MappingProxyType(
    {
        "size": Message(
            "fix.left.size",
            "left alone: larger than {mib} MiB, which would take too long; divide it into several files",
            MappingProxyType({"mib": MOST_MIB}),
        ),
        "encoding": Message("fix.left.encoding", "left alone: not UTF-8 (`qoima check` says more)"),
        "merge": Message("fix.left.merge", "left alone: a merge is unfinished here; choose one of the versions first"),
        "unreadable": Message("fix.left.unreadable", "left alone: it cannot be read (`qoima check` shows where)"),
        "second-reader": Message(
            "fix.left.second-reader", "left alone: two readers of YAML would not agree on the mended file"
        ),
    }
)


def kind_name(kind: Kind, lang: Lang) -> str:
    """A kind of fix in words."""
    return say(_KINDS[kind], lang)


def told(result: Fixed, lang: Lang) -> Iterator[str]:
    """The path, then what was done: the fixes of each kind with their lines."""
    yield result.path
    by_kind: dict[Kind, list[Fix]] = defaultdict(list)
    for fix in result.done:
        by_kind[fix.kind].append(fix)
    for kind, fixes in by_kind.items():
        if kind in _WHOLE_FILE:
            yield f"  {kind_name(kind, lang)}"
        elif kind in _EACH:
            yield from (f"  {_line(result, fix)}: {_what(fix, lang)}: {change(fix)}" for fix in fixes)
        else:
            lines = list(dict.fromkeys(_line(result, fix) for fix in fixes))
            more = ", …" if len(lines) > _SHOWN_LINES else ""
            yield f"  {', '.join(map(str, lines[:_SHOWN_LINES]))}{more}: {kind_name(kind, lang)}"


def _what(fix: Fix, lang: Lang) -> str:
    """What was done; of letters that look alike nobody sees of which alphabet they are."""
    return say(_LETTERS[alphabet(fix.new[0])], lang) if fix.kind == "letters" else kind_name(fix.kind, lang)


def _line(result: Fixed, fix: Fix) -> int:
    return result.source.position(fix.at).line


def change(fix: Fix) -> str:
    """What became of what, in one short line; an addition or removal by itself."""
    was, new = (" ".join(text.split()) for text in (fix.was, fix.new))
    if fix.kind == "id":
        return new.removeprefix("id: ").rstrip(", ").removeprefix("//").strip()
    shown = [text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…" for text in (was, new)]
    return shown[1] if fix.kind == "quotes" else " → ".join(text for text in shown if text)


def left_alone(result: Fixed, lang: Lang) -> Iterator[str]:
    """Why nothing was done to a file."""
    if result.left is not None:
        yield f"{result.path}: {say(_LEFT[result.left], lang)}"


def not_done(result: Fixed, lang: Lang) -> Iterator[str]:
    """Fixes that would have changed something else as well, and what is no slip in a text."""
    for fix in result.refused:
        if fix.kind == "sign":
            why = word("fix.sign.left", "left as it is; take the sign away, or write the value itself", lang)
        else:
            why = word("fix.refused", "not done, since more would change than it should", lang)
        yield f"{result.path}:{_line(result, fix)}: {kind_name(fix.kind, lang)}: {why}"


def difference(result: Fixed, lang: Lang, look: Style) -> Iterator[str]:
    """A unified diff; what concerns the bytes of the whole file is said above it."""
    for fix in result.done:
        if fix.kind in _WHOLE_FILE:
            yield f"# {result.path}: {kind_name(fix.kind, lang)}"
    old, new = (_LINE.findall(text) for text in (result.old.text, result.source.text))
    for found in difflib.unified_diff(old, new, f"a/{result.path}", f"b/{result.path}"):
        line = found.removesuffix("\n")
        colour = {"+": "32", "-": "31", "@": "36"}.get(line[:1])
        yield look.paint(line, colour) if colour and not line.startswith(("+++", "---")) else line
        if line == found:
            yield "\\ No newline at end of file"


def approvals(results: Iterable[Fixed], held: Mapping[str, bytes], lang: Lang) -> Iterator[str]:
    """The reviews of banks that now say something else."""
    for result in results:
        where = folder_of(result.path)
        if where is None or not result.says_else or not result.path.startswith("testbanks/"):
            continue
        folder = f"{posixpath.dirname(result.path)}/reviews/"
        names = [path for path in sorted(held) if path.startswith(folder) and _covers(path, held[path], where[2])]
        if names:
            said = word("fix.approval", "what experts have approved has changed; the review no longer covers it", lang)
            yield f"{result.path}: {said}: {', '.join(names)}"


def _covers(path: str, data: bytes, control: str) -> bool:
    source, _ = decode(path, data)
    if source is None or not path.endswith(".yaml"):
        return False
    review, _ = read_record(Source(path, source.text), Review, "en", folder=("", ""), name="")
    return review is not None and control in review.controls


def summary(results: list[Fixed], lang: Lang, *, dry_run: bool, unsafe: bool) -> str:
    """How many fixes in how many files, and what is left for --unsafe, or was left in spite of it."""
    parts = []
    changed = [result for result in results if result.is_changed]
    counts = Counter(fix.kind for result in changed for fix in result.done)
    offered = sum(result.offered for result in results)
    if changed:
        n, files = counts.total(), len(changed)
        done = {"count": "n", "one": "{n} fix, in files: {files}", "other": "{n} fixes, in files: {files}"}
        would = {
            "count": "n",
            "one": "{n} fix to make, in files: {files}",
            "other": "{n} fixes to make, in files: {files}",
        }
        key, counted = ("ui.fix.would", would) if dry_run else ("ui.fix.done", done)
        parts.append(say(Message(key, counted, MappingProxyType({"n": n, "files": files})), lang))
    elif any(result.left is not None or result.refused for result in results):
        parts.append(word("fix.none", "nothing mended", lang))
    elif not offered:
        parts.append(word("fix.nothing", "nothing to mend", lang))
    if offered and unsafe:
        parts.append(word("fix.declined", "places left as they are, since nobody said yes: {n}", lang, n=offered))
    elif offered:
        undecided = "places that only their author can decide on: {n}; --unsafe asks about each"
        parts.append(word("fix.offered", undecided, lang, n=offered))
    return "; ".join(parts)

"""What verifying has found, for a terminal."""

from collections.abc import Iterator, Sequence

from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.diff.text import marked, printable, shortened
from qoima.diff.verify.finding import WHAT, Finding, Remedy, Value, Weight
from qoima.diff.verify.ignored import IGNORED, WHO
from qoima.diff.verify.unseen import unseen
from qoima.diff.verify.whole import Copy, Verified
from qoima.diff.words import runs
from qoima.formats.messages import say
from qoima.render.terminal import Style, word

TOGETHER = frozenset(("missing", "extra", "twice", "idnumber", "versions", "status"))
"""What is told of many questions at once where it befell many."""
MANY = 4
_TEXTS = frozenset(("text", "feedback", "hint", "notes", "quiz-text", "quiz-words"))
"""What is called changed also where it came or went: signs tell which."""

_COLOURS = {Weight.ERROR: "1;31", Weight.WARNING: "33"}
_SIGNS = {Weight.ERROR: "!", Weight.WARNING: "~"}
_HEAD = "1"


def report(found: Verified, lang: Lang, style: Style = Style()) -> str:
    """Bank by bank and item by item; the last line has the counts."""
    return "\n".join(_lines(found, lang, style)) + "\n"


def _lines(found: Verified, lang: Lang, style: Style) -> Iterator[str]:
    for copy in found.copies:
        yield ""
        yield style.paint(printable(_head(copy, lang)), _HEAD)
        if copy.bank not in found.holds:
            yield "  " + _instead(found, lang)
        yield from _copy(copy, lang, style)
    if found.others:
        yield ""
        yield word("verify.others", "more questions in the export, none of ours: {n}", lang, n=found.others)
    yield ""
    yield style.paint(summary(found, lang), _HEAD)


def _head(copy: Copy, lang: Lang) -> str:
    if not copy.quiz:
        return copy.bank
    return word("verify.in-quiz", "{bank}, in the quiz “{quiz}”", lang, bank=copy.bank, quiz=copy.quiz)


def _instead(found: Verified, lang: Lang) -> str:
    """Of a bank that was asked for and is not there: what there is."""
    if not found.holds:
        return word("verify.nothing", "the export holds no question of a bank of this repository", lang)
    banks = printable(", ".join(found.holds))
    return word("verify.holds", "the export holds nothing of this bank; it holds: {banks}", lang, banks=banks)


def summary(found: Verified, lang: Lang) -> str:
    """How many items are as delivered."""
    delivered, right = (sum(getattr(copy, name) for copy in found.copies) for name in ("delivered", "right"))
    if not found.copies:
        return word("verify.nothing", "the export holds no question of a bank of this repository", lang)
    if found.is_as_delivered:
        text = word("verify.all", "all {n} items as delivered", lang, n=delivered)
    else:
        text = word("verify.some", "as delivered: {n} of {all} items", lang, n=right, all=delivered)
    counts = {weight: sum(copy.count(weight) for copy in found.copies) for weight in Weight}
    more = [
        "" if found.has_pictures else word("verify.no-pictures", "pictures were not compared", lang),
        word("verify.errors", "differences: {n}", lang, n=counts[Weight.ERROR]) if counts[Weight.ERROR] else "",
        word("verify.warnings", "to look at: {n}", lang, n=counts[Weight.WARNING]) if counts[Weight.WARNING] else "",
    ]
    return "; ".join(filter(None, (text, *more)))


def _copy(copy: Copy, lang: Lang, style: Style) -> Iterator[str]:
    if not copy.findings:
        yield "  " + word("verify.all", "all {n} items as delivered", lang, n=copy.delivered)
        return
    left = list(copy.findings)
    for what in WHAT:
        same = [one for one in left if one.what == what]
        if what in TOGETHER and len(same) >= MANY:
            left = [one for one in left if one.what != what]
            yield from _together(same, lang, style)
    by_item: dict[str, list[Finding]] = {}
    for one in left:
        by_item.setdefault(one.item, []).append(one)
    for item in sorted(by_item, key=lambda item: (item != "", -_weight(by_item[item]))):
        yield from _item(item, by_item[item], lang, style)


def _weight(findings: Sequence[Finding]) -> int:
    """Changed keys come first, then other errors."""
    return max(2 * (one.what in ("key", "several")) + (one.weight is Weight.ERROR) for one in findings)


def _together(same: Sequence[Finding], lang: Lang, style: Style) -> Iterator[str]:
    first = same[0]
    said = say(first.message, lang) if first.what not in ("twice", "versions") else _plain(first, lang)
    yield "  " + style.paint(f"{_SIGNS[first.weight]} {said}: {len(same)}", _COLOURS[first.weight])
    yield printable(f"    {', '.join(one.item for one in same)}")
    yield f"    → {remedy(WHAT[first.what].remedy, lang)}"


def _plain(finding: Finding, lang: Lang) -> str:
    """Without numbers, which may be others for each item."""
    if finding.what == "twice":
        return word("verify.twice", "more than once in Moodle, so each can be drawn more than once", lang)
    return word("verify.saved", "saved in Moodle since", lang)


def _item(item: str, findings: Sequence[Finding], lang: Lang, style: Style) -> Iterator[str]:
    yield printable(f"  {item or word('verify.quiz', 'the quiz', lang)}")
    for one in findings:
        place = f" {say(one.place, lang)}" if one.place else ""
        said = style.paint(f"{_SIGNS[one.weight]} {say(one.message, lang)}", _COLOURS[one.weight])
        shown = list(_sides(one, lang, style))
        inline = len(shown) == 1 and "\n" not in shown[0] and not place
        yield f"    {said}{printable(place)}" + (f": {shown[0]}" if inline else "")
        yield from (f"        {part}" for side in (() if inline else shown) for part in side.split("\n"))
        yield from (f"        {printable(say(sign, lang))}" for sign in _unseen(one))
    for what in dict.fromkeys(WHAT[one.what].remedy for one in findings):
        yield f"    → {remedy(what, lang)}"


def _sides(finding: Finding, lang: Lang, style: Style) -> Iterator[str]:
    """What was delivered and what is held, in one where both are texts: word by word."""
    before, after = _text(finding.delivered, lang), _text(finding.held, lang)
    if before is None and after is None:
        return
    if (before is None or after is None) and finding.what in _TEXTS:
        yield "".join(marked(run, style) for run in shortened(runs(before or "", after or "")))
    elif before is None or after is None:
        yield printable(before or after or "")
    elif isinstance(finding.delivered, str) and max(len(before), len(after)) > 30:
        yield "".join(marked(run, style) for run in shortened(runs(before, after)))
    else:
        yield printable(f"{before} → {after}")


def _unseen(finding: Finding) -> tuple[Message, ...]:
    """What looks like no difference."""
    before, after = finding.delivered, finding.held
    return finding.unseen or (unseen(before, after) if isinstance(before, str) and isinstance(after, str) else ())


def _text(value: Value | None, lang: Lang) -> str | None:
    return value if value is None or isinstance(value, str) else say(value, lang)


def remedy(what: Remedy, lang: Lang) -> str:
    """What may be done."""
    match what:
        case Remedy.RESTORE:
            return word("verify.restore", "restore the delivered file again, and remove the old quiz or category", lang)
        case Remedy.MEND:
            return word(
                "verify.mend",
                "put it right in Moodle as it was delivered; if Moodle is right, change the bank in the repository",
                lang,
            )
        case Remedy.DELETE:
            return word("verify.delete", "delete in Moodle what was not delivered, or move it elsewhere", lang)
        case Remedy.LOOK:
            return word("verify.look", "look at it in Moodle; if it was meant, nothing needs to be done", lang)


def ignored(lang: Lang) -> str:
    """The list of what verifying says nothing of."""
    lines = [word("verify.ignored-head", "These differences are no differences; all others are told.", lang)]
    for who, name in WHO.items():
        lines += ["", f"{say(name, lang)}:"]
        lines += [f"  - {say(one, lang)}" for one in IGNORED[who]]
    return "\n".join(lines) + "\n"

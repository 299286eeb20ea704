"""Choice items of GIFT: `=` pays all, `~%50%` its weight, `~` nothing; without any `=` it is several choice."""

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.gift.cursor import EDGE, FILLER, Block
from qoima.formats.gift.kept import cut_short, listed, shown
from qoima.formats.gift.texts import read_feedback, read_text
from qoima.formats.gift.weights import FULL, WEIGHT, Lost, illegal, legal, warn_of_share
from qoima.model.item import Choice, Option
from qoima.model.text import Markup, Text

_SHARP = re.compile(r"(?<!\w)[CF]$")
_ZERO, _SHOWN, _SHORT = Decimal(0), 40, 1000


def read_choice(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> Choice | Lost:
    """The answers between `start` and `end` of a block (trimmed), which hold a `~`."""
    text, region = block.text, block.text[start:end]
    first, *chunks = region.replace("=", "~=").split("~")
    # PHP takes a lone 0 before the first sign for nothing.
    read = [] if first.rstrip(EDGE) in ("", "0") else [_option(block, start, first, "", default, said)]
    glued: list[int] = []
    at = start + len(first)
    for chunk in chunks:
        sign = "=" if chunk[:1] == "=" else "~"
        body = chunk[1:] if sign == "=" else chunk
        if at > start and not text[at - 1].isspace():
            glued.append(at)
        read.append(_option(block, at, body, sign, default, said))
        at += 1 + len(body)
    if len(read) < 2:
        said.append(problem("GFT005", block.part(start, end)))
        return Lost.FILE
    options = [option for option in read if isinstance(option, Option)]
    if len(options) < len(read) and (lost := next((o for o in (Lost.FILE, Lost.ITEM) if o in read), None)):
        return lost
    several = "=" not in region
    if several and any(option.weight_percent is not None for option in options):
        # Beside answers with weights, one without has none of the points: the scoring of the bank has no say.
        options = [o if o.weight_percent is not None else replace(o, weight_percent=_ZERO) for o in options]
    _warn(options, several, options[0].at if options else block.part(start, end), said)
    if glued and len(read) - len(glued) > 1:
        # A sign is glued to a word, while two others or more stand apart.
        said.extend(_glued(block, start, at, end) for at in glued)
    return Choice(tuple(options), several)


def _option(
    block: Block, at: int, body: str, sign: str, default: Markup, said: list[Diagnostic]
) -> Option | Lost | None:
    """An answer whose sign stands at `at`; None for one without text, which Moodle drops."""
    bare = body.strip(EDGE)
    start = at + len(sign) + body.find(bare)
    stop = start + len(bare)
    percent: Decimal | None = None
    if bare[:1] == "%":
        weighed = _weighed(block, start, bare, sign, said)
        if isinstance(weighed, Lost):
            return weighed
        percent, length = weighed
        start, bare = start + length, bare[length:]
    feedback = None
    source, base = block.source, block.base
    if "#" in bare:
        bare, behind = bare.split("#", 1)
        feedback = read_feedback(block, stop - len(behind), stop, default, said)
        _warn_of_sharp(block, stop - len(behind) - 1, bare, behind, said)
        bare = bare.rstrip(EDGE)
    at_text = Span(source, base + start, base + start + len(bare))
    if "\n" in bare or FILLER in bare or "\0" in bare or bare[:1] == "[" or len(bare) > _SHORT:
        text = read_text(bare, at_text, default, said)
    else:
        text = Text(bare, default, at_text)
    place = Span(source, base + at, base + stop)
    if text.source:
        return Option(text, sign == "=" or (percent is not None and percent > 0), feedback, percent, place)
    dropped = Message("gift.answer-dropped", ": nothing stands before it, so Moodle drops the answer")
    said.append(problem("GFT015", place, sign="#", stored=dropped) if feedback else problem("GFT018", place))
    return None


def _weighed(
    block: Block, start: int, bare: str, sign: str, said: list[Diagnostic]
) -> tuple[Decimal | None, int] | Lost:
    """The weight that an answer begins with, and how many characters it takes; after `=` it is text."""
    match = WEIGHT.match(bare)
    if match is None:
        return None, 0
    at = block.span(start, start + match.end())
    if sign == "=":
        said.append(problem("GFT023", at, value=match[0][:_SHOWN]))
        return None, 0
    weight = legal(match[0][1:-1])
    if isinstance(weight, Lost):
        said.append(illegal(match[0][1:-1], at))
        return weight
    rest = bare[match.end() :]
    warn_of_share(block, start, start + match.end(), start + len(bare), said)
    return weight, len(bare) - len(rest.lstrip(EDGE))


def _warn(options: list[Option], several: bool, at: Span, said: list[Diagnostic]) -> None:
    """What Moodle stores without a word though no author means it."""
    _warn_of_equal(options, said)
    right = [o for o in options if o.correct]
    if not right:
        texts = [option.text.source for option in options]
        said.append(problem("GFT006", at, answers=listed(texts)) if texts else problem("GFT065", at))
    elif len(right) > 1:
        full = [o for o in right if o.weight_percent is None or o.weight_percent == FULL]
        if len(full) > 1:
            said.append(problem("GFT007", full[1].at, answers=listed([o.text.source for o in full])))
            return
    if several and right:
        have = sum((o.weight_percent or _ZERO for o in right), _ZERO).quantize(Decimal("0.01"))
        if have != FULL:
            said.append(problem("GFT030" if have < FULL else "GFT060", right[0].at, have=f"{have.normalize():f}"))


def _warn_of_sharp(block: Block, at: int, before: str, behind: str, said: list[Diagnostic]) -> None:
    """GFT015 where `#` gives itself away as in `C#`, or nothing follows it."""
    if before and (not behind or _SHARP.search(before)):
        values = MappingProxyType({"text": shown(before)})
        kept = Message("gift.rest-is-feedback", ": the answer becomes “{text}”, the rest is feedback", values)
        said.append(problem("GFT015", block.span(at, at + 1), sign="#", stored=kept))


def _glued(block: Block, start: int, at: int, end: int) -> Diagnostic:
    """GFT015 at a sign that parts two answers where no blank stands before it."""
    text = block.text
    before = max(text.rfind("~", start, at), text.rfind("=", start, at), start - 1) + 1
    behind = min((stop for sign in "~=" if (stop := text.find(sign, at + 1, end)) >= 0), default=end)
    values = MappingProxyType({"text": shown(text[before:at]), "rest": shown(text[at + 1 : behind])})
    kept = Message("gift.two-answers", ": Moodle stores two answers, “{text}” and “{rest}”", values)
    return problem("GFT015", block.span(at, at + 1), sign=text[at], stored=kept)


def _warn_of_equal(options: list[Option], said: list[Diagnostic]) -> None:
    """GFT058: options with one and the same text."""
    if len({option.text.source for option in options}) == len(options):
        return
    met: set[tuple[str, Markup]] = set()
    for option in options:
        key = (option.text.source, option.text.markup)
        if key in met:
            said.append(problem("GFT058", option.at, value=cut_short(option.text.source)))
        met.add(key)

"""The answer block of a GIFT item: which kind it makes the item, and what it holds."""

import re
from decimal import Decimal
from typing import NamedTuple, get_args

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.gift_cursor import SPACE, Block, Part, spoken
from qoima.formats.yaml_bank import MAX_TEXT_KIB
from qoima.model.item import (
    WEIGHTS_PERCENT,
    Answer,
    Choice,
    Essay,
    Matching,
    Number,
    Numerical,
    Option,
    Response,
    ShortAnswer,
    TrueFalse,
    legal_weight,
)
from qoima.model.text import Markup, Text

_FORMATS: dict[str, Markup] = {markup: markup for markup in get_args(Markup) if markup != "qoima"}
_WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*)%")
_SHARP = re.compile(r"(?<!\w)[CF]$")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_MAX_LENGTH = 40
_FULL = Decimal(100)
_NOTHING = ("", "0")
"""What PHP calls empty: an answer before the first sign that is this, Moodle leaves out."""


def with_format(text: str, default: Markup) -> tuple[str, Markup]:
    """The text behind its `[html]`, and the format named there; any other bracket is text in the default format."""
    if not text.startswith("["):
        return text, default
    closing = text.find("]")
    # Without a closing bracket Moodle takes all but the last character for the name, and cuts off only the bracket.
    name = text[1:closing] if closing >= 0 else text[1:-1]
    return (text[closing + 1 if closing >= 0 else 1 :], _FORMATS[name]) if name in _FORMATS else (text, default)


def read_text(text: str, at: Span, default: Markup, said: list[Diagnostic]) -> Text:
    """A text of the file with its markup."""
    bare, markup = with_format(text, default)
    source = spoken(bare)
    kib = len(source.encode(errors="replace")) // 1024
    if kib > MAX_TEXT_KIB:
        said.append(problem("YML019", at, have_kib=kib, limit_kib=MAX_TEXT_KIB))
        return Text("", markup, at)
    name = text[1 : text.find("]")].strip()
    if text.startswith("[") and name not in _FORMATS and name.lower() in _FORMATS:
        said.append(problem("GFT025", at, value=f"[{name}]", known=f"[{name.lower()}]"))
    return Text(source, markup, at)


def read_part(part: Part, default: Markup, said: list[Diagnostic]) -> Text:
    """The text of a part, trimmed before its format is looked for."""
    part = part.trimmed()
    return read_text(part.text, part.at, default, said)


def read_response(answers: Part, default: Markup, said: list[Diagnostic]) -> Response | None:
    """What an answer block (trimmed, without braces and general feedback) stands for; None when it is refused."""
    text = answers.text
    if not text:
        return Essay()
    if text[0] == "#":
        return _numerical(answers, default, said)
    if "~" in text:
        return read_choice(answers, default, said)
    if "=" in text and "->" in text:
        return _matching(answers, default, said)
    hash_at = text.find("#")
    word = text[:hash_at].strip(SPACE) if hash_at > 0 else text
    if word in ("T", "TRUE", "F", "FALSE"):
        if hash_at > 0 and spoken(text[hash_at:].replace("#", " ")):
            said.append(_unread(answers, "true-false-feedback", "true or false with feedback"))
            return None
        return TrueFalse(word in ("T", "TRUE"))
    return _short_answer(answers, default, said)


def _unread(answers: Part, kind: str, name: str) -> Diagnostic:
    return problem("GFT003", answers.at, kind=Message(f"kind.{kind}", name))


class _Chunk(NamedTuple):
    """An answer: its sign (none before the first), where that stands, and what follows, trimmed."""

    sign: str
    start: int
    body: Part

    @property
    def at(self) -> Span:
        return self.body.block.span(self.start, max(self.start + len(self.sign), self.body.end))


def _chunks(answers: Part, signs: str) -> list[_Chunk]:
    chunks = [_Chunk(sign, part.start - len(sign), part.trimmed()) for sign, part in answers.cut(signs)]
    return chunks[1:] if chunks[0].body.text in _NOTHING else chunks


def _weight(body: Part, said: list[Diagnostic]) -> tuple[Decimal | None, Part, bool]:
    """The weight at the start of an answer (None where there is none), the rest, and whether the weight will do."""
    match = _WEIGHT.match(body.block.text, body.start, body.end)
    if match is None:
        return None, body, True
    rest, value = body.since(match.end()), match[1]
    readable = len(value) <= _MAX_LENGTH and not value.startswith("--")
    legal = legal_weight(Decimal(value)) if readable else None
    if legal is None:
        at, known = body.block.span(match.start(), match.end()), ", ".join(f"{w:f}" for w in WEIGHTS_PERCENT)
        said.append(problem("GFT004", at, value=value[:_MAX_LENGTH], known=known))
    return legal, rest, legal is not None


def _with_feedback(body: Part, default: Markup, said: list[Diagnostic]) -> tuple[Text, Text | None]:
    at = body.find("#")
    text = read_part(body if at < 0 else body.before(at), default, said)
    feedback = read_part(body.since(at + 1), default, said) if at >= 0 else None
    return text, feedback if feedback is not None and feedback.source else None


def read_choice(answers: Part, default: Markup, said: list[Diagnostic]) -> Choice | None:
    """A choice item: `=` before an answer pays 100, `~%50%` its weight, `~` nothing; without any `=` it is several."""
    chunks = _chunks(answers, "~=")
    if len(chunks) < 2:
        said.append(problem("GFT005", answers.at))
        return None
    several = answers.find("=") < 0
    read = [_option(chunk, default, said) for chunk in chunks]
    if any(option is None for option in read):
        return None
    options = [option for option in read if option is not None and option.text.source]
    if several and any(option.weight_percent is not None for option in options):
        options = [_weighed(option) for option in options]
    _warn(options, answers, said)
    _warn_of_signs(chunks, said)
    return Choice(tuple(options), several)


def _weighed(option: Option) -> Option:
    """Beside answers with weights, one without has none of the points: the scoring of the bank has no say."""
    percent = option.weight_percent if option.weight_percent is not None else Decimal(0)
    return Option(option.text, option.correct, option.feedback, percent, option.at)


def _option(chunk: _Chunk, default: Markup, said: list[Diagnostic]) -> Option | None:
    is_key, body = chunk.sign == "=", chunk.body
    percent, rest, legal = (None, body, True) if is_key else _weight(body, said)
    if not legal:
        return None
    if is_key and (match := _WEIGHT.match(body.block.text, body.start, body.end)):
        said.append(problem("GFT023", body.block.span(match.start(), match.end()), value=match[0][:_MAX_LENGTH]))
    text, feedback = _with_feedback(rest, default, said)
    if not text.source:
        said.append(problem("GFT015", chunk.at, sign="#") if feedback else problem("GFT018", chunk.at))
    return Option(text, is_key or (percent or 0) > 0, feedback, percent, chunk.at)


def _warn(options: list[Option], answers: Part, said: list[Diagnostic]) -> None:
    """What Moodle stores without a word though no author means it."""
    full = [o for o in options if o.correct and o.weight_percent in (None, _FULL)]
    if not any(o.correct for o in options):
        said.append(problem("GFT006", options[0].at if options else answers.at))
    if len(full) > 1:
        said.append(problem("GFT007", full[1].at))


def _warn_of_signs(chunks: list[_Chunk], said: list[Diagnostic]) -> None:
    """GFT015 where a sign gives itself away: `=` and `~` glued to a word while others stand apart, `#` as in `C#`."""
    signed = [chunk for chunk in chunks if chunk.sign]
    glued = [chunk for chunk in signed if _is_glued(chunk.body.block, chunk.start)]
    if len(signed) - len(glued) >= 2:
        said.extend(problem("GFT015", c.body.block.span(c.start, c.start + 1), sign=c.sign) for c in glued)
    for chunk in chunks:
        body, at = chunk.body, chunk.body.find("#")
        if at > body.start and (at + 1 == body.end or _SHARP.search(body.block.text, max(body.start, at - 2), at)):
            said.append(problem("GFT015", body.block.span(at, at + 1), sign="#"))


def _is_glued(block: Block, at: int) -> bool:
    return at > 0 and not block.text[at - 1].isspace() and block.text[at - 1] != "{"


def _short_answer(answers: Part, default: Markup, said: list[Diagnostic]) -> ShortAnswer | None:
    held: list[Answer] = []
    for chunk in _chunks(answers, "="):
        percent, rest, legal = _weight(chunk.body, said)
        if not legal:
            return None
        text, feedback = _with_feedback(rest, default, said)
        weight = percent if percent is not None else _FULL
        if text.source or weight or feedback:
            held.append(Answer(Text(text.source, "plain", text.at), weight, feedback))
    if not any(answer.weight_percent == _FULL for answer in held):
        said.append(problem("GFT026", answers.at))
        return None
    return ShortAnswer(tuple(held))


def _numerical(answers: Part, default: Markup, said: list[Diagnostic]) -> Numerical | None:
    answers = answers.since(answers.start + 1)
    if answers.find("~") >= 0:
        said.append(_unread(answers, "numerical-wrong", "numerical with feedback for wrong numbers"))
        return None
    held: list[Number] = []
    for chunk in _chunks(answers, "="):
        percent, rest, legal = _weight(chunk.body, said)
        if not legal:
            return None
        text, feedback = _with_feedback(rest, default, said)
        if (number := _value_and_tolerance(text.source)) is None:
            said.append(problem("GFT027", chunk.at, value=text.source[:60]))
            return None
        held.append(Number(*number, percent if percent is not None else _FULL, feedback))
    if not held:
        said.append(problem("GFT027", answers.at, value=answers.trimmed().text))
        return None
    return Numerical(tuple(held))


def _value_and_tolerance(text: str) -> tuple[Decimal, Decimal] | None:
    """`3.14`, `3.14:0.01`, or `3..4`, which is the middle and half the width."""
    for sign in ("..", ":"):
        if text.find(sign) > 0:
            left, right = (_number(side) for side in text.split(sign, 1))
            if left is None or right is None:
                return None
            return ((left + right) / 2, (right - left) / 2) if sign == ".." else (left, right)
    value = _number(text)
    return (value, Decimal(0)) if value is not None else None


def _number(text: str) -> Decimal | None:
    text = text.strip()
    return Decimal(text) if len(text) <= _MAX_LENGTH and _NUMBER.fullmatch(text) else None


def _matching(answers: Part, default: Markup, said: list[Diagnostic]) -> Matching | None:
    chunks = _chunks(answers, "=")
    pairs: list[tuple[Text, Text]] = []
    for chunk in chunks:
        arrow = chunk.body.find("->")
        if arrow < 0:
            said.append(problem("GFT028", chunk.at))
            return None
        left, right = chunk.body.before(arrow), chunk.body.since(arrow + 2).trimmed()
        question = read_text(left.text, left.trimmed().at, default, said)
        pairs.append((question, Text(spoken(right.text), "plain", right.at)))
    if len(chunks) < 2:
        said.append(problem("GFT028", answers.at))
        return None
    return Matching(tuple(pairs))

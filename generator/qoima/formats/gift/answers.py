"""The answer block of a GIFT item: which kind it makes the item, and what it holds."""

import re

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.formats.gift.choice import read_choice
from qoima.formats.gift.cursor import EDGE, SPACE, Block, spoken
from qoima.formats.gift.numbers import read_numerical, signed
from qoima.formats.gift.texts import limited, read_feedback, read_part, read_text
from qoima.formats.gift.weights import FULL, Lost, read_weight
from qoima.formats.moodle.php_tags import strip_tags
from qoima.model.item import Answer, Essay, Matching, Response, ShortAnswer, TrueFalse
from qoima.model.text import Markup, Text

MAX_ANSWERS = 1000
"""So many answers of an item are read."""

_ORDERING = re.compile(r">\s*\d")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")
_LIKE_TRUTH = re.compile(r"(?:true|false|t|f|т|ф|истина|ложь|верно|неверно|дұрыс|бұрыс|ақиқат|жалған)", re.I)
_SEEN_TAGS = re.compile(r"<(?:img|object|applet|input|select|textarea|hr)\b", re.I)


def read_response(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> Response | Lost:
    """What an answer block (from `start` to `end`, trimmed, without braces and general feedback) stands for."""
    text = block.text
    if start == end:
        return Essay()
    if (have := text.count("~", start, end) + text.count("=", start, end)) > MAX_ANSWERS:
        said.append(problem("GFT055", block.first_line(), have=have, limit=MAX_ANSWERS))
        return Lost.ITEM
    if text[start] == "#":
        return read_numerical(block, start, end, default, said)
    if text[start] == ">" and _ORDERING.match(text, start, end):
        said.append(problem("GFT003", block.span(start, end), kind=Message("kind.ordering", "ordering")))
        return Lost.ITEM
    if text.find("~", start, end) >= 0:
        return read_choice(block, start, end, default, said)
    if text.find("=", start, end) >= 0 and text.find("->", start, end) >= 0:
        return _matching(block, start, end, default, said)
    return _true_false(block, start, end, default, said) or _short_answer(block, start, end, default, said)


def _true_false(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> TrueFalse | None:
    """`{T#shown to who chose wrongly#shown to who chose rightly}`; None for anything else."""
    mark = block.text.find("#", start, end)
    word = block.text[start : mark if mark > 0 else end].strip(EDGE)
    if word not in _TRUE and word not in _FALSE:
        return None
    wrong = right = None
    if mark > 0:
        second = block.text.find("#", mark + 1, end)
        wrong = read_feedback(block, mark + 1, second if second >= 0 else end, default, said)
        right = read_feedback(block, second + 1, end, default, said) if second >= 0 else None
    return TrueFalse(True, right, wrong) if word in _TRUE else TrueFalse(False, wrong, right)


def _short_answer(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> ShortAnswer | Lost:
    held: list[Answer] = []
    lost: Lost | None = None
    parts = signed(block.text, start, end, "=")
    for at, until in parts:
        answer = _answer(block, at, until, default, said)
        if isinstance(answer, Lost):
            lost = answer if lost is not Lost.FILE else lost
        else:
            held.append(answer)
    if not parts:
        said.append(problem("GFT033", block.span(start, end), value=block.text[start:end]))
        return Lost.FILE
    if lost is not None:
        return lost
    if not any(answer.weight_percent == FULL for answer in held):
        said.append(problem("GFT026", block.span(start, end)))
        return Lost.REST
    if len(held) == 1 and block.text[start] != "=" and _LIKE_TRUTH.fullmatch(held[0].text.source):
        said.append(problem("GFT034", held[0].text.at, value=held[0].text.source))
    kept = tuple(answer for answer in held if not _is_nothing(answer))
    said.extend(problem("GFT053", answer.text.at) for answer in kept if not answer.text.source)
    return ShortAnswer(kept)


def _answer(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> Answer | Lost:
    percent, start = read_weight(block, start, end, said)
    if isinstance(percent, Lost):
        return percent
    mark = block.text.find("#", start, end)
    text = read_part(block, start, mark if mark >= 0 else end, default, said)
    feedback = read_feedback(block, mark + 1, end, default, said) if mark >= 0 else None
    return Answer(Text(text.source, "plain", text.at), percent if percent is not None else FULL, feedback)


def _is_nothing(answer: Answer) -> bool:
    """Whether Moodle leaves an answer out: no text, no points, no feedback that would be seen."""
    if answer.text.source or answer.weight_percent:
        return False
    shown = answer.feedback.source if answer.feedback else ""
    return not strip_tags(shown).strip(SPACE) and not _SEEN_TAGS.search(shown)


def _matching(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> Matching | Lost:
    """Rows with both sides empty fall away, as in Moodle."""
    parts = signed(block.text, start, end, "=")
    if len(parts) < 2:
        said.append(problem("GFT028", block.span(start, end)))
        return Lost.FILE
    rows: list[tuple[Text, Text]] = []
    for at, until in parts:
        arrow = block.text.find("->", at, until)
        if arrow < 0:
            said.append(problem("GFT028", block.span(at, until)))
            return Lost.ITEM
        left = read_text(block.text[at:arrow], block.part(at, arrow), default, said)
        place = block.part(arrow + 2, until)
        right = Text(limited(spoken(block.text[arrow + 2 : until]), place, said), "plain", place)
        if left.source or right.source:
            rows.append((left, right))
        else:
            said.append(problem("GFT018", block.span(at, until)))
    return Matching(tuple(rows))

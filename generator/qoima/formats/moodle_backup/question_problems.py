"""What a restore would break of single questions: texts, pictures, tags, weights, answers, settings."""

import html
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from urllib.parse import unquote

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.moodle.limits import MAX_IDNUMBER, MAX_TAG
from qoima.formats.moodle.names import MAX_NAME, clean_tag
from qoima.formats.moodle.question import Question, Rich
from qoima.formats.moodle_backup.write.questions import COMBINED, SETTINGS
from qoima.formats.moodle_backup.xml import NULL
from qoima.model.item import WEIGHTS_PERCENT
from qoima.model.markup import CONTROL

FULL, END_OF_MARKS = Decimal(100), Decimal(100_000)
"""The whole mark in percent; the first mark that the tables do not hold."""
_SHOWN = re.compile(r"""@@PLUGINFILE@@/([^"'<>\s?#)]+)""")
_NO_FILE_NAME = re.compile(r"""[&<>"`|':\\/\x00-\x1f\x7f]""")
"""Signs that Moodle takes out of the name of a file, or that part folders."""
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,7})?")
_STATES = ("ready", "hidden", "draft")
_NUMBERINGS = ("abc", "ABCD", "123", "iii", "IIII", "none")
_LEAST_ANSWERS = {"multichoice": 2, "truefalse": 2, "shortanswer": 1, "numerical": 1, "match": 2}
_KNOWN_WEIGHTS = ", ".join(f"{weight.normalize():f}" for weight in WEIGHTS_PERCENT)


def text_problems(texts: Iterable[str], at: Span) -> Iterator[Diagnostic]:
    """Marks of Moodle and control characters, each said once."""
    found = [text for text in texts if "$@" in text or CONTROL.search(text)]
    if any("$@" in text for text in found):
        yield problem("DLV002", at)
    for sign in sorted({sign for text in found for sign in CONTROL.findall(text)}):
        yield problem("FIL008", at, code_point=f"{ord(sign):04X}")


def picture_problems(text: Rich, at: Span) -> Iterator[Diagnostic]:
    """Pictures that a text shows and that do not come along, and the other way round."""
    shown = {unquote(html.unescape(name)) for name in _SHOWN.findall(text.html)}
    names = [file.name for file in text.files]
    yield from (problem("DLV005", at, path=name) for name in sorted(shown.difference(names)))
    yield from (problem("DLV025", at, name=name) for name in sorted(set(names) - shown))
    for name in sorted(set(names)):
        wrong = _NO_FILE_NAME.search(name) or not name.strip(".") or len(name) > MAX_NAME
        if wrong or names.count(name) > 1:
            yield problem("DLV026", at, name=name)


def name_problems(name: str, at: Span) -> Iterator[Diagnostic]:
    """A name that the database would not take."""
    if len(name) > MAX_NAME:
        yield problem("DLV020", at, name=f"{name[:30]}…", have=len(name), limit=MAX_NAME)


def idnumber_problems(idnumber: str, at: Span) -> Iterator[Diagnostic]:
    """An id that the database would not take."""
    if len(idnumber) > MAX_IDNUMBER:
        yield problem("DLV001", at, limit=MAX_IDNUMBER, have=len(idnumber))


def question_problems(question: Question) -> Iterator[Diagnostic]:
    """Everything but what comes from other questions beside it."""
    at = question.at
    yield from name_problems(question.name, at)
    yield from idnumber_problems(question.idnumber, at)
    yield from text_problems(_texts(question), at)
    for _, text in question.texts():
        yield from picture_problems(text, at)
    for pair in question.pairs:
        yield from picture_problems(Rich(pair.right), at)
    yield from _tag_problems(question)
    yield from _answer_problems(question)
    yield from _setting_problems(question)


def _texts(question: Question) -> Iterator[str]:
    yield from (question.name, question.idnumber, *question.tags, *question.settings.values())
    yield from (pair.right for pair in question.pairs)
    for _, text in question.texts():
        yield text.html
        yield from (file.name for file in text.files)


def _tag_problems(question: Question) -> Iterator[Diagnostic]:
    for tag in question.tags:
        kept = clean_tag(tag)
        if not kept or "," in tag:
            yield problem("DLV028", question.at, tag=tag)
        elif len(tag) > MAX_TAG:
            yield problem("DLV003", question.at, tag=tag, have=len(tag), limit=MAX_TAG)
        elif kept != tag:
            yield problem("DLV004", question.at, tag=tag, kept=kept)


def _answer_problems(question: Question) -> Iterator[Diagnostic]:
    least = _LEAST_ANSWERS.get(question.qtype)
    if least is None:
        return
    if question.qtype == "match":
        filled = [bool(pair.right.strip()) for pair in question.pairs]
    elif question.qtype == "truefalse":
        listed = [answer.text.html for answer in question.answers]
        filled = [listed.index(text) == n for n, text in enumerate(listed) if text in ("True", "False")]
    else:
        filled = [bool(answer.text.html.strip()) for answer in question.answers]
    if sum(filled) < max(least, len(filled)):
        yield problem("DLV007", question.at, have=sum(filled), listed=len(filled), least=least)
    if question.qtype != "match":
        yield from _weight_problems(question)


def _weight_problems(question: Question) -> Iterator[Diagnostic]:
    weights = [answer.percent for answer in question.answers]
    for weight in sorted({weight for weight in weights if abs(weight) not in WEIGHTS_PERCENT}):
        yield problem("YML018", question.at, value=f"{weight.normalize():f}", known=_KNOWN_WEIGHTS)
    best = max(weights, default=Decimal(0))
    if question.qtype == "multichoice":
        if question.settings.get("single", SETTINGS["multichoice"]["single"]) == "0":
            best = sum((weight for weight in weights if weight > 0), Decimal(0)).quantize(Decimal("0.01"))
        else:
            best = FULL * weights.count(FULL) or best
    if best != FULL:
        yield problem("DLV006", question.at, have=f"{best.normalize():f}")


def _setting_problems(question: Question) -> Iterator[Diagnostic]:
    """A type, a status or a setting that the tables have no place for."""
    wrong = [] if question.status in _STATES else [("status", question.status)]
    if question.qtype not in SETTINGS:
        wrong.append(("qtype", question.qtype))
    else:
        defaults = SETTINGS[question.qtype]
        wrong += [(name, v) for name, v in question.settings.items() if not _fits(name, v, defaults.get(name))]
    wrong += [(name, "…") for name in question.combined if name not in COMBINED]
    if not 0 <= question.penalty <= 1:
        wrong.append(("penalty", f"{question.penalty:f}"))
    if not 0 <= question.default_mark < END_OF_MARKS:
        wrong.append(("defaultmark", f"{question.default_mark:f}"))
    yield from (problem("DLV029", question.at, name=name, value=value) for name, value in wrong)


def _fits(name: str, value: str, default: str | None) -> bool:
    """Whether a setting is one of its type, and a number where the column takes only numbers."""
    if default is None:
        return False
    if name == "answernumbering":
        return value in _NUMBERINGS
    if default == NULL:
        return not value or value.isdecimal()
    return not _NUMBER.fullmatch(default) or bool(_NUMBER.fullmatch(value))

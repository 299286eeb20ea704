"""A question as delivered against the one that a Moodle holds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from qoima.core.diagnostic import Message
from qoima.diff.verify.answers import answer_findings
from qoima.diff.verify.finding import Finding, filled, joined, values
from qoima.diff.verify.texts import text_findings
from qoima.formats.moodle.holding import Held
from qoima.formats.moodle.question import Question, Rich
from qoima.model.meaning import number_text

_COMBINED = {
    "correctfeedback": Message("verify.place.correct", "feedback on right answers"),
    "partiallycorrectfeedback": Message("verify.place.partial", "feedback on partly right answers"),
    "incorrectfeedback": Message("verify.place.incorrect", "feedback on wrong answers"),
}
_STATUS = {"hidden": Message("verify.status.hidden", "hidden"), "draft": Message("verify.status.draft", "draft")}
_NOT_STATED = {
    "attachments": "0",
    "attachmentsrequired": "0",
    "filetypeslist": "",
    "layout": "0",
    "maxbytes": "0",
    "maxwordlimit": "",
    "minwordlimit": "",
    "responsetemplate": "",
    "shownumcorrect": "0",
}
"""What a delivered question holds where its file does not say it: Moodle's own defaults."""
_NAMES = {
    "shuffleanswers": Message("verify.setting.shuffleanswers", "options in random order"),
    "answernumbering": Message("verify.setting.answernumbering", "numbering of options"),
    "showstandardinstruction": Message("verify.setting.showstandardinstruction", "line how many answers to select"),
    "usecase": Message("verify.setting.usecase", "small and capital letters count"),
}
_SWITCHED = ("shuffleanswers", "showstandardinstruction", "usecase")
_YES_NO = {"1": Message("verify.setting.yes", "yes"), "0": Message("verify.setting.no", "no")}
_FIVE_PLACES = Decimal("0.00001")
_NO_TRIES = ("essay", "description")
"""Types without further tries: Moodle sets their penalty to 0 when they are saved."""
_KEYS = ("single",)
"""Settings that decide which answer is right: they have findings of their own."""


def question_findings(delivered: Question, held: Held, *, has_id: bool = True) -> Iterator[Finding]:
    """Every difference, each with the idnumber of the question; one that `has_id` not may have any."""
    now = held.question
    ids = _ids(delivered, now) if has_id else ()
    for finding in (*_standing(held), *ids, *_differences(delivered, now)):
        yield replace(finding, item=delivered.idnumber or delivered.name)


def _standing(held: Held) -> Iterator[Finding]:
    """What became of the question in Moodle, whatever it says."""
    if held.question.status != "ready":
        yield Finding(what="status", held=_STATUS.get(held.question.status, held.question.status))
    elif held.newer:
        yield Finding(what="newer", held=joined([_STATUS.get(one, one) for one in held.newer], ", "))
    elif held.versions > 1:
        yield Finding(what="versions", values=values(version=held.version, versions=held.versions))


def _ids(old: Question, new: Question) -> Iterator[Finding]:
    if old.idnumber != new.idnumber:
        yield Finding(what="idnumber", delivered=old.idnumber, held=new.idnumber or None)


def _differences(old: Question, new: Question) -> Iterator[Finding]:
    if old.name.strip() != new.name.strip():
        yield Finding(what="name", delivered=old.name, held=new.name)
    yield from text_findings(old.text, new.text, "text")
    yield from _tags(old, new)
    if old.qtype != new.qtype:
        yield Finding(what="type", delivered=old.qtype, held=new.qtype)
        return
    yield from answer_findings(old, new)
    yield from _numbers(old, new)
    skipped = _KEYS if old.qtype != "truefalse" else (*_KEYS, "showstandardinstruction")
    yield from _settings(old.settings, new.settings, skipped)
    yield from _further_texts(old, new)


def _tags(old: Question, new: Question) -> Iterator[Finding]:
    """Tags are one whatever their letter case: Moodle shows each as it was first met on the site."""
    before, after = ({_folded(tag): tag for tag in one.tags} for one in (old, new))
    for key, tag in before.items():
        if key not in after:
            yield Finding(what="tag-missing", delivered=tag)
    for key, tag in after.items():
        if key not in before:
            yield Finding(what="tag-extra", held=tag)


def _folded(tag: str) -> str:
    return " ".join(tag.split()).casefold()


def _numbers(old: Question, new: Question) -> Iterator[Finding]:
    if old.default_mark != new.default_mark:
        yield Finding(what="mark", delivered=number_text(old.default_mark), held=number_text(new.default_mark))
    if old.qtype not in _NO_TRIES and abs(old.penalty - new.penalty) >= _FIVE_PLACES:
        yield Finding(what="penalty", delivered=number_text(old.penalty), held=number_text(new.penalty))


def _settings(old: Mapping[str, str], new: Mapping[str, str], skipped: tuple[str, ...]) -> Iterator[Finding]:
    """Of what both sides tell; Moodle XML does not have all columns."""
    for name in sorted({*old, *new}):
        before, after = (side.get(name, _NOT_STATED.get(name)) for side in (old, new))
        if name in skipped or before is None or after is None or _value(before) == _value(after):
            continue
        words = _YES_NO if name in _SWITCHED else {}
        sides = words.get(before, before), words.get(after, after)
        called = values(name=_NAMES.get(name, name))
        yield Finding(what="setting", delivered=sides[0], held=sides[1], values=called, raw=(before, after))


def _value(written: str) -> object:
    """Numbers are equal however many zeros they end with."""
    try:
        return Decimal(written.strip() or "0")
    except ArithmeticError:
        return written.strip()


def _further_texts(old: Question, new: Question) -> Iterator[Finding]:
    general = Message("verify.place.general", "general feedback")
    yield from text_findings(old.general_feedback, new.general_feedback, "feedback", general)
    for name, place in _COMBINED.items():
        yield from text_findings(old.combined.get(name, Rich()), new.combined.get(name, Rich()), "feedback", place)
    yield from text_findings(old.notes, new.notes, "notes", Message("verify.place.notes", "notes for markers"))
    for number in range(max(len(old.hints), len(new.hints))):
        before, after = (hints[number] if number < len(hints) else Rich() for hints in (old.hints, new.hints))
        yield from text_findings(before, after, "hint", _numbered(number + 1))


def _numbered(number: int) -> Message:
    return filled(Message("verify.place.hint", "hint {number}"), number=number)

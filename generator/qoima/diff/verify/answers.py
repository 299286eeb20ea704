"""What a question offers or accepts: options, typed answers, numbers, pairs, and what each pays."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qoima.core.diagnostic import Message
from qoima.diff.items.likeness import paired
from qoima.diff.verify.finding import Finding, filled
from qoima.diff.verify.texts import label, said, shown, text_findings
from qoima.formats.moodle.question import Question, Rich, StoredAnswer, StoredPair
from qoima.formats.moodle.stored_values import number_of
from qoima.model.meaning import number_text

_OPTIONS = ("multichoice", "truefalse")
_NUMBER = {"1": Message("verify.one", "one answer"), "0": Message("verify.several-answers", "several answers")}
_OPTION = Message("verify.place.option", "“{option}”")
_FEEDBACK = Message("verify.place.option-feedback", "feedback on “{option}”")


def answer_findings(old: Question, new: Question) -> Iterator[Finding]:
    """Every difference in the answers of two questions of one type."""
    before, after = (one.settings.get("single") for one in (old, new))
    if before is not None and after is not None and before != after:
        said_before, said_after = _NUMBER.get(before, before), _NUMBER.get(after, after)
        yield Finding(what="several", delivered=said_before, held=said_after, raw=(before, after))
    kind = "option" if old.qtype in _OPTIONS else "answer"
    answers = [[_plain(answer) if one.qtype == "numerical" else answer for answer in one.answers] for one in (old, new)]
    sides = [[(said(answer.text), _folded(answer.text)) for answer in side] for side in answers]
    for one, other in paired(*sides):
        yield from _answer(_at(answers[0], one), _at(answers[1], other), kind)
    rows = [[(_said_pair(pair), _folded(pair.left) + " " + pair.right) for pair in side.pairs] for side in (old, new)]
    for one, other in paired(*rows):
        yield from _pair(_pair_at(old.pairs, one), _pair_at(new.pairs, other))


def _plain(answer: StoredAnswer) -> StoredAnswer:
    """A number as we write it: PHP shows 0.0000001 as 1.0E-7."""
    number = number_of(answer.text.html)
    return answer if number is None else replace(answer, text=Rich(number_text(number)))


def _at(answers: Sequence[StoredAnswer], place: int | None) -> StoredAnswer | None:
    return None if place is None else answers[place]


def _pair_at(pairs: Sequence[StoredPair], place: int | None) -> StoredPair | None:
    return None if place is None else pairs[place]


def _folded(text: Rich) -> str:
    return " ".join(shown(text).readable.casefold().split())


def _answer(old: StoredAnswer | None, new: StoredAnswer | None, kind: str) -> Iterator[Finding]:
    if old is None or new is None:
        one = old or new
        if one is not None:
            words = f"{shown(one.text).readable} ({number_text(one.percent)} %)"
            missing = new is None
            what = f"{kind}-missing" if missing else f"{kind}-extra"
            yield Finding(what=what, delivered=words if missing else None, held=None if missing else words)
        return
    place = filled(_OPTION, option=label(old.text))
    yield from text_findings(old.text, new.text, kind, place)
    if old.percent != new.percent:
        yield Finding(what="key", place=place, delivered=_share(old.percent), held=_share(new.percent))
    if old.tolerance is not None and new.tolerance is not None and old.tolerance != new.tolerance:
        sides = number_text(old.tolerance), number_text(new.tolerance)
        yield Finding(what="tolerance", place=place, delivered=sides[0], held=sides[1])
    where = filled(_FEEDBACK, option=label(old.text))
    yield from text_findings(old.feedback, new.feedback, "feedback", where)


def _share(percent: Decimal) -> str:
    return f"{number_text(percent)} %"


def _said_pair(pair: StoredPair) -> tuple[object, ...]:
    return (said(pair.left), " ".join(pair.right.split()))


def _pair(old: StoredPair | None, new: StoredPair | None) -> Iterator[Finding]:
    if old is None or new is None:
        one, missing = old or new, new is None
        if one is not None:
            words = _words(one)
            what = "pair-missing" if missing else "pair-extra"
            yield Finding(what=what, delivered=words if missing else None, held=None if missing else words)
        return
    place = filled(_OPTION, option=label(old.left) or old.right)
    yield from text_findings(old.left, new.left, "pair", place)
    if old.right.split() != new.right.split():
        yield Finding(what="pair", place=place, delivered=old.right, held=new.right)


def _words(pair: StoredPair) -> str:
    return f"{shown(pair.left).readable} – {pair.right}"

"""What has changed in the answers of an item, and whether the key has."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from qoima.diff.items.answers import same_answer
from qoima.diff.items.gathering import Gathering
from qoima.diff.items.likeness import Pair
from qoima.diff.labels import RIGHT, WRONG
from qoima.diff.readable import readable
from qoima.model.item import (
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
    option_weights,
)
from qoima.model.meaning import number_text, typed
from qoima.model.text import Text

Kind = TypeVar("Kind", Choice, TrueFalse, ShortAnswer, Numerical, Matching, Essay)
FULL = Decimal(100)


def response_changes(found: Gathering, old: Response | None, new: Response | None, id: str, *, penalty: bool) -> None:
    """Add what has changed. The order of options rests on the `id` of the item, so that the key has no place in it."""
    if old is not None and new is not None and old.kind != new.kind:
        found.key_changed = True
        response_changes(found, old, None, id, penalty=penalty)
        response_changes(found, None, new, id, penalty=penalty)
        return
    match old or new:
        case Choice():
            _choice(found, _of(Choice, old), _of(Choice, new), id, penalty)
        case TrueFalse():
            _true_false(found, _of(TrueFalse, old), _of(TrueFalse, new))
        case ShortAnswer():
            _short_answer(found, _of(ShortAnswer, old), _of(ShortAnswer, new))
        case Numerical():
            _numerical(found, _of(Numerical, old), _of(Numerical, new))
        case Matching():
            _matching(found, _of(Matching, old), _of(Matching, new))
        case Essay():
            _essay(found, _of(Essay, old), _of(Essay, new))


def _of(kind: type[Kind], held: Response | None) -> Kind | None:
    return held if isinstance(held, kind) else None


def _choice(found: Gathering, old: Choice | None, new: Choice | None, id: str, penalty: bool) -> None:
    before, after = (held.options if held else () for held in (old, new))
    if old and new and old.several != new.several:
        found.add("several", _truth(old.several), _truth(new.several), marks=False)
        found.key_changed = True
    elif (old or new or _NO_CHOICE).several:
        found.value("several", *(_truth(held.several) if held else None for held in (old, new)))
    pairs = _key_free(found.pairs([o.text for o in before], [o.text for o in after]), before, after, id)
    asked = [(_at(before, one), _at(after, other)) for one, other in pairs]
    if old and new:
        _key_of_choice(found, old, new, pairs, penalty)
    for one, other in asked:
        said = found.said((one.text if one else None, other.text if other else None))
        if said[0] != said[1]:
            shown = readable(one.text) if one else None, readable(other.text) if other else None
            role = RIGHT if (other or one or _NO_OPTION).correct else WRONG
            if shown[0] != shown[1]:
                found.add("option", *shown, label=role)
    for one, other in asked:
        _option_feedback(found, one, other)


_NO_OPTION = Option(Text(""), False)
_NO_CHOICE = Choice(())


def _option_feedback(found: Gathering, old: Option | None, new: Option | None) -> None:
    said = found.said((old.feedback if old else None, new.feedback if new else None))
    if said[0] != said[1]:
        sides = [
            f"{readable(option.text)}: {shown}" if option and (shown := readable(option.feedback)) else None
            for option in (old, new)
        ]
        found.value("option_feedback", *sides, secret=True, marks=True)


def _key_of_choice(found: Gathering, old: Choice, new: Choice, pairs: Sequence[Pair], penalty: bool) -> None:
    """Whether another option is right, or one pays otherwise; a slip corrected in the right one is no other option."""
    pays = (option_weights(old, penalty=penalty), option_weights(new, penalty=penalty))
    told = any(o.weight_percent is not None for o in (*old.options, *new.options))
    other_key = worded = False
    for one, other in pairs:
        before, after = _at(old.options, one), _at(new.options, other)
        if before is None or after is None or not same_answer(*found.said((before.text, after.text))):
            found.options_replaced = True
            other_key |= (before or _NO_OPTION).correct or (after or _NO_OPTION).correct
        else:
            other_key |= before.correct != after.correct
        worded |= bool(before and after and before.correct and after.correct and before.text != after.text)
        if told:
            _weight(found, (before, after), (_pays(pays[0], one), _pays(pays[1], other)))
    if other_key:
        found.key_changed = True
        found.value("correct", *map(_right, (old, new)), secret=True, marks=True, by_line=not worded)


def _weight(found: Gathering, options: tuple[Option | None, Option | None], pays: tuple[Decimal, Decimal]) -> None:
    if pays[0] == pays[1]:
        return
    found.key_changed = True
    sides = [
        f"{readable(option.text)}: {number_text(weight)} %" if option else None
        for option, weight in zip(options, pays, strict=True)
    ]
    found.add("weight", *sides, secret=True)


def _pays(weights: Sequence[Decimal], place: int | None) -> Decimal:
    return Decimal(0) if place is None else weights[place]


def _right(choice: Choice) -> str:
    return "\n".join(readable(option.text) or "" for option in choice.correct)


def _key_free(pairs: Sequence[Pair], before: Sequence[Option], after: Sequence[Option], id: str) -> list[Pair]:
    """In the stable order of the options (DESIGN, principle 11), those that went behind the others."""

    def place(pair: Pair) -> tuple[bool, bytes]:
        held = _at(after, pair[1]) or _at(before, pair[0]) or _NO_OPTION
        return pair[1] is None, hashlib.sha256(f"{id}\0{held.text.source}".encode()).digest()

    return sorted(pairs, key=place)


def _at(options: Sequence[Option], place: int | None) -> Option | None:
    return None if place is None else options[place]


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _true_false(found: Gathering, old: TrueFalse | None, new: TrueFalse | None) -> None:
    sides = [_truth(held.answer) if held else None for held in (old, new)]
    found.value("answer", *sides, secret=True)
    if old and new:
        found.key_changed |= old.answer != new.answer
    found.text("when_true", old.when_true if old else None, new.when_true if new else None, secret=True)
    found.text("when_false", old.when_false if old else None, new.when_false if new else None, secret=True)


def _short_answer(found: Gathering, old: ShortAnswer | None, new: ShortAnswer | None) -> None:
    lists = [[_paid(typed(a.text), a.weight_percent) for a in held.answers] if held else [] for held in (old, new)]
    changed = found.lines("answers", *lists, secret=True)
    changed |= _order(found, *lists, changed=changed)
    if (old or new) and (old is None or new is None or old.match_case != new.match_case):
        sides = [_truth(held.match_case) if held and held.match_case else None for held in (old, new)]
        found.value("match_case", *sides, secret=True)
        changed = True
    found.key_changed |= changed and bool(old and new)
    _feedback_of(found, old.answers if old else (), new.answers if new else ())


def _numerical(found: Gathering, old: Numerical | None, new: Numerical | None) -> None:
    lists = [[_number(number) for number in held.numbers] if held else [] for held in (old, new)]
    changed = found.lines("numbers", *lists, secret=True)
    changed |= _order(found, *lists, changed=changed)
    found.key_changed |= changed and bool(old and new)
    _feedback_of(found, old.numbers if old else (), new.numbers if new else ())


def _number(number: Number) -> str:
    value = "*" if number.value is None else number_text(number.value)
    tolerance = f" ± {number_text(number.tolerance)}" if number.tolerance else ""
    return _paid(value + tolerance, number.weight_percent)


def _paid(answer: str, percent: Decimal) -> str:
    return answer if percent == FULL else f"{answer}: {number_text(percent)} %"


def _order(found: Gathering, old: Sequence[str], new: Sequence[str], *, changed: bool) -> bool:
    """Of several answers that fit, the first one pays: their order is a part of the key."""
    if changed or list(old) == list(new):
        return False
    found.add("order", " · ".join(old), " · ".join(new), secret=True)
    return True


def _feedback_of(found: Gathering, old: Sequence[Answer | Number], new: Sequence[Answer | Number]) -> None:
    texts = [[a.feedback for a in answers if a.feedback] for answers in (old, new)]
    if [found.before.said(text) for text in texts[0]] != [found.after.said(text) for text in texts[1]]:
        found.texts("option_feedback", *texts, secret=True)


def _matching(found: Gathering, old: Matching | None, new: Matching | None) -> None:
    """Left sides are told apart from the pairs: a student sees them, and they may be shown where keys are hidden."""
    rows = [held.pairs if held else () for held in (old, new)]
    found.texts("left", *([left for left, _ in pairs] for pairs in rows))
    shown = [[f"{readable(left)} → {readable(right) or '—'}" for left, right in pairs] for pairs in rows]
    extra = [[readable(text) or "" for text in held.extra] if held else [] for held in (old, new)]
    changed = found.lines("pairs", *shown, secret=True)
    if not changed:
        _order(found, *shown, changed=False)
    found.lines("extra", *extra, secret=True)
    if old and new and changed:
        found.key_changed |= not _same_pairs(found, old, new)


def _same_pairs(found: Gathering, old: Matching, new: Matching) -> bool:
    """Whether each pair has at most been worded better."""
    sides = [[text for row in held.pairs for text in row[:1]] for held in (old, new)]
    for one, other in found.pairs(*sides):
        if one is None or other is None:
            return False
        for before, after in zip(old.pairs[one], new.pairs[other], strict=True):
            if not same_answer(*found.said((before, after))):
                return False
    return True


def _essay(found: Gathering, old: Essay | None, new: Essay | None) -> None:
    found.value("lines", *(str(held.lines) if held else None for held in (old, new)))
    found.text("notes", old.notes if old else None, new.notes if new else None, secret=True)

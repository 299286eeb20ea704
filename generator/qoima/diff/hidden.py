"""A difference without the keys of live banks: the one wall before everything that is printed without `--keys`.

Nothing that is left may tell which answer is right: neither what is said nor what is not said of an item. So what is
told depends on what a student sees and on nothing else:

- options are one set in their stable order, none called right or wrong;
- that the key has changed is told while all options stay; where one came, went or became another answer it is told of
  every item alike that it *may* have, for "a new option, the key as before" says that the new one is wrong;
- answers, weights, feedback, hints, notes for markers and reasons for accepted advice are told as changed, never shown,
  and never of which option;
- of a pair only the left side is shown;
- what a reader says of a file that it cannot read may quote a line, so only the place is left.
"""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.source import NOWHERE, Source
from qoima.diff.change import LIVE, Change, Difference, ItemChange, RecordChange, SetChange
from qoima.diff.items.changes import held_by
from qoima.diff.items.sets import urgency
from qoima.diff.labels import LABELS
from qoima.formats.conflict import CONFLICTS
from qoima.model.item import (
    Choice,
    Essay,
    Item,
    Matching,
    Numerical,
    Option,
    Response,
    ShortAnswer,
    TrueFalse,
    stable_order,
)
from qoima.model.text import Text

_KEY = frozenset(("correct", "weight", "answer", "answers", "match_case", "numbers", "pairs", "extra", "order"))
_FEEDBACK = frozenset(("feedback", "option_feedback", "when_true", "when_false"))
_NOTHING = Text("")


def hidden(difference: Difference) -> Difference:
    """The difference as it may be shown to anybody who may not know the keys."""
    return replace(
        difference,
        sets=tuple(map(_set, difference.sets)),
        records=tuple(map(_record, difference.records)),
        unread=tuple(map(_place_alone, difference.unread)),
    )


def _record(record: RecordChange) -> RecordChange:
    return replace(record, changes=tuple(_masked(change) if change.secret else change for change in record.changes))


def _masked(change: Change) -> Change:
    return replace(change, before=None, after=None, runs=(), secret=True)


def _set(one: SetChange) -> SetChange:
    items = (_item(item) if one.live or _is_live(item) else item for item in one.items)
    return replace(one, items=tuple(sorted(items, key=urgency)))


def _is_live(item: ItemChange) -> bool:
    """Whether it stands, or stood, in a bank: an item that becomes practice was live a minute ago."""
    return any(place is not None and place.path.startswith(LIVE) for place in (item.was, item.now))


def _item(item: ItemChange) -> ItemChange:
    return replace(
        item,
        before=_bare(item.before) if item.before else None,
        after=_bare(item.after) if item.after else None,
        changes=tuple(_changes(item)),
        pictures=tuple(one for one in item.pictures if not one.secret),
        key_changed=item.key_changed and not item.options_replaced,
        key_hidden=item.options_replaced,
    )


def _changes(item: ItemChange) -> Iterator[Change]:
    """What is shown stays; what is not is told once for all that it may concern."""
    told: set[str] = set()
    for change in item.changes:
        name = "key" if change.field in _KEY else "feedback" if change.field in _FEEDBACK else change.field
        if not change.secret:
            yield replace(change, label=LABELS["option"]) if change.field == "option" else change
        elif name not in told and not (item.options_replaced and name in ("key", "feedback")):
            told.add(name)
            yield Change(field=name, label=LABELS[name], before=None, after=None, secret=True)


def is_masked(change: Change) -> bool:
    """Whether only that there is a change may be told."""
    return change.secret and change.before is None and change.after is None


def shown_facts(item: ItemChange, *, hides: bool) -> Iterator[Change]:
    """What an item that came or went holds; where keys are hidden no option is called right or wrong."""
    held = item.after or item.before
    for change in held_by(held, live=hides, removed=item.happened == "removed") if held else ():
        if not change.secret:
            yield replace(change, label=LABELS["option"]) if hides and change.field == "option" else change


def _bare(item: Item) -> Item:
    """What a student sees of an item; the places go too, for they hold the file that it stands in."""
    return Item(
        id=item.id,
        stem=Text(item.stem.source, item.stem.markup),
        response=_response(item.response, item.id),
        topic=item.topic,
        difficulty=item.difficulty,
        outcome=item.outcome,
        symbols=item.symbols,
        uses=item.uses,
        points=item.points,
        translates=item.translates,
        sample_of=item.sample_of,
        name=item.name,
        extra_tags=item.extra_tags,
    )


def _response(response: Response, id: str) -> Response:
    """Of the same kind, with nothing in it that is an answer; the truth value says nothing, it is always the same."""
    match response:
        case Choice(options=options, several=several):
            bare = (Option(Text(o.text.source, o.text.markup), False) for o in stable_order(id, options))
            return Choice(tuple(bare), several)
        case TrueFalse():
            return TrueFalse(False)
        case ShortAnswer():
            return ShortAnswer(())
        case Numerical():
            return Numerical(())
        case Matching(pairs=pairs):
            return Matching(tuple((Text(left.source, left.markup), _NOTHING) for left, _ in pairs))
        case Essay(lines=lines):
            return Essay(lines)
        case _:
            return response


def _place_alone(one: Diagnostic) -> Diagnostic:
    if not one.at.source.path.startswith(LIVE):
        return one
    line = one.at.position.line if one.at is not NOWHERE else 1
    bare = Source(one.at.source.path, "\n" * (line - 1))
    said = one.message.values.get("said")
    if one.code in CONFLICTS and isinstance(said, Message):
        told = replace(said, values=MappingProxyType({**said.values, "versions": ""}))
    else:
        told = Message("diff.unread", "cannot be read here")
    message = replace(one.message, values=MappingProxyType({"said": told})) if said is not None else told
    return Diagnostic(one.code, one.severity, bare.span(line - 1, line - 1), message)

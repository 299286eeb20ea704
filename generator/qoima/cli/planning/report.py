"""A plan as a table with its items for people, and as JSON for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qoima.cli.planning.words import Story
from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.deliver.plan import BankPlan
from qoima.diff.alarms import alarms
from qoima.diff.text import printable, text
from qoima.formats.messages import say
from qoima.render.terminal import Style, table, word

JSON_VERSION = 1
Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A plan with what git says of its changed items, and what stands in the way."""

    plan: BankPlan
    story: Story
    reasons: tuple[Message, ...] = ()


def plan_table(held: Sequence[Told], lang: Lang) -> str:
    """A line a control: when it was handed out, until when it is sealed, how many items are others since."""
    head = [
        word("table.bank", "bank", lang),
        word("plan.table.release", "last release", lang),
        word("plan.table.date", "date", lang),
        word("plan.table.sealed", "sealed until", lang),
        word("plan.table.added", "added", lang),
        word("plan.table.changed", "changed", lang),
        word("plan.table.retired", "retired", lang),
        word("plan.table.unchanged", "unchanged", lang),
    ]
    return table(head, [_row(one.plan, lang) for one in held], right=frozenset({4, 5, 6, 7}))


def _row(plan: BankPlan, lang: Lang) -> list[str]:
    never = word("plan.never", "never delivered", lang)
    counts = plan.changes
    return [
        str(plan.id),
        plan.last.release if plan.last else never,
        str(plan.last.date) if plan.last else "–",
        str(plan.seal.until) if plan.seal else "–",
        *(str(len(ids)) for ids in (counts.added, counts.changed, counts.removed)),
        str(plan.unchanged),
    ]


def details(held: Sequence[Told], lang: Lang, style: Style, *, keys: bool) -> Iterator[str]:
    """Of each control what has happened to which items; of one that was never delivered, nothing: all are new."""
    for one in held:
        lines = list(_items(one, lang))
        if one.plan.last and not one.plan.changes and one.plan.is_due:
            lines.append(word("plan.due", "nothing has changed, but for the new term it is handed out anew", lang))
        if lines or one.reasons:
            yield ""
            yield style.paint(str(one.plan.id), "1")
        yield from (f"  {line}" for line in lines)
        if keys and one.story.difference.sets:
            whole = text(one.story.difference, lang, style, keys=True)
            yield from (f"    {line}".rstrip() for line in whole.rstrip("\n").split("\n"))
        yield from (f"  ! {say(reason, lang)}" for reason in one.reasons)


def _items(one: Told, lang: Lang) -> Iterator[str]:
    if one.plan.last is None or not one.plan.delivery.is_certain:
        return
    for id in one.plan.changes.changed:
        yield f"~ {printable(id)}: {_change(one.story, id, lang)}"
    for sign, name, ids in (
        ("+", word("plan.added", "added", lang), one.plan.changes.added),
        ("-", word("plan.retired", "to be retired", lang), one.plan.changes.removed),
    ):
        if ids:
            yield f"{sign} {name}: {printable(', '.join(ids))}"


def _change(story: Story, id: str, lang: Lang) -> str:
    """What of an item is another; of its key only that it is."""
    found, fields = story.of(id), story.fields(id)
    if found is None or not fields:
        return word("plan.unknown", "changed; git does not have what was handed out", lang)
    loud = "; ".join(alarms(found, lang))
    named = ", ".join(dict.fromkeys(say(label, lang) for label in fields.values()))
    return f"{loud}; {named}" if loud else named


def as_json(held: Sequence[Told], recorded: Mapping[str, str], lang: Lang) -> Json:
    """`{version, controls}`; `recorded` has the release that was written for each control."""
    return {"version": JSON_VERSION, "controls": [_json(one, recorded.get(str(one.plan.id)), lang) for one in held]}


def _json(one: Told, recorded: str | None, lang: Lang) -> Json:
    plan = one.plan
    last = plan.last
    return {
        "bank": str(plan.id),
        "last_release": {"release": last.release, "date": str(last.date), "commit": last.commit} if last else None,
        "sealed_until": str(plan.seal.until) if plan.seal else None,
        "new_term": plan.is_due,
        "added": list(plan.changes.added),
        "changed": [
            {"id": id, "fields": None if (fields := one.story.fields(id)) is None else list(fields)}
            for id in plan.changes.changed
        ],
        "retired": list(plan.changes.removed),
        "elsewhere": dict(sorted(plan.elsewhere.items())),
        "unchanged": plan.unchanged,
        "refused": [{"key": reason.key, "message": say(reason, lang)} for reason in one.reasons],
        "recorded": recorded,
    }

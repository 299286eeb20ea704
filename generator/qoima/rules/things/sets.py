"""Lists that must hold certain entries."""

from qoima.model.views import Thing
from qoima.rules.registry import Findings, Say, finding, rule
from qoima.rules.things.reach import label, name_of, reach


@rule(
    "holds-all",
    Thing,
    "{thing}: `{field}` lacks {missing} ({label})",
    help="add {missing}",
    variants={
        "entries": Say(
            "{thing}: `{records}` has no entry with `{key}:` {missing} ({label})",
            "under `{records}:`, write what is missing: `{key}:` {missing}",
        )
    },
)
def holds_all(node: Thing, *, field: str, values: tuple[str, ...]) -> Findings:
    """A list has all entries that the regulation names; it may have more. A list that is not written lacks them all.

    Why: the regulation names what belongs together; a part of it is as good as nothing.

    Wrong:
        on: week
        limits: {field: topics, values: [keys, joins]}
        syllabus:
          weeks:
            - week: 1
              topics: [keys]   # <-

    Wrong:
        on: mooc
        limits: {field: "surveys[].when", values: [start, end]}
        --- content/moocs/mooc.yaml
        name: Mooc
        language: en
        status: draft
        surveys:   # <-
          - {when: start, questions: [Who are you?]}

    Right:
        on: week
        limits: {field: topics, values: [keys, joins]}
        topics: {keys: Keys, joins: Joins, views: Views}
        syllabus: {weeks: [{week: 1, topics: [views, joins, keys]}]}

    Limits:
        field: the list, by path; `expertise[].level` asks it of the entries together.
        values: what the list must hold.
    """
    held: set[str] = set()
    places = []
    for found in reach(node.value, field):
        places.append(found.at)
        held.update(map(str, found.value if isinstance(found.value, tuple) else (found.value,)))
    missing = [value for value in values if value not in held]
    if missing:
        records, inside, key = field.partition("[].")
        yield finding(
            node.value.place(records) if inside else places[0],
            "entries" if inside else "",
            thing=name_of(node),
            field=field,
            records=records,
            key=key,
            missing=", ".join(missing),
            label=label(node, field),
        )


RULES = (holds_all,)

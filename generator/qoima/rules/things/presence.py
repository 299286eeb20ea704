"""Whether a field of a record says anything."""

from posixpath import commonpath

from qoima.core.source import Span
from qoima.model.views import Thing
from qoima.rules.registry import Finding, Findings, Say, finding, rule
from qoima.rules.things.reach import label, name_of, one, reach


@rule(
    "fields-filled",
    Thing,
    "{thing}: `{field}` is missing ({label})",
    help="add `{field}:`",
    variants={"inside": Say("{thing}: `{field}` is missing ({label})", "add `{key}:` to `{record}:`")},
)
def fields_filled(node: Thing, *, fields: tuple[str, ...]) -> Findings:
    """A record says what the regulation wants said: each of the fields has a value.

    Of a record that is absent one finding tells what is wanted.

    Why: what is not written down cannot be checked, printed or published.

    Wrong:
        on: control
        limits: {fields: [week, paper.minutes]}
        controls:
          exam:   # <-
            kind: interim
            paper:
              questions: 30   # <-

    Right:
        on: control
        limits: {fields: [week, paper.minutes]}
        controls:
          exam: {kind: interim, week: 15, paper: {minutes: 50}}

    Limits:
        fields: the fields, by path; `modules[].title` asks it of each entry.
    """
    said: set[str] = set()
    for path in fields:
        parts = path.split(".")
        for depth in range(1, len(parts) + 1):
            reached = ".".join(parts[:depth])
            if reached in said:
                break
            absent = [field for field in reach(node.value, reached) if field.value is None]
            for field in absent:
                said.add(reached)
                yield _missing(node, _wanted(fields, reached), field.at)
            if absent:
                break


def _wanted(fields: tuple[str, ...], absent: str) -> str:
    """Where a whole record is absent: what is wanted of it, if that is one field or one record inside it."""
    if "[]" in "".join(fields):
        return absent
    inside = [field.replace(".", "/") for field in fields if f"{field}.".startswith(f"{absent}.")]
    return commonpath(inside).replace("/", ".")


def _missing(node: Thing, path: str, at: Span) -> Finding:
    """The key alone is what is to be added, not the path, which is no key."""
    shown = path.replace("[]", "")
    record, _, key = shown.rpartition(".")
    within = record.rpartition(".")[2]
    variant = "inside" if record else ""
    return finding(at, variant, thing=name_of(node), field=shown, label=label(node, path), key=key, record=within)


@rule(
    "one-field-filled",
    Thing,
    "{thing}: none of {fields} is given; at least one is needed ({label})",
    help="add one of {fields}",
)
def one_field_filled(node: Thing, *, fields: tuple[str, ...]) -> Findings:
    """A record says at least one of several things. The finding stands where the first of them belongs.

    Why: the regulation leaves the choice, but not that nothing is said.

    Wrong:
        on: course
        limits: {fields: [credits, code]}
        description: A course   # <-

    Right:
        on: course
        limits: {fields: [credits, code]}
        credits: 5

    Limits:
        fields: the fields, by path.
    """
    first = one(node.value, fields[0])
    if all(one(node.value, path).value is None for path in fields):
        shown = ", ".join(f"`{path.replace('[]', '')}`" for path in fields)
        yield finding(first.at, thing=name_of(node), fields=shown, label=label(node, fields[0]))


@rule(
    "is-true",
    Thing,
    "{thing}: `{field}` is not `true` ({label})",
    help="write `{field}: true` when it is so",
)
def is_true(node: Thing, *, field: str) -> Findings:
    """Something that must be so is declared to be so.

    Why: only the declaration can be checked; whoever writes it answers for it.

    Wrong:
        on: component
        limits: {field: distance}
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        field: other
        total_credits: 240
        components:
          - {course: demo, semester: 1, credits: 5}   # <-

    Right:
        on: component
        limits: {field: distance}
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        field: other
        total_credits: 240
        components: [{course: demo, semester: 1, credits: 5, distance: true}]

    Limits:
        field: the field, by path.
    """
    for held in reach(node.value, field):
        if held.value is not True:
            yield finding(held.at, thing=name_of(node), field=field, label=label(node, field))


RULES = (fields_filled, one_field_filled, is_true)

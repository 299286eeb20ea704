"""Whether the entries of a list name at least one of what they may."""

from qoima.model.views import Thing
from qoima.rules.registry import Findings, finding, rule
from qoima.rules.things.reach import is_blank, label, name_of, reach


@rule(
    "names-one-of",
    Thing,
    "{thing}: `{field}` names none of {values} ({label})",
    help="add at least one of {values}",
)
def names_one_of(node: Thing, *, field: str, values: tuple[str, ...]) -> Findings:
    """The entries of a list name at least one of some values.

    A list of values that is absent or empty names none of them. A field of entries is left to others while there are
    no entries.

    Why: the regulation leaves the choice among them open, but not whether to choose.

    Wrong:
        on: course
        limits: {field: "tasks[].form", values: [test, essay]}
        tasks:   # <-
          - {id: lab-1, title: First, control: current, form: laboratory}

    Right:
        on: course
        limits: {field: "tasks[].form", values: [test, essay]}
        tasks:
          - {id: lab-1, title: First, control: current, form: laboratory}
          - {id: essay, title: Second, control: current, form: essay}

    Limits:
        field: the list, or a field of its entries, by path.
        values: those of which one must be there.
    """
    entries, through, _ = field.partition("[]")
    if through and is_blank(getattr(node.value, entries)):
        return
    named: set[str] = set()
    for held in reach(node.value, field):
        named |= {str(entry) for entry in (held.value if isinstance(held.value, tuple) else (held.value,))}
    if named.isdisjoint(values):
        at = node.value.place(field.partition("[")[0].partition(".")[0])
        yield finding(at, thing=name_of(node), field=field.replace("[]", ""), label=label(node, field))


RULES = (names_one_of,)

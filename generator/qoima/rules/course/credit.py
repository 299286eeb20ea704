"""Rules on the credits of a programme that are earned at a distance."""

from collections.abc import Iterable
from decimal import Decimal

from qoima.model.programme import Component, Programme
from qoima.model.views import ProgrammeInYear
from qoima.rules.registry import Findings, Say, finding, rule


def _credits(components: Iterable[Component]) -> int:
    """The credits of components together: of electives that share a slot the largest, as a student takes one."""
    slots: dict[str | int, int] = {}
    for component in components:
        key = component.slot or id(component)
        slots[key] = max(slots.get(key, 0), component.credits or 0)
    return sum(slots.values())


def _distance(programme: Programme) -> list[Component]:
    return [component for component in programme.components if component.distance]


@rule(
    "distance-share",
    ProgrammeInYear,
    "{have} of {total} credits ({percent} %) are planned at a distance, allowed: {allowed} ({at_most_percent} %)",
    help="move components worth {over} credits to the classroom",
)
def distance_share(
    node: ProgrammeInYear,
    *,
    fields: tuple[str, ...],
    restricted: bool,
    at_most_percent: Decimal,
    special_grounds: tuple[str, ...],
    special: bool,
) -> Findings:
    """Of all credits of a programme, at most a share is earned at a distance, for the whole period of study.

    All credits of the programme are the whole, practice and final attestation included; a component at a distance
    counts with all its credits, of electives with one `slot` the largest. Silent while field or credits are not
    declared.

    Why: some professions are learnt by doing, and none from a screen alone.

    Wrong:
        limits: {fields: [law], restricted: false, at_most_percent: 50, special_grounds: [], special: false}
        --- content/programmes/P1.yaml
        name: Programme
        field: other
        total_credits: 10
        components:   # <-
          - {course: demo, credits: 6, distance: true}
          - {title: Practice, kind: practice, credits: 4}

    Right:
        limits: {fields: [law], restricted: false, at_most_percent: 50, special_grounds: [], special: false}
        --- content/programmes/P1.yaml
        name: Programme
        field: other
        total_credits: 10
        components:
          - {course: demo, credits: 5, distance: true, slot: elective}
          - {title: Networks, credits: 4, distance: true, slot: elective}
          - {title: Practice, kind: practice, credits: 5}

    Limits:
        fields: fields of study that are restricted.
        restricted: whether the share is that of these fields, or that of all others.
        at_most_percent: the greatest allowed share of the programme's credits.
        special_grounds: grounds of distance learning of which it is not said that they know a share.
        special: whether programmes with such grounds alone are looked at, or all others.
    """
    programme, total = node.programme, node.programme.total_credits
    on_special = bool(programme.grounds) and set(programme.grounds) <= set(special_grounds)
    if not programme.field or not total or (programme.field in fields) != restricted or on_special != special:
        return
    have, allowed = _credits(_distance(programme)), total * at_most_percent / 100
    if have > allowed:
        percent = f"{Decimal(100 * have) / total:.1f}".removesuffix(".0")
        most = int(allowed)
        yield finding(
            programme.place("components"), have=have, total=total, percent=percent, allowed=most, over=have - most
        )


@rule(
    "distance-kinds",
    ProgrammeInYear,
    "a component of the kind {have} is planned at a distance; allowed: {kinds}",
    help="remove `distance: true`, or correct the kind",
)
def distance_kinds(node: ProgrammeInYear, *, levels: tuple[str, ...], kinds: tuple[str, ...]) -> Findings:
    """In programmes of some levels only components of some kinds are taught at a distance.

    Why: research and practice need a place and people.

    Wrong:
        limits: {levels: [master], kinds: [discipline]}
        --- content/programmes/P1.yaml
        name: Programme
        level: master
        components:
          - title: Research work
            kind: research   # <-
            distance: true

    Right:
        limits: {levels: [master], kinds: [discipline]}
        --- content/programmes/P1.yaml
        name: Programme
        level: master
        components:
          - {title: Research work, kind: research}
          - {course: demo, distance: true}

    Limits:
        levels: the levels of study that this is about.
        kinds: the kinds of components that may be taught at a distance.
    """
    if node.programme.level in levels:
        for component in _distance(node.programme):
            if component.kind not in kinds:
                yield finding(component.place("kind"), have=component.kind)


@rule(
    "distance-programme-declared",
    ProgrammeInYear,
    "a programme with distance learning does not declare `{field}`",
    help="add `{field}:`; without it nobody can say how much may be taught at a distance",
    variants={"credits": Say("a component does not declare its credits", "add `credits:`")},
)
def distance_programme_declared(node: ProgrammeInYear) -> Findings:
    """A programme with a component at a distance declares field, level, all its credits, and those of each component.

    Why: the share of distance learning is counted from them.

    Wrong:
        --- content/programmes/P1.yaml
        name: Programme   # <-
        level: bachelor
        total_credits: 240
        components: [{course: demo, credits: 5, distance: true}]

    Wrong:
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        field: other
        total_credits: 240
        components:
          - {course: demo, distance: true}   # <-

    Right:
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        field: other
        total_credits: 240
        components: [{course: demo, credits: 5, distance: true}]

    Right:
        --- content/programmes/P1.yaml
        name: Programme
        components: [{course: demo}]
    """
    programme = node.programme
    if not _distance(programme):
        return
    declared = {"field": programme.field, "level": programme.level, "total_credits": programme.total_credits}
    for field, value in declared.items():
        if not value:
            yield finding(programme.place(field), field=field)
    for component in programme.components:
        if component.credits is None:
            yield finding(component.at, "credits")


@rule(
    "credits-add-up",
    ProgrammeInYear,
    "the credits of the components add up to {have}, those of the programme are {total}",
    help="add what is missing, correct the credits, or give the same `slot` to electives of which one is chosen",
)
def credits_add_up(node: ProgrammeInYear) -> Findings:
    """The credits of the components of a programme with distance learning add up to those of the programme.

    Of electives with one `slot` one counts. Silent while credits are not declared.

    Why: a share is right only where the whole is.

    Wrong:
        --- content/programmes/P1.yaml
        name: Programme
        total_credits: 240
        components: [{course: demo, credits: 5, distance: true}]   # <-

    Right:
        --- content/programmes/P1.yaml
        name: Programme
        total_credits: 9
        components:
          - {course: demo, credits: 5, distance: true, slot: elective}
          - {title: Networks, credits: 5, slot: elective}
          - {title: Final attestation, kind: final_attestation, credits: 4}
    """
    programme, total = node.programme, node.programme.total_credits
    if not _distance(programme) or total is None or any(c.credits is None for c in programme.components):
        return
    have = _credits(programme.components)
    if have != total:
        yield finding(programme.place("components"), have=have, total=total)


@rule(
    "ground-fits-programme",
    ProgrammeInYear,
    "the ground {ground} does not fit a programme of the level {have}; the regulation names {levels}",
    help="remove {ground} from `grounds:`, or correct `level:`",
    variants={
        "form": Say(
            "the ground {ground} does not fit a programme of the form {have}; the regulation names {forms}",
            "remove {ground} from `grounds:`, or correct `form:`",
        ),
    },
)
def ground_fits_programme(
    node: ProgrammeInYear, *, ground: str, levels: tuple[str, ...], forms: tuple[str, ...] = ()
) -> Findings:
    """A ground of distance learning stands only at programmes of the levels and forms that it is meant for.

    A level or form that is not written is no finding.

    Why: whoever is on such a ground studies at another level or in another form, so the ground opens nothing here.

    Wrong:
        limits: {ground: exchange, levels: [bachelor, master]}
        --- content/programmes/P1.yaml
        name: Programme
        level: tvet
        grounds: [exchange]   # <-

    Wrong:
        limits: {ground: conscript_service, levels: [bachelor], forms: [correspondence]}
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        form: full-time
        grounds: [general, conscript_service]   # <-

    Right:
        limits: {ground: conscript_service, levels: [bachelor], forms: [correspondence]}
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        form: correspondence
        grounds: [conscript_service]

    Limits:
        ground: the ground that is looked at.
        levels: levels of programmes that it is meant for.
        forms: forms of study that it is meant for; without them any form.
    """
    programme = node.programme
    if ground not in programme.grounds:
        return
    at = programme.place("grounds")
    if programme.level and programme.level not in levels:
        yield finding(at, have=programme.level)
    if forms and programme.form and programme.form not in forms:
        yield finding(at, "form", have=programme.form)


RULES = (ground_fits_programme, distance_share, distance_kinds, distance_programme_declared, credits_add_up)

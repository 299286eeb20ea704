"""The experts of a MOOC and what their protocol says (ATU 10.5, 10.6, form F-11)."""

import re

from qoima.core.diagnostic import Message
from qoima.model.mooc_papers import CRITERIA
from qoima.model.views import MoocInYear
from qoima.rules.labels import LABELS
from qoima.rules.registry import Findings, Rule, Say, finding, rule

_YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")


def criterion(key: str) -> Message:
    """What a criterion of the expertise is called."""
    return Message(f"criterion.{key}", LABELS[f"criterion.{key}"])


@rule(
    "enough-experts",
    MoocInYear,
    {
        "count": "have",
        "one": "the expert protocol names {have} expert; at least {at_least} required",
        "other": "the expert protocol names {have} experts; at least {at_least} required",
    },
    help="name more people in `protocol.experts`, each once, by the id they have in people.yaml",
)
def enough_experts(node: MoocInYear, *, at_least: int) -> Findings:
    """The protocol of the expertise names enough experts; one who is named twice is one.

    Why: one opinion may be an accident, several that agree hardly.

    Wrong:
        limits: {at_least: 2}
        protocol:
          experts: [b-li, b-li]   # <-

    Right:
        limits: {at_least: 2}
        protocol: {experts: [a-omarova, b-li]}

    Limits:
        at_least: the fewest experts (people).
    """
    protocol = node.mooc.protocol
    if protocol and len(set(protocol.experts)) < at_least:
        yield finding(protocol.place("experts"), have=len(set(protocol.experts)))


@rule(
    "expert-is-no-author",
    MoocInYear,
    "{person} is an author of this MOOC and an expert of its protocol",
    help="name another expert",
)
def expert_is_no_author(node: MoocInYear) -> Findings:
    """No author of a MOOC is an expert of its review.

    Why: nobody sees the faults of their own work.

    Wrong:
        authors: [a-omarova]
        protocol:
          experts: [a-omarova, b-li]   # <-

    Right:
        authors: [a-omarova]
        protocol: {experts: [b-li]}
    """
    protocol = node.mooc.protocol
    for person in dict.fromkeys(protocol.experts if protocol else ()):
        if protocol and person in node.mooc.authors:
            yield finding(protocol.place("experts"), person=person)


@rule(
    "criteria-marked",
    MoocInYear,
    "the expert protocol does not mark the criterion “{criterion}” (`{key}`)",
    help="write `{key}:` with one of {marks} under `protocol.results`",
    variants={
        "mark": Say(
            "the expert protocol marks the criterion “{criterion}” as {have}; the form has {marks}",
            "write one of {marks}",
        )
    },
)
def criteria_marked(node: MoocInYear, *, marks: tuple[str, ...]) -> Findings:
    """The protocol of the expertise has one mark for each of its criteria, and no other mark than the form has.

    Why: a criterion without a mark was perhaps never looked at.

    Wrong:
        limits: {marks: [full, partial, inconsistent]}
        protocol:
          results:   # <-
            {sound: full, picture: full, structure: full, content: full, self_study: full, tasks: full, speaker: full}

    Wrong:
        limits: {marks: [full, partial, inconsistent]}
        protocol:
          results:
            sound: good   # <-
            picture: full
            structure: full
            content: full
            self_study: full
            tasks: full
            speaker: full
            feedback: full

    Right:
        limits: {marks: [full, partial, inconsistent]}
        protocol:
          results:
            sound: full
            picture: full
            structure: full
            content: inconsistent
            self_study: full
            tasks: partial
            speaker: full
            feedback: full

    Limits:
        marks: the marks that the form has.
    """
    protocol = node.mooc.protocol
    if protocol is None or protocol.results is None:
        return
    for key in CRITERIA:
        have = getattr(protocol.results, key).strip()
        if not have:
            yield finding(protocol.place("results"), criterion=criterion(key), key=key)
        elif have not in marks:
            yield finding(protocol.results.place(key), "mark", criterion=criterion(key), have=have)


@rule(
    "non-compliance-answered",
    MoocInYear,
    "the expert protocol finds non-compliance, but `{field}` is missing ({label})",
    help="add `{field}:` to `protocol`",
)
def non_compliance_answered(node: MoocInYear, *, complies: str, fields: tuple[str, ...]) -> Findings:
    """Where a criterion of the protocol is not fully met, the protocol says why and what will be done by when.

    Why: a fault that is only noted stays.

    Wrong:
        limits: {complies: full, fields: [reason, timeframe]}
        protocol:
          results: {sound: partial}   # <-
          reason: Noise of the air conditioning

    Right:
        limits: {complies: full, fields: [reason, timeframe]}
        protocol:
          results: {sound: partial}
          reason: Noise of the air conditioning
          timeframe: until 1 September

    Right:
        limits: {complies: full, fields: [reason, timeframe]}
        protocol:
          results: {sound: full}

    Limits:
        complies: the mark of a criterion that is fully met.
        fields: what the protocol must say if one is not.
    """
    protocol = node.mooc.protocol
    if protocol is None or protocol.results is None:
        return
    marks = {getattr(protocol.results, key) for key in CRITERIA} - {"", complies}
    for field in fields if marks else ():
        if getattr(protocol, field) in (None, ""):
            key = f"field.expert-protocol.{field}"
            yield finding(protocol.at, field=field, label=Message(key, LABELS[key]))


@rule(
    "year-after-year",
    MoocInYear,
    "`academic_year` of the expert protocol is {have}: the second year must follow the first",
    help="write the years as in 2026-2027",
)
def year_after_year(node: MoocInYear) -> Findings:
    """The academic year for which the protocol recommends a MOOC is two years, one after the other.

    Why: a recommendation for no year, or for ten, is none.

    Wrong:
        protocol:
          academic_year: 2026-2028   # <-

    Right:
        protocol: {academic_year: 2026-2027}
    """
    protocol = node.mooc.protocol
    if protocol is None or not protocol.academic_year:
        return
    years = _YEARS.fullmatch(protocol.academic_year.strip())
    if years is None or int(years[2]) != int(years[1]) + 1:
        yield finding(protocol.place("academic_year"), have=protocol.academic_year)


RULES: tuple[Rule, ...] = (
    enough_experts,
    expert_is_no_author,
    criteria_marked,
    non_compliance_answered,
    year_after_year,
)

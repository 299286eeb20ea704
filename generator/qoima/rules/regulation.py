"""Rules on the regulations in force themselves."""

from datetime import date

from qoima.model.profile import Document
from qoima.model.views import RegulationInForce
from qoima.rules.registry import Findings, finding, rule


@rule(
    "document-data",
    RegulationInForce,
    "the profile of {document} does not give `{field}`",
    help="add it under `document:` of the profile",
)
def document_data(node: RegulationInForce, *, fields: tuple[str, ...]) -> Findings:
    """The profile of a regulation has the data of its title page.

    Why: a clause without its edition cannot be looked up.

    Wrong:
        limits: {fields: [code, edition]}
        document: {edition: ""}
        --- content/university.yaml
        id: example
        name: Example University
        languages: [en]
        default_language: en
        site_url: https://example.org
        academic_year: 2026-2027
        profiles:
          - {use: example, courses: all}   # <-

    Right:
        limits: {fields: [code, in_force]}

    Limits:
        fields: what the title page says, by the keys of `document:`.
    """
    for field in fields:
        if not getattr(node.document, field):
            yield finding(node.at, document=node.document.code, field=field)


@rule(
    "review-date-passed",
    RegulationInForce,
    "{document} was due for review by {wanted}",
    help="ask its owner for the edition in force; the limits of the profile are those of this edition",
)
def review_date_passed(node: RegulationInForce) -> Findings:
    """The day by which a regulation is to be examined again has not passed.

    It is the one that the regulation names (a year ends with its last day), else so many years from the day on which it
    came into force. A regulation that says neither is never overdue.

    Why: what the program checks may have changed meanwhile.

    Wrong:
        document: {next_check: "2025"}
        --- content/university.yaml
        id: example
        name: Example University
        languages: [en]
        default_language: en
        site_url: https://example.org
        academic_year: 2026-2027
        profiles:
          - {use: example, courses: all}   # <-

    Right:
        document: {next_check: "2026"}
    """
    wanted = next_check(node.document)
    if wanted is not None and node.today > wanted:
        yield finding(node.at, document=node.document.code, wanted=wanted)


def next_check(document: Document) -> date | None:
    """The last day on which the regulation need not have been examined again."""
    named = document.next_check
    if named:
        return date(int(named), 12, 31) if len(named) == len("2024") else date.fromisoformat(named)
    years, start = document.review_years, document.in_force
    if years is None:
        return None
    first = start.replace(day=1)
    return start + (first.replace(year=start.year + years) - first)


RULES = (document_data, review_date_passed)

"""Rules on MOOCs of others that a course uses."""

from qoima.model.links import CourseInYear
from qoima.model.text import fold
from qoima.rules.registry import Findings, finding, rule


@rule(
    "approved-list-exists",
    CourseInYear,
    "a MOOC is used for re-crediting, but university.yaml has no list of approved MOOCs",
    help="add `approved_moocs:` with name and platform of each",
)
def approved_list_exists(node: CourseInYear, *, kind: str) -> Findings:
    """Where a course uses an outside MOOC in a way that needs approval, there is a list of approved MOOCs.

    Said once, however many courses need the list.

    Why: without the list nobody can tell whether the MOOC was approved.

    Wrong:
        limits: {kind: recredit}
        moocs: [{name: Reading Data, platform: Coursera, kind: recredit}]
        --- content/university.yaml
        id: example   # <-
        name: Example University
        languages: [en]
        default_language: en
        site_url: https://example.org
        academic_year: 2026-2027
        profiles: [{use: example, courses: all}]

    Right:
        limits: {kind: recredit}
        moocs: [{name: Reading Data, platform: Coursera, kind: additional}]

    Limits:
        kind: the use that needs approval.
    """
    if not node.university.approved_moocs and any(mooc.kind == kind for mooc in node.course.moocs):
        yield finding(node.university.place("approved_moocs"))


@rule(
    "mooc-approved",
    CourseInYear,
    "the MOOC “{name}” ({platform}) is not on the list of approved MOOCs",
    help="take a MOOC from the list, or have this one approved and add it to `approved_moocs:`",
)
def mooc_approved(node: CourseInYear, *, kind: str) -> Findings:
    """An outside MOOC that is used in a way that needs approval is on the list of the university, with its platform.

    Where there is no list, nothing is said (`approved-list-exists` does).

    Why: the university answers for the credits that it gives.

    Wrong:
        limits: {kind: recredit}
        moocs:
          - name: Reading Data   # <-
            platform: edX
            kind: recredit
        --- content/university.yaml
        id: example
        name: Example University
        languages: [en]
        default_language: en
        site_url: https://example.org
        academic_year: 2026-2027
        approved_moocs: [{name: Reading Data, platform: Coursera}]
        profiles: [{use: example, courses: all}]

    Right:
        limits: {kind: recredit}
        moocs: [{name: Reading data, platform: Coursera, kind: recredit}, {name: Music, kind: additional}]
        --- content/university.yaml
        id: example
        name: Example University
        languages: [en]
        default_language: en
        site_url: https://example.org
        academic_year: 2026-2027
        approved_moocs: [{name: Reading Data, platform: Coursera}]
        profiles: [{use: example, courses: all}]

    Limits:
        kind: the use that needs approval.
    """
    approved = {(fold(one.name), fold(one.platform)) for one in node.university.approved_moocs}
    for mooc in node.course.moocs:
        if approved and mooc.kind == kind and (fold(mooc.name), fold(mooc.platform)) not in approved:
            yield finding(mooc.place("name"), name=mooc.name, platform=mooc.platform or "—")


RULES = (approved_list_exists, mooc_approved)

"""For each code: a file broken in the way the clause forbids gives it at that place, a file at the bound does not."""

import pytest

from qoima.cli.workspace import packaged_profiles
from qoima.core.diagnostic import Diagnostic
from qoima.model.views import Thing
from qoima.requirement_example import Case, case_findings, cases, example_files
from qoima.rules import RULES

PROFILES = packaged_profiles()
CASES = [one for name in example_files() for one in cases(name)]
WRONG = [case for kind, case in CASES if kind == "wrong"]
RIGHT = [case for kind, case in CASES if kind == "right"]


def found(case: Case) -> list[Diagnostic]:
    return list(case_findings(case, PROFILES, RULES))


def ids(held: list[Case]) -> list[str]:
    return [f"{case.code}-{n}" for n, case in enumerate(held)]


@pytest.mark.parametrize("case", WRONG, ids=ids(WRONG))
def test_what_the_clause_forbids_is_found_where_it_stands(case: Case) -> None:
    places = sorted((d.at.source.path, d.at.position.line) for d in found(case))
    assert places == list(case.marks)
    assert places, "a wrong case marks where the finding stands"


@pytest.mark.parametrize("case", RIGHT, ids=ids(RIGHT))
def test_what_the_clause_allows_is_not_found(case: Case) -> None:
    assert [(d.at.source.path, d.at.position.line, d.message) for d in found(case)] == []


def test_each_requirement_that_is_bound_to_a_rule_about_any_record_has_a_wrong_and_a_right_case() -> None:
    """The page of such a rule shows another field; the requirement itself must be seen to fail."""
    general = {
        r.code for p in PROFILES.values() for r in p.requirements if any(RULES[c.rule].node is Thing for c in r.checks)
    }
    assert general <= {case.code for case in WRONG}, sorted(general - {case.code for case in WRONG})
    assert general <= {case.code for case in RIGHT}, sorted(general - {case.code for case in RIGHT})

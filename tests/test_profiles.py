"""Every requirement of an existing profile ends in exactly one way, and everything it names exists."""

import pytest

from qoima.cli.workspace import packaged_profiles
from qoima.rules import RULES
from qoima.rules.binding import bind

PROFILES = packaged_profiles()

# Codes of RULEBOOK by regulation: (prefix, how many). EKU's begin with 1.
CODES = {
    "eku": {
        "DOC": 1, "DET": 14, "CRD": 4, "STF": 5, "CTL": 25, "BNK": 12, "ITM": 9, "PAS": 9, "REV": 14, "EMC": 27,
        "LMS": 5, "GRD": 3, "MOC": 2, "ATT": 5,
    }
}  # fmt: skip

each_profile = pytest.mark.parametrize("name", PROFILES)


@each_profile
def test_no_code_is_absent(name: str) -> None:
    wanted = [f"{prefix}1{n:02}" for prefix, count in CODES[name].items() for n in range(1, count + 1)]
    assert [r.code for r in PROFILES[name].requirements] == wanted


@each_profile
def test_a_requirement_is_bound_manual_or_planned(name: str) -> None:
    for one in PROFILES[name].requirements:
        assert sum(map(bool, (one.checks, one.manual, one.planned))) == 1, one.code
        assert one.clause.clause, one.code
        assert one.clause.quote, one.code


@each_profile
def test_rules_and_limits_fit(name: str) -> None:
    bound, wrong = bind(PROFILES[name], RULES)
    assert not wrong, [(d.code, dict(d.message.values)) for d in wrong]
    assert bound


def test_the_rules_of_the_first_release_are_bound() -> None:
    named = (
        {f"BNK1{n:02}" for n in range(1, 13)}
        | {f"ITM1{n:02}" for n in range(1, 10)}
        | {f"PAS1{n:02}" for n in range(1, 10)}
    )
    named |= {f"CTL1{n:02}" for n in range(1, 20)}
    assert named <= {r.code for r in PROFILES["eku"].requirements if r.checks}

"""Every requirement of the four regulations stands in its profile and ends in exactly one way; what it names exists."""

import re
from collections import Counter

import pytest

from qoima.cli.workspace import packaged_profiles
from qoima.core import resources
from qoima.core.diagnostic import Diagnostic
from qoima.core.source import Source
from qoima.core.words import Lang
from qoima.formats.messages import catalogue
from qoima.formats.yaml.profile import codes_of, read_profile
from qoima.model.profile import REGULATIONS, Requirement
from qoima.rules import RULES
from qoima.rules.binding import bind

PROFILES = packaged_profiles()
CODES = resources.text("profiles", "codes.txt").split()
REQUIREMENTS = [one for profile in PROFILES.values() for one in profile.requirements]
MANUAL_AT_MOST = 120
QUOTED_WORDS_AT_MOST = 12
"""The two regulations may be quoted in short only; the other two are public."""

each_profile = pytest.mark.parametrize("name", REGULATIONS)
each_requirement = pytest.mark.parametrize("one", REQUIREMENTS, ids=[one.code for one in REQUIREMENTS])


def test_the_list_has_each_code_once() -> None:
    assert len(CODES) == len(set(CODES)) == 354
    assert sorted(CODES) == CODES
    assert all(re.fullmatch(r"[A-Z]{3}[1-4]\d\d", code) for code in CODES)
    assert sum(len(codes_of(name)) for name in REGULATIONS) == len(CODES)


def test_each_regulation_has_its_profile_and_no_code_stands_in_two() -> None:
    assert set(PROFILES) == set(REGULATIONS)
    assert [code for code, times in Counter(one.code for one in REQUIREMENTS).items() if times > 1] == []


@each_profile
def test_a_profile_has_every_code_of_its_regulation_and_no_other(name: str) -> None:
    assert {one.code for one in PROFILES[name].requirements} == codes_of(name)


def read_with(code: str, name: str) -> tuple[Diagnostic, ...]:
    """What is said of a profile with one requirement."""
    text = "\n".join(
        (
            "document: {code: X, title: X, language: en, in_force: 2026-01-01}",
            "requirements:",
            f"  - {{code: {code}, clause: 1, quote: “x”, manual: no program reads minds}}",
        )
    )
    return read_profile(Source("profile.yaml", text), name)[1]


@pytest.mark.parametrize(("code", "name"), [("ITM999", "eku"), ("ITM201", "eku"), ("ITM101", "atu"), ("BLD401", "x")])
def test_a_code_of_another_regulation_or_of_none_is_named_at_its_line(code: str, name: str) -> None:
    said = read_with(code, name)
    assert [(d.code, d.at.position.line, d.message.values["code"]) for d in said] == [("PRF019", 3, code)]
    assert read_with("ITM101", "eku") == ()


@each_requirement
def test_a_requirement_is_bound_or_manual(one: Requirement) -> None:
    assert bool(one.checks) != bool(one.manual)
    assert one.clause.clause
    assert one.clause.quote


def test_few_requirements_are_left_to_people() -> None:
    assert len([one.code for one in REQUIREMENTS if one.manual]) <= MANUAL_AT_MOST


@each_requirement
def test_what_is_derived_says_how_it_is_read(one: Requirement) -> None:
    assert one.clause.reading or not one.clause.derived


@each_requirement
def test_reading_and_reason_stand_in_three_languages(one: Requirement) -> None:
    languages: tuple[Lang, ...] = ("ru", "kk")
    for part, english in (("reading", one.clause.reading), ("manual", one.manual)):
        for lang in languages:
            key = f"requirement.{one.code}.{part}"
            assert (key in catalogue(lang)) == bool(english), (key, lang)


@pytest.mark.parametrize("name", ["atu", "almau"])
def test_two_regulations_are_quoted_in_few_words(name: str) -> None:
    long = {
        one.code: one.clause.quote
        for one in PROFILES[name].requirements
        if sum(bool(re.search(r"\w", word)) for word in one.clause.quote.split()) > QUOTED_WORDS_AT_MOST
    }
    assert long == {}


@each_profile
def test_rules_and_limits_fit(name: str) -> None:
    _, wrong = bind(PROFILES[name], RULES)
    assert not wrong, [(d.code, dict(d.message.values)) for d in wrong]


@each_profile
def test_what_a_requirement_excludes_is_a_requirement_of_another_regulation(name: str) -> None:
    excluded = {code for one in PROFILES[name].requirements for code in one.excludes}
    assert excluded <= set(CODES) - codes_of(name)

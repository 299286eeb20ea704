"""Passports: each field that is missing or wrong is one finding, and no passport is one finding in all."""

import pytest

from examples import run, said
from qoima.core.diagnostic import Diagnostics
from qoima.example import example
from qoima.rules.bank import materials, passport
from qoima.rules.bank.bank import updated_every_year
from qoima.rules.bank.materials import (
    materials_in_passport,
    materials_used,
    paper_materials_in_passport,
    passport_lists_materials,
)
from qoima.rules.bank.passport import (
    passport_exists,
    passport_names_compilers,
    passport_names_course,
    passport_names_language,
    passport_names_programmes,
    passport_on_paper,
    responsible_compiles,
)
from qoima.rules.registry import Rule

LIMITS = {"passport-names-compilers": {"at_least": "1"}}
EACH = (*passport.RULES, *materials.RULES, updated_every_year)
each_rule = pytest.mark.parametrize("rule", EACH, ids=[r.slug for r in EACH])
WHOLE = """\
course: demo
programmes: [P1]
language: en
compilers: [a-omarova]
responsible: a-omarova
reference_materials: [{id: sql-card}]
updates: [{academic_year: 2026-2027}]
paper_record: {place: department}
"""
BANK = "--- testbanks/demo/en/exam.yaml\nitems:\n  - {stem: Which?, uses: sql-card}"
CONTROL = """\
--- content/courses/demo.yaml
reference_materials: {sql-card: Card}
controls:
  exam: {kind: interim, materials: [sql-card]}"""


def found(rule: Rule, sheet: str, *more: str) -> Diagnostics:
    block = "\n".join([f"--- testbanks/demo/en/passport.yaml\n{sheet}", *(more or (BANK, CONTROL))])
    return run(rule, example(rule.node, block), LIMITS.get(rule.slug, {}))[0]


def without(key: str) -> str:
    return "".join(f"{line}\n" for line in WHOLE.splitlines() if not line.startswith(f"{key}:"))


@each_rule
def test_a_whole_passport_is_good(rule: Rule) -> None:
    assert found(rule, WHOLE) == ()


@each_rule
def test_a_missing_passport_is_one_finding(rule: Rule) -> None:
    assert len(found(rule, "(absent)")) == (rule is passport_exists)


@each_rule
def test_a_passport_that_cannot_be_read_is_not_missing(rule: Rule) -> None:
    assert found(rule, "course: [demo") == ()


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("course", passport_names_course),
        ("programmes", passport_names_programmes),
        ("language", passport_names_language),
        ("compilers", passport_names_compilers),
        ("reference_materials", passport_lists_materials),
        ("updates", updated_every_year),
        ("paper_record", passport_on_paper),
    ],
)
def test_a_missing_field_is_found_once_at_the_first_key(key: str, rule: Rule) -> None:
    findings = [(r, d) for r in EACH for d in found(r, without(key))]
    assert [r.slug for r, _ in findings] == [rule.slug]
    assert findings[0][1].at.position.line == 1


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        (passport_names_course, "course: demo", "course: demos"),
        (passport_names_programmes, "programmes: [P1]", "programmes: [P1, P2]"),
        (passport_names_programmes, "programmes: [P1]", "programmes: []"),
        (passport_names_language, "language: en", "language: kk"),
        (passport_names_compilers, "compilers: [a-omarova]", "compilers: []"),
        (responsible_compiles, "responsible: a-omarova", "responsible: b-li"),
        (materials_used, "[{id: sql-card}]", "[{id: sql-card}, {id: chart}]"),
        (materials_in_passport, "[{id: sql-card}]", "[]"),
        (updated_every_year, "[{academic_year: 2026-2027}]", "[{academic_year: 2024-2025}]"),
    ],
)
def test_a_wrong_field_is_found_once_by_one_rule(rule: Rule, right: str, wrong: str) -> None:
    assert right in WHOLE
    findings = [(r.slug, d) for r in EACH for d in found(r, WHOLE.replace(right, wrong))]
    assert [slug for slug, _ in findings] == [rule.slug]


def test_a_wrong_field_is_found_where_it_stands() -> None:
    [one] = found(passport_names_programmes, WHOLE.replace("P1", "P2"))
    assert one.at.text == "programmes"
    assert one.at.position.line == 2


def test_a_programme_whose_file_cannot_be_read_exists() -> None:
    assert found(passport_names_programmes, WHOLE, "--- content/programmes/P1.yaml\nname: [") == ()


def test_two_compilers_are_not_one_named_twice() -> None:
    def says(names: str) -> list[tuple[int, str]]:
        return said(passport_names_compilers, f"compilers: [{names}]", at_least="2")

    assert says("a-omarova, a-omarova") == [(1, "1 compiler, at least 2 required")]
    assert says("a-omarova, b-li") == []


def test_the_language_of_a_folder_that_is_not_taught_is_not_asked_for() -> None:
    block = "--- testbanks/demo/kk/passport.yaml\nlanguage: en"
    asked, _ = run(passport_names_language, example(passport_names_language.node, block), {})
    assert [d.at.source.path for d in asked] == ["testbanks/demo/en/passport.yaml"]


def test_a_base_without_a_bank_owes_a_bank_first() -> None:
    assert found(passport_exists, "(absent)", "--- testbanks/demo/en/exam.yaml\n(absent)") == ()


@pytest.mark.parametrize("bank", ["(absent)", "items: [", "items:\n  - {stem: Which?, answer: perhaps}"])
def test_materials_are_not_unused_while_a_bank_is_missing_or_broken(bank: str) -> None:
    assert found(materials_used, WHOLE, f"--- testbanks/demo/en/exam.yaml\n{bank}", CONTROL) == ()


def test_a_control_permits_what_the_passport_lists() -> None:
    permits = CONTROL.replace("{sql-card: Card}", "{sql-card: Card, chart: Chart}").replace("[sql-card]", "[chart]")
    [one] = found(paper_materials_in_passport, WHOLE, BANK, permits)
    assert (one.at.position.line, one.message.values["material"]) == (3, "chart")
    assert found(paper_materials_in_passport, WHOLE, BANK, CONTROL.replace("[sql-card]", "[chart]")) == ()
    assert found(paper_materials_in_passport, without("reference_materials"), BANK, permits) == ()


def test_each_material_that_an_item_uses_is_looked_up() -> None:
    bank = BANK.replace("uses: sql-card", "uses: [sql-card, sql-cart, chart]")
    assert [d.message.values["material"] for d in found(materials_in_passport, WHOLE, bank)] == ["chart", "sql-cart"]

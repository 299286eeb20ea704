"""`qoima explain` shows each requirement with its quote, rules and findings, and speaks one language throughout."""

import re
from functools import cache

import pytest
from click.testing import CliRunner

from qoima.cli.main import cli
from qoima.cli.workspace import packaged_profiles
from qoima.core.words import LANGUAGES, Lang, names
from qoima.example import section
from qoima.formats.messages import catalogue
from qoima.model.profile import Requirement
from qoima.rules import RULES
from qoima.rules.registry import Rule

ALL = tuple(one for profile in packaged_profiles().values() for one in profile.requirements)


def does(rule: Rule) -> str:
    return rule.doc.split("\n\nWhy:")[0]


def english() -> dict[str, str]:
    """The English texts by the keys of their translations."""
    held = {f"rule.{slug}.does": does(rule) for slug, rule in RULES.items()}
    held |= {f"rule.{slug}.why": "\n".join(section(rule.doc, "Why")) for slug, rule in RULES.items()}
    held |= {f"requirement.{one.code}.reading": one.clause.reading for one in ALL if one.clause.reading}
    return held | {f"requirement.{one.code}.manual": one.manual for one in ALL if one.manual}


ENGLISH = english()

each_other_language = pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
each_requirement = pytest.mark.parametrize("requirement", ALL, ids=[one.code for one in ALL])


@cache
def explained(code: str, lang: Lang) -> str:
    result = CliRunner().invoke(cli, ["explain", code, "--lang", lang])
    assert result.exit_code == 0, result.output
    return result.output


def flat(text: str) -> str:
    return " ".join(text.split())


def sentences(requirement: Requirement) -> set[str]:
    """The English sentences about a requirement and its rules."""
    keys = [f"requirement.{requirement.code}.{part}" for part in ("reading", "manual")]
    keys += [f"rule.{one.rule}.{part}" for one in requirement.checks for part in ("does", "why")]
    return {s for key in keys for s in re.split(r"(?<=[.:;]) ", flat(ENGLISH.get(key, ""))) if s}


@each_requirement
def test_a_requirement_is_explained_in_each_language_alone(requirement: Requirement) -> None:
    """With quote, rules, severities and a finding; the English sentences are all there, and nowhere else."""
    wanted = sentences(requirement)
    for lang in LANGUAGES:
        shown = explained(requirement.code, lang)
        assert f"  {requirement.clause.quote}\n" in shown
        for one in requirement.checks:
            word = one.severity if lang == "en" else catalogue(lang)[f"ui.severity.{one.severity}"]
            assert f" {one.rule} ({word}" in shown
            assert re.search(rf"^  \S+:\d+:\d+: [^\[]+\[{requirement.code}\] .+ \({one.rule}\)$", shown, re.M)
        assert {s for s in wanted if s in flat(shown)} == (wanted if lang == "en" else set())


@each_other_language
def test_each_text_is_translated_and_none_is_left_over(lang: Lang) -> None:
    kept = {key for key in catalogue(lang) if re.fullmatch(r"rule\.[^.]+\.(does|why)|requirement\..+", key)}
    assert kept == set(ENGLISH)


@each_other_language
@pytest.mark.parametrize("key", ENGLISH)
def test_a_translation_keeps_what_is_the_same_in_every_language(key: str, lang: Lang) -> None:
    """Fields and rules in backticks, codes, clauses, the number of paragraphs; and it takes no values."""
    template = catalogue(lang)[key]
    assert isinstance(template, str)
    assert names(template) == set()
    text = template.format()
    for kept in (r"`[^`]+`", r"\b[A-Z]{3}\d{3}\b", r"\b\d+\.\d+(?:\.\d+)?\b", r"\b\w+\.yaml\b"):
        assert set(re.findall(kept, flat(text))) == set(re.findall(kept, flat(ENGLISH[key])))
    assert text.count("\n\n") == ENGLISH[key].count("\n\n")

"""`qoima profile` shows how each requirement of a regulation is covered, in every language and form."""

import json
import re

import pytest

from processes import Done, inside
from qoima.cli.workspace import packaged_profiles
from qoima.core.diagnostic import Clause, Severity
from qoima.core.source import NOWHERE
from qoima.core.words import LANGUAGES, Lang
from qoima.formats.messages import catalogue
from qoima.model.profile import REGULATIONS, Check, Profile, Requirement
from qoima.render.coverage import COLUMNS, as_markdown, as_text, check_line, counts, flags

PROFILES = packaged_profiles()

each_language = pytest.mark.parametrize("lang", LANGUAGES)
each_profile = pytest.mark.parametrize("name", REGULATIONS)


def coverage(name: str, lang: str, *words: str) -> Done:
    done = inside("profile", name, "--coverage", "--lang", lang, *words)
    assert done.status == 0
    return done


def blocks(text: str) -> dict[str, str]:
    """What stands under each code, on one line."""
    parts = re.split(r"^([A-Z]{3}\d{3})  ", text, flags=re.M)
    return {code: " ".join(part.split()) for code, part in zip(parts[1::2], parts[2::2], strict=True)}


@each_language
@each_profile
def test_the_counts_are_those_of_what_is_listed(name: str, lang: Lang) -> None:
    head, *rows = coverage(name, lang).out.splitlines()
    assert head.startswith(PROFILES[name].document.code)
    *numbers, total = (int(number) for number in re.findall(r"\d+", rows[-1]))
    assert sum(numbers) == total == len([row for row in rows if re.match(r"[A-Z]{3}\d{3}  ", row)])
    assert inside("profile", name, "--lang", lang).out.splitlines()[-1] == rows[-1]


@each_language
@each_profile
def test_each_requirement_says_clause_quote_and_how_it_is_covered(name: str, lang: Lang) -> None:
    shown = blocks(coverage(name, lang).out)
    assert list(shown) == [one.code for one in PROFILES[name].requirements]
    for one in PROFILES[name].requirements:
        manual = catalogue(lang)[f"requirement.{one.code}.manual"] if one.manual and lang != "en" else one.manual
        wanted = (one.clause.clause, one.clause.quote, manual, *flags(one, lang))
        wanted += tuple(check_line(check, lang) for check in one.checks)
        for said in wanted:
            assert " ".join(str(said).split()) in shown[one.code]


@each_language
@each_profile
def test_a_line_is_wrapped_where_a_blank_allows_it(name: str, lang: Lang) -> None:
    long = [line for line in coverage(name, lang).out.splitlines() if len(line) > COLUMNS]
    assert [line for line in long if " " in line.strip()] == []


@each_profile
def test_json_has_what_the_profile_has(name: str) -> None:
    held = json.loads(coverage(name, "en", "--format", "json").out)
    assert (held["profile"], held["document"]["code"]) == (name, PROFILES[name].document.code)
    assert held["counts"] == counts(PROFILES[name])
    for shown, one in zip(held["requirements"], PROFILES[name].requirements, strict=True):
        assert (shown["code"], shown["quote"], shown["manual"]) == (one.code, one.clause.quote, one.manual or None)
        assert [check["rule"] for check in shown["checks"]] == [check.rule for check in one.checks]
        assert [check["limits"] for check in shown["checks"]] == [dict(check.limits) for check in one.checks]
    short = json.loads(inside("profile", name, "--format", "json").out)
    assert short == {key: value for key, value in held.items() if key != "requirements"}


@each_language
@each_profile
def test_markdown_is_a_table_with_a_row_a_requirement(name: str, lang: Lang) -> None:
    rows = [line for line in coverage(name, lang, "--format", "markdown").out.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}
    assert [row[2:8] for row in rows[2:]] == [one.code for one in PROFILES[name].requirements]


@each_language
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_without_a_name_every_profile_is_listed(lang: Lang, form: str) -> None:
    rows = inside("profile", "--lang", lang, "--format", form).out.splitlines()[2:]
    found = {row.strip("| ").split()[0]: [int(n) for n in re.findall(r"(?<=\s)\d+(?=\s|$)", row)] for row in rows}
    assert {name: numbers[-1] for name, numbers in found.items()} == {
        name: len(profile.requirements) for name, profile in PROFILES.items()
    }
    assert all(sum(numbers[:-1]) == numbers[-1] for numbers in found.values())
    together = json.loads(inside("profile", "--format", "json").out)
    assert [one["profile"] for one in together] == list(PROFILES)


def test_without_a_name_coverage_lists_all_profiles() -> None:
    shown = blocks(inside("profile", "--coverage", "--lang", "en").out)
    assert len(shown) == sum(len(profile.requirements) for profile in PROFILES.values())


def one_profile() -> Profile:
    """A profile with everything that a requirement may have."""
    check = Check(
        rule="number-between", severity=Severity.ERROR, on="lesson", stage="examined", at=NOWHERE,
        where={"kind": "video", "level": "master"}, limits={"field": "minutes", "at_most": "10", "of": ["a", "b"]},
    )  # fmt: skip
    clause = Clause("D 1", "5 | 6", "“a < b”", "“a” is meant", derived=True)
    one = Requirement(code="MDS299", clause=clause, checks=(check,), deviation="8.7", excludes=("BLD499",), at=NOWHERE)
    return Profile(name="d", document=PROFILES["atu"].document, requirements=(one,), at=NOWHERE)


def test_a_check_shows_all_that_decides() -> None:
    assert as_text(one_profile(), "en").splitlines() == [
        "MDS299  5 | 6 · checked by a rule · derived · deviation allowed by 8.7 · excludes BLD499",
        "        “a < b”",
        "        number-between (error; on = lesson; kind = video; level = master; only a warning before the",
        "          status examined): field = minutes, at_most = 10, of = [a, b]",
    ]
    assert "| MDS299 | 5 \\| 6 | checked by a rule | number-between (error; " in as_markdown(one_profile(), "en")

"""Committed reference pages are what the code makes of them today."""

import os
import re
from pathlib import Path

import pytest

from qoima.cli.workspace import packaged_profiles
from qoima.core.problems import PROBLEMS
from qoima.formats.messages import catalogue
from qoima.model.profile import Requirement
from qoima.reference.pages import pages
from qoima.render.reference import FAMILIES, codes_page
from qoima.rules import RULES

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "codes.md"
FOLDER = DOCS / "reference"
REQUIREMENTS = [one for profile in packaged_profiles().values() for one in profile.requirements]


def test_the_page_of_codes_is_current() -> None:
    if os.environ.get("QOIMA_GOLDEN") == "write":
        PAGE.write_text(codes_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == codes_page(), "run make golden"


def test_every_code_belongs_to_a_family_and_ends_in_0xx() -> None:
    for code in PROBLEMS:
        assert code[:3] in FAMILIES
        assert code[3] == "0"
        assert len(code) == 6


def test_the_pages_of_requirements_are_current_and_none_is_left_over() -> None:
    made = pages(packaged_profiles(), RULES)
    if os.environ.get("QOIMA_GOLDEN") == "write":
        FOLDER.mkdir(exist_ok=True)
        for stale in {path.name for path in FOLDER.iterdir()} - made.keys():
            (FOLDER / stale).unlink()
        for name, text in made.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    assert {path.name for path in FOLDER.iterdir()} == made.keys(), "run make golden"
    assert [name for name, text in made.items() if read(name) != text] == [], "run make golden"


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_index_leads_to_each_page() -> None:
    assert set(re.findall(r"\]\((\w+)\.md\)", read("README.md"))) == {one.code for one in REQUIREMENTS}


@pytest.mark.parametrize("one", REQUIREMENTS, ids=[one.code for one in REQUIREMENTS])
def test_a_page_says_all_that_the_profile_says(one: Requirement) -> None:
    text, clause = read(f"{one.code}.md"), one.clause
    for said in (clause.clause, clause.quote, clause.reading, one.manual, one.deviation):
        assert said.rstrip(".") in text
    for other in (*one.excludes, *one.subsumed_by):
        assert f"[{other}]({other}.md)" in text
    for check in one.checks:
        assert f"| `{check.rule}` | " in text
        for lang in ("ru", "kk"):
            told = catalogue(lang)[RULES[check.rule].key("")]
            assert (told if isinstance(told, str) else told.get("other") or told["many"]).replace("|", "\\|") in text
    if one.checks:
        assert re.search(rf"^\S+:\d+:\d+: \w+\[{one.code}\] ", text, re.M), "a finding as `check` prints it"
        assert "**Right**" in text

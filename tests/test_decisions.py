"""What becomes of a finding: stages, recorded deviations, preferences, emergencies, lines that meet; and the chain."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from processes import inside
from qoima.check import check
from qoima.cli.workspace import packaged_profiles
from qoima.core.diagnostic import Diagnostic
from qoima.formats.repository import read_repository
from qoima.model.linking import link
from qoima.requirement_example import base_files, edited
from qoima.rules import RULES

PROFILES = packaged_profiles()
MOOC, UNIVERSITY, COURSE = "content/moocs/mooc.yaml", "content/university.yaml", "content/courses/demo.yaml"
DEVIATION = {"reason": "The week is a repetition", "by": "department", "date": "2026-08-28"}
ATU_TOO = [{"use": "eku", "moocs": "all"}, {"use": "atu", "moocs": "all"}]
AUTO_SET = {"modules.m1.summative.s1.challenge.draw": "random"}

Edits = Mapping[str, Mapping[str, object]]


def changed(edits: Edits) -> dict[str, bytes]:
    """The small repository in order with fields changed, by file."""
    files = base_files()
    for path, fields in edits.items():
        for field, value in fields.items():
            files[path] = edited(files[path], field.split("."), value)
    return files


def found(edits: Edits, *codes: str, today: date = date(2026, 10, 1)) -> list[Diagnostic]:
    """What is found under these codes."""
    repository, read = read_repository(changed(edits))
    assert repository.university is not None, read
    linked, _ = link(repository, repository.university)
    report = check(linked, PROFILES, RULES, today=today)
    return [one for one in report.diagnostics if one.code in codes]


def severities(edits: Edits, *codes: str, today: date = date(2026, 10, 1)) -> list[tuple[str, str]]:
    return [(one.code, str(one.severity)) for one in found(edits, *codes, today=today)]


@pytest.mark.parametrize(
    ("status", "severity"),
    [("draft", "warning"), ("approved", "warning"), ("examined", "error"), ("finished", "error")],
)
def test_the_record_of_a_step_is_owed_from_the_step_on(status: str, severity: str) -> None:
    assert severities({MOOC: {"status": status, "protocol": None}}, "REV202") == [("REV202", severity)]


@pytest.mark.parametrize(("today", "severity"), [(date(2027, 1, 31), "warning"), (date(2027, 2, 1), "error")])
def test_the_launch_date_makes_a_mooc_run_whatever_its_status_says(today: date, severity: str) -> None:
    edits = {MOOC: {"status": "draft", "launch.pilot": None, "launch.start": "2027-02-01"}}
    assert severities(edits, "BNK202", today=today) == [("BNK202", severity)]


def test_a_recorded_deviation_turns_an_error_into_a_warning_that_stays_in_the_report() -> None:
    bare = {MOOC: {"modules.m1.practical": None}}
    assert severities(bare, "MOC203") == [("MOC203", "error")]
    recorded = {MOOC: {"modules.m1.practical": None, "deviations": [{"code": "MOC203", **DEVIATION}]}}
    (one,) = found(recorded, "MOC203", "PRF014")
    assert one.severity == "warning"
    assert one.steps[-1].message.values["reason"] == DEVIATION["reason"]


def test_a_deviation_that_changes_nothing_is_named() -> None:
    edits = {MOOC: {"deviations": [{"code": "MOC203", **DEVIATION}]}}
    assert severities(edits, "MOC203", "PRF014") == [("PRF014", "warning")]


@pytest.mark.parametrize(("code", "said"), [("MOC205", "PRF015"), ("MOC999", "PRF008"), ("CTL101", "PRF015")])
def test_a_deviation_from_what_allows_none_is_an_error(code: str, said: str) -> None:
    edits = {MOOC: {"modules.m1.hours": 6, "deviations": [{"code": code, **DEVIATION}]}}
    assert severities(edits, "MOC205", said) == sorted([("MOC205", "error"), (said, "error")])


def test_a_waiver_wins_over_a_deviation_and_both_are_too_much() -> None:
    waiver = {"code": "MOC203", "files": [MOOC], "reason": "agreed", "by": "dean", "until": "2026-12-31"}
    edits = {
        MOOC: {"modules.m1.practical": None, "deviations": [{"code": "MOC203", **DEVIATION}]},
        UNIVERSITY: {"waivers": [waiver]},
    }
    assert severities(edits, "MOC203", "PRF017", "PRF014", "PRF011") == [("PRF017", "warning")]


def test_two_requirements_that_exclude_each_other_ask_for_a_preference() -> None:
    assert severities({UNIVERSITY: {"profiles": ATU_TOO}}, "PRF016") == [("PRF016", "error")]
    apart = [{"use": "eku", "courses": "all"}, {"use": "atu", "moocs": "all"}]
    assert severities({UNIVERSITY: {"profiles": apart}}, "PRF016") == []


def test_the_requirement_that_is_preferred_stands_and_the_other_falls_silent() -> None:
    take_draw = [{"over": "ITM208", "take": "BNK106", "reason": "papers are drawn"}]
    quiet = {MOOC: AUTO_SET, UNIVERSITY: {"profiles": ATU_TOO, "prefer": take_draw}}
    assert severities(quiet, "ITM208", "PRF016", "PRF018") == []
    other = [{"over": "BNK106", "take": "ITM208", "reason": "the platform draws nothing"}]
    loud = {MOOC: AUTO_SET, UNIVERSITY: {"profiles": ATU_TOO, "prefer": other}}
    assert ("ITM208", "warning") in severities(loud, "ITM208", "PRF016")
    assert ("PRF016", "error") not in severities(loud, "PRF016")


def test_a_preference_about_things_that_only_one_of_them_binds_is_of_no_use() -> None:
    prefer = [{"over": "ITM208", "take": "BNK106", "reason": "papers are drawn"}]
    assert severities({UNIVERSITY: {"prefer": prefer}}, "PRF018") == [("PRF018", "warning")]


def emergency(*lines: Mapping[str, object]) -> Edits:
    """A final attestation at a distance, under these lines of the profile."""
    attestation = {"kind": "final_attestation", "form": "thesis_defence", "mode": "online"}
    return {
        COURSE: {"controls.defence": attestation},
        UNIVERSITY: {"profiles": [{"use": "eku", **one} for one in lines]},
    }


def test_an_emergency_holds_for_the_things_of_its_line() -> None:
    everywhere = {"courses": "all"}
    assert severities(emergency(everywhere), "ATT101") == [("ATT101", "error")]
    assert severities(emergency({**everywhere, "emergency": "true"}), "ATT101") == []


def test_a_line_that_names_a_thing_wins_over_one_that_names_all() -> None:
    narrow = {"courses": ["demo"], "emergency": "true"}
    assert severities(emergency({"courses": "all"}, narrow), "ATT101") == []
    assert severities(emergency({"courses": "all", "emergency": "true"}, {"courses": ["demo"]}), "ATT101") == [
        ("ATT101", "error")
    ]


def test_two_lines_that_bind_one_thing_say_it_once() -> None:
    lines = [{"use": "atu", "moocs": "all"}, {"use": "atu", "moocs": ["mooc"]}]
    edits = {MOOC: {"modules.m1.hours": 6}, UNIVERSITY: {"profiles": lines}}
    assert severities(edits, "MOC205") == [("MOC205", "error")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small repository in order, with a deviation, an override and a waiver."""
    override = {"code": "MOC203", "severity": "warning", "reason": "a trial year"}
    waiver = {"code": "MOC205", "files": [MOOC], "reason": "agreed", "by": "dean", "until": "2026-12-31"}
    edits = {
        MOOC: {"modules.m1.practical": None, "modules.m1.hours": 6, "deviations": [{"code": "MOC203", **DEVIATION}]},
        UNIVERSITY: {"overrides": [override], "waivers": [waiver]},
    }
    for path, data in changed(edits).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def explained(root: Path, *words: str, lang: str = "en") -> str:
    done = inside("explain", *words, "--repo", str(root), "--date", "2026-10-01", "--lang", lang)
    assert done.status == 0, done.err
    return done.out


def test_the_chain_names_the_line_the_check_the_override_and_the_deviation(root: Path) -> None:
    shown = explained(root, "MOC203", "mooc")
    steps = re.findall(r"(?m)^\d+\. (.+)$", shown)
    assert steps[0].startswith("bound by the profile atu  [content/university.yaml:")
    assert steps[1].startswith("rule ")
    assert any(step.startswith("the university overrides it: warning (a trial year)  [content/u") for step in steps)
    assert any(step.startswith("a deviation is recorded: The week is a repetition (department") for step in steps)
    assert "warning[MOC203]" in shown


@pytest.mark.parametrize("thing", ["mooc", "moocs/mooc", MOOC])
def test_a_thing_is_named_by_its_id_its_kind_or_its_path(root: Path, thing: str) -> None:
    shown = explained(root, "MOC205", thing)
    assert "waived until 2026-12-31 in content/moocs/mooc.yaml: agreed (dean)" in shown
    assert "\nwaived: content/moocs/mooc.yaml:" in shown


def test_a_requirement_that_does_not_bind_the_thing_says_so(root: Path) -> None:
    assert "the profile atu is in force, but not for this thing" in explained(root, "MOC203", "courses/demo")


def test_a_requirement_for_people_says_why(root: Path) -> None:
    assert "No program checks it: " in explained(root, "DET104", "P1")


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_the_chain_is_told_in_the_language_asked_for(root: Path, lang: str) -> None:
    steps = re.findall(r"(?m)^\d+\. (.+?)(?:  \[|$)", explained(root, "MOC203", "mooc", lang=lang))
    assert len(steps) >= 5
    assert not [step for step in steps if re.search(r"\b(the|rule|bound|recorded)\b", step)]


def test_what_nothing_is_called_is_wrong_usage(root: Path) -> None:
    done = inside("explain", "MOC203", "moock", "--repo", str(root))
    assert done.status == 2
    assert "nothing is called moock (did you mean “mooc”?)" in done.err

"""Reports as the programs read them that they are for."""

import json
import os
import re
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from repository_in_git import break_item, check, report, small_under_git
from sarif_used import LOG

from processes import DAY, EXAM, ROOT, inside, qoima, small
from qoima import __version__
from qoima.core.diagnostic import Clause, Diagnostic, Message, Related, Severity
from qoima.core.source import Source
from qoima.core.words import LANGUAGES, Lang
from qoima.render.fingerprint import marked
from qoima.render.github import MARKS, as_commands
from qoima.render.gitlab import as_code_quality
from qoima.render.junit import as_junit
from qoima.render.machine import as_json
from qoima.render.sarif import as_sarif
from qoima.render.shown import Shown

HOSTILE = "100%, done: a::b\r\n::error::x ##[error]\t\x00\x1b]<&>\"'\ud800\u2028"
SCHEMA = json.loads((ROOT / "schemas/report.json").read_text(encoding="utf-8"))
TEXT = st.text(st.characters(codec=None), max_size=40)

LEVELS = {"error": "error", "warning": "warning", "info": "note"}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("forms") / "broken", "broken")


@pytest.fixture(scope="module")
def waived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("forms") / "waived", "waived")


def saying(text: str, severity: Severity = Severity.ERROR, path: str = "content/a.yaml") -> Diagnostic:
    """A finding whose every text is this one."""
    source = Source(path, f"x\n{text.translate(dict.fromkeys(range(0xD800, 0xE000)))}\n")
    message = Message("", "{text}", MappingProxyType({"text": text}))
    return Diagnostic(
        "ITM101", severity, source.span(2, len(source.text)), message, message,
        Clause(text, text, text, text), "option-count", (Related(source.whole(), message),),
    )  # fmt: skip


def shown(*found: Diagnostic) -> Shown:
    return Shown(findings=marked(found))


def sarif(root: Path, *words: str, lang: str = "en") -> Any:
    (run,) = json.loads(check(root, "--format", "sarif", *words, lang=lang).out)["runs"]
    return run


# json


@pytest.mark.parametrize("lang", LANGUAGES)
def test_json_is_as_its_schema_says(broken: Path, waived: Path, lang: Lang) -> None:
    for root in (broken, waived):
        Draft202012Validator(SCHEMA).validate(json.loads(check(root, "--format", "json", lang=lang).out))


def test_the_schema_names_every_key_and_the_page_explains_it(waived: Path, broken: Path) -> None:
    page = (ROOT / "docs/reports.md").read_text(encoding="utf-8")
    named = {key for node in (SCHEMA, *SCHEMA["$defs"].values()) for key in node["properties"]}
    found: set[str] = set()

    def walk(held: object) -> None:
        if isinstance(held, dict):
            found.update(held)
        for one in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
            walk(one)

    for root in (waived, broken):
        walk(report(root))
    assert found == named
    assert {key for key in named if f"`{key}`" not in page} == set()


def test_json_counts_what_it_lists(waived: Path) -> None:
    held = report(waived)
    assert held["waived"]
    for severity in ("error", "warning", "info"):
        listed = [one for one in held["diagnostics"] if one["severity"] == severity]
        assert held["counts"][severity] == len(listed)
    assert held["counts"]["waived"] == len(held["waived"])
    assert all("waived until" in one["steps"][-1]["message"] for one in held["waived"])


def test_forms_for_programs_are_utf8_whatever_the_terminal_is(tmp_path: Path) -> None:
    root = small(tmp_path / "small")
    break_item(root)
    done = qoima(root, "check", "--date", DAY, "--lang", "kk", "--format", "json", PYTHONIOENCODING="ascii")
    assert "Әр сұрақта 5 жауап бар" in done.out


# sarif


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sarif_is_as_the_standard_says(broken: Path, waived: Path, lang: Lang) -> None:
    for root in (broken, waived):
        log = json.loads(check(root, "--format", "sarif", lang=lang).out)
        Draft202012Validator(LOG).validate(log)


def test_sarif_has_every_finding_under_its_rule(broken: Path, waived: Path) -> None:
    for root in (broken, waived):
        run, held = sarif(root), report(root)
        rules = run["tool"]["driver"]["rules"]
        assert run["tool"]["driver"]["version"] == __version__
        assert [rule["id"] for rule in rules] == sorted({one["ruleId"] for one in run["results"]})
        assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
        told = [*held["diagnostics"], *held["waived"]]
        for one, result in zip(told, run["results"], strict=True):
            assert result["level"] == LEVELS[one["severity"]]
            assert result["partialFingerprints"]["qoima/v1"] == one["fingerprint"]
            place = result["locations"][0]["physicalLocation"]
            assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (one["path"], one["line"])
            assert len(result.get("relatedLocations", ())) == len(one["related"])
        quiet = [result for result in run["results"] if result["suppressions"]]
        assert len(quiet) == len(held["waived"])


def test_a_rule_of_sarif_tells_what_the_regulation_says(tmp_path: Path) -> None:
    root = small(tmp_path / "small")
    break_item(root)
    rule = next(one for one in sarif(root, lang="ru")["tool"]["driver"]["rules"] if one["id"] == "ITM101")
    assert rule["name"] == "option-count"
    for form in ("text", "markdown"):
        assert "ШҚУ Е 022-21, 7.6.5" in rule["help"][form]
        assert "«Әр сұрақта 5 жауап бар»" in rule["help"][form]
        assert "Как понимается" in rule["help"][form]
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_what_is_no_rule_is_described_without_the_values_of_one_finding(broken: Path) -> None:
    described = {one["id"]: one for one in sarif(broken)["tool"]["driver"]["rules"]}
    assert described["REF002"]["shortDescription"]["text"] == "… … does not exist…"


@given(st.binary(max_size=20).map(os.fsdecode), TEXT)
def test_sarif_bears_any_file_name_and_any_text(name: str, text: str) -> None:
    path = "content/" + name.replace("/", "_").replace("\0", "_")
    one = saying(text or "x", path=path)
    log = json.loads(json.dumps(as_sarif(shown(one), "en", prefix="Қойма 1/")))
    Draft202012Validator(LOG).validate(log)
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert os.fsdecode(unquote_to_bytes(uri)) == f"Қойма 1/{path}"


# github

COMMAND = re.compile(r"::(error|warning|notice) ([^\r\n]*?)::([^\r\n]*)")


def read_by_github(line: str) -> tuple[str, dict[str, str], str]:
    """Level, properties and message as the runner of GitHub Actions takes a command apart."""
    match = COMMAND.fullmatch(line)
    assert match is not None, line
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    for name, value in properties.items():
        properties[name] = _unescaped(value.replace("%3A", ":").replace("%2C", ","))
    return match[1], properties, _unescaped(match[3])


def _unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(TEXT)
def test_a_command_of_github_gives_back_what_was_said(text: str) -> None:
    path = f"content/{text}"
    printed = as_commands(shown(saying(text, path=path)), "en")
    command, last = printed.removesuffix("\n").split("\n")
    level, properties, message = read_by_github(command)
    assert (level, properties["file"], properties["title"]) == ("error", path, "ITM101")
    assert message.startswith(f"{text} (option-count)\n")
    assert last == "1 error, 0 warnings"


def test_a_command_points_at_the_line_and_at_columns_within_one(tmp_path: Path) -> None:
    root = small(tmp_path / "small")
    break_item(root)
    out = inside("check", "--repo", str(root), "--date", DAY, "--lang", "en", "--format", "github").out
    told = [read_by_github(line) for line in out.splitlines()[:-1]]
    level, properties, message = next(one for one in told if one[1]["title"] == "ITM101")
    assert level == "error"
    assert properties == {
        "file": EXAM, "line": "17", "endLine": "17", "col": "5", "endColumn": "18", "title": "ITM101",
    }  # fmt: skip
    assert "clause: ШҚУ Е 022-21, 7.6.5" in message
    assert "help: add 1 distractor" in message
    over_lines = saying("a\nb")
    assert "col" not in read_by_github(as_commands(shown(over_lines), "en").split("\n")[0])[1]


def test_errors_come_first_and_the_last_line_counts(tmp_path: Path) -> None:
    found = [saying(str(n), severity) for n in range(MARKS + 1) for severity in reversed(Severity)]
    *commands, last = as_commands(shown(*found), "en").splitlines()
    levels = [read_by_github(line)[0] for line in commands]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert last.startswith("11 errors, 11 warnings; GitHub marks 10 of each kind")
    assert "GitHub" not in as_commands(shown(*found[:3]), "en")


# gitlab


def test_gitlab_gets_what_code_quality_asks_for(broken: Path) -> None:
    held = json.loads(check(broken, "--format", "gitlab").out)
    told = [one for one in report(broken)["diagnostics"] if one["severity"] != "info"]
    assert len({one["fingerprint"] for one in held}) == len(held) == len(told)
    for one, issue in zip(told, held, strict=True):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["check_name"] == one["code"]
        assert issue["severity"] == {"error": "major", "warning": "minor"}[one["severity"]]
        assert issue["location"] == {"path": one["path"], "lines": {"begin": one["line"]}}
        assert one["message"].split()[0] in issue["description"]


@given(TEXT)
def test_a_description_is_one_line(text: str) -> None:
    (issue,) = as_code_quality(shown(saying(text)), "kk")
    assert len(str(issue["description"]).splitlines()) == 1


# junit


@given(TEXT)
def test_junit_is_xml_whatever_is_said(text: str) -> None:
    found = [saying(text + HOSTILE, severity) for severity in Severity]
    tests = ElementTree.fromstring(as_junit(shown(*found), ["content/b.yaml"], "ru").encode("utf-8"))
    assert tests.attrib == {"name": "qoima", "tests": "4", "failures": "1", "errors": "0", "skipped": "1"}


def test_junit_has_a_suite_a_file_and_a_test_a_finding(broken: Path) -> None:
    suites = ElementTree.fromstring(check(broken, "--format", "junit").out)
    told = [one for one in report(broken)["diagnostics"] if one["severity"] != "info"]
    names = [(test.get("classname"), test.get("name")) for test in suites.iter("testcase")]
    assert len(set(names)) == len(names), "viewers know a test by its name"
    for suite in suites:
        mine = [one for one in told if one["path"] == suite.get("name")]
        errors = [one for one in mine if one["severity"] == "error"]
        assert suite.get("failures") == str(len(errors)) == str(len(suite.findall("testcase/failure")))
        assert [fail.get("message") for fail in suite.iter("failure")] == [one["message"] for one in errors]
        assert suite.get("skipped") == str(len(mine) - len(errors))
        assert suite.get("tests") == str(len(mine) or 1)
    assert {one["path"] for one in told} <= {suite.get("name") for suite in suites}
    clean = next(suite for suite in suites if suite.get("name") == "content/calendar.yaml")
    assert [test.get("name") for test in clean] == ["no findings"]


def test_a_name_in_junit_stays_when_lines_move(tmp_path: Path) -> None:
    root = small_under_git(tmp_path / "small")
    break_item(root)

    def names() -> set[str | None]:
        return {
            test.get("name") for test in ElementTree.fromstring(check(root, "--format", "junit").out).iter("testcase")
        }

    before = names()
    assert "ITM101 - id: nw-exam-3" in before
    text = (root / EXAM).read_text(encoding="utf-8")
    (root / EXAM).write_text("# moved\n" + text, encoding="utf-8")
    assert names() == before


# all


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "gitlab"])
def test_paths_info_and_the_exit_status_hold_for_each_form(broken: Path, form: str) -> None:
    whole = check(broken, "--format", form)
    part = check(broken, "--format", form, "content/people.yaml")
    assert whole.status == 1
    assert len(part.out) < len(whole.out)
    assert "exam.yaml" not in part.out
    assert check(broken, "--format", form, "--info") != check(broken, "--format", form) or form in ("json", "sarif")
    assert whole == check(broken, "--format", form)


def test_json_bears_any_text() -> None:
    held = as_json(shown(saying(HOSTILE)), "en")
    Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(held)))

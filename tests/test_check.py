"""`qoima check`: what is shown, in which form, where, and how it ends."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import qoima.cli.commands.check as checking
from processes import (
    COMMAND,
    COURSE,
    DAY,
    EXAM,
    SECONDS,
    Finding,
    edit,
    environment,
    findings,
    inside,
    on_terminal,
    qoima,
    small,
)
from qoima import __version__
from qoima.cli.main import main
from qoima.core.words import LANGUAGES, Lang
from qoima.formats.messages import catalogue


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository in order."""
    return small(tmp_path / "small")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The same with several files wrong at once."""
    return small(tmp_path / "broken", "broken")


def test_the_language_is_that_of_the_locale_where_none_is_asked_for(root: Path) -> None:
    assert "0 ошибок" in inside("check", "--repo", str(root), LC_ALL="ru_RU.UTF-8").out
    assert "0 қате" in inside("check", "--repo", str(root), LC_ALL="", LANG="kk_KZ.UTF-8").out
    assert "0 errors" in inside("check", "--repo", str(root), LC_ALL="C").out


def test_paths_choose_what_is_shown_and_counted(broken: Path) -> None:
    status, found = findings(broken, str(broken / "content/programmes"))
    assert status == 1
    assert found == [Finding("REF002", "error", "content/programmes/6B06103.yaml")]
    assert "1 error, 0 warnings" in inside("check", "--repo", str(broken), str(broken / "content/programmes")).out
    assert findings(broken, str(broken / "content/calendar.yaml")) == (0, [])


def test_several_paths_are_shown_together(broken: Path) -> None:
    passport, people = broken / "testbanks/networks/en/passport.yaml", broken / "content/people.yaml"
    _, found = findings(broken, str(passport), str(people))
    assert {one.path for one in found} == {p.relative_to(broken).as_posix() for p in (passport, people)}


def test_the_whole_is_read_whatever_is_shown(root: Path) -> None:
    edit(root / COURSE, "topics: {addressing: Addressing, routing: Routing}", "topics: {addressing: Addressing}")
    edit(root / COURSE, "    - {week: 8, topics: [routing], hours: {lecture: 2}}\n", "")
    assert {one.code for one in findings(root, str(root / EXAM))[1]} == {"BNK108"}


def test_a_path_is_read_from_where_the_command_stands_or_as_a_report_names_it(broken: Path) -> None:
    there = qoima(broken / "content", "check", "programmes", "--date", DAY)
    assert there.out == inside("check", "--repo", str(broken), "content/programmes", "--date", DAY).out
    assert "REF002" in there.out


@pytest.mark.parametrize("path", ["content/programmes/6B06199.yaml", ".."])
def test_a_path_that_is_not_of_the_repository_is_wrong_usage(root: Path, path: str) -> None:
    done = qoima(root, "check", path)
    assert done.status == 2
    assert path in done.err
    assert done.out == ""


def test_json_has_what_the_text_has(broken: Path) -> None:
    text = inside("check", "--repo", str(broken), "--date", DAY, "--lang", "ru", "--info").out
    done = inside("check", "--repo", str(broken), "--date", DAY, "--lang", "ru", "--format", "json")
    listed = json.loads(done.out)["diagnostics"]
    for one in listed:
        assert f"{one['path']}:{one['line']}:{one['column']}: " in text
        assert f"[{one['code']}] {one['message']}" in text
    assert len(re.findall(r"(?m)^\S+:\d+:\d+: ", text)) == len(listed)


def test_findings_to_note_are_shown_on_request_and_change_nothing(root: Path) -> None:
    plain = inside("check", "--repo", str(root))
    noted = inside("check", "--repo", str(root), "--info")
    assert "PAS109" not in plain.out
    assert "info[PAS109]" in noted.out
    status, found = findings(root)
    assert status == 0
    assert Finding("PAS109", "info", "testbanks/networks/en/passport.yaml") in found
    assert {one.severity for one in found} == {"info"}
    assert plain.status == noted.status == 0
    assert plain.out.splitlines()[-1] == noted.out.splitlines()[-1] == "0 errors, 0 warnings"


def test_a_bank_that_cannot_be_read_is_not_called_missing(root: Path) -> None:
    (root / EXAM).write_text("items: [\n", encoding="utf-8")
    assert re.search(r"networks/en/exam +– .*cannot be read", inside("check", "--repo", str(root)).out)
    (root / EXAM).unlink()
    assert re.search(r"networks/en/exam +0 .*missing", inside("check", "--repo", str(root)).out)


def test_colours_are_for_a_terminal_that_wants_them(broken: Path) -> None:
    plain = qoima(broken, "check", "--date", DAY).out
    coloured = on_terminal(broken, "check", "--date", DAY).out
    assert "\x1b" not in plain
    assert "\x1b[1;31merror[REF002]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert on_terminal(broken, "check", "--date", DAY, NO_COLOR="1").out == plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_is_told_what_goes_on_and_a_pipe_is_not(root: Path, language: Lang) -> None:
    title = catalogue(language).get("ui.step.check", "check")
    done = on_terminal(root, "check", "--lang", language, of="err")
    assert re.fullmatch(rf"{title} …\r{title}: \d+ [sс] *\n", done.err)
    piped = inside("check", "--repo", str(root), "--lang", language)
    assert (done.out, "") == (piped.out, piped.err)


def test_a_reader_who_goes_away_is_no_reason_for_a_traceback(broken: Path) -> None:
    command = [*COMMAND, "check"]
    with subprocess.Popen(
        command, cwd=broken, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, said = process.communicate(timeout=SECONDS)
    assert (process.returncode, said) == (1, b"")


def test_a_terminal_without_kazakh_letters_shows_what_it_can(root: Path) -> None:
    done = qoima(root, "check", "--lang", "kk", PYTHONIOENCODING="latin-1")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("0 ????, 0 ???????\n")


@pytest.mark.parametrize("words", [["--date", "tomorrow"], ["--date", "2026-02-30"], ["--format", "xml"], ["--no"]])
def test_wrong_usage_ends_with_2(root: Path, words: list[str]) -> None:
    done = qoima(root, "check", *words)
    assert done.status == 2
    assert words[0] in done.err
    assert "Traceback" not in done.err


def test_no_day_in_the_environment_is_wrong_usage_too(root: Path) -> None:
    done = qoima(root, "check", SOURCE_DATE_EPOCH="9" * 30)
    assert done.status == 2
    assert "--date" in done.err


def test_warnings_do_not_change_the_exit_status(root: Path) -> None:
    edit(root / COURSE, "form: test", "form: written")
    done = inside("check", "--repo", str(root))
    assert "warning[CTL106]" in done.out
    assert done.status == 0


def test_a_bug_of_ours_ends_with_3_and_a_log_to_paste(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_words: object, **_more: object) -> None:
        raise KeyError("a thing that cannot happen")

    monkeypatch.setattr(checking, "examine", broken)
    monkeypatch.setattr(sys, "argv", ["qoima", "check", "--repo", str(root)])
    with pytest.raises(SystemExit) as stopped:
        main()
    said = capsys.readouterr()
    assert stopped.value.code == 3
    assert said.out == ""
    assert said.err.startswith(f"qoima {__version__} has failed; this is a bug of ours")
    assert "KeyError: 'a thing that cannot happen'" in said.err


@pytest.mark.parametrize(("words", "path"), [(["schema"], "schemas"), (["build"], "build")])
def test_a_place_that_cannot_be_written_is_named(root: Path, words: list[str], path: str) -> None:
    (root / path).write_text("in the way", encoding="utf-8")
    done = qoima(root, *words)
    assert done.status == 2
    assert f"{root / path}" in done.err
    assert "Traceback" not in done.err

"""What verifying says, it says so that a person sees it: unseen signs, local time, what is the matter with a file."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from backup_made import backup, members, tarred, zipped
from moodle_made import Moodle, as_restored
from moodle_xml_made import moodle_xml
from plants import Change, rewritten, settled
from test_verify_command import root, verify

from qoima.core.words import Lang
from qoima.diff.verify.unseen import unseen
from qoima.formats.messages import say

__all__ = ("root",)
NO_FILES = b"<include_files>0</include_files></information>"
ONE, TWO = "й as one sign (U+0439)", "й as a letter and a mark put over it (U+0438 U+0306)"


def quiz_with(**settings: str) -> Change:
    def changed(moodle: Moodle) -> Moodle:
        assert moodle.quiz is not None
        return replace(moodle, quiz=replace(moodle.quiz, settings={**moodle.quiz.settings, **settings}))

    return changed


def without_files(moodle: Moodle) -> bytes:
    held = {name: data for name, data in members(moodle).items() if not name.startswith("files/")}
    held["moodle_backup.xml"] = held["moodle_backup.xml"].replace(b"</information>", NO_FILES)
    return tarred(held)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("table", "tаble", ["looks the same: Latin a (U+0061) → Cyrillic а (U+0430)"]),
        ("a b", "a\u00a0b", ["looks the same: blank (U+0020) → no-break space (U+00A0)"]),
        ("й", "и\u0306", [f"looks the same: {ONE} → {TWO}"]),
        ("ab", "a\u200db", ["a sign that nobody sees was added: joiner without width (U+200D)"]),
        ("a\u00adb", "ab", ["a sign that nobody sees is missing: soft hyphen (U+00AD)"]),
        ("ёж", "ëж", ["looks the same: Cyrillic ё (U+0451) → Latin ë (U+00EB)"]),
        ("one key", "two keys", []),
        ("a" * 5000, "b" * 5000, []),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_said_in_words(before: str, after: str, said: list[str]) -> None:
    assert [say(one, "en") for one in unseen(before, after)] == said


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "looks the same: Latin a (U+0061) → Cyrillic а (U+0430)"),
        ("ru", "выглядит одинаково: латинская a (U+0061) → кириллическая а (U+0430)"),
        ("kk", "көзге бірдей көрінеді: латынша a (U+0061) → кирилше а (U+0430)"),
    ],
)
def test_a_letter_of_another_alphabet_is_named_below_the_change(root: Path, lang: Lang, line: str) -> None:
    done = verify(root, moodle_xml(rewritten("d-1", "table", "tаble")(as_restored())), "--lang", lang)
    assert f"\n        {line}\n" in done.out


def test_moments_are_local_and_times_in_minutes(root: Path) -> None:
    done = verify(root, backup(quiz_with(timeopen="1795402800", timelimit="5400", delay1="90")(as_restored())))
    assert "opening time changed: 2026-12-21 09:00 (UTC+05:00) → 2026-11-23 08:00 (UTC+05:00)" in done.out
    assert "time limit changed: 50 min → 90 min" in done.out
    assert "delay after the first attempt changed: none → 90 s" in done.out


def test_a_backup_without_files_says_so_once_and_compares_the_rest(root: Path) -> None:
    done = verify(root, without_files(rewritten("d-1", "identifies", "describes")(as_restored())))
    assert done.status == 1
    assert done.out.count("error[") == done.out.count("error[DLV057]") == 1
    assert "tick “Include files”" in done.out
    assert done.out.count("picture") == 2
    assert done.out.splitlines()[-1] == "as delivered: 8 of 9 items; pictures were not compared; differences: 1"


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_of_something_else_is_refused_once(root: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    done = verify(root, pack({"letter.txt": b"Dear all"}))
    assert done.status == 1
    assert done.out.count("error[") == done.out.count("error[DLV053]") == 1


def test_asked_for_another_bank_it_says_what_the_export_holds(root: Path) -> None:
    done = verify(root, backup(as_restored()), "--bank", "practice/demo/en")
    assert done.status == 1
    assert "the export holds nothing of this bank; it holds: demo/en/exam" in done.out
    assert "it holds" not in verify(root, backup(as_restored()), "--bank", "demo/en/exam").out


def test_programs_get_settings_as_moodle_writes_them(root: Path) -> None:
    change = settled("d-1", shuffleanswers="0")
    done = verify(root, backup(quiz_with(timelimit="5400")(change(as_restored()))), "--format", "json")
    found = [
        (one["delivered"], one["held"])
        for one in json.loads(done.out)["banks"][0]["findings"]
        if "setting" in one["what"]
    ]
    assert ("1", "0") in found
    assert "5400" in [held for _, held in found]

"""`qoima check --as moodle`: what Moodle will hold, as a teacher reads it and as a program does."""

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from processes import EXAM, Done, edit, inside, small

HERE = Path(__file__).parent
GOLDEN = ("bank.yaml.en", "bank.yaml.ru", "bank.yaml.kk", "bank.gift.en", "bank.xml.en")
STATUS = {"bank.gift": 1}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("as_moodle") / "small")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder of the files, as if no repository were around."""
    monkeypatch.chdir(HERE)
    monkeypatch.setattr("qoima.cli.options.find_root", lambda _: None)
    return None


def listed(*words: str) -> dict[str, Any]:
    done = inside("check", "--as", "moodle", "--format", "json", *words)
    held: dict[str, Any] = json.loads(done.out)
    return held


def shown(root: Path, *words: str) -> Done:
    return inside("check", "--as", "moodle", "--repo", str(root), "--lang", "en", *words)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", GOLDEN)
def test_a_listing_is_byte_for_byte_the_committed_one(name: str) -> None:
    file, _, lang = name.rpartition(".")
    done = inside("check", "--as", "moodle", file, "--lang", lang)
    assert (done.status, done.err) == (STATUS.get(file, 0), "")
    golden = HERE / f"{name}.txt"
    if os.environ.get("QOIMA_GOLDEN") == "write":
        golden.write_text(done.out, encoding="utf-8")
    assert done.out == golden.read_text(encoding="utf-8"), "run make golden"


def test_a_bank_is_listed_as_the_delivered_xml_has_it(root: Path, tmp_path: Path) -> None:
    """Field by field against the file itself: two ways that share no line of writing."""
    held = listed("--repo", str(root), "networks/en/exam")
    assert (held["way"], held["private"], held["bank"]) == ("delivery", True, "networks/en/exam")
    inside("export", "--repo", str(root), "--to", "moodle-xml", "--out", str(tmp_path))
    questions = etree.parse(tmp_path / "moodle/networks/en/exam.xml").findall("question[idnumber]")
    by_id = {item["idnumber"]: item for item in held["items"]}
    assert len(by_id) == len(questions) == 5
    for question in questions:
        item = by_id[question.findtext("idnumber")]
        assert item["name"] == question.findtext("name/text")
        assert item["text"]["source"] == question.findtext("questiontext/text")
        assert item["penalty"] == question.findtext("penalty")
        assert item["tags"] == [tag.text for tag in question.iterfind("tags/tag/text")]
        assert [file["name"] for file in item["text"]["pictures"]] == [f.get("name") for f in question.iter("file")]
        answers = [(Decimal(a.get("fraction")), a.findtext("text")) for a in question.iterfind("answer")]
        assert [(Decimal(a["percent"]), a["text"]["source"]) for a in item["answers"]] == answers
    assert by_id["nw-exam-5"]["category"] == ["networks", "en", "exam", "hard"]


@pytest.mark.parametrize("name", ["networks/en/exam", EXAM])
def test_a_bank_is_named_by_its_id_or_by_its_path(root: Path, name: str) -> None:
    done = shown(root, name)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("PRIVATE: live questions")
    assert "networks/en/exam: as Moodle will hold it after the import of Qoima's Moodle XML" in done.out
    assert "wall.svg, " in done.out
    assert "100 %  (1.0000000)  Split horizon" in done.out


def test_practice_is_for_everybody_and_stands_by_topic(root: Path) -> None:
    held = listed("--repo", str(root), "content/practice/networks/en.yaml")
    assert (held["private"], held["bank"]) == (False, "networks/en/practice")
    assert {tuple(item["category"][:3]) for item in held["items"]} == {("networks", "en", "practice")}
    assert "PRIVATE" not in shown(root, "networks/en/practice").out


def test_what_is_wrong_with_the_file_is_said_and_counts(tmp_path: Path) -> None:
    root = small(tmp_path / "small")
    edit(root / EXAM, "correct: BGP", "corect: BGP")
    done = shown(root, "networks/en/exam")
    assert done.status == 1
    assert f"{EXAM}:" in done.out
    assert "4 questions · not stored: 1" in done.out


@pytest.mark.parametrize("name", ["networks/en/exam", EXAM])
def test_a_bank_that_cannot_be_read_says_why(tmp_path: Path, name: str) -> None:
    root = small(tmp_path / "small")
    (root / EXAM).write_text("items: [\n", encoding="utf-8")
    done = shown(root, name)
    assert done.status == 1
    assert f"{EXAM}:2:1: error[YML001]" in done.out


def test_lost_looks_stand_under_their_item(tmp_path: Path) -> None:
    root = small(tmp_path / "small")
    (root / EXAM).unlink()
    items = "// [id:a]\n::a:: [html]<h2>Title</h2>See {T}\n\n// [id:b]\n::b:: [html]See {T}\n"
    (root / EXAM).with_suffix(".gift").write_text(items, encoding="utf-8")
    first, second = listed("--repo", str(root), "networks/en/exam")["items"]
    assert [one["code"] for one in first["diagnostics"]] == ["LOS023"]
    assert "<h2>" not in first["text"]["source"]
    assert second["diagnostics"] == []


@pytest.mark.usefixtures("here")
def test_an_own_file_is_listed_as_moodle_imports_it() -> None:
    """As Moodle 4.1 and 4.5 have done it with this file."""
    held = listed("bank.xml")
    first, second, third = held["items"]
    assert held["way"] == "import"
    assert first["settings"] == {"single": "1", "shuffleanswers": "1", "answernumbering": "ABCD"}
    assert (first["penalty"], first["default_mark"]) == ("0.2500000", "2")
    assert first["text"]["pictures"] == [{"name": "p.png", "bytes": 8}]
    assert [answer["text"]["format"] for answer in first["answers"]] == ["html", "markdown"]
    assert second["settings"] == {"single": "0", "shuffleanswers": "0", "answernumbering": "abc"}
    assert [answer["fraction"] for answer in second["answers"]] == [0.3333333] * 3
    assert (third["qtype"], third["settings"], third["penalty"]) == ("match", {"shuffleanswers": "1"}, "0.3333333")


@pytest.mark.usefixtures("here")
def test_of_two_equal_ids_and_tags_the_second_is_another() -> None:
    first, second = listed("bank.gift")["items"]
    assert (first["idnumber"], second["idnumber"]) == ("same", None)
    assert (first["tags"], second["tags"]) == (["Exam"], ["Exam"])
    assert [one["what"] for one in second["differs"]] == ["no-name", "idnumber", "tag"]


def test_a_terminal_is_not_moved_by_what_a_text_holds(tmp_path: Path) -> None:
    file = tmp_path / "bank.gift"
    file.write_text("::na\x1b[2Jme:: Two {=a ~b}\n", encoding="utf-8")
    assert "\x1b" not in inside("check", "--as", "moodle", "--repo", str(tmp_path), str(file)).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "shows one bank"),
        (["networks/en/exam", "networks/en/rk1"], "shows one bank"),
        (["networks/en/rk9"], "no such bank: networks/en/rk9; there are networks/en/exam, networks/en/practice"),
        (["nowhere.gift"], "nowhere.gift: no such bank, and no such file"),
        (["networks/en/exam", "--info"], "does not go with --info"),
        (["networks/en/exam", "--changed-since", "main", "--no-cache"], "does not go with --changed-since, --no-cache"),
        (["networks/en/exam", "--format", "sarif"], "is shown as text, json, not as sarif"),
    ],
)
def test_options_that_make_no_sense_together_are_wrong_usage(root: Path, words: list[str], said: str) -> None:
    done = shown(root, *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err

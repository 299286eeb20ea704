"""`qoima dump` and `qoima convert` as they are typed: one file, many files, broken files, huge files."""

import json
import os
import resource
import subprocess
from pathlib import Path

import pytest

from processes import COMMAND, SECONDS, Done, environment, qoima
from qoima.formats.decode import decode
from qoima.formats.item_files import READERS, format_of
from qoima.model.meaning import Meaning, meaning

GIFT = """\
// [id:nw-1] [tag:difficulty:easy] [tag:topic:layers] [tag:осень]
$CATEGORY: $course$/top/Желілер

// [id:nw-1] [tag:difficulty:easy] [tag:topic:layers] [tag:осень]
::nw-1::[html]Қай деңгей пакеттерді бағыттайды? <img src="images/layers.png" alt="Деңгейлер">{
\t=Желілік деңгей#Дұрыс
\t~Сеанс деңгейі
\t~Тасымалдау деңгейі
\t####IP осы деңгейде жұмыс істейді
}

// [id:nw-2]
::nw-2::[markdown]Set `a\\=b` if $$x < y$${~%50%`C\\#` ~%50%`a\\=b` ~%-50%`\\{\\}` ~%-50%`//`}

// [id:nw-3]
::nw-3::IP works without connections{TRUE#No: TCP does#Right####RFC 791}

// [id:nw-4]
::nw-4::How many bits has an IPv4 address?{#=32:0 =%50%33..35#Near~#Far off}

// [id:nw-5]
::nw-5::Match{=HTTP -> 80 =SSH -> 22 = -> 25}

// [id:nw-6]
::nw-6::Which layer?{=Network =%50%third#Its number}

// [id:nw-7]
::nw-7::Explain routing{}
"""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(40))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "layers.png").write_bytes(PNG)
    (tmp_path / "bank.gift").write_text(GIFT.partition("\n")[2], encoding="utf-8")
    return tmp_path


def dumped(folder: Path, *words: str) -> list[dict[str, list[dict[str, object]]]]:
    return [json.loads(line) for line in qoima(folder, "dump", *words).out.splitlines()]


def test_dump_shows_what_moodle_would_store(folder: Path) -> None:
    (line,) = dumped(folder, "bank.gift")
    first, several, truth, number, pairs, typed, essay = line["items"]
    assert line["diagnostics"] == []
    assert (first["qtype"], first["name"], first["idnumber"]) == ("multichoice", "nw-1", "nw-1")
    assert (first["category"], first["tags"]) == (["Желілер"], ["difficulty:easy", "topic:layers", "осень"])
    assert [a["fraction"] for a in several["answers"]] == [0.5, 0.5, -0.5, -0.5]
    assert several["text"] == "Set `a=b` if $$x < y$$"
    assert [(a["text"], a["fraction"], a["feedback"]) for a in truth["answers"]] == [
        ("True", 1.0, "Right"),
        ("False", 0.0, "No: TCP does"),
    ]
    assert [(a["text"], a["tolerance"]) for a in number["answers"]] == [("32", "0"), ("34", "1"), ("*", "")]
    assert pairs["pairs"] == [["HTTP", "80"], ["SSH", "22"], ["", "25"]]
    assert [a["fraction"] for a in typed["answers"]] == [1.0, 0.5]
    assert essay["qtype"] == "essay"


def test_dump_prints_a_line_a_file_and_says_what_is_wrong_with_each(folder: Path) -> None:
    (folder / "broken.gift").write_text("fine{=a ~b}\n\nWhich?{=a ~b\n", encoding="utf-8")
    done = qoima(folder, "dump", "bank.gift", "broken.gift", "absent.gift", "images/layers.png")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert (done.status, done.err) == (1, "")
    assert [line["file"] for line in lines] == ["bank.gift", "broken.gift", "absent.gift", "images/layers.png"]
    assert [(d["code"], d["line"]) for line in lines for d in line["diagnostics"]] == [
        ("GFT001", 3),
        ("FIL001", 1),
        ("FIL002", 1),
    ]
    assert len(lines[1]["items"]) == 1


def test_an_ending_that_is_not_ours_needs_a_format(folder: Path) -> None:
    (folder / "bank.gift").rename(folder / "bank.questions")
    assert [d["code"] for line in dumped(folder, "bank.questions") for d in line["diagnostics"]] == ["FIL017"]
    assert len(dumped(folder, "--from", "gift", "bank.questions")[0]["items"]) == 7


def test_moodles_own_gift_export_ends_in_txt(folder: Path) -> None:
    (folder / "bank.gift").rename(folder / "bank.txt")
    assert len(dumped(folder, "bank.txt")[0]["items"]) == 7


def meanings(file: Path) -> list[Meaning]:
    """What the items of a file mean; bank YAML has no categories."""
    source, _ = decode(file.name, file.read_bytes())
    assert source is not None
    reading = READERS[format_of(file.name) or ""](source)
    beside = {f"images/{path.name}": path.read_bytes() for path in (file.parent / "images").glob("*")}
    return [
        meaning(item, penalty=True, pictures={**beside, **reading.pictures}) | {"category": ()}
        for item in reading.items
    ]


@pytest.mark.parametrize("ending", ["yaml", "xml", "gift"])
def test_what_is_converted_there_and_back_means_the_same(folder: Path, ending: str) -> None:
    assert qoima(folder, "convert", "bank.gift", f"there/bank.{ending}").status == 0
    assert qoima(folder, "convert", f"there/bank.{ending}", "back/bank.gift").status == 0
    assert meanings(folder / f"there/bank.{ending}") == meanings(folder / "bank.gift")
    assert meanings(folder / "back/bank.gift") == meanings(folder / "bank.gift")


def test_pictures_travel_with_the_items(folder: Path) -> None:
    assert qoima(folder, "convert", "bank.gift", "out/bank.xml").status == 0
    assert qoima(folder, "convert", "out/bank.xml", "again/bank.yaml").status == 0
    assert (folder / "again/images/layers.png").read_bytes() == PNG


def test_a_folder_is_converted_file_by_file(folder: Path) -> None:
    (folder / "in/databases/en").mkdir(parents=True)
    (folder / "in/databases/en/rk1.gift").write_text("::a::x{=y ~z}", encoding="utf-8")
    (folder / "in/rk2.gift").write_text("::b::x{=y ~z}", encoding="utf-8")
    (folder / "in/readme.md").write_text("# no items", encoding="utf-8")
    done = qoima(folder, "convert", "in", "out", "--to", "moodle-xml")
    assert (done.status, done.out.split()) == (0, ["out/databases/en/rk1.xml", "out/rk2.xml"])


def test_nothing_is_overwritten_unless_told(folder: Path) -> None:
    (folder / "mine.xml").write_text("precious", encoding="utf-8")
    assert qoima(folder, "convert", "bank.gift", "mine.xml").status == 2
    assert (folder / "mine.xml").read_text(encoding="utf-8") == "precious"
    assert qoima(folder, "convert", "bank.gift", "mine.xml", "--force").status == 0


def test_two_files_never_become_one(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in/rk1.gift").write_text("::a::x{=y ~z}", encoding="utf-8")
    (folder / "in/rk1.txt").write_text("x\nA. y\nB. z\nANSWER: A\n", encoding="utf-8")
    done = qoima(folder, "convert", "in", "out", "--to", "yaml", "--lang", "ru")
    assert done.status == 2
    assert "из in/rk1.gift и in/rk1.txt получился бы один файл out/rk1.yaml" in done.err
    assert not (folder / "out").exists()


def test_a_picture_of_the_same_name_is_put_beside_the_other(folder: Path) -> None:
    assert qoima(folder, "convert", "bank.gift", "out/first.xml").status == 0
    (folder / "images/layers.png").write_bytes(PNG[::-1])
    assert qoima(folder, "convert", "bank.gift", "out/second.xml").status == 0
    assert qoima(folder, "convert", "out", "banks", "--to", "yaml").status == 0
    assert (folder / "banks/images/layers.png").read_bytes() == PNG
    assert (folder / "banks/images/layers-2.png").read_bytes() == PNG[::-1]
    assert "images/layers-2.png" in (folder / "banks/second.yaml").read_text(encoding="utf-8")


def test_a_full_disk_leaves_the_file_as_it_was(folder: Path) -> None:
    (folder / "mine.gift").write_text("::a::x{=y ~z}\n\n" * 4000, encoding="utf-8")
    before = (folder / "mine.gift").read_bytes()
    command = f"ulimit -f 20; exec {' '.join(COMMAND)} convert mine.gift mine.gift --force"
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 2, done.stderr
    assert "mine.gift: File too large" in done.stderr
    assert (folder / "mine.gift").read_bytes() == before
    assert not list(folder.glob(".*.part"))


def test_out_may_be_a_folder_or_standard_output(folder: Path) -> None:
    (folder / "banks").mkdir()
    assert qoima(folder, "convert", "bank.gift", "banks", "--to", "moodle-xml").out == "banks/bank.xml\n"
    done = qoima(folder, "convert", "bank.gift", "-", "--to", "moodle-xml")
    assert done.out == (folder / "banks/bank.xml").read_text(encoding="utf-8")
    assert not (folder / "-").exists()


@pytest.mark.parametrize("words", [("absent.gift", "out.xml"), ("images", "out", "--to", "gift")])
def test_nothing_to_convert_is_said(folder: Path, words: tuple[str, ...]) -> None:
    done = qoima(folder, "convert", *words, "--lang", "kk")
    assert done.status in (1, 2)
    assert "мұндай файл жоқ" in done.err or "тапсырмалар файлы жоқ" in done.err


def test_a_file_with_an_error_is_not_written_unless_part_of_it_will_do(folder: Path) -> None:
    (folder / "broken.gift").write_text("::a::fine{=a ~b}\n\nWhich?{=a ~b\n", encoding="utf-8")
    done = qoima(folder, "convert", "broken.gift", "out.xml")
    assert (done.status, done.out) == (1, "")
    assert "broken.gift:3:7: error[GFT001]" in done.err
    assert not (folder / "out.xml").exists()
    assert qoima(folder, "convert", "broken.gift", "out.xml", "--partial").status == 1
    assert len(dumped(folder, "out.xml")[0]["items"]) == 1


def test_what_a_format_cannot_carry_is_said(folder: Path) -> None:
    (folder / "essay.yaml").write_text(
        "items:\n  - {id: a, stem: Why?, essay: {lines: 3}, points: 2}\n", encoding="utf-8"
    )
    done = qoima(folder, "convert", "essay.yaml", "essay.gift")
    assert done.status == 0
    assert done.err.count("warning[LOS003]") == 2


def peak_kib(folder: Path, *words: str) -> int:
    """The most memory that a command took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    script = f"import resource, sys, subprocess; sys.argv = ['qoima', *{list(words)!r}]\n" + (
        "from qoima.cli.main import main\n"
        "try: main()\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [COMMAND[0], "-c", script], cwd=folder, env=environment(), capture_output=True, text=True, timeout=SECONDS
    )
    assert before >= 0
    assert done.returncode == 0, done.stderr
    return int(done.stderr.split()[-1])


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    text = "".join(f"::q{n}::What is {n}?{{=right {n} ~wrong {n}}}\n\n" for n in range(2000))
    for number in range(12):
        (tmp_path / f"in/{number:02}").mkdir(parents=True)
        (tmp_path / f"in/{number:02}/bank.gift").write_text(text, encoding="utf-8")
    files = [str(file) for file in sorted((tmp_path / "in").rglob("*.gift"))]
    assert peak_kib(tmp_path, "dump", *files) < 1.25 * peak_kib(tmp_path, "dump", files[0])
    one = peak_kib(tmp_path, "convert", files[0], "one.xml")
    assert peak_kib(tmp_path, "convert", "in", "out", "--to", "moodle-xml") < 1.25 * one


def test_a_file_over_the_limit_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    with (tmp_path / "huge.gift").open("wb") as file:
        file.truncate(1 << 40)
    (line,) = dumped(tmp_path, "huge.gift")
    assert [d["code"] for d in line["diagnostics"]] == ["FIL007"]


@pytest.mark.parametrize("ending", ["gift", "yaml", "txt", "xml"])
def test_60_mb_of_braces_are_read_to_their_end(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"braces.{ending}").write_bytes(b"{" * 60_000_000)
    (line,) = dumped(tmp_path, f"braces.{ending}")
    assert any(d["severity"] == "error" for d in line["diagnostics"])


def test_a_pipe_that_closes_early_is_no_bug(folder: Path) -> None:
    command = f"{' '.join(COMMAND)} dump {'bank.gift ' * 400}| head -c 10"
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env={**environment(), "PATH": os.environ["PATH"]}, capture_output=True,
        text=True, timeout=SECONDS,
    )  # fmt: skip
    assert Done(done.returncode, done.stdout, done.stderr).err == ""

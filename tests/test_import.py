"""`qoima import`: what teachers typed for other programs becomes bank YAML, and what was taken for what is said."""

from pathlib import Path

import pytest

from processes import qoima

TYPED = """\
Какой протокол шифрует
трафик сайта?
а) HTTP
б) FTP
в) HTTPS
Ответ: в

Жасырын кілт қайда сақталады?
А. Файлда
В. Жадта
С. Дискіде
Жауап: В
"""
BANK = """\
items:
  - stem: Какой протокол шифрует трафик сайта?
    correct: HTTPS
    distractors: [HTTP, FTP]
  - stem: Жасырын кілт қайда сақталады?
    correct: Жадта
    distractors: [Файлда, Дискіде]
"""


def test_aiken_as_people_type_it_becomes_a_bank(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(TYPED, encoding="utf-8")
    done = qoima(tmp_path, "import", "old.txt", "--from", "aiken")
    assert (done.status, done.out) == (0, "old.yaml\n")
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8") == BANK
    assert {word for word in done.err.split() if "AIK" in word} == {
        "warning[AIK020]",
        "info[AIK021]",
        "info[AIK023]",
        "info[AIK024]",
    }


def test_a_key_is_never_guessed(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(TYPED.replace("Ответ: в", "Ответ: е"), encoding="utf-8")
    done = qoima(tmp_path, "import", "old.txt", "--from", "aiken")
    assert (done.status, done.out) == (1, "")
    assert "old.txt:6:" in done.err
    assert not (tmp_path / "old.yaml").exists()
    assert qoima(tmp_path, "import", "old.txt", "--from", "aiken", "--partial").status == 1
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8").count("stem:") == 1


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1251", "Windows-1251"), ("cp866", "CP866"), ("koi8-r", "KOI8-R"), ("utf-16", "UTF-16")],
)
def test_a_file_in_an_old_encoding_is_converted_and_it_is_said(tmp_path: Path, encoding: str, said: str) -> None:
    russian = TYPED.split("Жасырын")[0]
    (tmp_path / "old.txt").write_text(russian.replace("\n", "\r\n"), encoding=encoding, newline="")
    done = qoima(tmp_path, "import", "old.txt", "--from", "aiken")
    assert done.status == 0
    assert f"warning[FIL020] the file is not UTF-8; it has been read as {said}\n" in done.err
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8") == BANK.split("  - stem: Жасырын")[0]


def test_kazakh_in_utf_16_is_read(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(TYPED, encoding="utf-16")
    assert qoima(tmp_path, "import", "old.txt", "--from", "aiken").status == 0
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8") == BANK


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TYPED.split("Жасырын")[0].upper(), "cp1251"), (TYPED, "kz1048"), ("Größe?\nA) x\nB) y\nANSWER: A", "latin-1")],
)
def test_an_encoding_that_is_not_sure_is_refused(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "old.txt").write_text(text, encoding=encoding)
    done = qoima(tmp_path, "import", "old.txt", "--from", "aiken")
    assert (done.status, done.out) == (1, "")
    assert "error[FIL002]" in done.err


def test_what_moodle_reads_is_never_converted(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("Что?\nA) да\nB) нет\nANSWER: A\n", encoding="cp1251")
    done = qoima(tmp_path, "convert", "old.txt", "old.gift")
    assert done.status == 1
    assert "error[FIL002]" in done.err


def test_a_bank_that_exists_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(TYPED, encoding="utf-8")
    (tmp_path / "old.yaml").write_text("precious", encoding="utf-8")
    assert qoima(tmp_path, "import", "old.txt", "--from", "aiken").status == 2
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8") == "precious"
    assert qoima(tmp_path, "import", "old.txt", "--from", "aiken", "--out", "new/rk1.yaml").status == 0
    assert (tmp_path / "new/rk1.yaml").read_text(encoding="utf-8") == BANK


def test_without_a_format_it_says_which_there_are(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(TYPED, encoding="utf-8")
    done = qoima(tmp_path, "import", "old.txt")
    assert done.status == 2
    assert "aiken" in done.err

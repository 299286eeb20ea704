"""`qoima import`: what teachers typed for other programs becomes bank YAML, and what was taken for what is said."""

from pathlib import Path

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

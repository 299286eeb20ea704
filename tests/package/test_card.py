"""The page for the administrator: its numbers are those of the quiz, its words those of Moodle, and no key is on it."""

import re
from pathlib import Path

import pytest
from handed_over import handed, refuse, rename
from lxml import html

from processes import COURSE, EXAM, edit, small
from qoima.core.words import LANGUAGES, names
from qoima.deliver.card.risky import riskiest
from qoima.formats.messages import catalogue
from qoima.formats.moodle.question import File, Question, Rich

OPTION = "Longer timers"
"""An answer of the live bank."""

SAID = {
    "kk": ("Компьютерлік желілер", "Айгерим", "күзгі, 2026–2027 оқу жылы", "2026 жылғы 22 қараша", "«Course reuse»"),
    "ru": ("Компьютерные сети", "Айгерим Омарова", "осенний, 2026–2027", "22 ноября 2026 г.", "Приступить к"),
    "en": ("Computer Networks", "Aigerim Omarova", "autumn, academic year 2026–2027", "22 November 2026", "Perform"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path / "root")


def card(root: Path, lang: str = "en", name: str = "card.{lang}.html") -> str:
    out = root.parent / "out"
    handed(root, out, with_drafts="draft" in name)
    return (out / "moodle/networks/en" / name.format(lang=lang)).read_text(encoding="utf-8")


def shown(page: str) -> str:
    """The words that a reader sees."""
    return " ".join(html.document_fromstring(page).find("body").text_content().split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_speaks_its_language(root: Path, lang: str) -> None:
    page = card(root, lang)
    text = shown(page)
    assert f'<html lang="{lang}">' in page
    for words in (word for word in SAID[lang] if word != "Айгерим" or lang != "kk"):
        assert words in text
    assert not re.search(r"[{}`*]", text)


def test_the_numbers_are_those_of_the_quiz(root: Path) -> None:
    rows = html.document_fromstring(card(root)).xpath("//table[@class='found']/tbody/tr")
    cells = [" ".join(cell.text_content().split()) for cell in rows[0]]
    assert cells[0].endswith("examination · EN")
    assert cells[1:] == [
        "easy 2 + medium 2 + hard 1 = 5", "2 + 2 + 1 = 5", "50", "1", "21.12.2026 09:00 – 21.12.2026 18:00", "1",
    ]  # fmt: skip
    edit(root / COURSE, "questions: 5, minutes: 50, attempts: 1", "questions: 3, minutes: 40, attempts: 2")
    rows = html.document_fromstring(card(root)).xpath("//table[@class='found']/tbody/tr")
    assert [" ".join(cell.text_content().split()) for cell in rows[0]][2:5] == ["1 + 1 + 1 = 3", "40", "2"]


def test_neither_texts_nor_keys_nor_addresses_of_people_are_on_it(root: Path) -> None:
    assert OPTION in (root / EXAM).read_text(encoding="utf-8")
    page = card(root)
    assert OPTION not in page
    assert "@" not in shown(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_asks_no_other_host_for_anything(root: Path, lang: str) -> None:
    page = html.document_fromstring(card(root, lang))
    assert page.xpath("//@src | //@href | //script | //link | //@style | //iframe") == []
    assert page.xpath("//meta[@http-equiv]/@content")[0].startswith("default-src 'none'")


def test_a_hostile_name_stays_a_name(root: Path) -> None:
    name = "A <script>alert(1)</script> & `rm` *b* {x}"
    rename(root, name)
    page = card(root)
    assert shown(page).count(name) >= 1
    assert html.document_fromstring(page).xpath("//script | //h1/b | //h1/code") == []


def test_a_bank_that_is_kept_back_is_named_with_the_reason(root: Path) -> None:
    refuse(root)
    text = shown(card(root, "ru"))
    assert "Чего здесь нет exam: " in text
    assert "exam.mbz" not in text
    assert "ЧЕРНОВИК" in shown(card(root, "ru", "card.{lang}.draft.html"))


def test_the_words_are_there_in_all_languages_with_the_same_values() -> None:
    held = {lang: {k: names(t) for k, t in catalogue(lang).items() if k.startswith("card.")} for lang in LANGUAGES}
    assert held["en"] == held["ru"] == held["kk"]


def question(id: str, text: str, *files: File) -> Question:
    return Question(qtype="essay", name=id, idnumber=id, text=Rich(text, files))


def test_what_may_break_in_several_ways_is_looked_at_first_and_each_way_once() -> None:
    found = riskiest(
        [
            question("plain", "<p>words</p>"),
            *(question(f"table-{n}", "<table><tr><td><code>x</code></td></tr></table>") for n in range(6)),
            question("sum", r"<p>\(x\)</p>"),
            question("picture", '<p><img src="@@PLUGINFILE@@/a.png" alt=""></p>', File("a.png", b"")),
        ]
    )
    assert [one.id for one in found] == ["picture", "table-0", "sum", "table-1", "table-2"]
    assert found[1].signs == ("table", "code")
    assert riskiest([question("plain", "<p>words</p>")])[0].signs == ()

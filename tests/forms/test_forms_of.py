"""The forms that a department prints: what stands in them, in each language, and what must not."""

import re
from datetime import date
from typing import Literal

import pytest
from lxml import html

from processes import CASES
from qoima.cli.checking.profiles import packaged_profiles
from qoima.cli.files import load_here
from qoima.core.words import LANGUAGES
from qoima.formats.messages import catalogue
from qoima.forms.files import forms_of
from qoima.model.bank import Passport
from qoima.model.people import Appointment
from qoima.model.repository import Repository
from qoima.model.review import Findings, Review
from qoima.model.text import LocalText

REVIEW = "conclusion-2026-09-01-exam"
BLANK = ".//span[@class='blank']"


@pytest.fixture(scope="module")
def repository() -> Repository:
    return load_here(CASES / "small" / "in")[0]


def with_(repository: Repository, **changed: object) -> Repository:
    held = {name: getattr(repository, name) for name in Repository.__dataclass_fields__}
    return Repository(**{**held, **changed})  # type: ignore[arg-type]  # one field of a value


def page(repository: Repository, name: str) -> html.HtmlElement:
    return html.document_fromstring(forms_of(repository, "networks", "en", packaged_profiles())[name].decode())


def text(element: html.HtmlElement) -> str:
    for style in element.iter("style"):
        style.text = ""
    return " ".join(element.text_content().replace("\xa0", " ").split())


def facts(element: html.HtmlElement) -> list[tuple[str, str]]:
    """What and its value, of the numbered rows."""
    return [(text(row[1]), text(row[2])) for row in element.iterfind(".//table[@class='facts']//tr")]


def test_each_form_is_there_in_three_languages(repository: Repository) -> None:
    files = forms_of(repository, "networks", "en", packaged_profiles())
    assert list(files) == [
        f"{n}.{lang}.html" for n in (REVIEW, "control-plan", "passport") for lang in sorted(LANGUAGES)
    ]
    assert files == forms_of(repository, "networks", "en", packaged_profiles())
    assert forms_of(repository, "no-course", "en", packaged_profiles()) == {}


def test_the_words_are_there_in_each_language() -> None:
    keys = [{key for key in catalogue(lang) if key.startswith("form.")} for lang in LANGUAGES]
    assert keys[0] == keys[1] == keys[2]


def test_the_passport_has_its_five_facts_in_the_order_of_the_regulation(repository: Repository) -> None:
    rows = facts(page(repository, "passport.ru.html"))
    assert [what for what, _ in rows] == [
        "Наименование дисциплины",
        "Образовательная программа",
        "Язык обучения",
        "Список составителей, участвовавших в разработке",
        "Перечень справочных материалов (таблиц, графиков, схем и т. п.), разрешённых к использованию на экзамене и "
        "необходимых для выполнения заданий",
    ]
    name, programme, language, compilers, materials = (value for _, value in rows)
    assert (name, programme) == ("Компьютерные сети", "6B06103 Информационные системы")
    assert (language, materials) == ("английский", "не предусмотрены")
    assert re.search("Омарова.*Ли", compilers)
    said = text(page(repository, "passport.kk.html"))
    assert "Нысан «ШҚУ Е 022-21» құжатының 5.22, 5.27 тармақтары бойынша құрастырылды" in said


def test_what_the_clause_does_not_ask_for_stands_apart(repository: Repository) -> None:
    apart = page(repository, "passport.en.html").find(".//section[@class='apart']")
    rows = [[text(cell) for cell in row] for row in apart.iterfind(".//tr")]
    assert ["Interim attestation (examination) (exam)", "5", "2", "2", "1"] in rows
    assert ["2026–2027", "28.08.2026", "First edition of the base"] in rows


def test_missing_facts_are_lines_to_fill_in(repository: Repository) -> None:
    bare = with_(repository, passports=())
    found = page(bare, "passport.en.html")
    rows = found.findall(".//table[@class='facts']//tr")
    assert [bool(row.findall(BLANK)) for row in rows] == [False, True, False, True, True]
    assert text(rows[3][2]) == ""
    assert found.find(BLANK).get("aria-label") == "fill in by hand"


def test_who_has_been_appointed_by_whom_is_said(repository: Repository) -> None:
    passport = Passport(folder=("networks", "en"), responsible="b-li",
                        appointment=Appointment(by="e-kovaleva", date=date(2026, 8, 25)))  # fmt: skip
    said = text(page(with_(repository, passports=(passport,)), "passport.ru.html"))
    assert re.search(r"Назначение: .+, 25 августа 2026 г\.", said)


def test_a_conclusion_has_what_the_regulation_asks_for(repository: Repository) -> None:
    found = page(repository, f"{REVIEW}.ru.html")
    rows = dict(facts(found))
    order = rows["Приказ председателя правления – ректора об утверждении состава экспертов"]
    assert order.startswith("№ 57 от 16 марта 2026 г. Учебный год: 2026–2027 Служебная записка заведующего кафедрой:")
    assert order.endswith("10 марта 2026 г.")
    assert rows["Вид экспертизы"] == "первичная"
    assert rows["Соответствие типовой учебной программе (при её наличии)"] == (
        "типовая учебная программа не предусмотрена"
    )
    said = text(found)
    assert "Использование данной базы тестовых заданий для компьютерного и письменного тестирования возможно." in said
    assert "Дата заключения: 1 сентября 2026 г." in said
    assert "замечаний нет" in said
    assert repository.reviews[0].digest in said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("kk", "Тест тапсырмаларының осы базасын жазбаша тестілеу үшін пайдалануға болмайды."),
        ("ru", "Использование данной базы тестовых заданий для письменного тестирования невозможно."),
        ("en", "The use of this base of test items for written testing is impossible."),
    ],
)
def test_a_refusal_says_for_what(repository: Repository, lang: Literal["kk", "ru", "en"], said: str) -> None:
    assert said in text(page(with_(repository, reviews=(review(modes=("written",)),)), f"conclusion-x.{lang}.html"))


def review(**more: object) -> Review:
    held = {"verdict": "impossible", "digest": "0" * 64, "controls": ("exam",), "experts": ("e-kovaleva",), **more}
    return Review(folder=("networks", "en"), name="x", date=date(2026, 9, 1), **held)  # type: ignore[arg-type]


def test_remarks_stand_by_item_and_what_is_not_said_is_a_line(repository: Repository) -> None:
    remarks = {"nw-exam-2": LocalText((("en", "Too <b>long</b>"),))}
    sheet = review(remarks=remarks, findings=Findings(ses=LocalText((("ru", "Да"),))))
    found = page(with_(repository, reviews=(sheet,)), "conclusion-x.kk.html")
    rows = [[text(cell) for cell in row] for row in found.iter("tr")]
    assert ["nw-exam-2", "Too <b>long</b>"] in rows
    assert found.findall(".//*[@lang='ru']")[0].text == "Да"
    findings = found.findall(".//table[@class='facts']")[1].findall(".//tr")
    assert [bool(row.findall(BLANK)) for row in findings] == [False, True, True, True, True]


def test_levels_are_counted_only_while_the_items_are_those_that_were_seen(repository: Repository) -> None:
    changed = review(seen={item.id: "0" * 16 for item in repository.banks[0].items})
    said = text(page(with_(repository, reviews=(changed,)), "conclusion-x.en.html"))
    assert "Test items reviewed: 5" in said
    assert "Simple:" not in said


def test_a_sheet_that_waits_for_a_signature_is_no_conclusion(repository: Repository) -> None:
    draft = with_(repository, reviews=(review(digest=""),))
    assert not [n for n in forms_of(draft, "networks", "en", packaged_profiles()) if n.startswith("conclusion")]


def test_the_control_plan_has_a_row_a_control(repository: Repository) -> None:
    found = page(repository, "control-plan.en.html")
    rows = {
        text(row[0]): [text(cell) for cell in row[1:]] for row in found.iterfind(".//table[@class='plan']/tbody/tr")
    }
    assert rows["Midterm control 1 (rk1)"] == ["project", "6", "1", "—", "—", "—", "—", "department, No. 1, 28.08.2026"]
    exam = rows["Interim attestation (examination) (exam)"]
    assert exam[:2] == ["test", "21.12.2026"]
    assert exam[6] == "5"


def test_no_form_shows_an_item_or_its_key(repository: Repository) -> None:
    files = forms_of(repository, "networks", "en", packaged_profiles())
    said = " ".join(text(html.document_fromstring(data.decode())) for data in files.values())
    items = repository.banks[0].items
    assert not [one.source for item in items for one in item.all_texts() if len(one.source) > 4 and one.source in said]


def test_a_form_needs_nothing_else(repository: Repository) -> None:
    for name, data in forms_of(repository, "networks", "en", packaged_profiles()).items():
        held = data.decode()
        assert not re.search(r"https?:|<script|src=|href=|url\(", held), name
        assert (
            html.document_fromstring(held).find(".//meta[@http-equiv]").get("content").startswith("default-src 'none'")
        )
        assert html.document_fromstring(held).get("lang") == name.split(".")[-2]

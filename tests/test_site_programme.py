"""The page of a programme: structure, choices, arrows, shares of credits, and what it says to machines."""

import json
import re

import lxml.html
import pytest

import trial_site
from qoima.core.source import NOWHERE
from qoima.model.course import Course
from qoima.model.programme import Component, Programme
from qoima.model.published import Published
from qoima.model.text import LocalText
from qoima.site.edition import Edition
from qoima.site.index import index_of
from qoima.site.pages.programme import programme_page
from qoima.site.pages.programme_diagram import CELL, INSET, diagram
from qoima.site.pages.programme_parts import Part, Semester, Share, credits, semesters, shares
from qoima.site.wording import Wording


@pytest.fixture(scope="module")
def trial() -> Published:
    return trial_site.trial()


def page(trial: Published, lang: str, id: str) -> str:
    edition = Edition(trial, Wording(lang, "kk"))
    programme = next(p for p in trial.programmes if p.id == id)
    return programme_page(edition, programme, index_of(trial))


def tree(text: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(text.split("---\n", 2)[2])


def words_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def component(course: str = "", **given: object) -> Component:
    return Component(at=NOWHERE, course=course, **given)


def programme(*components: Component, total: int | None = None) -> Programme:
    return Programme(at=NOWHERE, id="P", name=LocalText((("kk", "P"),)), components=components, total_credits=total)


def course(id: str, *needs: str) -> Course:
    name = LocalText((("kk", id),))
    return Course(at=NOWHERE, id=id, name=name, status="draft", teaching=(), prerequisites=needs)


def part(id: str, *needs: str, slot: str = "", choices: int = 0) -> Part:
    return Part(component(id, slot=slot), course(id), tuple(course(one) for one in needs), choices)


def test_facts_are_those_of_the_file(trial: Published) -> None:
    facts = words_of(tree(page(trial, "ru", "7M05302")).find_class("q-facts")[0])
    assert facts == (
        "Код 7M05302 Уровень Магистратура Форма обучения Вечерняя Кредиты 60 "
        "Языки дисциплин казахский, русский, английский Направление подготовки Авиационная техника и технологии"
    )
    assert "Направление" not in words_of(tree(page(trial, "ru", "6B05301")).find_class("q-facts")[0])


def test_the_table_has_every_component_by_semester(trial: Published) -> None:
    table = tree(page(trial, "en", "7M05302")).find_class("q-components")[0]
    assert [words_of(row) for row in table.iter("tr")][1:] == [
        "Semester 1 10",
        "CS1101 C & C++ <шаблондар>_және_*нұсқағыштар* 5 Core Distance learning Russian",
        "Mathematics 5 Core On campus",
        "Semester 3 15",
        "Practical training Practical training 10 Core",
        "PH2201 Signals 5 Elective: one of 2 On campus Kazakh, English C & C++ <шаблондар>_және_*нұсқағыштар*",
        "Lasers 4 Elective: one of 2 On campus",
        "Without a fixed semester 20",
        "Зерттеу <b>жұмысы</b> Research 20 Core",
    ]


def test_the_diagram_says_in_words_what_its_arrows_show(trial: Published) -> None:
    found = tree(page(trial, "ru", "7M05302"))
    boxes = {words_of(box.find_class("q-unit-name")[0]): box for box in found.find_class("q-unit")}
    assert list(boxes) == [
        "C & C++ <шаблоны>", "Математика", "Практика", "Сигналы", "Лазеры", "Зерттеу <b>жұмысы</b>",
    ]  # fmt: skip
    assert words_of(boxes["Сигналы"]).endswith("Пререквизиты: C & C++ <шаблоны>")
    assert "q-pointed" in boxes["Сигналы"].get("class")
    assert boxes["Сигналы"].find(".//a").get("href") == "../courses/signals.html"
    assert boxes["Зерттеу <b>жұмысы</b>"].find(".//span[@lang='kk']") is not None
    assert len(found.find_class("q-arrows")[0].findall("path")) == 1
    assert found.find_class("q-choice")[0].get("style") == "grid-column: 2; grid-row: 3 / span 2"


def test_every_share_is_said_in_credits_and_percent(trial: Published) -> None:
    held = tree(page(trial, "ru", "7M05302")).find_class("q-credit-shares")[0]
    assert [words_of(one) for one in held.iter("section")] == [
        "Обязательные и по выбору Обязательные 40 кредитов 67 % По выбору 5 кредитов 8 % "
        "Не перечислены 15 кредитов 25 %",
        "Виды компонентов Дисциплины 15 кредитов 25 % Практика 10 кредитов 17 % "
        "Научно-исследовательская работа 20 кредитов 33 % Не перечислены 15 кредитов 25 %",
        "Дистанционное обучение Дистанционно 5 кредитов 8 % Не дистанционно 40 кредитов 67 % "
        "Не перечислены 15 кредитов 25 %",
    ]


def test_of_electives_with_one_slot_one_counts() -> None:
    choice = [component("a", credits=5, slot="s"), component("b", credits=6, slot="s"), component("c", credits=4)]
    assert credits(choice) == 10
    held = shares(programme(*choice, total=20), lambda c: c.slot or "core", ("core", "s"))
    assert held == [Share("core", 4, 20), Share("s", 6, 30), Share("rest", 10, 50)]


@pytest.mark.parametrize("counts", [(1, 1, 1), (2, 2, 3), (1, 199), (7,), (33, 33, 34, 1)])
def test_percents_are_a_hundred_together(counts: tuple[int, ...]) -> None:
    parts = [component(str(n), credits=count) for n, count in enumerate(counts)]
    held = shares(programme(*parts), lambda c: c.course, ())
    assert sum(share.percent for share in held) == 100
    assert [share.credits for share in held] == list(counts)


def test_a_programme_without_credits_or_components_has_no_shares_and_no_diagram(trial: Published) -> None:
    empty = programme(total=240)
    assert shares(empty, lambda c: c.part, ("core",)) == []
    assert diagram(semesters(empty, index_of(trial))) is None
    text = programme_page(Edition(trial, Wording("en", "kk")), empty, index_of(trial))
    assert "No courses have been entered yet." in text
    assert "q-credit-shares" not in text


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_an_arrow_goes_from_the_side_of_one_box_to_the_side_of_another() -> None:
    held = diagram([Semester(1, (part("a"), part("b"))), Semester(2, (part("c", "b"),))])
    assert held is not None
    (path,) = held.arrows
    assert points(path)[0] == (CELL - INSET, 1.5 * CELL)
    assert points(path)[-1] == (CELL + INSET, 0.5 * CELL)


def test_a_long_arrow_keeps_out_of_the_boxes_between() -> None:
    first = Semester(1, tuple(part(str(n)) for n in range(5)))
    last = Semester(4, tuple(part(f"z{n}", str(n)) for n in range(5)))
    between = [Semester(n, tuple(part(f"{n}-{row}") for row in range(5))) for n in (2, 3)]
    held = diagram([first, *between, last])
    assert held is not None
    assert len(held.arrows) == 5
    for path in held.arrows:
        for x, y in points(path):
            in_box = CELL * 1 + INSET < x < CELL * 3 - INSET and 10 < y % CELL < 90
            assert not in_box, path


def test_what_leads_back_in_time_is_no_arrow() -> None:
    held = diagram([Semester(1, (part("a", "b"),)), Semester(2, (part("b"),))])
    assert held is not None
    assert held.arrows == ()


def test_courses_of_one_semester_may_need_each_other() -> None:
    held = diagram([Semester(1, (part("a"), part("b", "a")))])
    assert held is not None
    (path,) = held.arrows
    assert points(path)[0] == (INSET, 0.5 * CELL)
    assert points(path)[-1] == (INSET, 1.5 * CELL)


def test_a_course_stands_near_what_it_needs_and_a_slot_stays_together() -> None:
    first = Semester(1, (part("a"), part("b"), part("c")))
    second = Semester(2, (part("x", "c"), part("s1", slot="s", choices=2), part("s2", "a", slot="s", choices=2)))
    held = diagram([first, second])
    assert held is not None
    assert [box.part.component.course for box in held.columns[1].boxes] == ["s1", "s2", "x"]
    assert [(frame.column, frame.row, frame.rows) for frame in held.frames] == [(1, 0, 2)]


def test_machines_are_told_what_the_programme_is(trial: Published) -> None:
    front = page(trial, "ru", "7M05302").split("---\n", 2)[1]
    data = json.loads(json.loads(re.search(r"^json_ld: (.*)$", front, re.M)[1]))
    assert data["@type"] == "EducationalOccupationalProgram"
    assert data["name"] == "Прикладная физика & <техника>"
    assert data["provider"]["name"] == "Пробный университет"
    assert data["numberOfCredits"] == 60
    assert data["educationalProgramMode"] == "part-time"
    assert [one["url"] for one in data["hasCourse"]] == [
        "https://trial.example.kz/study/ru/courses/cpp.html",
        "https://trial.example.kz/study/ru/courses/signals.html",
    ]

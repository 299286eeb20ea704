"""The page of a MOOC: what of its description learners see, and what never leaves the house."""

import datetime
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

import trial_site
from page_trees import made_by, select, tree, words_of
from qoima.model.mooc import Mooc
from qoima.model.mooc_tasks import GradeBands
from qoima.model.text import LocalText
from qoima.site.own_moocs import own_mooc
from qoima.site.pages import integration, mooc, mooc_parts


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made_by(integration, mooc)


@pytest.fixture(scope="module")
def waves() -> Mooc:
    return next(one for one in trial_site.trial().moocs if one.id == "waves")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("kk", ["Бастапқы", "6.5 ак", "Трейлер", "80 пайыздан бастап", "Барлығына", "өлшейді", "5–11 қазан"]),
        ("ru", ["Начальный", "6.5 ак", "Трейлер", "от 80 %", "Для всех", "измеряет", "5–11 октября"]),
        ("en", ["Beginner", "6.5 academic h", "The trailer", "from 80 %", "Everybody", "measures", "5–11 October"]),
    ],
)
def test_the_description_stands_on_the_page_in_the_three_languages(
    files: dict[str, bytes], lang: str, said: list[str]
) -> None:
    shown = words_of(tree(files, f"{lang}/moocs/waves.md"))
    if lang != "en":
        said = [text.replace("6.5", "6,5") for text in said]
    assert not [text for text in said if text not in shown]


@pytest.mark.parametrize("lang", trial_site.LANGUAGES)
def test_papers_of_the_house_are_on_no_page(files: dict[str, bytes], lang: str) -> None:
    page = files[f"docs/{lang}/moocs/waves.md"].decode()
    inside = (
        "ecret",
        "3735",
        "2026-09-15",
        "15 September",
        "recommended",
        "ProRes",
        "1920",
        "F.CAIDD",
        "a.serik@",
        "CC BY",
    )
    assert not [word for word in inside if word in page]


def test_lessons_are_numbered_through_the_course_and_show_what_they_have(files: dict[str, bytes]) -> None:
    page = tree(files, "en/moocs/waves.md")
    lessons = select(page, ".q-lessons > li")
    assert [lesson.get("value") for lesson in lessons] == ["1", "2", "3"]
    has = [words_of(one) for one in select(lessons[0], ".q-has > li")]
    assert has == [
        "Video lecture · 7.5 min",
        "Video lecture · 8 min",
        "Reading",
        "External source · A film about clocks",
        "4 self-check questions",
    ]
    links = [a.get("href") for a in select(lessons[0], "a")]
    assert links == [
        "https://mooc.example.kz/waves/v1",
        "https://mooc.example.kz/waves/v2",
        "https://mooc.example.kz/waves/l1.pdf",
    ]


def test_what_comes_after_the_lessons_keeps_the_order_of_the_module(files: dict[str, bytes]) -> None:
    module = select(tree(files, "en/moocs/waves.md"), "#module-1")[0]
    parts = [task.get("class").split()[1] for task in select(module, ".q-task")]
    assert parts == ["q-task-practical", "q-task-forum", "q-task-assessment"]
    practical, _, test = select(module, ".q-task")
    assert "does not count towards the grade" in words_of(practical)
    assert "reviewers do not see names" in words_of(practical)
    assert "1 Handed in with an error" in words_of(practical)
    assert "40 % of the final grade" in words_of(test)


def test_the_workload_is_added_up(files: dict[str, bytes]) -> None:
    table = select(tree(files, "en/moocs/waves.md"), "table.q-workload")[0]
    rows = [[words_of(cell) for cell in row] for row in select(table, "tr")]
    assert rows[1:] == [
        ["1. Oscillations", "2", "15.5", "2", "2", "4"],
        ["2. Waves", "1", "0", "0", "0", "2.5"],
        ["Total", "3", "15.5", "2", "3", "6.5"],
    ]


def test_weights_bands_and_exceptions_are_told(files: dict[str, bytes]) -> None:
    page = tree(files, "en/moocs/waves.md")
    assert [words_of(li) for li in select(page, ".q-legend > li")] == ["A test 40 %", "The final test 60 %"]
    assert [words_of(li) for li in select(page, ".q-bands > li")] == [
        "below 50 % The course is not passed",
        "from 50 % The course is passed",
        "from 80 % Passed, a certificate is issued",
    ]
    shown = words_of(page)
    assert "1 graded task may be left out." in shown
    assert "The 2 lowest results are not counted." in shown
    assert "For a fee" in shown


def test_people_programme_courses_and_maps_are_linked(files: dict[str, bytes]) -> None:
    links = {a.get("href") for a in select(tree(files, "kk/moocs/waves.md"), "a")}
    assert {
        "../people.html#a-serik",
        "../programmes/6B05301.html",
        "../courses/signals.html",
        "../maps/signals.html",
        "https://mooc.example.kz/waves",
    } <= links
    assert "../moocs/waves.html" in {a.get("href") for a in select(tree(files, "kk/maps/signals.md"), "a")}


@pytest.mark.parametrize("lang", trial_site.LANGUAGES)
def test_a_mooc_of_which_little_is_known_has_a_page(files: dict[str, bytes], lang: str) -> None:
    page = files[f"docs/{lang}/moocs/bare.md"].decode()
    assert "## " not in page
    assert words_of(tree(files, f"{lang}/moocs/bare.md")).count("Жалаң <курс>") >= 1


def test_texts_in_one_language_are_marked_and_noted_once(files: dict[str, bytes]) -> None:
    page = tree(files, "ru/moocs/waves.md")
    assert [words_of(p) for p in select(page, "p.q-only")] == [
        "Часть текстов этого раздела доступна только на английском языке."
    ] * 2
    assert select(page, ".q-task-forum [lang=en]")


def test_machines_read_a_free_online_course(files: dict[str, bytes]) -> None:
    page = files["docs/en/moocs/waves.md"].decode()
    data = json.loads(re.search(r"^json_ld: (.*)$", page, re.M)[1])
    data = json.loads(data) if isinstance(data, str) else data
    assert data["@type"] == "Course"
    assert data["isAccessibleForFree"] is True
    instance = data["hasCourseInstance"][0]
    assert instance["courseMode"] == "online"
    assert (instance["startDate"], instance["endDate"]) == ("2026-10-05", "2026-10-20")
    assert [person["name"] for person in instance["instructor"]] == ["Aisha Serik"]


def test_the_calendar_reaches_from_the_first_day_to_the_last(waves: Mooc) -> None:
    bars = mooc_parts.run(waves)
    assert [(bar.kind, bar.number) for bar in bars] == [("registration", 0), ("module", 1), ("module", 2), ("final", 0)]
    assert bars[0].left == "0"
    assert (bars[1].left, bars[1].width) == ("30.43", "30.43")
    assert Decimal(bars[-1].left) + Decimal(bars[-1].width) == 100


def test_a_module_that_closes_before_it_opens_has_no_bar(waves: Mooc) -> None:
    module = replace(waves.modules[0], closes=datetime.date(2020, 1, 1))
    broken = replace(waves, modules=(module,), launch=None, final=None)
    assert mooc_parts.run(broken) == []


@pytest.mark.parametrize(("passed", "certificate"), [(80, 50), (0, 100), (None, None), (-5, 140)])
def test_bands_that_make_no_scale_are_not_drawn(passed: int | None, certificate: int | None) -> None:
    bands = GradeBands(
        pass_percent=None if passed is None else Decimal(passed),
        certificate_percent=None if certificate is None else Decimal(certificate),
    )
    assert mooc_parts.zones(bands) == []


def test_one_band_alone_makes_two_zones() -> None:
    zones = mooc_parts.zones(GradeBands(pass_percent=Decimal("37.5")))
    assert [(zone.kind, zone.width) for zone in zones] == [("below", "37.5"), ("pass", "62.5")]


def test_an_own_mooc_is_found_by_id_address_or_name(waves: Mooc) -> None:
    assert own_mooc([waves], None, id="waves") is waves
    assert own_mooc([waves], None, url="https://mooc.example.kz/waves/") is waves
    assert own_mooc([waves], LocalText((("xx", "oscillations AND waves"),))) is waves
    assert own_mooc([waves], "Another", url="https://mooc.example.kz/other", id="other") is None
    assert own_mooc([waves], LocalText((("en", " "),))) is None

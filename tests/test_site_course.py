"""The pages of courses: what they tell, where the chart puts it, what machines read, and the calendar."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import lxml.html
import pytest
from icalendar import Calendar

import trial_site
from qoima.core.words import LANGUAGES
from qoima.model.calendar import Period, Term
from qoima.model.control_plan import Control
from qoima.model.course import Course
from qoima.model.course_package import Consultation
from qoima.site.edition import Edition
from qoima.site.pages.calendar_file import calendar
from qoima.site.pages.course import SECTIONS
from qoima.site.pages.course_people import consultations_before, ranges
from qoima.site.pages.course_plan import plan
from qoima.site.wording import Wording


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return trial_site.staged()


@pytest.fixture(scope="module")
def optics() -> Course:
    return next(c for c in trial_site.trial().courses if c.id == "optics")


def page(files: dict[str, bytes], path: str) -> str:
    return files[f"docs/{path}.md"].decode()


def tree(files: dict[str, bytes], path: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(page(files, path).split("---\n", 2)[2])


def text_of(files: dict[str, bytes], path: str) -> str:
    return " ".join(" ".join(tree(files, path).itertext()).split())


def test_the_page_tells_the_whole_plan(files: dict[str, bytes]) -> None:
    text = text_of(files, "ru/courses/signals")
    for told in (
        "Код PH2201",
        "Язык обучения казахский, английский",
        "Осенний 28 сентября – 18 октября",
        "Экзамен (промежуточная аттестация) Тест 21 декабря",
        "Физика, 2-й семестр",
        "LO1 Вычисляет спектр",
        "Рубежный контроль 1 2-я неделя, 5 октября",
        "Измерение спектра лабораторная работа · выдача — 1-я неделя · срок сдачи — 11 октября",
        "Рубежный контроль 1 Тест · 2-я неделя 5 октября 2026 г., 09:00–18:00 30 вопросов 50 минут 1 попытка",
        "Рубежный контроль 2 Проект · 3-я неделя 12 октября, 09:00 – 14 октября 2026 г., 18:00",
        "начало 21 декабря 2026 г., 09:00 25 вопросов 40 минут 1 попытка",
        "Разрешённые справочные материалы Таблица преобразований",
        "Для допуска нужно сдать Измерение спектра Рубежный контроль 1 Рубежный контроль 2",
        "Лекции 5 ч Лабораторные занятия 3 ч",
        "1-я неделя 28 сентября – 4 октября Ряд из \\(\\sin\\) Лекции: 2 ч · Лабораторные занятия: 1,5 ч",
        "Утверждено: кафедра, протокол № 7 от 28 августа 2026 г.",
        "Айша Серик доктор философии (PhD), профессор",
    ):
        assert told in text, told


def test_prerequisites_lead_both_ways(files: dict[str, bytes]) -> None:
    before, after = tree(files, "kk/courses/signals").find_class("q-way")[0]
    assert before.xpath(".//a/@href") == ["cpp.html"]
    assert after.xpath(".//a/@href") == ["optics.html"]


def test_a_section_without_content_is_left_out(files: dict[str, bytes]) -> None:
    shown = re.findall(r"^## .* \{: #([\w-]+)\}$", page(files, "en/courses/cpp"), re.M)
    assert shown == ["prerequisites", "teachers"]
    assert tree(files, "en/courses/cpp").find_class("q-contents")[0].xpath(".//a/@href") == [f"#{id}" for id in shown]


def test_the_list_of_sections_is_that_of_the_headings(files: dict[str, bytes]) -> None:
    shown = re.findall(r"^## .* \{: #([\w-]+)\}$", page(files, "kk/courses/optics"), re.M)
    assert shown == [id for id in SECTIONS if id != "outcomes"]
    assert tree(files, "kk/courses/optics").find_class("q-contents")[0].xpath(".//a/@href") == [
        f"#{id}" for id in shown
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("course", ["cpp", "optics", "signals"])
def test_no_list_is_empty_no_id_stands_twice_and_no_link_leads_nowhere(
    files: dict[str, bytes], lang: str, course: str
) -> None:
    body = tree(files, f"{lang}/courses/{course}")
    empty = [
        e.tag for e in body.iter("ul", "ol", "dl", "p", "dd", "dt", "li", "b") if not " ".join(e.itertext()).strip()
    ]
    assert empty == []
    ids = Counter(body.xpath("//@id")) + Counter(
        re.findall(r"\{: #([\w-]+)\}", page(files, f"{lang}/courses/{course}"))
    )
    assert [id for id, times in ids.items() if times > 1] == []
    assert {href[1:] for href in body.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    for href in body.xpath("//a/@href"):
        assert href.startswith(("#", "https://", "../")) or re.fullmatch(r"[\w/-]+\.(html|ics)", href), href


def test_a_draft_says_so(files: dict[str, bytes]) -> None:
    assert "Қаралама" in text_of(files, "kk/courses/optics")
    assert "Қаралама" not in text_of(files, "kk/courses/signals")


def test_addresses_that_a_browser_would_run_are_no_links(files: dict[str, bytes]) -> None:
    page_of = page(files, "en/courses/optics") + page(files, "en/courses/optics/lecture-1")
    assert "javascript:" not in page_of
    assert "Ландсберг" in page_of
    assert "&lt;b&gt;Boston&lt;/b&gt;" in page_of


# The chart


def test_the_chart_puts_rows_over_weeks_in_the_order_of_their_ends(optics: Course) -> None:
    year = trial_site.trial().year
    drawn = plan(Wording("en", "kk"), optics, year.term("autumn") if year else None)
    named = [((row.control or row.task).id, row.first, row.last) for row in drawn.rows if row.control or row.task]
    assert named == [
        ("lab-1", 1, 2),
        ("rk1", 2, 2),
        ("lab-2", 2, 3),
        ("cert1", 3, 3),
        ("quiz", 3, 3),
        ("exam", 14, 14),
        ("siw-1", 0, 0),
    ]
    assert (drawn.weeks, drawn.columns) == (3, 14)
    assert [(m.number, m.first, m.last) for m in drawn.months] == [(10, 2, 5), (11, 6, 10), (12, 11, 14)]


def test_without_a_calendar_the_chart_counts_weeks(optics: Course) -> None:
    drawn = plan(Wording("en", "kk"), optics, None)
    assert (drawn.weeks, drawn.columns, drawn.months) == (2, 3, ())
    assert [row.last for row in drawn.rows if row.control and row.control.id == "exam"] == [0]


def test_a_slip_in_a_date_does_not_stretch_the_chart(optics: Course) -> None:
    slip = Control(id="late", kind="interim", opens=datetime(9999, 1, 1))
    year = trial_site.trial().year
    assert year is not None
    drawn = plan(Wording("en", "kk"), replace(optics, controls=(slip,)), year.term("autumn"))
    assert drawn.columns <= 30


def test_a_row_is_read_as_a_list_and_its_bar_is_not(files: dict[str, bytes]) -> None:
    chart = tree(files, "en/courses/optics").find_class("q-plan")[0]
    assert chart.find_class("q-scale")[0].get("aria-hidden") == "true"
    rows = [
        " ".join(" ".join(li.xpath(".//span[@class='q-what']")[0].itertext()).split()) for li in chart.xpath("ol/li")
    ]
    assert rows[:2] == [
        "The focus of a lens laboratory work · given in week 1 · due 11 October",
        "Midterm control 1 Week 2, 5–11 October",
    ]
    assert rows[-1] == "An essay independent work, not marked"
    assert {"".join(track.itertext()) for track in chart.xpath("ol//span[@class='q-track']")} == {""}


# Controls and how to prepare


def test_each_control_says_what_is_permitted(files: dict[str, bytes]) -> None:
    cards = {
        card.get("id"): " ".join(" ".join(card.itertext()).split()) for card in cards_of(files, "en/courses/optics")
    }
    assert "Reference materials permitted Table of formulas" in cards["control-quiz"]
    assert "21 questions 41 minutes 2 attempts" in cards["control-quiz"]
    assert "A telescope" in cards["control-rk1"]
    assert "permitted" not in cards["control-rk1"]
    exam = cards["control-exam"]
    assert "Oral examination to prepare: 15 min to answer: 10 min" in exam
    assert "Proctoring identity check, video recording" in exam
    assert "all assignments of the term (2) Midterm control 1" in exam
    assert "Last day for those who take it later 20 January 2027" in exam
    none = {card.get("id"): " ".join(card.itertext()) for card in cards_of(files, "en/courses/signals")}
    assert re.search(r"permitted\s+none", none["control-rk1"])


def cards_of(files: dict[str, bytes], path: str) -> list[lxml.html.HtmlElement]:
    return tree(files, path).xpath("//ul[contains(@class, 'q-controls')]/li")


def test_the_penalty_of_the_university_is_told_where_there_are_tests() -> None:
    trial = trial_site.trial()
    with_penalty, without = (
        trial_site.staged(replace(trial, university=replace(trial.university, penalty=penalty)))
        for penalty in (True, False)
    )
    assert Wording("en", "kk")("practice.penalty") in text_of(with_penalty, "en/courses/signals")
    assert Wording("en", "kk")("practice.share") in text_of(without, "en/courses/signals")


TERM = Term(id="autumn", start=date(2026, 9, 1), weeks=15)
WEDNESDAYS = Consultation(weekday="wednesday", time="17:00")


@pytest.mark.parametrize(
    ("opens", "consultation", "holidays", "day"),
    [
        (date(2026, 10, 6), WEDNESDAYS, (), date(2026, 9, 30)),
        (date(2026, 10, 7), WEDNESDAYS, (), date(2026, 9, 30)),
        (date(2026, 10, 8), WEDNESDAYS, (), date(2026, 10, 7)),
        (date(2026, 12, 21), WEDNESDAYS, (date(2026, 12, 16),), date(2026, 12, 9)),
        (date(2026, 9, 2), WEDNESDAYS, (), None),
        (date(2026, 10, 6), Consultation(day=date(2026, 10, 1)), (), date(2026, 10, 1)),
        (date(2026, 10, 6), Consultation(day=date(2026, 10, 6)), (), None),
        (date(2026, 12, 6), Consultation(day=date(2026, 10, 6)), (), None),
        (date(2026, 10, 6), Consultation(channel="chat"), (), None),
    ],
)
def test_the_last_consultation_before_a_control(
    optics: Course, opens: date, consultation: Consultation, holidays: tuple[date, ...], day: date | None
) -> None:
    control = Control(id="rk1", kind="midterm", opens=datetime(opens.year, opens.month, opens.day, 9))
    course = replace(optics, syllabus=replace(optics.syllabus, consultations=(consultation,)))
    found = consultations_before(course, control, TERM, holidays)
    assert found == ([(day, consultation)] if day else [])


@pytest.mark.parametrize(
    ("numbers", "shown"), [([], ""), ([4], "4"), ([1, 2, 3], "1–3"), ([5, 1, 2, 2, 7, 8], "1–2, 5, 7–8")]
)
def test_weeks_are_written_as_ranges(numbers: list[int], shown: str) -> None:
    assert ranges(numbers) == shown


def test_classes_that_differ_in_their_week_alone_are_one_line(files: dict[str, bytes]) -> None:
    lines = [
        " ".join(" ".join(li.itertext()).split())
        for li in tree(files, "en/courses/optics").xpath("//ul[@class='q-slots']/li")
    ]
    assert lines == [
        "Monday, 09:00–10:50 lecture · online at the set time · Zoom · Aisha Serik",
        "8 October 2026, 14:00–15:50 laboratory class · in the classroom",
        "Wednesday, 17:00–18:00 consultation · forum · Aisha Serik",
        "2 October 2026, 12:00–13:00 consultation · online meeting",
        "Any time consultation · chat",
    ]


# Lectures


def test_a_lecture_with_text_has_a_page_and_the_others_unfold(files: dict[str, bytes]) -> None:
    body = tree(files, "ru/courses/optics")
    assert body.xpath("//li[@id='week-1']//a/@href") == ["optics/lecture-1.html"]
    assert body.xpath("//li[@id='week-1']//details") == []
    unfolded = " ".join(" ".join(body.xpath("//li[@id='week-2']//details")[0].itertext()).split())
    assert unfolded == "Лекция 2. Тонкая линза Что такое фокус \\(F\\)? Что такое диоптрия?"
    assert "docs/ru/courses/optics/lecture-2.md" not in files
    lecture = page(files, "ru/courses/optics/lecture-1")
    assert "<em>курсивом</em>" in lecture
    assert "Что такое свет?" in lecture
    assert 'href="lecture-3.html" rel="next"' in lecture
    assert 'rel="prev"' not in lecture
    assert 'href="lecture-1.html" rel="prev"' in page(files, "ru/courses/optics/lecture-3")


def test_a_question_in_another_language_is_marked(files: dict[str, bytes]) -> None:
    assert '<span lang="ru">Что такое фокус \\(F\\)?</span>' in page(files, "en/courses/optics")


def test_a_recording_stands_at_its_week_unless_it_is_the_video_of_the_lecture(files: dict[str, bytes]) -> None:
    recordings = tree(files, "en/courses/optics").xpath("//a[starts-with(., 'Recording')]/@href")
    assert recordings == ["https://video.example.kz/lens"]


# Machines


def json_ld(files: dict[str, bytes], path: str) -> dict:
    written = re.search(r"^json_ld: (.*)$", page(files, path), re.M)
    assert written
    return json.loads(json.loads(written[1]))


def test_machines_read_a_course(files: dict[str, bytes]) -> None:
    data = json_ld(files, "en/courses/optics")
    assert data["@context"] == "https://schema.org"
    assert (data["@type"], data["courseCode"], data["numberOfCredits"]) == ("Course", "PH3301", 4)
    assert data["url"] == "https://trial.example.kz/study/en/courses/optics.html"
    assert data["provider"]["name"] == "Trial University"
    assert data["coursePrerequisites"][0]["url"] == "https://trial.example.kz/study/en/courses/signals.html"
    (instance,) = data["hasCourseInstance"]
    assert (instance["courseMode"], instance["courseWorkload"]) == ("blended", "PT4H")
    assert (instance["startDate"], instance["endDate"]) == ("2026-09-28", "2026-12-31")
    assert [part["name"] for part in data["hasPart"]] == ["Light and $c$", "The thin lens", "Last lecture"]


@pytest.mark.parametrize("course", ["cpp", "optics", "signals"])
def test_what_machines_read_has_name_description_and_provider_and_nothing_empty(
    files: dict[str, bytes], course: str
) -> None:
    def walk(value: object) -> None:
        assert value not in ("", None, [], {})
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(inner)

    for lang in LANGUAGES:
        data = json_ld(files, f"{lang}/courses/{course}")
        walk(data)
        assert {"name", "description", "provider"} <= set(data)


def test_the_data_of_machines_end_no_script() -> None:
    trial = trial_site.trial()
    name = replace(trial.courses[0].name, texts=(("kk", "</script><img onerror=alert(1)>"),))
    hostile = tuple(replace(course, name=name) for course in trial.courses)
    for path, data in trial_site.staged(replace(trial, courses=hostile)).items():
        if path.startswith("docs/kk/courses/") and path.endswith(".md"):
            assert not re.search(r"^json_ld:.*</script", data.decode(), re.M)


# The calendar


def events(data: bytes) -> dict[str, dict]:
    return {str(e["uid"]).split("@")[0]: e for e in Calendar.from_ical(data).walk("VEVENT")}


def test_the_calendar_has_controls_in_universal_time_and_deadlines_as_days(files: dict[str, bytes]) -> None:
    held = events(files["docs/ru/courses/optics.ics"])
    assert sorted(held) == [
        f"optics-{id}-2026-2027" for id in ("cert1", "exam", "quiz", "rk1", "task-lab-1", "task-lab-2")
    ]
    quiz = held["optics-quiz-2026-2027"]
    assert quiz["dtstart"].dt == datetime(2026, 10, 13, 4, tzinfo=UTC)
    assert quiz["dtend"].dt == datetime(2026, 10, 13, 5, tzinfo=UTC)
    assert (quiz["summary"], quiz["transp"]) == ("Рубежный контроль 2 — Оптика", "OPAQUE")
    assert quiz["description"] == "Тест, 21 вопрос, 41 минута, 2 попытки"
    exam = held["optics-exam-2026-2027"]
    assert exam["dtstart"].dt == datetime(2026, 12, 31, 18, 30, tzinfo=UTC)
    assert "dtend" not in exam
    assert held["optics-cert1-2026-2027"]["transp"] == "TRANSPARENT"
    week = held["optics-rk1-2026-2027"]
    assert (week["dtstart"].dt, week["dtend"].dt) == (date(2026, 10, 5), date(2026, 10, 12))
    due = held["optics-task-lab-2-2026-2027"]
    assert (due["dtstart"].dt, due["dtend"].dt) == (date(2026, 10, 15), date(2026, 10, 16))
    assert due["summary"] == "Срок сдачи: Дифракция — Оптика"


def test_the_calendar_is_in_each_language_with_the_same_ids(files: dict[str, bytes]) -> None:
    kk, ru, en = (events(files[f"docs/{lang}/courses/optics.ics"]) for lang in LANGUAGES)
    assert set(kk) == set(ru) == set(en)
    assert kk["optics-task-lab-1-2026-2027"]["summary"] == "Тапсыру мерзімі: Линзаның фокусы — Оптика"
    assert en["optics-task-lab-1-2026-2027"]["url"] == "https://trial.example.kz/study/en/courses/optics.html"


def test_the_calendar_is_made_of_the_content_alone(files: dict[str, bytes], optics: Course) -> None:
    assert {str(e["dtstamp"].dt) for e in events(files["docs/kk/courses/optics.ics"]).values()} == {
        "2026-08-27 00:00:00+00:00"
    }
    again = calendar(Edition(trial_site.trial(), Wording("kk", "kk")), optics)
    assert again == files["docs/kk/courses/optics.ics"]


def test_the_calendar_has_the_time_of_the_university(optics: Course) -> None:
    trial = trial_site.trial()
    west = replace(trial, university=replace(trial.university, utc_offset="-03:30"))
    data = calendar(Edition(west, Wording("kk", "kk")), optics)
    assert data is not None
    assert events(data)["optics-quiz-2026-2027"]["dtstart"].dt == datetime(2026, 10, 13, 12, 30, tzinfo=UTC)


def test_lines_of_the_calendar_are_folded_between_letters(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if path.endswith(".ics"):
            assert data.endswith(b"END:VCALENDAR\r\n")
            for line in data.split(b"\r\n"):
                assert len(line) <= 75
                assert b"\n" not in line
                line.decode()


def test_a_course_without_days_has_no_calendar(files: dict[str, bytes]) -> None:
    assert "docs/kk/courses/cpp.ics" not in files
    assert ".ics" not in page(files, "kk/courses/cpp")
    assert 'href="signals.ics"' in page(files, "kk/courses/signals")


def test_one_day_is_written_as_one_day() -> None:
    assert Wording("ru", "kk").days(Period(date(2026, 12, 21), date(2026, 12, 21))) == "21 декабря"

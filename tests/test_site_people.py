"""The page of teachers and authors: who is on it, in which order, and what never is."""

from dataclasses import replace

import lxml.html
import pytest

import trial_site
from qoima.core.source import NOWHERE
from qoima.core.words import Lang
from qoima.model.mooc import Mooc
from qoima.model.people import CourseTutor, Person
from qoima.model.published import Published
from qoima.model.text import LocalText
from qoima.site.edition import Edition
from qoima.site.index import index_of
from qoima.site.pages.people import pages
from qoima.site.wording import Wording

NAMES = {
    "u": "Ұлан Ахметов",
    "o": "Өмірбек Сейітов",
    "z": "Яна Цой",
    "yo": "Ёлкин Егор",
    "ye": "Жанна Ли",
    "a": "Әйгерім Омарова",
    "idle": "Кадр Бойынша",
}


def local(text: str, ru: str = "") -> LocalText:
    return LocalText((("kk", text), ("ru", ru or text)))


def staffed(trial: Published) -> Published:
    """The trial where a course is taught by people of two departments and of none."""
    physics, algebra = local("Физика кафедрасы", "Кафедра физики"), local("Алгебра кафедрасы", "Кафедра алгебры")
    departments = {"z": algebra, "o": None, "ye": algebra}
    people = {
        id: Person(at=NOWHERE, id=id, name=local(name), email=f"{id}@x.kz", department=departments.get(id, physics))
        for id, name in NAMES.items()
    }
    first, *rest = (course for course in trial.courses if course.id != "optics")
    teaching = (replace(first.teaching[0], teachers=("u", "o", "z", "yo", "ye")),)
    taught = replace(first, teaching=teaching, tutor=CourseTutor(at=NOWHERE, person="a"))
    mooc = Mooc(at=NOWHERE, id="open", name=local("Ашық <курс>"), status="draft", authors=("u",))
    courses = (taught, *(replace(course, teaching=(), tutor=None) for course in rest))
    return replace(trial, people=people, courses=courses, moocs=(mooc,), maps=())


def page(content: Published, lang: Lang) -> lxml.html.HtmlElement:
    text = pages(Edition(content, Wording(lang, "kk")), index_of(content))["people.md"]
    return lxml.html.fromstring(text.split("---\n", 2)[2])


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        ("kk", ["ye", "z", "a", "yo", "u", "o"]),
        ("ru", ["ye", "z", "a", "yo", "u", "o"]),
    ],
)
def test_people_stand_by_department_and_alphabet(lang: Lang, order: list[str]) -> None:
    found = page(staffed(trial_site.trial()), lang)
    assert [one.get("id") for one in found.find_class("q-person")] == order


def test_anchors_of_departments_are_the_same_in_every_language() -> None:
    content = staffed(trial_site.trial())
    found = {
        lang: {a.get("href") for a in page(content, lang).find_class("q-departments")[0].iter("a")}
        for lang in ("kk", "ru")
    }
    assert found["kk"] == found["ru"] == {"#at-fizika-kafedrasy", "#at-algebra-kafedrasy", "#at-other"}


def test_each_has_links_to_what_they_teach_guide_and_have_written() -> None:
    found = page(staffed(trial_site.trial()), "kk")
    links = {one.get("id"): [a.get("href") for a in one.iter("a")] for one in found.find_class("q-person")}
    assert links["u"] == ["courses/cpp.html", "moocs/open.html"]
    assert links["a"] == ["courses/cpp.html"]
    assert "Тьютор ретінде жүргізетін пәндері" in found.get_element_by_id("a").text_content()
    assert "Тьюторлық" not in found.get_element_by_id("u").text_content()


def test_who_teaches_nothing_is_not_shown_and_no_address_either() -> None:
    content = staffed(trial_site.trial())
    text = pages(Edition(content, Wording("ru", "kk")), index_of(content))["people.md"]
    assert "Кадр" not in text
    assert "@x.kz" not in text


def test_without_teachers_the_page_says_so() -> None:
    trial = trial_site.trial()
    found = page(replace(trial, people={}), "ru")
    assert "Преподаватели пока не внесены." in found.text_content()

"""Practice pages before MkDocs: questions, answers and notes in the HTML, keys and papers in the script's data."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import lxml.etree
import lxml.html
import pytest

import trial_site
from qoima.core.words import LANGUAGES, Lang
from qoima.model.control_plan import Paper
from qoima.model.item import Choice, Item, Option
from qoima.model.mooc import Lesson, Module, Mooc
from qoima.model.mooc_tasks import Final, MoocTask
from qoima.model.published import ClauseInForce, Published
from qoima.model.text import LocalText, Text
from qoima.site.edition import Edition
from qoima.site.index import index_of
from qoima.site.pages import practice
from qoima.site.pages.practice_data import SAID
from qoima.site.wording import Wording

KK = "practice/signals/kk.md"
EN = "practice/signals/en.md"


def pages(content: Published | None = None, lang: Lang = "ru") -> dict[str, str]:
    content = content or trial_site.trial()
    return practice.pages(Edition(content, Wording(lang, "kk")), index_of(content))


def data(page: str) -> dict:
    return json.loads(re.search(r'class="q-data">(.*?)</script>', page)[1])


def items(page: str) -> dict[str, dict]:
    return {item["id"]: item for item in data(page)["items"]}


def tree(page: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(page.split("---\n", 2)[2])


def words_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def with_items(content: Published, change: Mapping[str, Item]) -> Published:
    sets = (replace(s, items=tuple(change.get(i.id, i) for i in s.items)) for s in content.practice)
    return replace(content, practice=tuple(sets))


def topics(page: lxml.html.HtmlElement) -> list[str]:
    return [words_of(section.find("h2")) for section in page.find_class("q-subject")]


def item(content: Published, id: str) -> Item:
    return next(i for s in content.practice for i in s.items if i.id == id)


def test_questions_come_in_the_order_of_the_syllabus_and_texts_have_no_number() -> None:
    page = tree(pages()[KK])
    assert topics(page) == ["Ряд из \\(\\sin\\)", "Фильтры", "Шум"]
    found = [(s.get("id"), words_of(s.find("h3"))) for s in page.iter("section") if s.get("class") == "q-item"]
    assert found[0] == ("item-sg-2", "Вопрос 1")
    assert found[-2:] == [("item-sg-8", "Вопрос 8"), ("item-sg-9", "К сведению")]
    assert "8 вопросов на казахском языке" in words_of(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_a_set_stands_once_in_the_page_and_never_in_the_data(lang: Lang) -> None:
    page = pages(lang=lang)[EN]
    script = json.dumps(data(page)["items"], ensure_ascii=False)
    for text in (
        "It is bounded",
        "The sine is odd, bounded and smooth.",
        "Look at its largest value.",
        "Say which one.",
        "A volt has a thousand millivolts.",
        "A good answer names the ratio of signal and noise.",
        "All frequencies have the same power.",
    ):
        assert page.count(text) == 1, text
        assert text not in script


def test_without_scripts_each_question_has_its_answer_below() -> None:
    page = tree(pages(lang="en")[EN])
    answers = {
        s.get("id"): words_of(s.find("details[@class='q-details q-solution']"))
        for s in page.iter("section")
        if s.get("class") == "q-item" and s.find("details[@class='q-details q-solution']") is not None
    }
    assert re.match(r"Answer Right answer: \w, \w, \w ", answers["item-se-1"])
    assert answers["item-se-3"].startswith("Answer low*pass filter (50 %) filter Say which one. A low-pass")
    assert answers["item-se-5"].startswith("Answer 2.5 ± 0.1 25 (50 %)")
    assert "any other number A volt has" in answers["item-se-5"]
    assert re.search(r"odd — [ABC] even — [ABC]", answers["item-se-6"])
    assert "A good answer names" in answers["item-se-7"]
    assert answers["item-se-8"].startswith("Answer Right answer: True False All frequencies")
    assert "item-se-0" not in answers


def test_the_texts_of_items_are_marked_with_their_language() -> None:
    page = tree(pages(lang="ru")[EN])
    for name in ("q-stem", "q-options", "q-lefts", "q-rights", "q-remarks", "q-why", "q-model"):
        found = page.find_class(name)
        assert found
        assert {e.get("lang") for e in found} <= {"en", "ru"}
        assert "ru" not in {e.get("lang") for e in found} or name in ("q-options", "q-remarks"), name


def test_the_data_carry_keys_and_weights() -> None:
    found = items(pages()[KK])
    assert sorted(zip(found["item-sg-2"]["weights"], strict=True)) == [(-50,), (-50,), (50,), (50,)]
    assert [found["item-sg-2"]["weights"][place] for place in found["item-sg-2"]["right"]] == [50, 50]
    assert found["item-sg-3"]["points"] == 2
    assert found["item-sg-4"]["weights"] == [100, 0]
    assert found["item-sg-5"]["answers"] == [["герц", 100], ["Гц", 50]]
    assert found["item-sg-6"]["numbers"] == [[3.14, 0.01, 100]]
    assert len(found["item-sg-7"]["pairs"]) == 2
    other = items(pages()[EN])
    assert other["item-se-5"]["numbers"][2] == [None, 0, 0]
    assert other["item-se-4"]["match_case"] is True


def test_without_a_penalty_a_wrong_choice_takes_nothing_away() -> None:
    trial = trial_site.trial()
    found = items(pages(replace(trial, university=replace(trial.university, penalty=False)))[KK])
    assert sorted(found["item-sg-2"]["weights"]) == [0, 0, 50, 50]


def test_equal_right_sides_are_one() -> None:
    trial = trial_site.trial()
    old = item(trial, "sg-7")
    rows = ((Text("a"), Text("x")), (Text("b"), Text("x ")), (Text(""), Text("y")))
    found = items(pages(with_items(trial, {"sg-7": replace(old, response=replace(old.response, rows=rows))}))[KK])
    assert found["item-sg-7"]["pairs"] == [0, 0]


def test_the_order_of_options_does_not_depend_on_the_file() -> None:
    trial = trial_site.trial()

    def turned(one: Item) -> Item:
        response = one.response
        if not isinstance(response, Choice):
            return one
        return replace(one, response=replace(response, options=tuple(reversed(response.options))))

    sets = tuple(replace(held, items=tuple(map(turned, held.items))) for held in trial.practice)
    assert pages(replace(trial, practice=sets)) == pages(trial)


def test_the_digest_of_an_item_changes_with_it_and_with_nothing_else() -> None:
    trial = trial_site.trial()
    before = {id: one["digest"] for id, one in items(pages(trial)[KK]).items()}
    assert before == {id: one["digest"] for id, one in items(pages(trial, "en")[KK]).items()}
    changed = with_items(trial, {"sg-1": replace(item(trial, "sg-1"), stem=Text("Басқа сұрақ"))})
    after = {id: one["digest"] for id, one in items(pages(changed)[KK]).items()}
    assert {id for id in before if before[id] != after[id]} == {"item-sg-1"}
    picture = "content/practice/signals/images/wave.svg"
    drawn = replace(trial, pictures={**trial.pictures, picture: b"<svg/>"})
    after = {id: one["digest"] for id, one in items(pages(drawn)[KK]).items()}
    assert {id for id in before if before[id] != after[id]} == {"item-sg-2"}


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7*7 }}"])
@pytest.mark.parametrize("place", ["stem", "option", "hint", "feedback", "id", "answer", "name"])
def test_no_hostile_text_leaves_its_place(hostile: str, place: str) -> None:
    trial = trial_site.trial()
    old = item(trial, "se-2")
    text = Text(hostile)
    change = {
        "stem": {"stem": text},
        "option": {"response": Choice((Option(text, True, text), Option(Text("x"), False)))},
        "hint": {"hints": (text,)},
        "feedback": {"feedback": text},
        "id": {"id": hostile},
        "answer": {"symbols": {hostile: hostile}, "uses": (hostile,), "topic": hostile, "difficulty": hostile},
        "name": {"response": replace(item(trial, "se-3").response, answers=())},
    }[place]
    course = replace(trial.courses[-1], name=LocalText((("ru", hostile),))) if place == "name" else trial.courses[-1]
    content = with_items(trial, {"se-2": replace(old, **change)})
    page = pages(replace(content, courses=(*trial.courses[:-1], course)))[EN]
    assert page.count("</script>") == 1
    assert data(page)["items"]
    shown = tree(page)
    assert list(shown.iter("script")) == shown.find_class("q-data")
    for element in shown.iter(lxml.etree.Element):
        assert not [name for name in element.attrib if name.startswith("on")]
        assert element.tag not in ("iframe", "svg", "style")


def test_only_pictures_that_an_item_shows_are_published() -> None:
    trial = trial_site.trial()
    assert set(trial.pictures) >= {"content/practice/signals/images/unused.svg"}
    (one,) = (s for s in trial.practice if (s.course, s.language) == ("signals", "kk"))
    assert practice.used_pictures(one) == ["content/practice/signals/images/wave.svg"]


def test_the_words_of_the_script_exist_in_each_language_and_nothing_else_is_given_to_it() -> None:
    for lang in LANGUAGES:
        held = data(pages(lang=lang)[KK])
        assert set(held["words"]) == set(SAID)
        assert held["page_language"] == lang
    assert sorted(SAID) == list(SAID)


def clause(rule: str, kind: str, **limits: object) -> ClauseInForce:
    return ClauseInForce(
        code="X1", profile="eku", document="D", clause="1", rule=rule, where={"control": kind}, limits=limits
    )


MIX = {"easy": 40, "medium": 40, "hard": Decimal(20), "tolerance_points": 0}


def test_a_paper_is_that_of_the_control_and_asks_about_what_was_taught() -> None:
    trial = trial_site.trial()
    papers = data(pages(replace(trial, clauses=(clause("difficulty-mix", "interim", **MIX),)))[KK])["papers"]
    assert [(p["id"], p["questions"], p["minutes"], p["attempts"]) for p in papers] == [
        ("rk1", 30, 50, 1),
        ("exam", 25, 40, 1),
    ]
    assert [p["topics"] for p in papers] == [[0, 1], [0, 1, 2]]
    assert [p["mix"] for p in papers] == [None, {"easy": 40, "medium": 40, "hard": 20}]


def test_what_the_control_leaves_open_the_clauses_say() -> None:
    trial = trial_site.trial()
    controls = [replace(c, paper=Paper(minutes=35) if c.id == "exam" else None) for c in _signals(trial).controls]
    bare = _with_course(trial, controls=tuple(controls))
    assert data(pages(replace(bare, clauses=()))[KK])["papers"] == []
    limits = (clause("paper-questions", "interim", at_most=30), clause("paper-minutes", "interim", exactly=50))
    (paper,) = data(pages(replace(bare, clauses=limits))[KK])["papers"]
    assert (paper["id"], paper["questions"], paper["minutes"], paper["attempts"]) == ("exam", 30, 35, None)


def _signals(content: Published):
    return next(c for c in content.courses if c.id == "signals")


def _with_course(content: Published, **changes: object) -> Published:
    return replace(content, courses=tuple(replace(c, **changes) if c.id == "signals" else c for c in content.courses))


def test_a_set_of_a_mooc_has_the_lessons_as_topics_and_the_tests_as_papers() -> None:
    def name(text: str) -> LocalText:
        return LocalText((("ru", text),))

    quiz = MoocTask(id="s1", title=name("Тест недели"), kind="quiz", questions=3, minutes=9)
    work = MoocTask(id="s2", title=name("Работа"), kind="project")
    modules = (
        Module(
            id="m1",
            title=name("Первый"),
            lessons=(Lesson(id="noise", title=name("Шум в сети")),),
            summative=(quiz, work),
        ),
        Module(id="m2", title=name("Второй"), lessons=(Lesson(id="filters", title=name("Сети")),)),
    )
    final = Final(title=name("Итог"), questions=5, minutes=15)
    mooc = Mooc(id="nets", name=name("Сети & <связь>"), status="approved", modules=modules, final=final)
    trial = trial_site.trial()
    one = next(s for s in trial.practice if s.course == "signals" and s.language == "kk")
    page = pages(replace(trial, moocs=(mooc,), practice=(replace(one, course="nets"),)))["practice/nets/kk.md"]
    assert topics(tree(page)) == ["Шум в сети", "Сети", "fourier"]
    assert "../../moocs/nets.html" in page
    assert [(p["name"], p["questions"], p["minutes"], p["topics"]) for p in data(page)["papers"]] == [
        ("Тест недели", 3, 9, [0]),
        ("Итог", 5, 15, [0, 1, 2]),
    ]


def test_a_set_whose_course_is_not_published_has_no_page() -> None:
    trial = trial_site.trial()
    one = replace(trial.practice[0], course="gone")
    assert pages(replace(trial, practice=(one,))) == {}


def test_a_page_of_sixty_items_stays_small() -> None:
    trial = trial_site.trial()
    one = next(s for s in trial.practice if s.language == "en" and s.course == "signals")
    many = tuple(replace(one.items[1], id=f"n{n}") for n in range(60))
    page = pages(replace(trial, practice=(replace(one, items=many),)))[EN]
    texts = 60 * sum(len(text.source) for text in one.items[1].all_texts())
    assert len(page.encode()) - texts < 90_000


def test_nothing_of_a_set_is_searched() -> None:
    for page in pages().values():
        assert 'search: {"exclude": true}' in page

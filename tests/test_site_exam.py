"""What "how your exam is made" says: only what is in force, with its numbers and clauses."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html
import pytest

import trial_site
from qoima.cli.workspace import examine, packaged_profiles, published_by
from qoima.core.words import LANGUAGES
from qoima.formats.messages import catalogue
from qoima.model.published import Published
from qoima.site.edition import Edition
from qoima.site.index import index_of
from qoima.site.pages import exam
from qoima.site.pages.exam_rules import FACTS, SECTIONS, STEPS
from qoima.site.pages.glossary import known
from qoima.site.wording import Wording

ALL_OF = {
    "eku": "{use: eku, courses: all, programmes: all}",
    "atu": "{use: atu, moocs: all}",
    "almau": "{use: almau, maps: all}",
    "satbayev": "{use: satbayev, programmes: all}",
}


@pytest.fixture
def made(tmp_path: Path):
    """What is published of the trial content under some lines of `profiles` and further lines of university.yaml."""

    def make(*profiles: str, more: str = "") -> Published:
        root = tmp_path / "repository"
        shutil.copytree(trial_site.HERE / "site_content", root, dirs_exist_ok=True)
        file = root / "content" / "university.yaml"
        text = file.read_text(encoding="utf-8").partition("profiles:")[0]
        lines = "".join(f"  - {line}\n" for line in profiles)
        file.write_text(f"{text}profiles:{' []' if not profiles else ''}\n{lines}{more}", encoding="utf-8")
        return published_by(examine(root, day=date(2026, 11, 22), with_testbanks=False))

    return make


def page(published: Published, lang: str = "en") -> lxml.html.HtmlElement:
    edition = Edition(published, Wording(lang, published.university.default_language))
    text = exam.pages(edition, index_of(published))["exam.md"].split("---\n", 2)[2]
    return lxml.html.fromstring(f"<main>{text}</main>")


def said(tree: lxml.html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


def headings(tree: lxml.html.HtmlElement) -> list[str]:
    return re.findall(r"^## .*\{: #([\w-]+)\}", tree.text_content(), re.M)


def test_each_sentence_stands_with_document_and_clause_of_what_is_in_force(made) -> None:
    tree = page(made(ALL_OF["eku"]))
    rules = tree.iterfind(".//ul[@class='q-rules']/li")
    rows = {li.findtext("div").strip(): li.find("small").text_content() for li in rules}
    mix = "The base holds 40\u00a0% easy, 40\u00a0% medium and 20\u00a0% hard questions."
    assert rows["An exam has at most 30 questions."] == "ШҚУ Е 022-21, 5.20.3"
    assert rows["You have 50 minutes, and no longer."] == "ШҚУ Е 022-21, 5.20.3"
    assert rows[mix] == "ШҚУ Е 022-21, 5.23.3"
    assert rows["The midterm controls are in these weeks of the term: 6, 14."] == "ШҚУ Е 022-21, 5.20.2"
    assert len(rows) > 30
    assert all(row for row in rows.values())


def test_the_numbers_are_those_that_the_university_has_decided(made) -> None:
    more = (
        "overrides:\n"
        "  - {code: CTL107, limits: {at_most: 21}, reason: r}\n"
        "  - {code: CTL109, limits: {exactly: 42}, reason: r}\n"
        "  - {code: BNK104, limits: {easy: 50, medium: 30, hard: 20}, reason: r}\n"
        "  - {code: REV103, limits: {month: 5}, reason: r}\n"
    )
    published = made(ALL_OF["eku"], more=more)
    english, russian, kazakh = (said(page(published, lang)) for lang in ("en", "ru", "kk"))
    assert "An exam has at most 21 questions." in english
    assert "You have 42 minutes" in english
    assert "2 min 00 s for each question" in english
    assert "50 % easy, 30 % medium and 20 % hard" in english
    assert "are approved in May." in english
    assert "На экзамене не более 21 вопроса." in russian
    assert "На выполнение даётся 42 минуты" in russian
    assert "утверждают в мае." in russian
    assert "Емтиханда ең көбі 21 сұрақ болады." in kazakh
    # 21 questions cannot be half easy, so no paper is drawn.
    assert not page(published).xpath("//div[@class='q-mix-squares']")


def test_a_paper_that_keeps_the_shares_is_drawn_question_by_question(made) -> None:
    tree = page(made(ALL_OF["eku"]))
    squares = [span.get("class") for span in tree.xpath("//div[@class='q-mix-squares']/span")]
    assert squares == ["q-mix-easy"] * 12 + ["q-mix-medium"] * 12 + ["q-mix-hard"] * 6


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("profiles", "sections"),
    [
        ((), {"marking", "never"}),
        (("atu",), {"marking", "never", "mooc"}),
        (("almau",), {"marking", "never", "spoc"}),
        (("satbayev",), {"marking", "never", "blended"}),
        (
            ("eku",),
            {"who", "base", "paper", "term", "permitted", "proctoring", "marking", "year", "never", "final"},
        ),
        (tuple(ALL_OF), set(SECTIONS)),
    ],
)
def test_a_university_with_fewer_regulations_reads_less_and_nothing_wrong(
    made, lang: str, profiles: tuple[str, ...], sections: set[str]
) -> None:
    published = made(*(ALL_OF[name] for name in profiles))
    tree = page(published, lang)
    assert set(headings(tree)) == sections
    documents = {small.text.rstrip(", ") for small in tree.iter("small") if small.get("class") == "q-clause"}
    assert documents == {packaged_profiles()[name].document.code for name in profiles}
    assert "{" not in re.sub(r"\{: #[\w-]+\}", "", tree.text_content())
    assert ("q-call" in {e.get("class") for e in tree.iterfind("div")}) or profiles
    assert bool(tree.xpath("//ol[@class='q-exam-way']")) == ("eku" in profiles)


def test_every_sentence_can_be_told_and_no_code_is_left_behind(made) -> None:
    published = made(*ALL_OF.values())
    told = {(name, s.name) for name, sentences in SECTIONS.items() for s in sentences}
    edition = Edition(published, Wording("en", "kk"))
    shown = {(section.name, s.name) for section in exam.sections(edition, index_of(published)) for s in section.said}
    assert told == shown
    known_codes = {requirement.code for profile in packaged_profiles().values() for requirement in profile.requirements}
    assert {s.code for s in (*FACTS, *STEPS, *(s for held in SECTIONS.values() for s in held))} <= known_codes


def test_rules_that_bind_some_things_only_name_them(made) -> None:
    published = made("{use: eku, courses: [signals]}")
    links = page(published).xpath("//p[@class='q-aside']/a[@href='courses/signals.html']")
    assert len(links) == len(SECTIONS) - 3
    assert not page(made(ALL_OF["eku"])).xpath("//p[@class='q-aside']/a[@href='courses/signals.html']")


def test_in_an_emergency_nothing_is_promised_that_holds_in_ordinary_times(made) -> None:
    ordinary = said(page(made("{use: eku, courses: all}")))
    emergency = said(page(made("{use: eku, courses: all, emergency: true}")))
    assert "programme is held in person" in ordinary
    assert "programme is held in person" not in emergency


def test_the_example_is_reckoned_as_the_banks_are_scored(made) -> None:
    published = made(ALL_OF["eku"])
    with_penalty = exam.example(Edition(published, Wording("ru", "kk")))
    assert [(row.ticked, row.sum, str(row.earned)) for row in with_penalty] == [
        ("A, B", "50 + 50", "100.00"),
        ("A", "50", "50.00"),
        ("A, B, C", "50 + 50 − 33,33", "66.67"),
        ("A, C", "50 − 33,33", "16.67"),
        ("A, B, C, D, E", "50 + 50 − 33,33 − 33,33 − 33,33", "0.00"),
    ]
    assert "each wrong tick takes a share away" in said(page(published))
    lenient = replace(published, university=replace(published.university, penalty=False))
    assert [str(row.earned) for row in exam.example(Edition(lenient, Wording("ru", "kk")))][2:4] == ["100.00", "50.00"]
    assert "a wrong tick takes nothing away" in said(page(lenient))


def test_regulations_are_named_and_never_quoted(made) -> None:
    published = made(*ALL_OF.values())
    for lang in LANGUAGES:
        text = said(page(published, lang))
        for profile in packaged_profiles().values():
            for requirement in profile.requirements:
                for quote in re.findall("[«“]([^»”]{25,})[»”]", requirement.clause.quote):
                    assert quote not in text, requirement.code


def test_the_words_that_it_explains_are_in_the_glossary() -> None:
    assert set(exam.WORDS) <= set(known())


def test_no_number_is_written_into_a_text() -> None:
    for lang in LANGUAGES:
        for key, text in catalogue(lang).items():
            if key.startswith("site.exam."):
                forms = [text] if isinstance(text, str) else [form for name, form in text.items() if name != "count"]
                assert not any(re.search(r"\d", form) for form in forms), key

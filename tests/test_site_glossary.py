"""The glossary: words of study in three languages, terms of courses, the order of the alphabets, links from pages."""

import re
from dataclasses import replace

import lxml.html
import pytest

import trial_site
from qoima.core.words import LANGUAGES
from qoima.formats.messages import catalogue
from qoima.model.course_package import GlossaryEntry
from qoima.model.published import Published
from qoima.model.text import LocalText
from qoima.site.edition import Edition, templates
from qoima.site.index import index_of
from qoima.site.pages import glossary
from qoima.site.wording import Wording

ANCHORS = re.compile(r"glossary\.html#([\w-]+)")


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return trial_site.staged()


def pages(published: Published, lang: str) -> dict[str, str]:
    return glossary.pages(Edition(published, Wording(lang, "kk")), index_of(published))


def tree(text: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<main>{text.split('---', 2)[2]}</main>")


def words(page: lxml.html.HtmlElement) -> list[str]:
    return [h.text_content() for h in page.iter("h3")]


def many(terms: int) -> Published:
    """The trial content with that many terms in each of its courses."""
    trial = trial_site.trial()
    text = LocalText((("en", "term"),))
    held = tuple(GlossaryEntry(term=text, meaning=text) for _ in range(terms))
    return replace(trial, moocs=(), courses=tuple(replace(course, glossary=held) for course in trial.courses))


def test_each_word_of_study_has_a_name_and_a_meaning_in_three_languages() -> None:
    assert len(glossary.known()) > 50
    for lang in LANGUAGES:
        held = catalogue(lang)
        names = [held[f"site.study.{id}"] for id in glossary.known()]
        assert len(set(names)) == len(names), lang
        for id in glossary.known():
            meaning = held[f"site.study.{id}.means"]
            assert isinstance(meaning, str)
            assert meaning.endswith("."), (lang, id)
            assert not re.search(r"\d", meaning), (lang, id)


def test_a_word_shows_what_it_is_called_in_the_other_languages() -> None:
    page = tree(pages(trial_site.trial(), "ru")["glossary.md"])
    (word,) = page.xpath("//div[h3/@id='midterm-control']")
    assert word.findtext("h3") == "рубежный контроль (РК)"
    assert [(s.get("lang"), s.text) for s in word.iterfind("p/span")] == [
        ("kk", "аралық (межелік) бақылау (АБ)"),
        ("en", "midterm control (RK)"),
    ]


def test_terms_of_courses_stand_among_the_words_and_lead_to_their_course() -> None:
    for lang, name in (("kk", "Сигналдар"), ("ru", "Сигналы"), ("en", "Signals")):
        page = tree(pages(trial_site.trial(), lang)["glossary.md"])
        (word,) = page.xpath("//div[h3/@id='courses-signals-1']")
        assert [(a.get("href"), a.text_content()) for a in word.iter("a")] == [("courses/signals.html", name)]
    (word,) = page.xpath("//div[h3/@id='courses-signals-1']")
    assert word.findtext("h3") == "channel capacity"
    assert word.xpath(".//span[@lang='ru']/text()") == ["Ёмкость <канала> & шум"]
    assert word.xpath(".//*[@lang='kk']//strong/text()") == ["спектрі"]
    assert "available in Kazakh only" in word.text_content()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_stand_in_the_order_of_the_alphabet_under_their_letters(lang: str) -> None:
    page = tree(pages(trial_site.trial(), lang)["glossary.md"])
    letters = [h.text for h in page.iter("h2") if h.get("id", "").startswith("letter-")]
    assert [a.text for a in page.xpath("//nav[@class='q-gloss-letters']//a")] == letters
    assert [a.get("href")[1:] for a in page.xpath("//nav[@class='q-gloss-letters']//a")] == page.xpath("//h2/@id")
    first = [word.lstrip("«")[0].upper() for word in words(page)]
    assert list(dict.fromkeys("Е" if lang == "ru" and c == "Ё" else c for c in first)) == letters
    assert len(set(letters)) == len(letters)
    if lang == "kk":
        places = [letters.index(letter) for letter in "АӘБҚЛОӨПҮ" if letter in letters]
        assert places == sorted(places)
        assert letters.index("А") < letters.index("Ә") < letters.index("Б")
        assert letters.index("К") < letters.index("Қ") < letters.index("М")
    if lang == "ru":
        assert "Ё" not in letters
        assert words(page)[words(page).index("Ёмкость <канала> & шум") - 1][0].upper() in "ДЕ"


def test_ids_of_words_are_the_same_in_each_language_and_used_once() -> None:
    ids = []
    for lang in LANGUAGES:
        held = tree(pages(trial_site.trial(), lang)["glossary.md"]).xpath("//@id")
        assert len(set(held)) == len(held)
        ids.append({id for id in held if not id.startswith("letter-")})
    assert ids[0] == ids[1] == ids[2]


def test_very_many_terms_get_pages_of_their_own_at_the_same_addresses() -> None:
    published = many(glossary.TOGETHER // 2)
    parts = {f"glossary/{1 + n // 2}.md" for n in range(len(published.courses))}
    made = {lang: pages(published, lang) for lang in LANGUAGES}
    assert set(made["kk"]) == set(made["en"]) == {"glossary.md", *parts}
    page = tree(made["en"]["glossary.md"])
    assert len(words(page)) == len(glossary.known())
    listed = page.xpath("//ul/li/a[contains(@href, 'glossary/')]/@href")
    assert sorted(listed) == [f"glossary/{1 + n // 2}.html" for n in range(len(published.courses))]
    first = tree(made["en"]["glossary/1.md"])
    assert len(words(first)) == glossary.TOGETHER
    assert "../glossary.html" in first.xpath("//a/@href")
    assert len(set(first.xpath("//h3/@id"))) == glossary.TOGETHER


def test_a_link_to_a_word_that_the_glossary_does_not_know_stops_the_build() -> None:
    source = "{% import 'parts.md' as parts %}{{ parts.term(words, to, id, 'X') }}"
    template = templates().from_string(source)

    def made(id: str) -> str:
        return template.render(words=Wording("en", "kk"), to=lambda target: f"../{target}", id=id)

    assert made("credit") == '<a class="q-term" href="../glossary.html#credit">X</a>'
    with pytest.raises(KeyError):
        made("no-such-word")


def test_every_link_to_the_glossary_finds_its_word(files: dict[str, bytes]) -> None:
    for lang in LANGUAGES:
        there = set(tree(files[f"docs/{lang}/glossary.md"].decode()).xpath("//@id"))
        asked = {
            (path, id)
            for path, data in files.items()
            if path.startswith(f"docs/{lang}/") and path.endswith(".md")
            for id in ANCHORS.findall(data.decode())
        }
        assert asked
        assert {(path, id) for path, id in asked if id not in there} == set()


@pytest.mark.parametrize(
    ("lang", "text", "letter"),
    [("ru", "ёмкость", "Е"), ("kk", "ёлка", "Ё"), ("kk", "«үлгі»", "Ү"), ("en", "3D model", ""), ("ru", "(ия)", "И")],
)
def test_a_word_stands_under_its_first_letter(lang: str, text: str, letter: str) -> None:
    assert glossary.initial(lang, text) == letter

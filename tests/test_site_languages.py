"""Three languages: mixed text says its language; the door, missing pages, maps of the site, fewer languages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

import trial_site
from qoima.cli import mkdocs
from qoima.core.words import LANGUAGES
from qoima.formats.messages import catalogue
from qoima.site.wording import Wording

ADDRESS = "https://trial.example.kz/study/"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
CYRILLIC = re.compile("[а-яёА-ЯЁәғқңөұүһіӘҒҚҢӨҰҮҺІ]{3}")


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return trial_site.staged()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Path:
    root = tmp_path_factory.mktemp("languages")
    assert trial_site.build(root, files) is None
    return root / "site"


def language_of(element: lxml.html.HtmlElement) -> str:
    return element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def texts(page: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    """Every text that is shown or read aloud, with the element whose language it has."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        if element.text and element.text.strip():
            yield element, element.text
        for child in element:
            if child.tail and child.tail.strip():
                yield element, child.tail
        for name in ("aria-label", "title", "alt", "placeholder"):
            if element.get(name):
                yield element, element.get(name)


@pytest.mark.parametrize("path", [*trial_site.PAGES, "404.html"])
def test_a_text_in_another_language_says_so_on_every_page(site: Path, path: str) -> None:
    wrong = []
    for lang, foreign in (("en", CYRILLIC), ("ru", KAZAKH)):
        page = lxml.html.parse(str(site / lang / path)).getroot()
        for element, text in texts(page.find("body")):
            # The line of the theme's head that names a practice page mixes words of ours with a name.
            mixed = path.startswith("practice/") and element.get("class") == "md-ellipsis"
            if foreign.search(text) and language_of(element) == lang and not mixed:
                wrong.append((lang, element.tag, element.get("class"), " ".join(text.split())[:60]))
    assert wrong == []


def test_a_kazakh_page_has_no_word_of_another_interface(site: Path) -> None:
    for path in trial_site.PAGES:
        page = lxml.html.parse(str(site / "kk" / path)).getroot()
        for element in page.iter():
            for name in ("aria-label", "title", "placeholder"):
                said = element.get(name) if isinstance(element.tag, str) else None
                if said and language_of(element) == "kk":
                    assert CYRILLIC.search(said) or not re.search("[A-Za-z]{4}", said), (path, name, said)


def test_the_map_of_the_site_leads_to_each_page_in_each_language(site: Path) -> None:
    top = lxml.etree.parse(str(site / "sitemap.xml"))
    assert top.xpath("//s:loc/text()", namespaces=SITEMAP) == [f"{ADDRESS}{lang}/sitemap.xml" for lang in LANGUAGES]
    for lang in LANGUAGES:
        held = lxml.etree.parse(str(site / lang / "sitemap.xml"))
        locations = held.xpath("//s:loc/text()", namespaces=SITEMAP)
        assert {one.removeprefix(f"{ADDRESS}{lang}/") for one in locations} == set(trial_site.PAGES)
        assert not held.xpath("//s:lastmod", namespaces=SITEMAP)
        for url in held.xpath("//s:url", namespaces=SITEMAP):
            page = url.findtext("s:loc", namespaces=SITEMAP).removeprefix(f"{ADDRESS}{lang}/")
            found = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", SITEMAP)}
            default = ADDRESS if page == "index.html" else f"{ADDRESS}kk/{page}"
            assert found == {**{other: f"{ADDRESS}{other}/{page}" for other in LANGUAGES}, "x-default": default}


def test_each_page_and_the_map_name_the_same_other_languages(site: Path) -> None:
    held = lxml.etree.parse(str(site / "ru" / "sitemap.xml"))
    for url in held.xpath("//s:url", namespaces=SITEMAP):
        mapped = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", SITEMAP)}
        location = url.findtext("s:loc", namespaces=SITEMAP)
        page = lxml.html.parse(str(site / "ru" / location.removeprefix(f"{ADDRESS}ru/"))).getroot()
        assert {link.get("hreflang"): link.get("href") for link in page.xpath("//head/link[@hreflang]")} == mapped
        assert page.xpath("//head/link[@rel='canonical']/@href") == [location]
        assert page.get("lang") == "ru"


def test_robots_are_told_where_the_map_is(site: Path) -> None:
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_the_door_offers_each_language_by_its_own_name_without_scripts(site: Path) -> None:
    page = lxml.html.parse(str(site / "index.html")).getroot()
    offered = {a.get("hreflang"): (a.get("lang"), a.find("strong").text, a.get("href")) for a in page.iter("a")}
    assert offered == {
        "kk": ("kk", "Қазақша", "kk/index.html"),
        "ru": ("ru", "Русский", "ru/index.html"),
        "en": ("en", "English", "en/index.html"),
    }
    assert page.find(".//meta[@http-equiv='refresh']") is None
    assert {p.get("lang"): p.text for p in page.iterfind(".//p")} == {
        "ru": "Пробный университет",
        "en": "Trial University",
    }


@pytest.mark.parametrize("languages", [("ru", "kk"), ("en",)])
def test_a_university_of_fewer_languages_has_no_trace_of_the_others(tmp_path: Path, languages: tuple[str, ...]) -> None:
    trial = trial_site.trial()
    university = replace(trial.university, languages=languages, default_language=languages[0])
    files = trial_site.staged(replace(trial, university=university))
    (tmp_path / "mkdocs.yml").write_bytes((trial_site.HERE.parent / "mkdocs.yml").read_bytes())
    assert mkdocs.build(tmp_path, files, languages, tmp_path / "site") is None
    site = tmp_path / "site"
    assert {p.name for p in site.iterdir() if p.is_dir() and p.name in LANGUAGES} == set(languages)
    for path in site.rglob("*.html"):
        page = lxml.html.parse(str(path)).getroot()
        assert set(page.xpath("//*/@hreflang")) <= {*languages, "x-default"}, path
    assert (site / "sitemap.xml").read_text(encoding="utf-8").count("<loc>") == len(languages)
    door = lxml.html.parse(str(site / "index.html")).getroot()
    assert [a.get("hreflang") for a in door.iter("a")] == list(languages)
    inside = lxml.html.parse(str(site / languages[0] / "exam.html")).getroot()
    assert len(inside.xpath("//*[contains(@class, 'md-select__link')]")) == (
        len(languages) if len(languages) > 1 else 0
    )


ENDING = "(?:[гқкғ][аеы]|[дтн][аеыі](?:н|ң|р)?|[дтн][ыі]ң|[мбп]ен|[лдт][аеы]р\\w*|[ыі]?н?ш[ыі])"


def test_kazakh_texts_hang_no_ending_on_a_value() -> None:
    for key, text in catalogue("kk").items():
        if key.startswith("site."):
            shown = text if isinstance(text, str) else " ".join(map(str, text.values()))
            assert not re.search(rf"\}}[-–]?{ENDING}\b", shown), (key, shown)


def test_a_percent_sign_stays_with_its_number_as_the_language_writes_it() -> None:
    for lang in LANGUAGES:
        for key, text in catalogue(lang).items():
            if key.startswith("site."):
                shown = text if isinstance(text, str) else " ".join(map(str, text.values()))
                assert not re.search(r"\} ?%", shown), (lang, key)


def test_a_title_of_which_nobody_has_said_the_language_is_marked_by_its_letters() -> None:
    words = {lang: Wording(lang, "kk") for lang in LANGUAGES}
    assert words["en"].typed("Ландсберг Г. С.") == '<span lang="ru">Ландсберг Г. С.</span>'
    assert words["ru"].typed("Оптика негізі") == '<span lang="kk">Оптика негізі</span>'
    assert words["kk"].typed("Оптика негізі") == "Оптика негізі"
    assert words["kk"].typed("Ландсберг") == "Ландсберг"
    assert words["ru"].typed("Optics <b>") == "Optics &lt;b&gt;"

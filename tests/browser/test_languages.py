"""In the real browser: the door, the switch of languages, addresses that lead nowhere, the filter of the glossary."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import served, watched
from browser.keyboard import tab_to
from qoima.core import resources
from trial_site import LANGUAGES

TITLE = {"kk": "Мұндай бет жоқ", "ru": "Такой страницы нет", "en": "This page does not exist"}


@pytest.mark.parametrize(("locale", "lang"), [("kk-KZ", "kk"), ("ru-RU", "ru"), ("en-GB", "en")])
def test_the_door_leads_to_the_language_of_the_browser(browser: Browser, site: str, locale: str, lang: str) -> None:
    with watched(browser, site, locale=locale) as page:
        page.goto(site)
        page.wait_for_url(f"{site}{lang}/index.html")
        assert page.evaluate("history.length") == 2


def test_who_reads_none_of_the_languages_chooses_and_is_not_asked_again(browser: Browser, site: str) -> None:
    with watched(browser, site, locale="de") as page:
        page.goto(site)
        expect(page.locator("a[hreflang]")).to_have_count(3)
        tab_to(page, "a[hreflang=ru]")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}ru/index.html")
        page.goto(site)
        page.wait_for_url(f"{site}ru/index.html")
        page.goto(f"{site}#languages")
        page.wait_for_load_state()
        expect(page.locator("h1")).to_have_text("Сынақ университеті")


def test_the_way_back_from_the_first_page_does_not_lead_into_the_door_again(browser: Browser, site: str) -> None:
    with watched(browser, site, locale="en-GB") as page:
        page.goto(f"{site}kk/exam.html")
        page.goto(site)
        page.wait_for_url(f"{site}en/index.html")
        page.go_back()
        page.wait_for_url(f"{site}kk/exam.html")


def test_the_door_is_open_without_scripts(browser: Browser, site: str) -> None:
    with watched(browser, site, locale="ru-RU", scripts=False) as page:
        page.goto(site)
        page.locator("a[hreflang=ru]").click()
        assert page.url == f"{site}ru/index.html"


def test_the_door_opens_from_a_folder(browser: Browser, root: Path) -> None:
    with watched(browser, "file://", locale="ru-RU") as page:
        page.goto((root / "site" / "index.html").as_uri())
        page.wait_for_url("**/site/ru/index.html")


def switch(page: Page, lang: str) -> None:
    page.locator(".md-select").hover()
    page.locator(f".md-select__link[hreflang={lang}]").click()


def test_the_switch_keeps_page_place_and_filters_and_is_remembered(browser: Browser, site: str) -> None:
    with watched(browser, site, locale="kk-KZ") as page:
        page.goto(f"{site}kk/glossary.html#midterm-control")
        switch(page, "ru")
        page.wait_for_url(f"{site}ru/glossary.html#midterm-control")
        expect(page.locator("#midterm-control")).to_be_in_viewport()
        page.goto(f"{site}ru/catalogue.html")
        page.evaluate("history.replaceState(null, '', '?level=bachelor')")
        switch(page, "en")
        page.wait_for_url(f"{site}en/catalogue.html?level=bachelor")
        page.goto(site)
        page.wait_for_url(f"{site}en/index.html")


def test_without_scripts_the_switch_keeps_the_page(browser: Browser, site: str) -> None:
    with watched(browser, site, scripts=False) as page:
        page.goto(f"{site}kk/courses/signals.html")
        switch(page, "en")
        assert page.url == f"{site}en/courses/signals.html"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_that_leads_nowhere_speaks_the_language_of_its_folder(
    browser: Browser, root: Path, lang: str
) -> None:
    with served(root) as home:
        context = browser.new_context(locale="kk")
        page = context.new_page()
        # As a web server does that has only one page for what is missing.
        missing = (root / "site" / "404.html").read_text(encoding="utf-8").replace("/study/", "/site/")
        page.route("**/nowhere.html", lambda route: route.fulfill(body=missing, content_type="text/html", status=404))
        page.goto(f"{home}site/{lang}/nowhere.html")
        expect(page.locator("section:visible")).to_have_count(1)
        expect(page.locator("section h1, section h2")).to_have_text(TITLE[lang])
        expect(page).to_have_title(TITLE[lang])
        assert page.evaluate("document.documentElement.lang") == lang
        page.locator("section a").first.click()
        page.wait_for_url(f"{home}site/{lang}/catalogue.html")
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_filter_of_the_glossary_finds_words_by_any_keyboard(browser: Browser, site: str, width: int) -> None:
    with watched(browser, site, width=width) as page:
        page.goto(f"{site}kk/glossary.html")
        words = page.locator(".q-gloss-word:visible h3")
        all_words = words.count()
        tab_to(page, ".q-gloss-find input")
        for typed, found in (
            ("өзіндік", "студенттің өзіндік жұмысы (СӨЖ)"),
            ("озиндик жумысы", "студенттің өзіндік жұмысы (СӨЖ)"),
            ("рубеж", "аралық (межелік) бақылау (АБ)"),
            ("SPOC", "шағын жабық онлайн-курс (SPOC)"),
        ):
            page.locator(".q-gloss-find input").fill(typed)
            expect(words.filter(has_text=found)).to_have_count(1)
            assert words.count() < 4
        expect(page.locator(".q-gloss-find [role=status]")).to_have_text("Табылған сөз саны: 1")
        page.keyboard.press("Control+A")
        page.keyboard.type("жоқсөз")
        expect(words).to_have_count(0)
        expect(page.locator(".q-gloss-find [role=status]")).to_contain_text("Ештеңе табылмады")
        page.evaluate("location.hash = 'credit'")
        expect(words).to_have_count(all_words)
        expect(page.locator("#credit")).to_be_in_viewport()
        page.keyboard.press("Escape")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The scripts as modules, on a server."""
    folder = tmp_path_factory.mktemp("modules")
    for path, data in resources.tree("site", "assets", "scripts"):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (folder / "index.html").write_text("<!doctype html><title>Modules</title><link rel=icon href=data:,>")
    with served(folder) as address:
        yield address


@pytest.mark.parametrize(
    ("choice", "browsers", "wanted"),
    [
        ("", ["de", "ru-RU", "kk"], "ru"),
        ("kk", ["ru"], "kk"),
        ("fr", ["en-US"], "en"),
        ("", ["de"], ""),
        ("", [], ""),
        ("", ["KK_kz"], "kk"),
    ],
)
def test_the_language_wanted_is_the_first_that_is_offered(
    browser: Browser, modules: str, choice: str, browsers: list[str], wanted: str
) -> None:
    with watched(browser, modules) as page:
        page.goto(modules)
        call = "([c, b]) => import('/language/choice.js').then((m) => m.wanted(['kk', 'ru', 'en'], c, b))"
        assert page.evaluate(call, [choice, browsers]) == wanted

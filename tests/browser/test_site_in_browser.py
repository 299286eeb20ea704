"""What a reader meets: pages, languages, formulas, fonts, search, and the quiz by keyboard alone."""

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from browser.conftest import served, watched
from browser.keyboard import choose, follow, tab_to, tick
from trial_site import LANGUAGES, PAGES

WIDTHS = (1280, 390)
RIGHT = {"kk": "Дұрыс", "ru": "Верно", "en": "Right"}
PARTLY = {"kk": "Ішінара дұрыс", "ru": "Частично верно", "en": "Partly right"}
DONE_2 = {
    "kk": "Жауап берілді: 2 / 8 · Ұпай: 1,5 / 8",
    "ru": "Отвечено: 2 из 8 · Баллы: 1,5 из 8",
    "en": "Answered: 2 of 8 · Points: 1.5 of 8",
}
DONE_0 = {
    "kk": "Жауап берілді: 0 / 8 · Ұпай: 0 / 8",
    "ru": "Отвечено: 0 из 8 · Баллы: 0 из 8",
    "en": "Answered: 0 of 8 · Points: 0 of 8",
}


def answer_two_questions(page: Page, lang: str) -> None:
    """On the Kazakh practice page: one of two right boxes, then the right button; all by keyboard."""
    progress = page.locator(".q-done")
    expect(progress).to_have_text(DONE_0[lang])
    tick(page, "item-sg-2", "Функция тақ")
    tab_to(page, "#item-sg-2 button[type=submit]")
    page.keyboard.press("Space")
    expect(page.locator("#item-sg-2 .q-verdict strong")).to_have_text(PARTLY[lang])
    tab_to(page, ".q-following")
    page.keyboard.press("Enter")
    tab_to(page, "#item-sg-1 input")
    choose(page, "Төмен жиіліктерді")
    page.keyboard.press("Enter")
    expect(page.locator("#item-sg-1 .q-verdict strong")).to_have_text(RIGHT[lang])
    expect(progress).to_have_text(DONE_2[lang])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_the_catalogue_to_an_answered_quiz_by_keyboard(browser: Browser, site: str, lang: str, width: int) -> None:
    with watched(browser, site, width=width) as page:
        page.goto(f"{site}{lang}/catalogue.html")
        follow(page, "article a[href='courses/signals.html']")
        follow(page, "article a[href='../practice/signals/kk.html']")
        answer_two_questions(page, lang)
        tab_to(page, ".q-tools summary, .q-to-reset")
        if page.evaluate("document.activeElement.matches('summary') && !document.activeElement.parentNode.open"):
            page.keyboard.press("Enter")
        tab_to(page, ".q-to-reset")
        page.keyboard.press("Enter")
        tab_to(page, ".q-ask-reset button[value=yes]")
        page.keyboard.press("Enter")
        expect(page.locator(".q-done")).to_have_text(DONE_0[lang])
        expect(page.locator(".q-verdict")).to_have_count(0)
        expect(page.locator("#item-sg-2 .q-heading")).to_be_focused()


def test_formulas_are_drawn_in_questions_headings_and_notes(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}kk/practice/signals/kk.html")
        question = page.locator("#item-sg-2")
        expect(question.locator(".q-stem .katex")).to_have_count(1)
        expect(page.locator("h2 .katex")).to_have_count(1)
        question.locator("input").first.check()
        question.get_by_role("button").first.click()
        expect(question.locator(".q-result .katex-display")).to_have_count(1)
        shown = page.evaluate("document.body.innerText")
        assert "\\(" not in shown
        assert "\\sin" not in shown
        page.goto(f"{site}ru/courses/signals.html")
        expect(page.locator("#weeks .katex, .q-weeks .katex").first).to_be_visible()


def test_a_page_without_formulas_loads_no_katex(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site}kk/catalogue.html", wait_until="networkidle")
        assert not [url for url in asked if "katex" in url]


def test_kazakh_letters_come_in_the_font_of_the_site(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site}kk/courses/signals.html", wait_until="networkidle")
        assert any(url.endswith("inter-cyrillic-ext-400-normal.woff2") for url in asked)
        assert page.evaluate("document.fonts.check('16px Inter', 'әғқңөұүһі')")
        assert page.evaluate("getComputedStyle(document.querySelector('article p')).fontFamily").startswith("Inter")


@pytest.mark.parametrize("path", ["index.html", "courses/signals.html", "practice/signals/kk.html"])
def test_the_language_switch_stays_on_the_page_in_all_six_directions(browser: Browser, site: str, path: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}kk/{path}")
        for there in ("ru", "en", "kk", "en", "ru", "kk"):
            switch(page, there)
            page.wait_for_url(f"{site}{there}/{path}")
            expect(page.locator("html")).to_have_attribute("lang", there)


def switch(page: Page, language: str) -> None:
    page.locator(".md-header .md-select").hover()
    page.locator(f".md-header a[hreflang={language}]").click()


def test_without_scripts_the_door_offers_links_and_the_questions_can_be_read(browser: Browser, site: str) -> None:
    with watched(browser, site, scripts=False) as page:
        page.goto(site)
        expect(page.get_by_role("link")).to_have_count(3)
        page.goto(f"{site}ru/practice/signals/kk.html")
        expect(page.locator("noscript p")).to_contain_text("скрипты отключены")
        expect(page.locator("noscript p")).to_be_visible()
        expect(page.get_by_text("Төмен жиілікті сүзгі нені өткізеді?")).to_be_visible()
        expect(page.locator("article button:visible")).to_have_count(0)
        assert "Кесу жиілігінен" not in page.locator("article").inner_text()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_sticks_out_on_a_phone(browser: Browser, site: str, lang: str) -> None:
    with watched(browser, site, width=390) as page:
        for path in PAGES:
            page.goto(f"{site}{lang}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_the_site_works_from_a_plain_folder(browser: Browser, root: Path) -> None:
    home = (root / "site").as_uri()
    with watched(browser, home, locale="ru-RU") as page:
        page.goto(f"{home}/index.html")
        page.wait_for_url(f"{home}/ru/index.html")
        follow(page, "article a[href='catalogue.html']:not([data-search-open])")
        page.goto(f"{home}/ru/practice/signals/kk.html")
        answer_two_questions(page, "ru")
        expect(page.locator("#item-sg-2 .q-stem .katex")).to_have_count(1)
        switch(page, "en")
        page.wait_for_url(f"{home}/en/practice/signals/kk.html")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_zensical_makes_the_same_pages_of_the_same_stage(root: Path, zensical_folder: Path, lang: str) -> None:
    for path in PAGES:
        mine, theirs = (article(folder / lang / path) for folder in (root / "site", zensical_folder))
        assert headings(mine) == headings(theirs) != [], path
        assert words(mine) == words(theirs), path


def article(file: Path) -> html.HtmlElement:
    (found,) = html.document_fromstring(file.read_text(encoding="utf-8")).iter("article")
    for hidden in found.xpath(".//script|.//style"):
        hidden.drop_tree()
    return found


def headings(page: html.HtmlElement) -> list[str]:
    return [words(heading) for heading in page.iter("h1", "h2", "h3")]


def words(page: html.HtmlElement) -> str:
    """Without blanks: those between elements are taken away when our pages are finished."""
    return "".join("".join(page.itertext()).split())


def test_a_quiz_is_answered_on_the_site_of_zensical(browser: Browser, zensical_folder: Path) -> None:
    with served(zensical_folder) as site, watched(browser, site) as page:
        page.goto(f"{site}kk/practice/signals/kk.html", wait_until="networkidle")
        answer_two_questions(page, "kk")

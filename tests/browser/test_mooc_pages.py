"""Pages of MOOCs, integration maps and blended learning as a reader meets them: on a phone, by keyboard, on paper."""

import io
import urllib.request
import zipfile

import docx
import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import watched
from browser.keyboard import follow, tab_to
from trial_site import LANGUAGES

WEEK_1 = {"kk": "1-апта", "ru": "Неделя 1", "en": "Week 1"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_a_mooc_to_the_map_that_uses_it_and_back_by_keyboard(browser: Browser, site: str, lang: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}{lang}/moocs/waves.html")
        follow(page, "article a[href='../maps/signals.html']")
        expect(page).to_have_url(f"{site}{lang}/maps/signals.html")
        follow(page, "article a[href='../moocs/waves.html']")
        expect(page).to_have_url(f"{site}{lang}/moocs/waves.html")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone_each_class_of_the_map_is_a_card_with_named_cells(browser: Browser, site: str, lang: str) -> None:
    with watched(browser, site, width=390) as page:
        page.goto(f"{site}{lang}/maps/signals.html")
        table = page.get_by_role("table").first
        expect(table.get_by_role("row").nth(0)).to_be_visible()
        week = table.locator("tbody th").first
        expect(week).to_contain_text(WEEK_1[lang])
        assert week.evaluate("e => getComputedStyle(e).display") == "flex"
        cell = table.locator("td[data-label]").first
        label = cell.evaluate("e => getComputedStyle(e, '::before').content")
        assert label.strip('"') == cell.get_attribute("data-label")
        frame = page.locator(".q-weekplan-frame")
        assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_on_a_wide_screen_the_map_is_the_table_of_the_form(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/maps/signals.html")
        expect(page.get_by_role("columnheader", name="Platform and link")).to_be_visible()
        frame = page.locator(".q-weekplan-frame")
        assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_what_is_folded_on_the_screen_is_read_on_paper(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/moocs/waves.html")
        rubric = page.locator(".q-rubric").first
        expect(rubric).not_to_be_visible()
        page.emulate_media(media="print")
        assert rubric.evaluate("e => e.getBoundingClientRect().height") > 20
        expect(page.locator(".q-starts").first).not_to_be_visible()


def test_how_a_work_is_reviewed_opens_by_keyboard(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/moocs/waves.html")
        tab_to(page, ".q-task-practical summary")
        page.keyboard.press("Enter")
        expect(page.locator(".q-rubric").first).to_be_visible()


def test_the_bands_of_the_result_are_as_wide_as_their_percent(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}kk/moocs/waves.html")
        widths = page.locator(".q-bands > li").evaluate_all("all => all.map(e => e.getBoundingClientRect().width)")
        assert [round(100 * width / sum(widths)) for width in widths] == [50, 30, 20]


def test_the_formula_of_a_module_is_drawn(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}ru/moocs/waves.html")
        expect(page.locator("#module-1 .katex")).to_have_count(1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_application_downloads_as_a_word_file(browser: Browser, site: str, lang: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}{lang}/blended/physics.html")
        addresses = page.locator("a[download]").evaluate_all("all => all.map(a => a.href)")
    assert len(addresses) == 3
    for address in addresses:
        with urllib.request.urlopen(address) as answer:
            data = answer.read()
        assert zipfile.is_zipfile(io.BytesIO(data))
        assert len(docx.Document(io.BytesIO(data)).tables) == 1


def test_the_application_stays_paper_in_the_dark_and_takes_a_sheet_of_its_own(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.emulate_media(color_scheme="dark")
        page.goto(f"{site}kk/blended/physics.html")
        sheet = page.locator(".q-sheet")
        assert sheet.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
        page.emulate_media(media="print")
        assert sheet.evaluate("e => getComputedStyle(e).breakBefore") == "page"

"""Courses in the browser: the chart over its weeks, folding by keyboard, phones, paper and the calendar's link."""

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import watched
from browser.keyboard import until
from trial_site import LANGUAGES


def bars(page: Page) -> dict[str, tuple[float, float]]:
    """Where each bar of the chart begins and ends, in columns from 1, by the name of its row."""
    found = page.evaluate(
        """() => [...document.querySelectorAll(".q-plan li")].map((li) => {
          const track = li.querySelector(".q-track"), bar = track.querySelector("i");
          if (!bar) return [li.querySelector(".q-what").firstChild.textContent.trim(), 0, 0];
          const whole = track.getBoundingClientRect(), part = bar.getBoundingClientRect();
          const columns = getComputedStyle(track).gridTemplateColumns.split(" ").length;
          const place = (x) => ((x - whole.left) / whole.width) * columns;
          return [li.querySelector(".q-what").firstChild.textContent.trim(), place(part.left), place(part.right)];
        })"""
    )
    return {name: (round(first, 1) + 1, round(last, 1)) for name, first, last in found if last}


@pytest.mark.parametrize("width", [390, 1280])
def test_bars_stand_over_their_weeks(browser: Browser, site: str, width: int) -> None:
    with watched(browser, site, width=width) as page:
        page.goto(f"{site}en/courses/optics.html")
        assert bars(page) == {
            "The focus of a lens": (1, 2),
            "Midterm control 1": (2, 2),
            "Diffraction": (2, 3),
            "In-term attestation": (3, 3),
            "Midterm control 2": (3, 3),
            "Examination": (14, 14),
        }


def test_the_numbers_of_the_weeks_stand_over_the_bars(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/courses/optics.html")
        two = page.locator(".q-scale b", has_text="2").bounding_box()
        bar = page.locator("li:has(a[href='#control-rk1']) .q-track i").bounding_box()
        assert two
        assert bar
        assert abs((two["x"] + two["width"] / 2) - (bar["x"] + bar["width"] / 2)) < 2


def test_an_assignment_and_a_lecture_unfold_by_keyboard_and_without_scripts(browser: Browser, site: str) -> None:
    with watched(browser, site, scripts=False) as page:
        page.goto(f"{site}en/courses/optics.html")
        for folded, told in ((".q-plan summary", "The lens formula"), ("#week-2 summary", "What is a dioptre?")):
            assert not page.get_by_text(told).is_visible()
            page.locator(folded).first.focus()
            page.keyboard.press("Enter")
            assert page.get_by_text(told).is_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phone_has_its_own_list_of_sections(browser: Browser, site: str, lang: str) -> None:
    with watched(browser, site, width=390) as page:
        page.goto(f"{site}{lang}/courses/optics.html")
        page.locator(".q-contents summary").click()
        page.locator(".q-contents a[href='#teachers']").click()
        until(page, "document.querySelector('#teachers').getBoundingClientRect().top < 200")
        low = page.evaluate(
            "Math.min(...[...document.querySelectorAll('.q-contents a')].map((a) => a.getBoundingClientRect().height))"
        )
        assert low >= 24


def test_a_wide_screen_has_the_list_of_the_theme(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}kk/courses/optics.html")
        assert not page.locator(".q-contents").is_visible()
        assert page.locator(".md-sidebar--secondary a[href='#teachers']").is_visible()


def test_no_line_of_the_page_is_wider_than_a_small_phone(browser: Browser, site: str) -> None:
    with watched(browser, site, width=320) as page:
        for path in ("kk/courses/optics.html", "ru/courses/signals.html", "en/courses/optics/lecture-1.html"):
            page.goto(f"{site}{path}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            wide = page.evaluate(
                """() => [...document.querySelectorAll("article *")].filter((one) =>
                  one.getBoundingClientRect().right > 321 && !one.closest(".q-frame, .katex, .headerlink"))
                  .map((one) => one.outerHTML.slice(0, 80))"""
            )
            assert wide == []


def test_the_calendar_can_be_taken(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}ru/courses/optics.html")
        link = page.locator("a[type='text/calendar']")
        answer = page.request.get(link.evaluate("(a) => a.href"))
        assert answer.ok
        assert answer.body().startswith(b"BEGIN:VCALENDAR")


def test_what_is_folded_is_read_on_paper(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/courses/optics.html")
        page.emulate_media(media="print")
        assert page.get_by_text("The lens formula").bounding_box()
        assert not page.locator(".q-offers").first.is_visible()


def test_a_lecture_leads_on_and_back(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}ru/courses/optics.html")
        page.locator("#week-1 a[href='optics/lecture-1.html']").click()
        page.locator("h1 .katex").wait_for()
        page.locator("a[rel='next']").click()
        assert page.locator("h1").inner_text().startswith("Лекция 3")
        page.locator(".q-path a[href='../optics.html']").click()
        assert page.locator("h1").inner_text().startswith("Оптика")

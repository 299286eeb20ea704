"""axe-core finds nothing on any page, in three languages, light and dark, wide and narrow (WCAG 2.2 AA)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.quiz import check, show_all
from trial_site import LANGUAGES, PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = {"wide": 1280, "phone": 320}
PAIRWISE = [
    ("kk", "wide", "light"),
    ("kk", "phone", "dark"),
    ("ru", "wide", "dark"),
    ("ru", "phone", "light"),
    ("en", "wide", "light"),
    ("en", "phone", "dark"),
]
"""Every language with every screen and every scheme, every screen with every scheme; all twelve took a fifth of CI."""


def findings(page: Page) -> list[str]:
    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    return [
        f"{found['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for found in result.response["violations"]
        for node in found["nodes"][:3]
    ]


@pytest.mark.parametrize(("lang", "screen", "scheme"), PAIRWISE)
def test_axe_finds_nothing_on_any_page(browser: Browser, site: str, lang: str, screen: str, scheme: str) -> None:
    wrong = {}
    with browser.new_context(viewport={"width": SCREENS[screen], "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(f"{site}{lang}/{path}")
            page.add_style_tag(content="*{transition:none!important;animation:none!important}")
            if found := findings(page):
                wrong[path] = found
    assert not wrong, "\n".join(f"{path}\n  " + "\n  ".join(found) for path, found in wrong.items())


STILL = "*{transition:none!important;animation:none!important}"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_while_a_reader_searches(browser: Browser, site: str, lang: str, screen: str) -> None:
    with browser.new_context(viewport={"width": SCREENS[screen], "height": 900}, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{site}{lang}/index.html")
        page.add_style_tag(content=STILL)
        page.keyboard.press("/")
        for query in ("", "C++", "qqqzzz"):
            page.locator(".q-search-field").fill(query)
            if query:
                expect(page.locator(".q-search-status")).not_to_have_text("")
            assert not findings(page), query


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_in_any_state_of_practice(browser: Browser, site: str, lang: str, screen: str) -> None:
    with browser.new_context(viewport={"width": SCREENS[screen], "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{site}{lang}/practice/signals/en.html")
        # Wider than the screen, so that it scrolls: also after the check the keyboard must reach it.
        page.add_style_tag(content=STILL + ".q-stem{overflow:auto;white-space:nowrap;inline-size:4em}")
        page.evaluate("document.querySelectorAll('.q-stem').forEach(stem => { stem.tabIndex = 0; })")
        show_all(page)
        page.locator("#item-se-4 input").fill("hz")
        check(page.locator("#item-se-4"))
        expect(page.locator("#item-se-4 .q-verdict")).to_be_visible()
        assert not findings(page), "after the check"
        page.locator(".q-to-results").click()
        assert not findings(page), "results"
        page.locator(".q-back").click()
        page.locator(".q-to-paper").click()
        assert not findings(page), "choice of a test"
        page.locator(".q-start").click()
        assert not findings(page), "test"
        page.locator(".q-finish").click()
        assert not findings(page), "question before the end"
        page.locator(".q-ask-finish button").first.click()
        expect(page.locator(".q-results")).to_be_visible()
        assert not findings(page), "result of the test"


@pytest.mark.parametrize("path", ["", "404.html", "kk/404.html"])
def test_axe_finds_nothing_on_the_door(browser: Browser, site: str, path: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        # The door leads on by its script, so the script is kept away.
        page.route("**/door.js", lambda route: route.abort())
        # Pages for lost addresses name their files from the top of the university's host.
        page.route("**/study/**", lambda route: route.continue_(url=route.request.url.replace("/study/", "/")))
        page.goto(f"{site}{path}")
        assert not findings(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_scrolls_sideways_at_320_pixels_or_twice_the_letters(browser: Browser, site: str, lang: str) -> None:
    wrong = []
    with browser.new_context(viewport={"width": 320, "height": 800}) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(f"{site}{lang}/{path}")
            for letters in ("", "html{font-size:200%!important}"):
                if letters:
                    page.set_viewport_size({"width": 640, "height": 800})
                    page.add_style_tag(content=letters)
                wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
                if wide[0] > wide[1]:
                    wrong.append((path, letters, wide))
            page.set_viewport_size({"width": 320, "height": 800})
    assert not wrong, wrong

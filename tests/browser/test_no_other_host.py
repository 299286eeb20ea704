"""Every page of the built site under its own policy: nothing foreign, nothing refused, nothing kept by the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from browser.conftest import served
from browser.keyboard import until
from trial_site import LANGUAGES, PAGES

WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event => {
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
TYPES = {f"{path.partition('/')[0]} {path.count('/')}": path for path in PAGES}
"""A page of each kind."""


@contextmanager
def shut_in(browser: Browser, home: str) -> Iterator[Page]:
    """A page for which there is no place in the world but `home`; it may not ask for another, or complain."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    wrong: list[str] = []

    def only_home(route: Route) -> None:
        if route.request.url.startswith((home, "data:", "blob:")):
            route.continue_()
        else:
            wrong.append(f"foreign: {route.request.url}")
            route.abort()

    context.route("**/*", only_home)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("console", lambda m: wrong.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    yield page
    assert context.cookies() == []
    context.close()
    assert wrong == []


def walk(page: Page, address: str) -> None:
    """Open a page, and wake what only works when it is asked for."""
    page.goto(address, wait_until="networkidle")
    policy = page.locator("head > meta").nth(1)
    assert policy.get_attribute("http-equiv") == "Content-Security-Policy"
    for button in page.locator("article :is(summary, [aria-expanded=false])").all()[:5]:
        if button.is_visible():
            button.click()
    page.keyboard.press("s")  # the theme's key for the search
    page.wait_for_timeout(200)
    assert page.evaluate("violations") == []
    assert page.evaluate("document.cookie") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_asks_another_host_or_breaks_its_policy(browser: Browser, site: str, lang: str) -> None:
    with shut_in(browser, site) as page:
        for path in sorted(TYPES.values()):
            walk(page, f"{site}{lang}/{path}")


def test_the_door_keeps_its_policy(browser: Browser, site: str) -> None:
    with shut_in(browser, site) as page:
        page.goto(site)
        page.wait_for_url(f"{site}*/index.html")


def test_the_pages_for_wrong_addresses_keep_their_policy(browser: Browser, root: Path, tmp_path: Path) -> None:
    (tmp_path / "study").symlink_to(root / "site")  # they know the path of the site's address
    with served(tmp_path) as home, shut_in(browser, home) as page:
        walk(page, f"{home}study/404.html")
        for lang in LANGUAGES:
            walk(page, f"{home}study/{lang}/404.html")


@pytest.mark.parametrize("kind", ["practice 2", "courses 1", "catalogue.html 0", "glossary.html 0"])
def test_in_a_plain_folder_pages_keep_their_policy_too(browser: Browser, root: Path, kind: str) -> None:
    home = (root / "site").as_uri()
    with shut_in(browser, home) as page:
        walk(page, f"{home}/kk/{TYPES[kind]}")


def test_the_policy_stops_what_an_authors_text_might_smuggle_in(browser: Browser, site: str) -> None:
    """That the walk above would see a violation, and that the policy is worth something."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{site}en/{TYPES['courses 1']}")
    page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
          const button = document.createElement('button');
          button.setAttribute('onclick', 'window.ran = true');
          document.body.append(button);
          button.click();
          document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/a.png'}));
        }"""
    )
    until(page, "violations.length >= 3")
    assert page.evaluate("window.ran") is None
    context.close()

"""The page of a difference in a browser: nothing runs or leaves it; it fits a phone; it can be read on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.test_accessibility import findings
from diff_pages import DRAWING, RK1, SVG, hostile, page

BANK = """\
items:
  - id: n-1
    difficulty: easy
    stem: |
      Which of {words} has $\\frac{{a}}{{b}}$ and `code`?

      ![A wall](images/a.svg)
    correct: {right}
    distractors: [{wrong}, a-word-that-is-much-too-long-for-the-screen-of-a-telephone-and-has-no-blank-at-all-in-it]
    feedback: Because.
  - {{id: n-2, difficulty: {level}, stem: The wall is high., answer: true}}
"""


def shown(keys: bool) -> str:
    old = BANK.format(words="these walls", right="alpha", wrong="beta", level="easy")
    new = BANK.format(words="those walls", right="beta", wrong="alpha", level="hard")
    return page({RK1: old, DRAWING: SVG.format("one")}, {RK1: new, DRAWING: SVG.format("two")}, keys=keys)


def test_nothing_of_a_hostile_author_runs_or_leaves_the_page(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "diff.html"
    file.write_text(hostile(keys=True), encoding="utf-8")
    wrong: list[str] = []
    with browser.new_context() as context:
        one = context.new_page()
        one.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
        one.on("pageerror", lambda error: wrong.append(f"error {error}"))
        one.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        one.on(
            "request", lambda r: wrong.append(r.url) if not r.url.startswith((file.as_uri(), "data:image/")) else None
        )
        one.goto(file.as_uri())
        one.evaluate(
            "document.querySelectorAll('main *').forEach((one) => "
            "['mouseover', 'focus', 'pointerenter', 'toggle'].forEach((kind) => one.dispatchEvent(new Event(kind))))"
        )
        assert not one.evaluate("window.pwned")
        assert one.url == file.as_uri()
    assert not wrong, wrong


@pytest.mark.parametrize(("width", "scheme", "keys"), [(1280, "light", True), (320, "dark", False)])
def test_the_page_fits_its_screen_and_everybody_can_read_it(
    browser: Browser, tmp_path: Path, width: int, scheme: str, keys: bool
) -> None:
    file = tmp_path / "diff.html"
    file.write_text(shown(keys), encoding="utf-8")
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        one = context.new_page()
        one.goto(file.as_uri())
        assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert one.evaluate("[...document.images].every((one) => one.naturalWidth > 0)")
        assert not findings(one)


def test_on_paper_marks_are_seen_without_colour(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "diff.html"
    file.write_text(shown(True), encoding="utf-8")
    with browser.new_context() as context:
        one = context.new_page()
        one.goto(file.as_uri())
        one.emulate_media(media="print")
        line = "(all) => all.map((one) => getComputedStyle(one).textDecorationLine + ' ' + getComputedStyle(one).color)"
        assert set(one.locator("del").evaluate_all(line)) == {"line-through rgb(0, 0, 0)"}
        assert set(one.locator("ins").evaluate_all(line)) == {"underline rgb(0, 0, 0)"}

"""The test that imitates the paper of a control: drawn, timed, silent until its end."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import watched
from browser.keyboard import tab_to
from trial_site import LANGUAGES

START = datetime(2026, 12, 1, 9, tzinfo=UTC)
RESULT = {"kk": "Нәтижеңіз", "ru": "Ваш результат", "en": "Your result"}
SCORE = {
    "kk": "Жауап берілді: 1 / 5. Ұпай: ",
    "ru": "Отвечено: 1 из 5. Баллы: ",
    "en": "Answered: 1 of 5. Points: ",
}
OPEN = {
    "kk": "4 сұрақтың жауабы әлі жоқ.",
    "ru": "Без ответа остались 4 вопроса.",
    "en": "4 questions have no answer yet.",
}


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The English set at nine in the morning."""
    with watched(browser, site) as page:
        page.clock.install(time=START)
        page.goto(f"{site}en/practice/signals/en.html")
        yield page


def begin(page: Page, *, time: str = "At the pace of the course") -> None:
    page.get_by_role("button", name="Take it as a test").click()
    page.get_by_label(time).check()
    page.get_by_role("button", name="Start the test").click()


def finish(page: Page) -> None:
    page.locator(".q-finish").click()
    page.locator(".q-ask-finish button[value=yes]").click()


def answer_right(page: Page) -> None:
    """Every answer that earns all points, where it stands now."""
    for text in ("It is odd", "It is bounded", "It is smooth", "None"):
        box = page.locator(".q-option").filter(has_text=text).locator("input")
        if box.count():
            box.evaluate("box => { box.checked = true; box.dispatchEvent(new Event('input', { bubbles: true })); }")
    for id, text in (("se-3", "low-pass"), ("se-4", "Hz"), ("se-5", "2.5")):
        field = page.locator(f"#item-{id}:not([data-out]) input")
        if field.count():
            script = "(f, t) => { f.value = t; f.dispatchEvent(new Event('input', { bubbles: true })); }"
            field.evaluate(script, text)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_test_is_taken_by_keyboard_alone(browser: Browser, site: str, lang: str, width: int) -> None:
    with watched(browser, site, width=width) as page:
        page.goto(f"{site}{lang}/practice/signals/en.html")
        tab_to(page, ".q-to-paper")
        page.keyboard.press("Enter")
        expect(page.locator(".q-setup h2")).to_be_focused()
        tab_to(page, ".q-start")
        page.keyboard.press("Enter")
        expect(page.locator(".q-clock")).to_contain_text("9:00")
        tab_to(page, ".q-item:not([hidden]) :is(input, select)")
        page.keyboard.press("Space")
        page.keyboard.type("x")
        tab_to(page, ".q-finish")
        page.keyboard.press("Enter")
        expect(page.locator(".q-left-open")).to_have_text(OPEN[lang])
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
        page.keyboard.press("Escape")
        expect(page.locator(".q-finish")).to_be_focused()
        page.keyboard.press("Enter")
        tab_to(page, ".q-ask-finish button[value=yes]")
        page.keyboard.press("Enter")
        expect(page.locator("#q-results-title")).to_be_focused()
        expect(page.locator("#q-results-title")).to_contain_text(RESULT[lang])
        expect(page.locator(".q-score")).to_contain_text(SCORE[lang])
        expect(page.locator(".q-verdict")).to_have_count(5)


def test_the_setup_says_what_the_course_asks_and_what_the_set_lacks(page: Page) -> None:
    page.get_by_role("button", name="Take it as a test").click()
    expect(page.locator(".q-facts-line")).to_have_text(
        "In the course: 30 questions, 50 minutes, 1 attempt, easy 40 %, medium 40 %, hard 20 %."
    )
    expect(page.locator(".q-length")).to_contain_text(
        "All that can be drawn: 5 questions, 9 minutes. The practice set lacks questions: "
        "easy — 10, medium — 10, hard — 5."
    )
    for said in ("At the pace of the course: 9", "Half as much again: 14", "Twice as much: 18", "Without a time limit"):
        expect(page.locator(".q-time")).to_contain_text(said)
    page.locator(".q-which input").nth(1).check()
    expect(page.locator(".q-facts-line")).to_contain_text("25 questions, 40 minutes")
    expect(page.locator(".q-length")).to_contain_text("7 questions, 12 minutes")
    page.get_by_role("button", name="Back to practice").click()
    expect(page.locator(".q-to-paper")).to_be_focused()


def test_nothing_is_told_until_the_end_and_everything_after_it(page: Page) -> None:
    begin(page)
    answer_right(page)
    expect(page.locator(".q-verdict, .q-told, .q-note")).to_have_count(0)
    expect(page.locator(".q-item [type=submit]:visible, .q-hint-open:visible, .q-tools:visible")).to_have_count(0)
    expect(page.locator(".q-done")).to_have_text("Answered: 5 of 5")
    page.clock.fast_forward("03:00")
    page.locator(".q-finish").click()
    expect(page.locator(".q-left-open")).to_have_text("All questions have an answer.")
    page.locator(".q-ask-finish button[value=yes]").click()
    expect(page.locator(".q-score")).to_have_text("Answered: 5 of 5. Points: 7 of 7 (100 %).")
    expect(page.locator(".q-score-more")).to_have_text("Time taken: 3 minutes")
    expect(page.locator(".q-chart-topic tbody tr")).to_have_count(2)
    expect(page.locator(".q-chart-level tbody tr")).to_have_count(3)
    expect(page.locator(".q-item:visible")).to_have_count(5)
    expect(page.locator("#item-se-1 .q-result")).to_contain_text("The sine is odd")
    expect(page.locator(".q-item:visible fieldset :is(input, select, textarea):enabled")).to_have_count(0)
    page.get_by_role("button", name="Leave the results").click()
    expect(page.locator(".q-verdict")).to_have_count(0)
    expect(page.locator(".q-done")).to_contain_text("Answered: 0 of 8")


def test_the_clock_warns_politely_and_hands_in_by_itself(page: Page) -> None:
    begin(page, time="Twice as much")
    clock, said = page.locator(".q-clock"), page.locator(".q-told-now")
    expect(clock).to_have_text("Time left: 18:00")
    assert clock.get_attribute("aria-live") == "off"
    assert said.get_attribute("role") == "status"
    expect(said).to_have_text("")
    for passed, told in (("08:00", "10 minutes left."), ("05:00", "5 minutes left."), ("04:00", "1 minute left.")):
        page.clock.run_for(passed)
        expect(said).to_have_text(told)
    expect(clock).to_have_text("Time left: 1:00")
    page.locator(".q-finish").click()
    page.clock.run_for("01:01")
    expect(page.locator(".q-score-more")).to_contain_text("Time is up. Your answers have been handed in.")
    expect(page.locator(".q-score-more")).to_contain_text("Time taken: 18 minutes")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_test_survives_a_reload_with_its_questions_answers_and_end(page: Page) -> None:
    begin(page)
    page.locator("[id=item-se-3]").evaluate("section => section.scrollIntoView()")
    answer_right(page)
    order = (
        page.locator(".q-map-one").count(),
        page.locator(".q-item:not([data-out])").evaluate_all("all => all.map(s => s.id)"),
    )
    page.clock.fast_forward("04:00")
    page.reload()
    expect(page.locator(".q-clock")).to_have_text(re.compile("Time left: (5:00|4:5.)"))
    expect(page.locator(".q-done")).to_have_text("Answered: 5 of 5")
    again = (
        page.locator(".q-map-one").count(),
        page.locator(".q-item:not([data-out])").evaluate_all("all => all.map(s => s.id)"),
    )
    assert again == order
    page.clock.fast_forward("20:00")
    page.reload()
    expect(page.locator(".q-score")).to_have_text("Answered: 5 of 5. Points: 7 of 7 (100 %).")
    expect(page.locator(".q-score-more")).to_have_text(
        "Time is up. Your answers have been handed in. Time taken: 9 minutes"
    )
    page.reload()
    expect(page.locator(".q-score")).to_contain_text("(100 %)")


def test_without_a_limit_there_is_no_clock(page: Page) -> None:
    begin(page, time="Without a time limit")
    page.clock.fast_forward("10:00:00")
    expect(page.locator(".q-clock")).to_have_text("Without a time limit")
    finish(page)
    expect(page.locator(".q-score")).to_have_text("Answered: 0 of 5. Points: 0 of 7 (0 %).")


def test_another_test_is_another_draw_and_practice_answers_stay(page: Page) -> None:
    page.locator(".q-tools").evaluate("tools => { tools.open = true; }")
    page.locator("[name=q-view][value=all]").check()
    page.locator("#item-se-4 input").fill("Hz")
    page.locator("#item-se-4 [type=submit]").click()
    begin(page)
    expect(page.locator("#item-se-4 input")).to_have_value("")
    finish(page)
    page.get_by_role("button", name="Take another test").click()
    expect(page.locator(".q-setup h2")).to_be_focused()
    page.get_by_role("button", name="Back to practice").click()
    expect(page.locator("#item-se-4 .q-verdict")).to_have_text("Right · Points: 1 of 1")


def test_a_changed_question_ends_a_test_that_has_it(page: Page) -> None:
    begin(page)
    page.evaluate(
        """() => { const key = 'qoima.practice/trial/signals/en', held = JSON.parse(localStorage.getItem(key));
        held.paper.items[0].digest = 'another'; localStorage.setItem(key, JSON.stringify(held)); }"""
    )
    page.reload()
    expect(page.locator(".q-clock")).to_be_hidden()
    expect(page.locator(".q-to-paper")).to_be_visible()

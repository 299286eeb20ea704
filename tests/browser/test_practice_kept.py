"""Practice: what is kept, shuffled, summed up and printed; hostile texts; small screens and no scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import watched
from browser.keyboard import until
from browser.quiz import check, open_settings, options, show_all, shown, verdict


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The English set on the English page."""
    with watched(browser, site) as page:
        page.goto(f"{site}en/practice/signals/en.html")
        yield page


def test_answers_view_and_place_survive_a_reload_and_a_reset_asks_first(page: Page) -> None:
    page.locator(".q-following").click()
    question = page.locator("#item-se-1")
    question.get_by_label("It is odd").check()
    page.reload()
    expect(question.get_by_label("It is odd")).to_be_checked()
    check(question)
    page.reload()
    expect(verdict(question)).to_contain_text("Points: 1 of 3")
    expect(page.locator(".q-told-now")).to_have_text("Your answers are still here from last time.")
    show_all(page)
    page.reload()
    assert len(shown(page)) == 9
    open_settings(page)
    page.get_by_role("button", name="Start over…").click()
    page.keyboard.press("Escape")
    expect(verdict(question)).to_have_count(1)
    page.get_by_role("button", name="Start over…").click()
    page.get_by_role("button", name="Delete the answers").click()
    expect(verdict(question)).to_have_count(0)
    kept = page.evaluate("JSON.parse(localStorage.getItem('qoima.practice/trial/signals/en')) || {answers: {}}")
    assert not [entry for entry in kept["answers"].values() if entry["checked"]]


def test_a_changed_item_drops_its_own_answer_alone(page: Page) -> None:
    show_all(page)
    page.locator("#item-se-3 input").fill("filter")
    check(page.locator("#item-se-3"))
    page.locator("#item-se-4 input").fill("Hz")
    check(page.locator("#item-se-4"))
    script = """() => { const key = 'qoima.practice/trial/signals/en';
        const held = JSON.parse(localStorage.getItem(key)); held.answers['item-se-3'].digest = 'another';
        localStorage.setItem(key, JSON.stringify(held)); }"""
    page.evaluate(script)
    page.reload()
    expect(verdict(page.locator("#item-se-3"))).to_have_count(0)
    expect(page.locator("#item-se-3 input")).to_have_value("")
    expect(verdict(page.locator("#item-se-4"))).to_have_count(1)


def test_shuffling_is_off_at_first_and_keeps_its_order_over_a_reload(page: Page) -> None:
    show_all(page)
    plain, texts = shown(page), options(page, "item-se-1")
    open_settings(page)
    page.get_by_label("Shuffle the questions").check()
    page.get_by_label("Shuffle the answers").check()
    mixed, mixed_texts = shown(page), options(page, "item-se-1")
    assert sorted(mixed) == sorted(plain)
    assert sorted(mixed_texts) == sorted(texts)
    assert (mixed, mixed_texts) != (plain, texts)
    numbers = [heading for heading in page.locator(".q-item:visible h3").all_inner_texts() if heading[0] == "Q"]
    assert numbers == [f"Question {n}" for n in range(1, 9)]
    assert page.locator("#item-se-1 .q-letter").all_inner_texts() == list("ABCDE")
    page.reload()
    assert (shown(page), options(page, "item-se-1")) == (mixed, mixed_texts)
    open_settings(page)
    page.get_by_label("Shuffle the questions").uncheck()
    page.get_by_label("Shuffle the answers").uncheck()
    assert (shown(page), options(page, "item-se-1")) == (plain, texts)


def test_the_map_leads_to_each_question_and_says_how_it_stands(page: Page) -> None:
    page.locator(".q-map").evaluate("map => { map.open = true; }")
    expect(page.locator(".q-map-place")).to_have_text("All questions")
    page.get_by_role("button", name="Question 3, not answered").click()
    assert shown(page) == ["item-se-3"]
    expect(page.locator(".q-map-place")).to_have_text("Question 3 of 8")
    page.locator("#item-se-3 input").fill("no idea")
    check(page.locator("#item-se-3"))
    expect(page.get_by_role("button", name="Question 3, Wrong")).to_have_attribute("aria-current", "true")


def test_results_are_a_table_by_topic_and_difficulty(page: Page) -> None:
    show_all(page)
    for id, text in (("se-3", "filter"), ("se-4", "Hz"), ("se-5", "7")):
        page.locator(f"#item-{id} input").fill(text)
        check(page.locator(f"#item-{id}"))
    page.get_by_role("button", name="Results").click()
    expect(page.locator(".q-score")).to_have_text("Answered: 3 of 7. Points: 1.5 of 3 (50 %).")
    rows = page.get_by_role("table", name="By topic").locator("tbody tr").all_inner_texts()
    assert [re.sub(r"\s+", " ", row) for row in rows] == ["Filters 1.5 of 3 (50 %)"]
    rows = page.get_by_role("table", name="By difficulty").locator("tbody tr").all_inner_texts()
    assert [re.sub(r"\s+", " ", row) for row in rows] == [
        *("easy 0.5 of 1 (50 %)", "medium 0 of 1 (0 %)", "hard 1 of 1 (100 %)"),
    ]
    page.get_by_role("button", name="Repeat the wrong ones (2)").click()
    assert shown(page) == ["item-se-3", "item-se-5"]
    expect(page.locator(".q-outcome")).to_contain_text("You are repeating questions that went wrong: 2")
    page.reload()
    assert shown(page) == ["item-se-3", "item-se-5"]
    page.get_by_role("button", name="Back to all questions").click()
    assert len(shown(page)) == 9


def test_hostile_texts_of_items_do_not_run(page: Page) -> None:
    show_all(page)
    question = page.locator("#item-se-2")
    question.get_by_role("button", name="Hint 1 of 1").click()
    question.locator("input").first.check()
    check(question)
    question.locator(".q-result summary").click()
    assert page.evaluate("window.hacked") is None
    expect(question).to_contain_text("<svg onload")
    expect(question.locator("img, svg, iframe, script, style")).to_have_count(0)


def test_what_a_stored_answer_holds_does_not_run(page: Page) -> None:
    show_all(page)
    page.locator("#item-se-3 input").fill("<img src=x onerror='window.hacked = 9'>")
    check(page.locator("#item-se-3"))
    page.reload()
    expect(page.locator("#item-se-3 input")).to_have_value("<img src=x onerror='window.hacked = 9'>")
    assert page.evaluate("window.hacked") is None


def test_a_sheet_has_all_questions_blank_and_the_answers_last_where_wanted(page: Page) -> None:
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator(".q-following").click()
    page.locator("#item-se-1").get_by_label("It is odd").check()
    check(page.locator("#item-se-1"))
    open_settings(page)
    page.get_by_role("button", name="Print…").click()
    page.get_by_label("Add the answers").check()
    page.locator(".q-ask-print button[value=yes]").click()
    until(page, "window.printed")
    page.emulate_media(media="print")
    assert len(shown(page)) == 9
    for gone in (".q-result", ".q-told", ".q-dock", ".q-tools", ".q-check", "dialog"):
        expect(page.locator(f"{gone}:visible")).to_have_count(0)
    key = page.locator(".q-printed-key")
    expect(key.locator("h3")).to_have_count(8)
    expect(key).to_contain_text("A good answer names the ratio of signal and noise.")
    letters = {
        row.locator(".q-option-text").inner_text(): row.locator(".q-letter").inner_text()
        for row in page.locator("#item-se-1 .q-option").all()
    }
    right = ", ".join(sorted(letters[text] for text in ("It is odd", "It is bounded", "It is smooth")))
    expect(key.locator(".q-printed").first).to_contain_text(f"Right answer: {right}")
    assert key.evaluate("key => getComputedStyle(key).breakBefore") == "page"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(key).to_be_hidden()


def test_without_scripts_questions_and_answers_can_be_read(browser: Browser, site: str) -> None:
    with watched(browser, site, scripts=False) as page:
        page.goto(f"{site}ru/practice/signals/kk.html")
        expect(page.locator("noscript p")).to_contain_text("скрипты отключены")
        expect(page.locator(".q-item:visible")).to_have_count(9)
        expect(page.locator(".q-side:visible, .q-dock:visible, .q-results:visible, .q-setup:visible")).to_have_count(0)
        question = page.locator("#item-sg-1")
        expect(question.get_by_role("listitem")).to_have_count(4)
        question.locator("summary").click()
        expect(question.locator(".q-solution")).to_contain_text("Правильный ответ: ")


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough_and_nothing_of_the_quiz_is_wider_than_the_page(
    browser: Browser, site: str, width: int
) -> None:
    with watched(browser, site, width=width) as page:
        page.goto(f"{site}kk/practice/signals/en.html")
        show_all(page)
        page.locator(".q-map").evaluate("map => { map.open = true; }")
        small = page.evaluate(
            """() => [...document.querySelectorAll('article :is(button, select, summary, label, .q-input)')]
                .filter((e) => e.checkVisibility()).map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
                .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
        )
        assert small == []
        wide = page.evaluate(
            """() => [...document.querySelectorAll('.q-practice *')].filter((e) => e.checkVisibility()
                && !e.closest('.katex') && e.getBoundingClientRect().right > document.body.clientWidth + 1)
                .map((e) => e.outerHTML.slice(0, 80))"""
        )
        assert wide == []


def test_the_page_works_from_a_folder(browser: Browser, root: Path) -> None:
    home = (root / "site").as_uri()
    with watched(browser, home) as page:
        page.goto(f"{home}/ru/practice/signals/en.html")
        page.locator(".q-following").click()
        page.locator("#item-se-1").get_by_label("It is odd").check()
        page.reload()
        expect(page.locator("#item-se-1").get_by_label("It is odd")).to_be_checked()

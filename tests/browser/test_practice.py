"""Practice by keyboard and mouse: every kind of question, what is kept, what is shown, what is printed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import watched
from browser.keyboard import choose, tab_to, tick
from browser.quiz import check, show_all, shown, verdict
from trial_site import LANGUAGES

WIDTHS = (1280, 390)
SAID = {
    "kk": ("Дұрыс", "Ішінара дұрыс", "Қате", "Алдымен жауапты таңдаңыз."),
    "ru": ("Верно", "Частично верно", "Неверно", "Сначала выберите ответ."),
    "en": ("Right", "Partly right", "Wrong", "Choose an answer first."),
}
POINTS = {"kk": "Ұпай: {} / {}", "ru": "Баллы: {} из {}", "en": "Points: {} of {}"}
DONE = {"kk": "Жауап берілді: {} / 8", "ru": "Отвечено: {} из 8", "en": "Answered: {} of 8"}


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The English set on the English page."""
    with watched(browser, site) as page:
        page.goto(f"{site}en/practice/signals/en.html")
        yield page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_set_is_practised_by_keyboard_alone(browser: Browser, site: str, lang: str, width: int) -> None:
    right, partly, wrong, ask = SAID[lang]
    with watched(browser, site, width=width) as page:
        page.goto(f"{site}{lang}/practice/signals/kk.html")
        assert shown(page) == ["item-sg-2"]
        tab_to(page, "#item-sg-2 [type=submit]")
        page.keyboard.press("Enter")
        expect(page.locator("#item-sg-2 .q-ask")).to_have_text(ask)
        assert page.evaluate("document.activeElement.matches('#item-sg-2 input')")
        page.reload()
        tick(page, "item-sg-2", "Функция тақ")
        tab_to(page, "#item-sg-2 [type=submit]")
        page.keyboard.press("Space")
        expect(page.locator("#item-sg-2 .q-verdict strong")).to_have_text(partly)
        expect(page.locator("#item-sg-2 .q-result")).to_be_focused()
        half = POINTS[lang].format("0.5" if lang == "en" else "0,5", 8)
        expect(page.locator(".q-done")).to_have_text(f"{DONE[lang].format(1)} · {half}")
        tab_to(page, ".q-following")
        page.keyboard.press("Enter")
        expect(page.locator("#item-sg-1 .q-heading")).to_be_focused()
        assert shown(page) == ["item-sg-1"]
        tab_to(page, "#item-sg-1 input")
        choose(page, "Тек шуды")
        page.keyboard.press("Enter")
        expect(page.locator("#item-sg-1 .q-verdict strong")).to_have_text(wrong)
        tab_to(page, "#item-sg-1 .q-check button:not([hidden])")
        page.keyboard.press("Enter")
        choose(page, "Төмен жиіліктерді")
        page.keyboard.press("Enter")
        expect(page.locator("#item-sg-1 .q-verdict strong")).to_have_text(right)
        tab_to(page, ".q-to-results")
        page.keyboard.press("Enter")
        expect(page.locator("#q-results-title")).to_be_focused()
        expect(page.locator(".q-chart-topic tbody tr")).to_have_count(2)
        tab_to(page, ".q-retry")
        page.keyboard.press("Enter")
        assert shown(page) == ["item-sg-2"]
        expect(page.locator("#item-sg-2 .q-heading")).to_be_focused()


def test_after_checking_the_choice_says_why_and_the_answer_can_be_given_again(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/practice/signals/kk.html#item-sg-1")
        question = page.locator("#item-sg-1")
        wrong = question.locator(".q-option").filter(has_text="Тек шуды")
        wrong.locator("input").check()
        check(question)
        expect(wrong.locator(".q-told")).to_have_text("Wrong · Your answer")
        expect(wrong.locator(".q-told")).to_have_attribute("lang", "en")
        expect(wrong.locator(".q-note")).to_have_text("Сүзгі шуды сигналдан ажыратпайды.")
        right = question.locator(".q-option").filter(has_text="Төмен жиіліктерді")
        expect(right.locator(".q-told")).to_have_text("Right answer")
        expect(right.locator("input")).to_be_disabled()
        expect(question.locator(".q-result")).to_contain_text("Кесу жиілігінен төмен құраушылар өтеді.")
        question.locator(".q-result summary").click()
        expect(question.locator(".q-result .q-remarks dd")).to_have_count(2)
        question.get_by_role("button", name="Answer again").click()
        expect(question.locator(".q-note, .q-verdict")).to_have_count(0)
        right.locator("input").check()
        check(question)
        expect(verdict(question)).to_have_text("Right · Points: 1 of 1")


def test_several_choice_pays_shares_and_ticking_everything_earns_nothing(page: Page) -> None:
    question = page.locator("#item-se-1")
    page.locator(".q-following").click()
    for text in ("It is odd", "It is smooth"):
        question.get_by_label(text).check()
    check(question)
    expect(verdict(question)).to_have_text("Partly right · Points: 2 of 3")
    question.get_by_role("button", name="Answer again").click()
    for box in question.locator("input").all():
        box.check()
    check(question)
    expect(verdict(question)).to_have_text("Wrong · Points: 0 of 3")


def test_hints_come_one_by_one_and_cost_nothing_here(page: Page) -> None:
    page.locator(".q-following").click()
    question = page.locator("#item-se-1")
    expect(question.locator(".q-hint-open:visible")).to_have_count(0)
    question.get_by_role("button", name="Hint 1 of 2").click()
    expect(question.locator(".q-hint-open:visible")).to_have_count(1)
    expect(question.locator(".q-hint-open .katex").first).to_be_visible()
    expect(question.get_by_role("button", name="Hint 2 of 2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(question.locator(".q-hint-open:visible")).to_have_count(2)
    expect(question.locator("[type=submit]")).to_be_focused()
    for text in ("It is odd", "It is smooth", "It is bounded"):
        question.get_by_label(text).check()
    check(question)
    expect(verdict(question)).to_have_text("Right · Points: 3 of 3")
    expect(question.locator(".q-result")).to_contain_text("Hints read: 2. In Moodle they may cost points")


def test_a_typed_answer_is_recognised_with_its_weight_and_note(page: Page) -> None:
    show_all(page)
    question = page.locator("#item-se-3")
    check(question)
    expect(question.locator(".q-ask")).to_have_text("Write an answer first.")
    expect(question.get_by_label("Your answer")).to_be_focused()
    page.keyboard.type(" FILTER ")
    page.keyboard.press("Enter")
    expect(verdict(question)).to_have_text("Partly right · Points: 0.5 of 1")
    expect(question.locator(".q-result")).to_contain_text("Say which one.")
    question.get_by_role("button", name="Answer again").click()
    page.keyboard.type("low-pass")
    page.keyboard.press("Enter")
    expect(verdict(question)).to_have_text("Right · Points: 1 of 1")
    strict = page.locator("#item-se-4")
    strict.get_by_label("Your answer").fill("hz")
    check(strict)
    expect(verdict(strict)).to_have_text("Wrong · Points: 0 of 1")
    expect(strict.locator(".q-result .q-answers")).to_have_text("Hz")


@pytest.mark.parametrize(
    ("typed", "points", "note"),
    [("2,55", "1", ""), ("2.45", "1", ""), ("25", "0.5", "Check the unit."), ("7", "0", "A volt has a thousand")],
)
def test_a_number_is_taken_with_comma_or_point_and_tolerance(page: Page, typed: str, points: str, note: str) -> None:
    show_all(page)
    question = page.locator("#item-se-5")
    question.get_by_label("Your answer").fill("2.5 V")
    check(question)
    expect(question.locator(".q-ask")).to_contain_text("Enter a number without a unit")
    question.get_by_label("Your answer").fill(typed)
    check(question)
    expect(verdict(question)).to_contain_text(f"Points: {points} of 1")
    expect(question.locator(".q-result")).to_contain_text(note)


def test_pairs_with_formulas_are_chosen_by_letter(page: Page) -> None:
    show_all(page)
    question = page.locator("#item-se-6")
    expect(question.locator(".q-rights:visible .katex")).to_have_count(3)
    rights = question.locator(".q-rights > li").all_inner_texts()
    sine, cosine = (next(i for i, text in enumerate(rights) if name in text) for name in ("sin", "cos"))
    question.get_by_label("odd").select_option(str(sine))
    check(question)
    expect(question.locator(".q-ask")).to_have_text("Choose a pair for each line first.")
    question.get_by_label("even").select_option(str(sine))
    check(question)
    expect(verdict(question)).to_have_text("Partly right · Points: 0.5 of 1")
    expect(question.locator("[data-state=wrong] .q-told .katex")).to_have_count(1)
    question.get_by_role("button", name="Answer again").click()
    question.get_by_label("odd").select_option(str(sine))
    question.get_by_label("even").select_option(str(cosine))
    check(question)
    expect(verdict(question)).to_have_text("Right · Points: 1 of 1")


def test_an_essay_is_compared_by_its_writer_and_earns_no_points(page: Page) -> None:
    show_all(page)
    question = page.locator("#item-se-7")
    question.get_by_label("Your answer").fill("Because.")
    before = page.locator(".q-done").inner_text().split("·")[1]
    check(question)
    expect(verdict(question)).to_have_count(0)
    expect(question.locator(".q-result")).to_contain_text("A good answer names the ratio of signal and noise.")
    question.get_by_label("All of it").check()
    assert page.locator(".q-done").inner_text().split("·")[1] == before
    page.reload()
    expect(question.get_by_label("All of it")).to_be_checked()
    expect(question.get_by_label("Your answer")).to_have_value("Because.")


def test_a_text_without_a_question_has_neither_number_nor_button(page: Page) -> None:
    question = page.locator("#item-se-0")
    expect(question.locator("h3")).to_have_text("For information")
    expect(question.get_by_role("button")).to_have_count(0)

"""A reader without a mouse."""

from playwright.sync_api import Page


def tab_to(page: Page, selector: str, presses: int = 120) -> None:
    """Press Tab until the focus is on what the selector names; the focus must be visible there."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate(OUTLINE), f"no visible focus on {selector}"
            return
    raise AssertionError(f"{presses} times Tab did not reach {selector}")


def until(page: Page, condition: str) -> None:
    """Wait for a condition; Playwright's own way of waiting needs `eval`, which the policy of the pages forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not within five seconds: {condition}")


def follow(page: Page, selector: str) -> None:
    """Go to a link by Tab and open it by Enter."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Page, answer: str) -> None:
    """In a group of radio buttons that has the focus, go to the answer by arrow keys."""
    page.keyboard.press("Space")
    for _ in range(10):
        if page.evaluate("document.activeElement.closest('label').lastChild.innerText").strip() == answer:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no answer {answer!r}")


def tick(page: Page, item: str, *answers: str) -> None:
    """Tick some boxes of a question by Tab and Space."""
    boxes = page.locator(f"#{item} .q-option")
    for number in range(boxes.count()):
        tab_to(page, f"#{item} .q-option:nth-child({number + 1}) input")
        if boxes.nth(number).locator(".q-option-text").inner_text() in answers:
            page.keyboard.press("Space")


OUTLINE = """() => {
  const active = document.activeElement;
  const shown = active.closest('label') || active;
  return getComputedStyle(shown).outlineStyle !== 'none' || getComputedStyle(active).outlineStyle !== 'none';
}"""

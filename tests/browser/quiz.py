"""What the tests of practice pages do again and again."""

from playwright.sync_api import Locator, Page


def open_settings(page: Page) -> None:
    page.locator(".q-tools").evaluate("tools => { tools.open = true; }")


def show_all(page: Page) -> None:
    open_settings(page)
    page.locator("[name=q-view][value=all]").check()


def options(page: Page, id: str) -> list[str]:
    return [text.strip() for text in page.locator(f"#{id} .q-option-text").all_inner_texts()]


def shown(page: Page) -> list[str]:
    return [section.get_attribute("id") or "" for section in page.locator(".q-item:visible").all()]


def check(question: Locator) -> None:
    question.locator("[type=submit]").click()


def verdict(question: Locator) -> Locator:
    return question.locator(".q-verdict")

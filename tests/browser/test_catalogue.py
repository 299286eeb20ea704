"""The catalogue as a reader uses it: by keyboard, by address, on a phone, without scripts; and its modules alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import served, watched
from browser.keyboard import tab_to
from trial_site import LANGUAGES

SCRIPTS = Path(__file__).parents[2] / "generator" / "qoima" / "site" / "assets" / "scripts"
ROWS = ".q-entries > li"


@pytest.fixture(scope="module")
def modules(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """An empty page beside the modules."""
    with served(SCRIPTS) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}catalogue/choosing.js")
        yield page


def run(page: Page, module: str, call: str, value: object = None) -> Any:
    """The answer of `call`, in which `m` is the module and `v` the value."""
    return page.evaluate(f"async v => {{ const m = await import('/catalogue/{module}.js'); return {call}; }}", value)


def test_values_of_a_fact_widen_and_facts_narrow(modules: Page) -> None:
    rows = [
        {"text": "базы данных", "values": [[0], [0]]},
        {"text": "физика", "values": [[0], [1]]},
        {"text": "химия", "values": [[1], [0, 1]]},
        {"text": "без фактов", "values": [[], []]},
    ]

    def chosen(first: list[int], second: list[int], *words: str) -> tuple[list[int], Any]:
        call = "m.choose(v.rows, [2, 2], v.chosen.map((c) => new Set(c)), v.words)"
        said = run(modules, "choosing", call, {"rows": rows, "chosen": [first, second], "words": words})
        return [number for number, shown in enumerate(said["shown"]) if shown], said["counts"]

    assert chosen([], []) == ([0, 1, 2, 3], [[2, 1], [2, 2]])
    assert chosen([0], []) == ([0, 1], [[2, 1], [1, 1]]), "a fact does not narrow its own counts"
    assert chosen([0, 1], []) == ([0, 1, 2], [[2, 1], [2, 2]])
    assert chosen([0], [0]) == ([0], [[1, 1], [1, 1]])
    assert chosen([], [], "хим") == ([2], [[0, 1], [1, 1]])
    assert chosen([], [], "баз", "данн") == ([0], [[1, 0], [1, 0]])


def test_rows_without_credits_come_last(modules: Page) -> None:
    rows = [{"credits": None, "code": 2}, {"credits": 5, "code": 1}, {"credits": 3, "code": 0}]
    by = {sort: run(modules, "choosing", "m.ordered(v[0], v[1]).map((r) => r.code)", [rows, sort]) for sort in SORTS}
    assert by == {"name": [2, 1, 0], "code": [0, 1, 2], "credits": [0, 1, 2]}


SORTS = ("name", "code", "credits")
FACETS = [{"name": "level", "values": ["bachelor", "master"]}, {"name": "department", "values": ["Физика & <b>"]}]


@pytest.mark.parametrize(
    ("search", "kept"),
    [
        ("", ""),
        ("?level=master&level=bachelor", "?level=bachelor&level=master"),
        ("?level=nonsense&sort=nonsense&x=1", ""),
        (
            "?q=%20базы++данных%20&sort=code",
            "?q=%D0%B1%D0%B0%D0%B7%D1%8B++%D0%B4%D0%B0%D0%BD%D0%BD%D1%8B%D1%85&sort=code",
        ),
        (
            "?department=Физика %26 <b>",
            "?department=%D0%A4%D0%B8%D0%B7%D0%B8%D0%BA%D0%B0+%26+%3Cb%3E",
        ),
        ("?q=%E0%A4%A", "?q=%EF%BF%BD%25A"),
    ],
)
def test_an_address_is_read_and_written(modules: Page, search: str, kept: str) -> None:
    assert run(modules, "address", "m.writeAddress(m.readAddress(v[0], v[1]), v[1])", [search, FACETS]) == kept


def names(page: Page) -> list[str]:
    return page.locator(f"{ROWS}:visible > a").all_inner_texts()


def query(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.search)"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filters_by_keyboard_and_back_again(browser: Browser, site: str, lang: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}{lang}/catalogue.html")
        everything = names(page)
        tab_to(page, "[data-name=kind] input[value=course]")
        page.keyboard.press("Space")
        tab_to(page, "[data-name=language] input[value=en]")
        page.keyboard.press("Space")
        assert query(page) == "?kind=course&language=en"
        expect(page.locator(".q-tally")).to_contain_text(str(len(everything)))
        assert page.locator(f"{ROWS}:visible a[href='courses/signals.html']").count() == 1
        left = names(page)
        assert 0 < len(left) < len(everything)
        expect(page.locator(".q-picked button")).to_have_count(2)
        page.locator(f"{ROWS}:visible > a").first.click()
        page.go_back()
        expect(page.locator(".q-picked button")).to_have_count(2)
        assert names(page) == left
        tab_to(page, ".q-picked button")
        page.keyboard.press("Enter")
        expect(page.locator(".q-picked button")).to_have_count(1)
        assert page.evaluate("document.activeElement.matches('.q-picked button')")
        tab_to(page, ".q-reset")
        page.keyboard.press("Enter")
        assert (names(page), query(page)) == (everything, "")
        assert page.evaluate("document.activeElement.id") == "q-text"


def test_an_address_brings_the_choice_and_another_language_keeps_it(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}kk/catalogue.html?practice=yes&sort=code")
        assert page.locator("[data-name=practice] input").is_checked()
        assert page.locator("#q-sort").input_value() == "code"
        count = len(names(page))
        page.goto(page.locator(".md-select__link[lang=ru]").evaluate("link => link.href"))
        assert query(page) == "?practice=yes&sort=code"
        assert len(names(page)) == count > 0


@pytest.mark.parametrize("typed", ["сигнал", "СИГНАЛДАР", "signals", "ph2201", "2201 сигн"])
def test_the_text_finds_names_in_all_languages_and_codes(browser: Browser, site: str, typed: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}kk/catalogue.html")
        page.locator("#q-text").press_sequentially(typed)
        assert page.locator(f"{ROWS}:visible a[href='courses/signals.html']").count() == 1
        assert page.locator(f"{ROWS}:visible a[href='courses/optics.html']").count() == 0
        assert query(page).replace("+", " ") == f"?q={typed}"


def test_kazakh_letters_may_be_typed_on_a_russian_keyboard(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}kk/catalogue.html")
        page.locator("#q-text").fill("нускагыштар")
        assert page.locator(f"{ROWS}:visible a[href='courses/cpp.html']").count() == 1


def test_where_nothing_fits_the_page_helps(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}ru/catalogue.html")
        expect(page.locator(".q-nofit")).to_be_hidden()
        page.locator("#q-text").fill("такого нет")
        expect(page.locator(".q-nofit")).to_be_visible()
        expect(page.locator(ROWS)).to_have_count(0)
        expect(page.locator(".q-reset")).to_be_visible()
        # Read out once, when the typing has paused.
        expect(page.locator(".q-tally[role=status]")).to_contain_text("0")


def test_rows_by_credits(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/catalogue.html?kind=course")
        by_name = names(page)
        page.locator("#q-sort").select_option("credits")
        rows = page.locator(f"{ROWS}:visible").all_inner_texts()
        assert [found[1] for row in rows if (found := re.search(r"(\d+) credits?", row))] == ["3", "4", "5"]
        page.locator("#q-sort").select_option("name")
        assert (names(page), query(page)) == (by_name, "?kind=course")


def test_on_a_phone_the_filters_open_on_demand(browser: Browser, site: str) -> None:
    with watched(browser, site, width=390) as page:
        page.goto(f"{site}kk/catalogue.html?level=master")
        box = page.locator("[data-name=level] input[value=master]")
        expect(box).to_be_hidden()
        expect(page.locator(".q-badge")).to_have_text("1")
        page.locator(".q-filters > summary").tap()
        expect(box).to_be_visible()
        box.locator("xpath=..").tap()
        expect(page.locator(".q-badge")).to_be_hidden()
        assert query(page) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_everything_is_there_and_nothing_that_does_not_work(
    browser: Browser, site: str, lang: str
) -> None:
    with watched(browser, site, scripts=False) as page:
        page.goto(f"{site}{lang}/catalogue.html")
        assert page.locator(f"{ROWS}:visible").count() == page.locator("li[data-v]").count() > 5
        for useless in (".q-finder", ".q-filters", ".q-answer", ".q-more-rows", ".q-nofit"):
            expect(page.locator(useless).first).to_be_hidden()


def with_rows_waiting(route: Route) -> None:
    """As the page of a thousand courses: only the first row of the courses stands in the list."""
    response = route.fetch()
    head, tail = response.text().split('id="courses"')
    _, *rest = re.findall(r"<li data-v=.*?</li>", tail, re.S)
    for row in rest:
        tail = tail.replace(row, "")
    hostile = '<li data-v="" data-o="9 " data-also="hostile"><span class="q-code"></span>'
    rest.append(hostile + '<a href="#">&lt;img src=x onerror="window.hurt = 1"&gt;</a></li>')
    tail = tail.replace("</ul>", f"</ul><noscript><ul>{''.join(rest)}</ul></noscript>", 1)
    route.fulfill(response=response, body=f'{head}id="courses"{tail}')


def test_rows_of_a_long_list_come_when_they_are_wanted(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.route("**/catalogue.html*", with_rows_waiting)
        page.goto(f"{site}en/catalogue.html?kind=course")
        courses = page.locator(".q-listing", has=page.locator("#courses"))
        expect(courses.locator("li")).to_have_count(1)
        expect(courses.locator("h2 small")).to_have_text("3")
        page.goto(f"{site}en/catalogue.html")
        expect(courses.locator("h2 small")).to_have_text("4")
        courses.locator(".q-more-rows").press("Enter")
        expect(courses.locator("li")).to_have_count(2)
        assert page.evaluate("document.activeElement.closest('li').previousElementSibling !== null")
        page.locator("#q-text").fill("signals")
        expect(courses.locator("li")).to_have_count(1)
        expect(courses.locator(".q-more-rows")).to_be_hidden()
        page.locator("#q-text").fill("hostile")
        expect(courses.locator("li a")).to_have_text('<img src=x onerror="window.hurt = 1">')
        page.locator("#q-text").fill("")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(courses.locator("li")).to_have_count(4)
        assert page.evaluate("window.hurt") is None


def test_the_catalogue_works_from_a_folder(browser: Browser, root: Path) -> None:
    home = (root / "site").as_uri()
    with watched(browser, home) as page:
        page.goto(f"{home}/kk/catalogue.html")
        page.locator("#q-text").fill("сигнал")
        assert page.locator(f"{ROWS}:visible a[href='courses/signals.html']").count() == 1


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_field_of_the_home_page_opens_the_search(browser: Browser, site: str, key: str) -> None:
    with watched(browser, site, width=390) as page:
        page.goto(f"{site}ru/index.html")
        tab_to(page, "[data-search-open]")
        page.keyboard.press(key)
        expect(page.locator("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.matches('[data-search-open]')")


def test_without_scripts_the_field_of_the_home_page_leads_to_the_catalogue(browser: Browser, site: str) -> None:
    with watched(browser, site, scripts=False) as page:
        page.goto(f"{site}ru/index.html")
        page.locator("[data-search-open]").click()
        page.wait_for_url("**/ru/catalogue.html")

"""The search as readers meet it: what it finds, by which keys, in a plain folder, and that Python and scripts agree."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import qoima
from browser.conftest import served, watched
from qoima.core.words import LANGUAGES
from qoima.site.search.words import clean, compiled, fold, in_one_script, parts, runs, stems
from search_queries import QUERIES
from test_site_search import APART, SAME, TEXTS

PACKAGE = Path(qoima.__file__).parent
FINDER = PACKAGE / "site" / "assets" / "scripts" / "finder"
FIRST = 3
RANKED = """async ([queries, first]) => {
  const { find } = await import("/finder/find.js");
  const { loader, opened } = await import("/finder/store.js");
  const load = loader("/search/");
  const index = opened(await load("start"));
  const found = [];
  for (const query of queries) {
    const { pages } = await find(index, load, query);
    found.push(await Promise.all(pages.slice(0, first).map(async ({ page }) => (await load(`page-${page}`))[0])));
  }
  return found;
}"""
"""The pages found for each query, the best first; on the page they stand in groups."""
NOTHING = {"kk": "Ештеңе табылмады", "ru": "Ничего не найдено", "en": "Nothing was found"}


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    expect(page.locator("dialog.q-search")).to_be_visible()
    expect(page.locator(".q-search-field")).to_be_focused()


def asked(page: Page, query: str) -> list[str]:
    """The addresses found, in the order of the page, below the folder of the language."""
    field = page.locator(".q-search-field")
    field.fill("")
    expect(page.locator(".q-search-status")).to_have_text("")
    field.fill(query)
    expect(page.locator(".q-search-status")).not_to_have_text("")
    links = page.locator(".q-search-list a").evaluate_all("links => links.map(link => link.href)")
    return [re.sub(r".*/(?:kk|ru|en)/", "", str(link)) for link in links]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_students_type_leads_to_the_page_that_they_mean(
    browser: Browser, root: Path, tmp_path: Path, lang: str
) -> None:
    shutil.copytree(FINDER, tmp_path / "finder")
    (tmp_path / "index.html").write_text('<meta charset="utf-8"><link rel="icon" href="data:,">', encoding="utf-8")
    shutil.copytree(root / "site" / lang / "search", tmp_path / "search")
    assert len(QUERIES[lang]) >= 30
    missed = []
    with served(tmp_path) as home, watched(browser, home) as page:
        page.goto(home)
        said = page.evaluate(RANKED, [[query for query, _ in QUERIES[lang]], FIRST])
        for (query, wanted), found in zip(QUERIES[lang], said, strict=True):
            if not any(path.startswith(tuple(wanted.split())) for path in found):
                missed.append((query, wanted, found))
    assert missed == []


@pytest.fixture(scope="module")
def modules(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that can import the modules of the search."""
    folder = tmp_path_factory.mktemp("modules") / "finder"
    shutil.copytree(FINDER, folder)
    (folder / "favicon.ico").touch()
    with served(folder) as home, watched(browser, home) as page:
        page.goto(f"{home}words.js")
        yield page


def natural_words() -> list[str]:
    """Every word of the messages, in three languages, and of the tables of forms."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((PACKAGE / "messages").glob("*.yaml"))]
    texts += [*SAME.values(), *APART.values(), *TEXTS]
    found = {run for text in texts for run, _, _ in runs(clean(text))}
    return sorted(found)


def test_scripts_and_python_make_the_same_stems_of_thousands_of_words(modules: Page) -> None:
    given = natural_words()
    assert len(given) > 5000
    said = modules.evaluate(
        """async ([tables, given]) => {
          const { fold, parts, inOneScript } = await import("./words.js");
          const { stems } = await import("./stems.js");
          return given.map((run) => [
            parts(tables, run),
            inOneScript(tables, run),
            ["kk", "ru", "en"].map((language) => stems(tables, fold(tables, run), language)),
          ]);
        }""",
        [compiled(), given],
    )
    mine = [
        [list(parts(run)), in_one_script(run), [list(stems(fold(run), lang)) for lang in LANGUAGES]] for run in given
    ]
    assert [(run, one, other) for run, one, other in zip(given, mine, said, strict=True) if one != other] == []


def test_scripts_and_python_cut_a_text_into_the_same_words(modules: Page) -> None:
    texts = [*TEXTS, *(file.read_text(encoding="utf-8") for file in sorted((PACKAGE / "messages").glob("site*.yaml")))]
    said = modules.evaluate(
        """async (texts) => {
          const { clean, runs } = await import("./words.js");
          return texts.map((text) => runs(clean(text)).map(({ run }) => run));
        }""",
        texts,
    )
    assert said == [[run for run, _, _ in runs(clean(text))] for text in texts]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("сигнал", "сигнла", True),
        ("сигнал", "сгнал", True),
        ("сигнал", "сигналл", True),
        ("сигнал", "сигнил", True),
        ("сигнал", "сигнал", False),
        ("сигнал", "сгнла", False),
        ("сигнал", "сигналды", False),
    ],
)
def test_one_slip(modules: Page, one: str, other: str, near: bool) -> None:
    source = 'async ([a, b]) => (await import("./near.js")).oneSlip(a, b)'
    assert modules.evaluate(source, [one, other]) is near


def test_nothing_of_the_search_is_loaded_before_it_is_opened(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{site}kk/courses/signals.html", wait_until="networkidle")
        assert not [url for url in loaded if "/search/" in url or "finder" in url or "lunr" in url]
        page.keyboard.press("Control+k")
        expect(page.locator("dialog.q-search")).to_be_visible()
        assert [url for url in loaded if "/search/" in url] == [f"{site}kk/search/start.js"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_by_keyboard_from_a_word_to_its_section(browser: Browser, site: str, lang: str) -> None:
    query = {"kk": "сүзгілер", "ru": "фильтры", "en": "filters"}[lang]
    with watched(browser, site) as page:
        opened(page, f"{site}{lang}/programmes/6B05301.html")
        asked(page, query)
        assert page.locator(".q-search-list mark").first.inner_text().lower() == query
        page.keyboard.press("ArrowDown")
        expect(page.locator(".q-search-list a").first).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.locator(".q-search-field")).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"{lang}/courses/signals\.html#\w+$"))


def test_escape_closes_and_gives_the_focus_back(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/index.html")
        button = page.locator(".q-search-open")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("dialog.q-search")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog.q-search")).to_be_hidden()
        expect(button).to_be_focused()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_there_is_said(browser: Browser, site: str, lang: str) -> None:
    with watched(browser, site) as page:
        opened(page, f"{site}{lang}/index.html")
        assert asked(page, "xqzwvkjj") == []
        expect(page.locator(".q-search-status")).to_contain_text(NOTHING[lang])
        assert page.locator(".q-search-status").get_attribute("role") == "status"


def test_questions_of_practice_sets_are_not_found(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        opened(page, f"{site}kk/index.html")
        assert not [path for path in asked(page, "жоғары") if path.startswith("practice/")]


def test_words_of_another_language_are_marked_with_it(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        opened(page, f"{site}kk/index.html")
        asked(page, "наденьте очки")
        expect(page.locator(".q-search-text [lang=ru]").first).to_be_visible()


def test_hostile_texts_of_pages_stay_texts(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        opened(page, f"{site}kk/index.html")
        asked(page, "шаблондар")
        expect(page.locator(".q-search-title").first).to_contain_text("<шаблондар>")
        asked(page, "<img src=x onerror=alert(1)>")


def test_the_search_works_from_a_plain_folder(browser: Browser, root: Path) -> None:
    home = (root / "site").as_uri()
    with watched(browser, home) as page:
        opened(page, f"{home}/ru/practice/signals/kk.html")
        assert asked(page, "сигналов")[0].startswith("courses/signals.html")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"ru/courses/signals\.html"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone_it_fills_the_screen_and_nothing_sticks_out(browser: Browser, site: str, lang: str) -> None:
    with watched(browser, site, width=320) as page:
        opened(page, f"{site}{lang}/courses/signals.html")
        asked(page, {"kk": "сигналдар", "ru": "сигналы", "en": "signals"}[lang])
        box = page.locator("dialog.q-search").bounding_box()
        assert box is not None
        assert (box["x"], box["y"], box["width"]) == (0, 0, 320)
        assert page.evaluate("document.querySelector('.q-search-found').scrollWidth") <= 320
        for target in page.locator(".q-search :is(a, button)").all():
            size = target.bounding_box()
            assert size is None or min(size["width"], size["height"]) >= 24


def test_without_scripts_the_button_leads_to_the_catalogue(browser: Browser, site: str) -> None:
    with watched(browser, site, scripts=False) as page:
        page.goto(f"{site}ru/courses/signals.html")
        page.locator(".q-search-open").click()
        page.wait_for_url(f"{site}ru/catalogue.html")

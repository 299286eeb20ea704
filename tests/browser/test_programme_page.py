"""The diagram of a programme as a browser lays it out, and what pages tell social networks."""

from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser

from browser.conftest import watched
from browser.keyboard import until
from trial_site import LANGUAGES, PAGES

PROGRAMME = "programmes/7M05302.html"
ADDRESS = "https://trial.example.kz/study/"
ENDS = """() => {
  const path = document.querySelector('.q-arrows path');
  const end = (at) => {
    const point = path.getPointAtLength(at).matrixTransform(path.getScreenCTM());
    return [point.x, point.y];
  };
  const side = (box, x) => {
    const held = box.querySelector('div').getBoundingClientRect();
    return [x === 'left' ? held.left : held.right, (held.top + held.bottom) / 2];
  };
  const target = document.querySelector('.q-pointed');
  const source = document.querySelector('.q-unit a[href$="cpp.html"]').closest('.q-unit');
  return [end(0), side(source, 'right'), end(path.getTotalLength()), side(target, 'left')];
}"""
"""Where the arrow begins, where it should, where it ends, where it should."""


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("letters", ["100%", "200%"])
def test_the_arrow_meets_its_boxes_however_they_grow(browser: Browser, site: str, width: int, letters: str) -> None:
    with watched(browser, site, width=width) as page:
        page.goto(f"{site}ru/{PROGRAMME}")
        page.add_style_tag(content=f".q-unit-name {{ font-size: {letters} !important; }}")
        start, source, end, target = page.evaluate(ENDS)
        assert start == pytest.approx(source, abs=3)
        assert end == pytest.approx(target, abs=3)


def test_on_a_phone_the_diagram_scrolls_in_its_frame_by_keyboard(browser: Browser, site: str) -> None:
    with watched(browser, site, width=320) as page:
        page.goto(f"{site}kk/{PROGRAMME}")
        frame = page.locator(".q-structure .q-frame")
        frame.focus()
        page.keyboard.press("ArrowRight")
        until(page, "document.querySelector('.q-structure .q-frame').scrollLeft > 0")
        assert page.evaluate("document.scrollingElement.scrollLeft") == 0


def test_a_box_leads_to_its_course_wherever_it_is_touched(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}en/{PROGRAMME}")
        box = page.locator(".q-unit", has=page.locator("a[href$='signals.html']")).bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
        page.wait_for_url("**/en/courses/signals.html")


def test_a_link_to_a_person_shows_the_person(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto(f"{site}ru/people.html#a-serik")
        assert page.locator("#a-serik:target h3").is_visible()


def social(file: Path) -> dict[str, list[str]]:
    """The values of the page's Open Graph and Twitter tags."""
    held: dict[str, list[str]] = {}
    for tag in lxml.html.parse(str(file)).iter("meta"):
        name = tag.get("property") or tag.get("name") or ""
        if name.startswith(("og:", "twitter:")):
            held.setdefault(name, []).append(tag.get("content"))
    return held


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_tells_networks_its_name_language_and_picture(root: Path, lang: str) -> None:
    locales = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}
    for path in PAGES:
        held = social(root / "site" / lang / path)
        (picture,) = held["og:image"]
        assert picture.startswith(f"{ADDRESS}cards/{lang}/"), path
        assert (root / "site" / picture.removeprefix(ADDRESS)).is_file(), path
        assert held["og:url"] == [f"{ADDRESS}{lang}/{path}"]
        assert held["og:locale"] == [locales[lang]]
        assert set(held["og:locale:alternate"]) == set(locales.values()) - {locales[lang]}
        assert (held["og:image:width"], held["og:image:height"]) == (["1200"], ["630"])
        assert held["og:title"] == held["og:image:alt"] != [""]
        assert held["twitter:card"] == ["summary_large_image"]


def test_things_have_pictures_of_their_own_and_other_pages_share_one(root: Path) -> None:
    def picture(path: str) -> str:
        return social(root / "site" / "ru" / path)["og:image"][0].removeprefix(f"{ADDRESS}cards/ru/")

    assert picture(PROGRAMME) == "programmes/7M05302.png"
    assert picture("courses/cpp.html") == "courses/cpp.png"
    assert picture("courses/optics/lecture-1.html") == "courses/optics.png"
    assert picture("people.html") == picture("index.html") == picture("practice/cpp/en.html") == "site.png"


def test_names_reach_networks_without_the_signs_of_html(root: Path) -> None:
    assert social(root / "site" / "ru" / PROGRAMME)["og:title"] == ["Прикладная физика & ‹техника›"]


def test_the_door_has_a_picture_too(root: Path) -> None:
    assert social(root / "site" / "index.html")["og:image"] == [f"{ADDRESS}cards/kk/site.png"]


def test_zensical_tells_networks_the_same(root: Path, zensical_folder: Path) -> None:
    for path in (PROGRAMME, "people.html", "courses/cpp.html", "index.html"):
        assert social(zensical_folder / "ru" / path) == social(root / "site" / "ru" / path)

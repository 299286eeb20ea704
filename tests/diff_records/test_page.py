"""The page of a difference: one file, safe, and without keys it does not tell which answer is right."""

import base64
import hashlib
import re
import time
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from diff_pages import DRAWING, PRACTICE, RK1, SVG, hostile, page
from qoima.core.words import LANGUAGES, Lang, names
from qoima.diff.page.marks import plain, rich
from qoima.diff.page.words import COUNTS
from qoima.formats.messages import catalogue
from qoima.model.text import Text

STEM = "Which protocol finds the shortest path between two routers?"
OPTIONS = ("alpha", "beta", "gamma", "delta")


def item(id: str, options: tuple[str, ...], right: int, *, stem: str = STEM, more: str = "") -> str:
    others = ", ".join(option for place, option in enumerate(options) if place != right)
    return f"""\
  - id: {id}
    difficulty: easy
    stem: {stem}
    correct: {options[right]}
    distractors: [{others}]
{more}"""


def bank(*items: str) -> dict[str, str]:
    return {RK1: "items:\n" + "".join(items)}


def marks(shown: str) -> list[tuple[str, str]]:
    """What is marked as gone or new, in order."""
    return [(one.tag, one.text_content()) for one in lxml_html.fromstring(shown).iter("del", "ins")]


def test_words_that_went_and_came_stand_beside_each_other() -> None:
    shown = page(
        bank(item("n-1", OPTIONS, 0)), bank(item("n-1", OPTIONS, 0, stem=STEM.replace("shortest", "cheapest")))
    )
    assert marks(shown) == [("del", "shortest"), ("ins", "cheapest")]


def test_an_option_is_marked_in_its_place_and_the_right_one_named_where_keys_are_shown() -> None:
    sides = bank(item("n-1", OPTIONS, 1)), bank(item("n-1", ("alpha", "beta", "gamma", "epsilon"), 1))
    tree = lxml_html.fromstring(page(*sides, keys=True))
    options = [" ".join(one.text_content().split()) for one in tree.xpath("//ul[@class='options']/li")]
    assert sorted(options) == ["alpha", "deltaepsilon", "gamma", "right beta"]
    assert "right" not in " ".join(lxml_html.fromstring(page(*sides)).xpath("//ul[@class='options']//text()"))


def test_a_changed_key_stands_first_and_leads_to_its_item() -> None:
    old = bank(item("n-1", OPTIONS, 0), item("n-2", OPTIONS, 0, stem="Which is second?"))
    new = bank(item("n-1", OPTIONS, 0, stem="Which is it now?"), item("n-2", OPTIONS, 1, stem="Which is second?"))
    for keys in (True, False):
        tree = lxml_html.fromstring(page(old, new, keys=keys))
        (link,) = tree.xpath("//section[@class='alarm']//a/@href")
        first = tree.xpath("//article")[0]
        assert (link, first.xpath(".//h3/text()")) == (f"#{first.get('id')}", ["n-2"])


def typed(stem: str, right: int) -> tuple[str, ...]:
    """Items of the kinds whose answers are typed or drawn."""
    sides = [OPTIONS[(place + right) % len(OPTIONS)] for place in range(len(OPTIONS))]
    return (
        f"  - {{id: n-7, stem: '{stem} A number.', number: {{value: {right}, tolerance: {right}}}}}\n",
        f"  - {{id: n-8, stem: '{stem} A word.', answers: [{OPTIONS[right]}]}}\n",
        f"  - {{id: n-9, stem: '{stem} Pairs.', pairs: [[a, {sides[0]}], [b, {sides[1]}], [c, {sides[2]}]]}}\n",
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.sampled_from(["true", "false"]))
def test_without_keys_the_page_is_the_same_whatever_is_right(
    right: int, other: int, was: int, now: int, answer: str
) -> None:
    """Items that differ from a fixed pair in nothing but the key give the same bytes."""

    def sides(right: int, other: int, was: int, now: int, answer: str) -> str:
        said = [f"    feedback: {option} it is.\n" for option in OPTIONS]
        old = bank(
            item("n-1", OPTIONS, right, more=said[right]), item("n-2", OPTIONS, other, stem="What is the second?"),
            item("n-3", OPTIONS, was, stem="What is the third?"), item("n-4", OPTIONS, other, stem="Who goes away?"),
            f"  - {{id: n-5, stem: A switch has ports., answer: {answer}}}\n",
            *typed("How many hosts are there?", right),
        )  # fmt: skip
        new = bank(
            item("n-1", ("alpha", "beta", "gamma", "omega"), right, more=said[right]),
            item("n-2", OPTIONS, other, stem="What is the second one?"),
            item("n-3", OPTIONS, now, stem="What is the third?"), item("n-6", OPTIONS, right, stem="Who comes here?"),
            f"  - {{id: n-5, stem: A switch has many ports., answer: {answer}}}\n",
            *typed("How many hosts are there now?", right),
        )  # fmt: skip
        return page(old, new)

    kept = (was, now) if was != now else (0, 1)
    shown = re.sub(r"yaml:\d+", "yaml", sides(right, other, *kept, answer))
    assert shown == re.sub(r"yaml:\d+", "yaml", sides(0, 0, 0, 1, "true"))


def test_the_first_line_says_how_secret_the_file_is() -> None:
    old, new = bank(item("n-1", OPTIONS, 0)), bank(item("n-1", OPTIONS, 1))
    practice = {PRACTICE: old[RK1]}, {PRACTICE: new[RK1]}
    for sides, keys, kind in (("live", True, "keys"), ("live", False, "live"), ("open", True, "open")):
        shown = page(*((old, new) if sides == "live" else practice), keys=keys)
        (first,) = lxml_html.fromstring(shown).xpath("/html/body/*[1]/*[1]/@class")
        assert first == f"notice {kind}"


def test_pictures_stand_side_by_side_inside_the_file() -> None:
    """A drawing may hold scripts: inside `img` none runs."""
    text = "|\n      What is this?\n\n      ![A wall](images/a.svg)"
    items = bank(item("n-1", OPTIONS, 0, stem=text))
    sides = ({**items, DRAWING: SVG.format(word)} for word in ("one", "two"))
    tree = lxml_html.fromstring(page(*sides))
    shown = [base64.b64decode(source.partition(",")[2]).decode() for source in tree.xpath("//figure/img/@src")]
    assert shown == [SVG.format("one"), SVG.format("two")]
    assert not tree.xpath("//svg")


def test_the_mix_is_told_before_and_after() -> None:
    old = bank(item("n-1", OPTIONS, 0), item("n-2", OPTIONS, 0, stem="What is the second?"))
    new = {RK1: old[RK1].replace("easy", "hard", 1)}
    rows = lxml_html.fromstring(page(old, new)).xpath("//table[@class='mix']/tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["easy", "2 100 %", "1 50 %"],
        ["hard", "0 0 %", "1 50 %"],
        ["In all", "2", "2"],
    ]


@pytest.mark.parametrize("keys", [True, False])
def test_nothing_of_a_hostile_author_becomes_code(keys: bool) -> None:
    shown = hostile(keys=keys)
    tree = lxml_html.fromstring(shown)
    assert not tree.xpath("//script|//iframe|//object|//embed|//base|//link|//form|//input|//button|//svg|//math")
    assert len(tree.xpath("//style")) == 1
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in ("style", "srcdoc", "action", "formaction", "background"), name
            assert name != "href" or re.fullmatch(r"#[\w-]+", value)
            assert name != "src" or value.startswith("data:image/")


def test_the_policy_lets_the_own_style_in_and_nothing_else() -> None:
    tree = lxml_html.fromstring(page(bank(item("n-1", OPTIONS, 0)), bank(item("n-1", OPTIONS, 1))))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = tree.xpath("//style/text()")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ")[:3] == ["default-src 'none'", "img-src data:", f"style-src 'sha256-{hashed}'"]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("lang", [lang for lang in get_args(Lang) if lang != "en"])
def test_counts_are_translated(lang: Lang) -> None:
    assert all(names(catalogue(lang)[f"diffpage.count.{name}"]) == {"n"} for name in COUNTS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_its_language_and_that_of_the_items(lang: Lang) -> None:
    tree = lxml_html.fromstring(page(bank(item("n-1", OPTIONS, 0)), bank(item("n-1", OPTIONS, 1)), lang=lang))
    assert tree.get("lang") == lang
    assert tree.xpath("//div[@class='stem']/@lang") == ["en"]


def test_no_change_is_said_to_be_none() -> None:
    same = bank(item("n-1", OPTIONS, 0))
    assert "Nothing has changed." in page(same, same)


@pytest.mark.parametrize("sign", ["\\(", "\\[", "![", "![](", "```\n", "$", "`", "<img "])
def test_signs_that_never_end_take_no_time(sign: str) -> None:
    text = sign * (60_000 // len(sign))
    began = time.process_time()
    assert plain(text)
    assert rich(Text(text, "html"), "", {})
    assert time.process_time() - began < 2

"""The comment on a pull request: nothing that an author wrote acts, and it is never too long."""

import re

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from story import BANK, RK1, Story

from hostile_texts import TEXTS
from qoima.core.words import LANGUAGES
from qoima.diff.markdown import LIMIT, size

GITHUB = MarkdownIt("gfm-like", {"html": True, "linkify": False})
ACTING = (
    "@torvalds and @all/team", "#123 and GH-12", "user/repo#7", "[x](javascript:alert(1))", "- [ ] task", "&lt;b&gt;",
    "![](https://evil.example/x.png)", "</details>", "</pre></details><img src=x onerror=alert(1)>", "<!-- hidden",
    "```\ncode", "~~~", "| a | b |\n|---|---|", "https://evil.example", "www.evil.example", "a@evil.example", ":tada:",
    "$$x$$", "\\<b>", "# head", "/close", "/merge", "<script>alert(1)</script>", "\u202eesrever",
    "`tick` ``", "1. one", "> quoted", "***",
)  # fmt: skip
"""What would do something in a comment: mention, close, link, load, hide, break out."""

TAGS = {"div", "h3", "p", "strong", "pre", "code", "details", "summary", "b", "del", "ins"}


def shown(comment: str) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(GITHUB.render(comment), create_parent="div")


def yaml(text: str) -> str:
    return "|\n" + "".join(f"      {line}\n" for line in text.split("\n"))


@pytest.mark.parametrize("keys", [(), ("--keys",)])
def test_no_text_of_an_author_acts(keys: tuple[str, ...], story: Story) -> None:
    texts = [*ACTING, *(text for text in TEXTS if text.isprintable())]
    made = "".join(
        f"  - id: h-{n}\n    difficulty: easy\n    topic: routing\n    stem: {yaml('Look: ' + text)}"
        f"    answers:\n      - text: {yaml(text).replace('      ', '          ')}"
        for n, text in enumerate(texts)
    )
    story.write(RK1.replace("rk1", "rk7"), "items:\n" + made)
    comment = story.shown("--format", "markdown", *keys)
    assert len(re.findall("^[+] <b>added</b>", comment, re.M)) >= len(ACTING)
    page = shown(comment)
    assert {element.tag for element in page.iter()} <= TAGS
    assert not [element for element in page.iter() if element.attrib and dict(element.attrib) != {"open": ""}]
    for element in page.iter():
        within = [element.tag, *(up.tag for up in element.iterancestors())]
        if not {"pre", "code"} & set(within):
            assert not re.search("[@#<`]|evil|://", element.text or ""), element.text
        if not {"pre", "code"} & {up.tag for up in element.iterancestors()}:
            assert not re.search("[@#<`]|evil|://", element.tail or ""), element.tail
    assert "\u202e" not in comment
    assert "</details><img" in page.text_content()


def test_marks_are_read_without_colour(story: Story) -> None:
    story.edit(RK1, "finds the shortest path", "finds the cheapest path")
    comment = story.shown("--format", "markdown")
    assert "finds the <del>shortest</del><ins><b>cheapest</b></ins> path" in comment
    assert "<summary><b><code>networks/en/rk1</code></b></summary>" in comment


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_comment_too_long_keeps_key_changes_and_says_what_it_lacks(lang: str, story: Story) -> None:
    """300 new items do not fit; the one with another key stands last in the file, and is there."""
    new = "".join(
        f"  - id: x-{n}\n    difficulty: easy\n    topic: routing\n    stem: Question {n} {'of many words ' * 20}?\n"
        f"    correct: Ж{n}\n    distractors: [𝔸{n}, B, C, D]\n"
        for n in range(300)
    )
    story.write(RK1, BANK.replace("items:\n", "items:\n" + new).replace("answer: true", "answer: false"))
    words = ("--format", "markdown", "--keys", "--lang", lang, "--html-link", "https://ci.example.kz/diff.html?a=1&b=2")
    comment = story.shown(*words)
    assert 0.9 * LIMIT < size(comment) <= LIMIT
    assert "<b>n-4</b>" in comment
    shown_items = len(re.findall(r"<b>(?:x|n)-\d+</b>", comment))
    left = 301 - shown_items
    assert left > 0
    assert re.search(rf"\*\*.*\b{left}\b.*\b301\b.*\*\*", comment)
    assert '<a href="https://ci.example.kz/diff.html?a=1&amp;b=2">' in comment
    assert comment.count("<details") == comment.count("</details>") == 1
    assert comment.count("<pre>") == comment.count("</pre>")
    with_small_limit = shown(comment)
    assert with_small_limit.find(".//details") is not None


def test_one_enormous_item_does_not_hide_the_others(story: Story) -> None:
    story.edit(RK1, "stem: A switch forwards", f"stem: {'word ' * 30_000}A switch forwards")
    story.edit(RK1, "correct: OSPF", "correct: RIP")
    comment = story.shown("--format", "markdown", "--keys")
    assert size(comment) <= 12_000
    assert "<del>OSPF</del><ins><b>RIP</b></ins>" in comment


def test_a_link_must_be_of_the_web(story: Story) -> None:
    done = story.diff("--format", "markdown", "--html-link", "javascript:alert(1)")
    assert done.status == 2
    assert "https://" in done.err

"""The leak guard finds live items however a file of the site holds them, and finds nothing else."""

import base64
import gzip
import html
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from qoima.core.diagnostic import Severity
from qoima.core.source import Source
from qoima.model.item import Answer, Choice, Essay, Item, Option, ShortAnswer, TrueFalse
from qoima.model.markup import plain, to_html
from qoima.model.text import Text
from qoima.site.leaks.decoding import readings
from qoima.site.leaks.guard import Leak, find_leaks, leak_diagnostics
from qoima.site.leaks.index import words

STEM = "Which key identifies each row of a table uniquely?"
OPTIONS = ("Primary key", "Foreign key", "Composite index", "Surrogate column", "Sort key")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n  <text x="1" y="2">A &lt; B</text>\n</svg>\n'
BANK = Source("testbanks/databases/en/rk1.yaml", "items:\n  - id: db-rk1-001\n    stem: Which key is it?\n")


def item(
    stem: str, options: tuple[str, ...] = (), *, feedback: str = "", option_feedback: str = "", id: str = "db-rk1-001"
) -> Item:
    made = tuple(Option(Text(o), n == 0, Text(option_feedback) if n == 1 else None) for n, o in enumerate(options))
    at = BANK.span(BANK.text.index("id:"), BANK.text.index("id:") + 2)
    place = BANK.span(BANK.text.index("stem:"), BANK.text.index("stem:") + 4)
    response = Choice(made) if options else TrueFalse(answer=True)
    return Item(
        id=id, stem=Text(stem), response=response, feedback=Text(feedback) if feedback else None,
        at=at, places={"stem": place},
    )  # fmt: skip


def leaks_of(page: str | bytes, *live: Item) -> tuple[Leak, ...]:
    data = page.encode() if isinstance(page, str) else page
    return find_leaks([("en/index.html", data)], live, {}, [])


def ways(page: str | bytes, *live: Item) -> list[str]:
    return [leak.how for leak in leaks_of(page, *live)]


# Every way in which a page may hold a text.

Encoding = Callable[[str], str]


def as_js_escapes(text: str) -> str:
    units = text.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02X}" for at in range(0, len(units), 2))


def with_markup_in_the_sentence(text: str) -> str:
    shown = [html.escape(word) for word in text.split(" ")]
    return " ".join(f'<b class="x">{w}</b>' if n % 2 else f"{w[:1]}<wbr>&shy;{w[1:]}" for n, w in enumerate(shown))


OF_PLAIN_TEXT: dict[str, Encoding] = {
    "plain": html.escape,
    "uppercase": lambda text: html.escape(text.upper()),
    "decomposed": lambda text: html.escape(unicodedata.normalize("NFD", text)),
    "no-break spaces": lambda text: html.escape(text).replace(" ", "&nbsp;"),
    "entities for every letter": lambda text: "".join(f"&#x{ord(letter):x};" for letter in text),
    "attribute": lambda text: f'<img src="x.png" alt="{html.escape(text)}">',
    "comment": lambda text: f"<!-- {html.escape(text)} -->",
    "lines": lambda text: html.escape(text).replace(" ", "\n\t  "),
}
OF_ANY_TEXT: dict[str, Encoding] = {
    "as it stands": lambda text: text,
    "JSON": json.dumps,
    "JSON in letters": lambda text: json.dumps({"t": text}, ensure_ascii=False).replace("/", "\\/"),
    "JSON in an attribute": lambda text: f"<div data-quiz='{html.escape(json.dumps([text]))}'>",
    "JavaScript escapes": as_js_escapes,
    "percent": quote,
    "data address": lambda text: f'<a href="data:text/html,{quote(text)}">',
    "base64": lambda text: f'"{base64.b64encode(text.encode()).decode()}"',
    "base64 for addresses": lambda text: f"?q={base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}",
    "base64 in lines": lambda text: base64.encodebytes(text.encode()).decode(),
}


def in_a_document(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:document><w:t>" + data + b"</w:t></w:document>")
    return held.getvalue()


def in_a_calendar(data: bytes) -> bytes:
    line = b"DESCRIPTION:" + data.replace(b"\r\n", b"\n").replace(b"\n", b"\\n")
    folded = b"\r\n ".join(line[at : at + 70] for at in range(0, len(line), 70))
    return b"BEGIN:VCALENDAR\r\n" + folded + b"\r\nEND:VCALENDAR\r\n"


OF_BYTES: dict[str, Callable[[bytes], bytes]] = {
    "text": lambda data: data,
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "gzip in gzip": lambda data: gzip.compress(gzip.compress(data, mtime=0), mtime=0),
    "gzip after other members": lambda data: gzip.compress(b"other", mtime=0) + gzip.compress(data, mtime=0),
    "a document in a ZIP file": in_a_document,
    "a calendar": in_a_calendar,
    "gzip in base64": lambda data: b"<p>" + base64.b64encode(gzip.compress(data, mtime=0)) + b"</p>",
}

WORDS = st.text(alphabet="abcdefghxyzабвгдейёкқңғұүіөһәИЙҚ", min_size=2, max_size=9)
PARTS = WORDS | st.sampled_from((
    "`SELECT a_b FROM t WHERE x <= 5`", "`List<String>`", "`printf(\"%20d\\n\")`", "`a && b`", "`&amp;`", "`C:\\new`",
    r"$A \to B$", r"$\frac{1}{2} \neq \nu_{max}$", "AT&T", "x<y", "a > b", "**not**", "100 %", "“so”", "№ 5", "ГОСТ-34",
))  # fmt: skip


def has_four_words(stem: Text) -> bool:
    """Shorter stems need options beside them; `&amp;` and `\\n` may be words or signs."""
    return min(len(words(reading)) for reading in readings(to_html(stem))) >= 4


STEMS = st.tuples(WORDS, st.lists(PARTS, min_size=3, max_size=25)).map(lambda made: " ".join((made[0], *made[1])))


@settings(max_examples=250, deadline=None)
@given(
    STEMS,
    st.sampled_from(sorted(OF_PLAIN_TEXT)),
    st.sampled_from(sorted(OF_ANY_TEXT)),
    st.sampled_from(sorted(OF_BYTES)),
)
@example("Тәуелді және тәуелсіз айнымалының айырмашылығы неде?", "uppercase", "base64", "gzip in base64")
@example("aa aa aa aa aa aИИИИИИИИ", "comment", "JSON in letters", "a calendar")
@example('What does `printf("%20d\\n")` print?', "uppercase", "JSON", "text")
def test_a_stem_is_found_however_its_page_is_encoded(stem: str, inner: str, outer: str, outermost: str) -> None:
    live = item(stem)
    assume(has_four_words(live.stem))
    page = OF_ANY_TEXT[outer](f"<p>Week 1</p> {OF_PLAIN_TEXT[inner](plain(live.stem))} <p>Week 2</p>")
    assert "stem" in ways(OF_BYTES[outermost](page.encode()), live)


@settings(max_examples=100, deadline=None)
@given(STEMS, st.lists(st.sampled_from(sorted(OF_ANY_TEXT)), min_size=1, max_size=3))
def test_a_rendered_stem_is_found_through_several_encodings(stem: str, outer: list[str]) -> None:
    live = item(stem)
    assume(has_four_words(live.stem))
    page = f"<h2>Quiz</h2><div>{to_html(live.stem)}</div><p>Answer</p>"
    for name in outer:
        page = OF_ANY_TEXT[name](page)
    assert "stem" in ways(page, live)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=4, max_size=20).map(" ".join))
def test_a_stem_is_found_through_markup_inside_its_words(stem: str) -> None:
    assert "stem" in ways(f"<p>{with_markup_in_the_sentence(stem)}</p>", item(stem))


OTHER_WORDS = st.text(alphabet="klmnopqrstuvwлмнопрстуфхцчшщъыьэюя", min_size=1, max_size=9)


@settings(max_examples=100, deadline=None)
@given(
    STEMS, st.lists(OTHER_WORDS, max_size=60).map(" ".join), st.lists(st.sampled_from(sorted(OF_ANY_TEXT)), max_size=2)
)
def test_pages_of_other_texts_hold_no_item(stem: str, page: str, outer: list[str]) -> None:
    for name in outer:
        page = OF_ANY_TEXT[name](page)
    assert not leaks_of(
        f"<html><body><main>{page}</main></body></html>", item(stem, ("abc", "bcd", "cde", "def", "efg"))
    )


# (a) the stem

LONG = "A relation holds its tuples in no order, so which clause fixes the order of the rows?"


def test_eight_words_of_a_stem_in_a_row_are_a_leak_and_seven_are_none() -> None:
    assert ways("<p>They say: holds its tuples in no order, so which, then?</p>", item(LONG)) == ["stem"]
    assert ways("<p>They say: holds its tuples in no order, so what, then?</p>", item(LONG)) == []


def test_words_of_a_stem_that_do_not_stand_in_a_row_are_none() -> None:
    assert ways(
        "<p>a relation holds its tuples; in no order, so; which clause fixes the order of it</p>", item(LONG)
    ) == ["stem"]
    assert ways("<p>rows the of order the fixes clause which so order no in tuples its holds</p>", item(LONG)) == []


def test_fifty_characters_of_a_stem_in_a_row_are_a_leak_and_fewer_are_none() -> None:
    stem = "Электрондық цифрлық қолтаңбаның ашық кілтін сертификаттайтын ұйымдардың жауапкершілігі қандай?"
    start = stem.index("цифрлық")
    assert ways(f"<p>Ол: x{stem[start : start + 50]}x деген.</p>", item(stem)) == ["stem"]
    assert ways(f"<p>Ол: x{stem[start : start + 49]}x деген.</p>", item(stem)) == []


def test_fifty_characters_of_a_ruled_line_are_none() -> None:
    stem = f"Fill in {'_' * 60} and the rest of {'-' * 60} it"
    assert ways(f"<pre>{'_' * 80}</pre><pre>{'-' * 80}</pre>", item(stem)) == []


def test_a_stem_of_four_to_seven_words_leaks_as_a_whole_only() -> None:
    live = item("What is a candidate key?")
    assert ways("<p>So what IS a <em>candidate</em> key, really?</p>", live) == ["stem"]
    assert ways("<p>what is a candidate</p> <p>is a candidate key</p>", live) == []


def test_a_stem_under_four_words_counts_near_two_of_its_options() -> None:
    live = item("Primary key means?", ("Identifies rows", "Orders rows", "Links tables", "Speeds queries"))
    assert ways("<h2>Primary key means</h2><p>It identifies rows.</p>", live) == []
    assert ways("<h2>Primary key means</h2><p>It identifies rows and links tables.</p>", live) == ["stem"]
    assert ways(f"<h2>Primary key means</h2><p>It identifies rows. {'So. ' * 300}Links tables.</p>", live) == []


def test_numbers_and_single_letters_in_a_row_say_nothing() -> None:
    live = item(
        "The keys 1, 2, 3, 4, 5, 6, 7, 8 and A, B, C, D, E, F, G, H are put into a hash file: how many buckets?"
    )
    assert ways("<script>var n=[1,2,3,4,5,6,7,8,9]</script><p>A B C D E F G H I</p>", live) == []


def test_an_option_of_numbers_says_nothing() -> None:
    live = item("In which order are the nodes visited?", ("1, 2, 3, 4, 5, 6, 7, 8", "8, 7, 6, 5, 4, 3, 2, 1"))
    assert ways("<script>var n=[1,2,3,4,5,6,7,8,9]</script>", live) == []


def test_the_picture_of_a_stem_does_not_hide_the_words_around_it() -> None:
    picture = "![Four boxes in a row joined by three thin arrows](images/a.svg)"
    live = item(f"Look at this diagram\n\n{picture}\n\nand name its keys now.")
    assert ways("<p>look at this diagram</p><img src=a.svg><p>and name its keys now</p>", live) == ["stem"]
    assert ways('<img alt="Four boxes in a row joined by three thin arrows">', live) == ["stem"]


# (b) and (c) options and feedback

EIGHT = "it forbids two rows with one equal key"


def test_an_option_or_feedback_of_eight_words_is_a_leak_as_a_whole() -> None:
    option = item("Short one?", (EIGHT, "no", "yes"))
    assert ways(f"<li>{EIGHT.upper()}</li>", option) == ["option"]
    assert ways(f"<li>{EIGHT.rpartition(' ')[0]} values</li>", option) == []
    assert ways(f"<li>{EIGHT}</li>", item("Short one?", ("yes", "no"), feedback=EIGHT)) == ["feedback"]
    assert ways(f"<li>{EIGHT}</li>", item("Short one?", ("yes", "no"), option_feedback=EIGHT)) == ["feedback"]


def test_a_tag_that_students_are_to_read_is_part_of_an_option() -> None:
    live = item("Short one?", ("it makes `<b>this</b>` and no other word bold", "no"))
    assert ways("<li>it makes <code>&lt;b&gt;this&lt;/b&gt;</code> and <em>no</em> other word bold</li>", live) == [
        "option"
    ]


def test_what_only_markers_see_is_feedback_too() -> None:
    essay = Item(id="e", stem=Text("Explain it"), response=Essay(notes=Text(EIGHT)))
    answer = ShortAnswer((Answer(Text("key"), feedback=Text(EIGHT)),))
    assert ways(f"<p>{EIGHT}</p>", essay) == ["feedback"]
    assert ways(f"<p>{EIGHT}</p>", Item(id="s", stem=Text("Name it"), response=answer)) == ["feedback"]


def test_an_option_of_seven_words_alone_is_none() -> None:
    seven = EIGHT.rpartition(" ")[0]
    assert ways(f"<li>{seven}</li>", item("Short one?", (seven, "no", "yes"))) == []


def test_four_options_near_each_other_are_a_leak_and_three_are_none() -> None:
    live = item(STEM, OPTIONS)
    assert ways("<p>sort key, composite index, foreign key, primary key</p>", live) == ["options"]
    assert ways("<p>sort key, composite index, foreign key, primary keys</p>", live) == []


@pytest.mark.parametrize(("characters", "expected"), [(600, ["options"]), (601, [])])
def test_near_means_within_600_characters(characters: int, expected: list[str]) -> None:
    ends = len("sort key foreign key primary key  composite index")
    filler = "ab " * 300
    page = f"sort key foreign key primary key {filler[: characters - ends - 1]}x composite index"
    assert len(page) == characters
    assert ways(page, item(STEM, OPTIONS)) == expected


def test_every_four_of_five_options_are_found() -> None:
    for left_out in OPTIONS:
        shown = ", ".join(o for o in OPTIONS if o != left_out)
        assert ways(f"<p>{shown}</p>", item(STEM, OPTIONS)) == ["options"], left_out


def test_an_option_inside_a_longer_one_is_not_counted_twice() -> None:
    live = item(STEM, ("key", "primary key", "foreign key", "sort key", "the sort key of it"))
    assert ways("<p>primary key, foreign key, sort key</p>", live) == []
    assert ways("<p>primary key, foreign key, sort key, key</p>", live) == ["options"]


def test_options_that_are_numbers_or_letters_say_nothing() -> None:
    live = item("How many rows does it return now?", ("1", "2", "3", "4", "5"))
    assert ways("<table><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td></tr></table>", live) == []
    assert (
        ways("<li>A</li><li>B</li><li>C</li><li>D</li><li>E</li>", item("Which one is it then?", tuple("ABCDE"))) == []
    )


# (d) pictures


def picture_leaks(data: bytes, *, live: dict[str, bytes], public: tuple[bytes, ...] = ()) -> list[tuple[str, str]]:
    shown = item("What does the picture show?\n\n![A plan](images/a.png) ![A tree](images/a.svg)")
    found = find_leaks([("en/assets/file", data)], [shown], live, public)
    assert all(leak.how == "picture" for leak in found)
    return [(leak.item.id if leak.item else "", leak.excerpt) for leak in found]


LIVE_PNG = {"testbanks/databases/en/images/a.png": PNG}
LIVE_SVG = {"testbanks/databases/en/images/a.svg": SVG}
FOUND_PNG = [("db-rk1-001", "testbanks/databases/en/images/a.png")]
FOUND_SVG = [("db-rk1-001", "testbanks/databases/en/images/a.svg")]


@pytest.mark.parametrize(
    "data",
    [
        PNG,
        gzip.compress(PNG, mtime=0),
        b'<img src="data:image/png;base64,' + base64.b64encode(PNG) + b'">',
        b"<style>a{background:url(data:image/png;base64," + quote(base64.b64encode(PNG)).encode() + b")}</style>",
        b"an archive that holds " + PNG + b" and more",
    ],
)
def test_a_live_picture_is_found_by_its_bytes(data: bytes) -> None:
    assert picture_leaks(data, live=LIVE_PNG) == FOUND_PNG


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        b"<figure>" + SVG.strip() + b"</figure>",
        b'<img src="data:image/svg+xml;base64,' + base64.b64encode(SVG) + b'">',
        b'<img src="data:image/svg+xml,' + quote(SVG).encode() + b'">',
        json.dumps({"svg": SVG.decode()}).encode(),
        SVG.replace(b"\n  ", b" "),
    ],
)
def test_a_live_drawing_is_found_however_it_is_embedded(data: bytes) -> None:
    assert picture_leaks(data, live=LIVE_SVG) == FOUND_SVG


def test_a_picture_that_content_has_too_is_public() -> None:
    assert picture_leaks(PNG, live=LIVE_PNG, public=(PNG,)) == []
    assert picture_leaks(SVG, live=LIVE_SVG, public=(SVG,)) == []
    other_line_ends = SVG.replace(b"\n", b"\r\n")
    assert picture_leaks(other_line_ends, live=LIVE_SVG, public=(other_line_ends,)) == []


def test_another_picture_is_none() -> None:
    assert picture_leaks(PNG[:-1] + b"x", live=LIVE_PNG) == []
    assert picture_leaks(SVG.replace(b"A ", b"C "), live=LIVE_SVG) == []


def test_a_live_picture_that_no_item_shows_is_found_too() -> None:
    assert picture_leaks(PNG, live={"testbanks/databases/en/images/old.png": PNG}) == [
        ("", "testbanks/databases/en/images/old.png")
    ]


# What is reported


def test_a_leak_is_reported_once_for_each_file_and_way() -> None:
    page = f"<p>{STEM}</p><p>{STEM}</p><p>{', '.join(OPTIONS)}</p>".encode()
    found = find_leaks([("ru/b.html", page), ("en/a.html", page)], [item(STEM, OPTIONS)], {}, [])
    assert [(leak.path, leak.how) for leak in found] == [
        ("en/a.html", "options"), ("en/a.html", "stem"), ("ru/b.html", "options"), ("ru/b.html", "stem"),
    ]  # fmt: skip


def test_every_item_that_shares_the_words_is_reported() -> None:
    found = leaks_of(f"<p>{STEM}</p>", item(STEM, id="one"), item(f"{STEM} Say why.", id="two"))
    assert [leak.item.id for leak in found if leak.item] == ["one", "two"]


def test_a_leak_is_an_error_at_the_question_text_with_its_clause() -> None:
    (found,) = leak_diagnostics(leaks_of(f"<p>{STEM}</p>", item(STEM)))
    assert (found.code, found.severity) == ("BNK112", Severity.ERROR)
    assert (found.at.source.path, found.at.position.line) == ("testbanks/databases/en/rk1.yaml", 3)
    assert found.message.key == "leak"
    assert found.message.values["path"] == "en/index.html"
    assert found.clause is not None
    assert (found.clause.document, found.clause.clause, found.clause.derived) == ("ШҚУ Е 022-21", "5.16", True)


def test_a_picture_without_an_item_is_reported_at_its_own_path() -> None:
    path = "testbanks/databases/en/images/old.png"
    (found,) = leak_diagnostics(find_leaks([("a.png", PNG)], [], {path: PNG}, []))
    assert found.at.source.path == path


def test_a_site_without_live_items_is_clean() -> None:
    assert find_leaks([("index.html", f"<p>{STEM}</p>".encode())], [], {}, []) == ()


def test_broken_and_hostile_files_are_read_as_far_as_they_go() -> None:
    live = item(STEM)
    cut = gzip.compress(f"<p>{STEM}</p>{' other' * 5000}".encode(), mtime=0)[:-30]
    assert ways(cut, live) == ["stem"]
    assert ways(b"\x1f\x8b\x08" + bytes(64), live) == []
    assert ways(b"\xff\xfe" + STEM.encode("utf-16-le"), live) == ["stem"]
    assert ways(STEM.encode("utf-16-le"), live) == ["stem"]
    assert ways(b"\xff " + STEM.encode() + b" \xff", live) == ["stem"]
    assert ways("<a" * 50_000 + "&" * 50_000 + "\\" * 50_000 + "%" * 50_000 + "A" * 200_000, live) == []

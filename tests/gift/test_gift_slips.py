"""What Moodle stores without a word though its author means something else is said where it stands; else silence."""

from pathlib import Path

import pytest

from qoima.core.diagnostic import Diagnostic, Severity
from qoima.core.source import Source
from qoima.formats.decode import decode
from qoima.formats.gift.read import read_gift
from qoima.render.terminal import diagnostic

ROOT = Path(__file__).parents[2]
BANKS = sorted(
    path for folder in ("testbanks", "content", "tests/gift/valid") for path in (ROOT / folder).rglob("*.gift")
)


def said(text: str) -> list[Diagnostic]:
    return list(read_gift(Source("x.gift", text)).said)


SLIPS = [
    ("No key?{~a ~b}", "GFT006", "~a"),
    ("Two keys?{=a =b ~c}", "GFT007", "=b"),
    ("Three quarters?{~%50%a ~%25%b ~c}", "GFT030", "~%50%a"),
    ("Half a number?{#=%50%3}", "GFT031", "=%50%3"),
    ("How many?{#3,14}", "GFT032", "3,14"),
    ("How many?{#=3 =three}", "GFT032", "three"),
    ("Is it so?{True}", "GFT034", "True"),
    ("Бұл дұрыс па?{Т}", "GFT034", "Т"),
    ("Верно?{неверно#нет}", "GFT034", "неверно"),
    ("Nothing?{=}", "GFT053", ""),
    ("// [id:a]\nx{=a ~b}\n\n// [id:a]\ny{=a ~b}", "GFT040", "a"),
    ("x{=x<y ~x\\=y}", "GFT041", "x<y"),
    ("Which header?{=#include <stdio.h> ~b}", "GFT015", "=#include <stdio.h>"),
    ("Which type?{=List<int> ~Map}", "GFT041", "List<int>"),
    ("When a<b and c>d?{T}", "GFT041", "When a<b and c>d?"),
    ("Which tag names the page?{=<title> ~page}", "GFT041", "<title>"),
    ("Which tag is a paragraph?{=<p> ~page}", "GFT041", "<p>"),
    ("[html]An unclosed <b bold{T}", "GFT041", "[html]An unclosed <b bold"),
    ("Match{=a -> x<y =b -> c}", "GFT041", "x<y"),
    ("[markdown]What is \\(x^2\\)?{=a ~b}", "GFT042", "[markdown]What is \\(x^2\\)?"),
    ("a{=b ~c}\n\n\ufeff::n::d{=e ~f}", "GFT043", "\ufeff"),
    ("What does it do?\n// first line\nx++\n{=adds ~takes}", "GFT044", "// first line"),
    ("::std::cout prints?{=yes ~no}", "GFT045", "::std::cout prints?{=yes ~no}"),
    ("What is printed?\nfor i in range(3)\\:\n    print(i)\n{=012 ~123}", "GFT046", "print(i)"),
    ("[html]<pre>a\n  b</pre>{=c ~d}", "GFT046", "b</pre>"),
    ("// [ID:q-1]\nx{=a ~b}", "GFT047", "[ID:q-1]"),
    ("// [tag :x]\nx{=a ~b}", "GFT047", "[tag :x]"),
    ("a } b { =c ~d", "GFT048", "}"),
    ("// [tag:a  b]\nx{=a ~b}", "GFT049", "a  b"),
    ("<p></p>{=a ~b}", "GFT050", "<p></p>{=a ~b}"),
    ("// [tag:a] [tag:]\nx{=a ~b}", "GFT051", "[tag:]"),
    (f"::{'word ' * 60}::x{{=a ~b}}", "GFT052", None),
    ("Wh\0ich?{=a ~b}", "GFT054", "Wh\0ich?"),
    ("::List<int> and a::x{=a ~b}", "DLV008", None),
    ("// [tag:topic: joins]\nx{=a ~b}", "GFT009", "topic: joins"),
    ("\\(\\\\frac{1}{2}\\)?{=a ~b}", "GFT019", "{1}"),
    ("x{=[html] ~b ~c}", "GFT018", "=[html]"),
]


@pytest.mark.parametrize(("text", "code", "place"), SLIPS, ids=lambda value: str(value)[:24])
def test_a_slip_is_said_where_it_stands(text: str, code: str, place: str | None) -> None:
    found = [d for d in said(text) if d.code == code]
    assert len(found) == 1
    assert found[0].severity is Severity.WARNING
    assert place is None or found[0].at.text == place
    for lang in ("en", "ru", "kk"):
        assert diagnostic(found[0], lang)  # type: ignore[arg-type]


SOUND = [
    "x{~%50%a ~%50%b ~c}",
    "x{~%33.33333%a ~%33.33333%b ~%33.33333%c}",
    "x{#=3 =%50%4 ~#no}",
    "Is it so?{TRUE}",
    "Which word is typed?{=true}",
    "Which value?{true story}",
    "// [id:a]\nx{=a ~b}\n\n$CATEGORY: other\n\n// [id:a]\ny{=a ~b}",
    "x{=x < y ~x <\\= y ~5<6 ~cout << x}",
    '[html]<p>A <b>bold</b> <a href\\="x">word</a><br/> <img src\\="images/a.svg" alt\\="b"></p>{=a ~b}',
    "[html]<p><mark>Which</mark> <u>is</u>?</p>{=<i>a</i> ~b}",
    "[plain]List<int>{=a<b ~c>d}",
    "[markdown]`List<int>` and $$x$${=a ~b}",
    "[markdown]`\\\\(x\\\\)`{=a ~b}",
    "\\\\(\\\\frac\\{1\\}\\{2\\}\\\\)?{=a ~b}",
    "Grant is buried in tomb{T}",
    "// a note\n// [id:q-1] see also [1]\nx{=a ~b}",
    "A list\\:\n\tfirst\n\tsecond\n{=a ~b}",
    "x{\n\t// the right one\n\t=a\n\t~b\n}",
    "::chapter::about it{=a ~b}",
    "::a b::text{=a ~b}",
    "x\u00a0y{=5\u00a0kg ~b}",
    "x{=http\\://a.kz ~b}",
    "C\\#?{=a#Why so ~b # Because}",
    "x {=a ~b}.",
    "x{\n=a\n~b\n####c\n}",
]


@pytest.mark.parametrize("text", SOUND, ids=lambda value: value[:24])
def test_what_is_meant_so_is_read_in_silence(text: str) -> None:
    assert [d.code for d in said(text)] == []


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.name)
def test_the_banks_of_the_project_are_read_in_silence(path: Path) -> None:
    source, wrong = decode(path.as_posix(), path.read_bytes())
    assert source is not None
    assert [d.code for d in (*wrong, *read_gift(source).said)] == []


def test_banks_are_found() -> None:
    assert BANKS

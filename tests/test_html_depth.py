"""HTML nested too deep never reaches the sanitiser, whose time is quadratic in it; flat HTML always does."""

import re
import time

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qoima.model.html_depth import is_deeper
from qoima.model.markup import MAX_HTML_DEPTH, sanitise

KIB = 1024
TRICKS = [
    "<b>",
    "<b></x>",
    "<div><!--</div>-->",
    '<div><b x="</div>"></b>',
    "<div><b x='</div>'></b>",
    "<div><table></div></table>",
    "<div></ </div>",
    "<div><? </div>",
    "<li><dd>",
    "<svg><b></b>",
    "<b><li></b><b><dd></b>",
]
"""Repeated, each nests without end, though most look as if every element were closed."""


@pytest.mark.parametrize("trick", TRICKS)
def test_deep_html_is_shown_as_typed_and_takes_no_time(trick: str) -> None:
    markup = trick * (256 * KIB // len(trick))
    begun = time.process_time()
    assert sanitise(markup).startswith("&lt;")
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "unclosed", ["<b ", "</b ", '<b a="', "<!--", "<!-- --", "<", "<?", "<xmp>", "<xmp></xmp", "<b =", "<b/ "]
)
def test_what_is_never_closed_takes_no_time(unclosed: str) -> None:
    begun = time.process_time()
    sanitise(unclosed * (256 * KIB // len(unclosed)))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "line",
    [
        "one<br>\n",
        "<p>one",
        "<p>one</p>",
        '<img src="images/a.png">',
        "<ul><li>one<li>two</ul>",
        "<dl><dt>one<dd>two</dl>",
        "<table><tr><td>1<td>2<tr><td>3</table>",
        "<!-- <b> -->",
        "<b title='<b>'>one</b>",
        "<style>a<b></style>",
        "<B>one</b>",
    ],
)
def test_long_html_is_not_deep(line: str) -> None:
    assert not is_deeper(line * 1000, 8)


@pytest.mark.parametrize("element", ["div", "span", "b", "blockquote"])
def test_the_limit_is_the_number_of_elements_inside_each_other(element: str) -> None:
    def nested(times: int) -> str:
        return f"<{element}>" * times + "x" + f"</{element}>" * times

    assert not is_deeper(nested(MAX_HTML_DEPTH), MAX_HTML_DEPTH)
    assert is_deeper(nested(MAX_HTML_DEPTH + 1), MAX_HTML_DEPTH)


NAMES = [
    *("p", "li", "dd", "dt", "option", "td", "th", "tr", "tbody", "table", "ul", "ol", "div", "b", "i", "span", "br"),
    *("img", "h1", "font", "a", "pre", "form", "button", "caption", "textarea", "center", "small", "code", "object"),
]
ODD = [
    *("x", "<!--</div>-->", "<!-->", "<!--", "-->", '<b x="</div>">', "<b x='>'>", '<b "x>', '<b ="x>', "</ </div>"),
    *("<? </b>", '<b a=x">', "<div/>", "</>", "<", "<b c=1>", "<b c=2>"),
]
tags = st.sampled_from(NAMES).flatmap(lambda name: st.sampled_from([f"<{name}>", f"<{name}>", f"</{name}>"]))


@settings(max_examples=400)
@given(st.lists(tags | st.sampled_from(ODD), max_size=12), st.integers(1, 30))
def test_no_tag_soup_is_much_deeper_than_it_is_taken_for(parts: list[str], times: int) -> None:
    """Parsers add a few elements by themselves (`tbody`, formatting that is opened again)."""
    markup = "".join(parts) * times
    clean = nh3.clean(markup, tags=set(NAMES), attributes={}, link_rel=None, clean_content_tags=set())
    deep = deepest = 0
    for closing in re.findall(r"<(/?)(?!br|img)[a-z]", clean):
        deep += -1 if closing else 1
        deepest = max(deepest, deep)
    assert not deepest or is_deeper(markup, (deepest - 6) // 2 - 1)

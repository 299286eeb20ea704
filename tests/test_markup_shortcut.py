"""Texts without a sign of markup are not sent through Markdown, sanitiser and parser: the outcome is the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qoima.model import markup
from qoima.model.text import Markup, Text
from strategies import FORMULAS, PROSE, SIGNS, TRAPS

signs = st.sampled_from(list(" \n\t\"'()!.-+#0123456789|~^:;@/=%,&<>$*_`[]\\"))
words = st.sampled_from([*PROSE, *SIGNS, *FORMULAS, *TRAPS]) | st.text(max_size=4)
sources = st.lists(words | signs, max_size=6).map("".join)
formats: st.SearchStrategy[Markup] = st.sampled_from(["qoima", "html", "markdown", "plain", "moodle"])


@settings(max_examples=2000)
@given(sources, formats)
def test_the_short_way_gives_what_the_long_way_gives(source: str, format: Markup) -> None:
    whole = markup._html(source, format)
    assert markup.to_html(Text(source, format)) == whole
    assert markup._pieces(whole) == markup._parsed(whole)


@settings(max_examples=500)
@given(sources, formats)
def test_what_is_sanitised_stays_as_it_is(source: str, format: Markup) -> None:
    whole = markup.to_html(Text(source, format))
    assert markup.to_html(Text(whole, "html")) == whole


def test_a_carriage_return_ends_a_line() -> None:
    assert markup.tree(Text("<pre>a&#13;b</pre>", "html")) == markup.tree(Text("<pre>a\nb</pre>", "html"))

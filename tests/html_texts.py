"""Hypothesis strategy for HTML as editors of Moodle make it: nested, untidy, with signs that mean something."""

from hypothesis import strategies as st

_SIGNS = """
слово a x 5 1. 2) - + * ** _ __init__ _____ ` ``` $ $5 # > | |---| a|b \\ \\n [ ](x) [a]: ! « ». , : ~~~ --- ===
(b) O(n) &amp; &lt; &amp;nbsp; &nbsp; &nbsp;&nbsp; &#8232; < { ' e\u0301 — http://a.kz/x
\\(x^2\\) \\[y\\] $$z$$ \\(a$b\\)
"""
_WORDS = st.sampled_from([*_SIGNS.split(), " ", "\n", "<y "])
_LINK = 'a href="http://a.kz/б ?q=(1)"'
_PICTURES = ['<img src="images/a b.png" alt="a*b* ]">', '<img src="http://z.kz/q.png">']
_INLINE = st.sampled_from(["b", "strong", "i", "em", "u", "s", "sub", "sup", "code", "span", _LINK])
_BLOCK = st.sampled_from(["p", "div", "blockquote", "h3", "pre", "ul", "ol", 'ol start="3"', "center", "li"])
_EMPTY = st.sampled_from(["<br>", "<br><br>", *_PICTURES])


def _element(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag.split()[0]}>"


def _inlines(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(_element, _INLINE, inner) | st.lists(inner, max_size=4).map("".join)


_inline = st.recursive(_WORDS | _EMPTY, _inlines, max_leaves=6)


def _listing(entries: list[str], tag: str) -> str:
    return _element(tag, "".join(_element("li", entry) for entry in entries))


def _table(rows: list[list[str]]) -> str:
    return _element("table", "".join(_element("tr", "".join(_element("td", cell) for cell in row)) for row in rows))


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(_element, _BLOCK, inner),
        st.builds(_listing, st.lists(inner, max_size=3), st.sampled_from(["ul", "ol"])),
        st.builds(_table, st.lists(st.lists(inner, max_size=3), max_size=3)),
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, max_size=3).map("<hr>".join),
    )


html_sources = st.recursive(_inline, _blocks, max_leaves=8)

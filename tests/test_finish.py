"""The policy of each finished page, what stops a page, and what is left out of the theme."""

import base64
import hashlib

import pytest

from qoima.site.finish import (
    Objection,
    finished,
    is_published,
    known_scripts,
    without_blanks,
    without_dates,
    without_source_map,
)

SCRIPT = '__md_scope=new URL("..",location)'
ELSEWHERE = '__md_scope=new URL("/study/kk/",location)'


def page(body: str) -> str:
    return f'<!doctype html>\n<html lang="kk"><head>\n<title>x</title><meta charset="utf-8"></head><body>{body}</body>'


def policy(done: str | Objection) -> str:
    assert isinstance(done, str), done
    start = done.index('content="') + len('content="')
    return done[start : done.index('"', start)]


def hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_the_policy_stands_first_and_nothing_else_is_changed() -> None:
    source = page("<p>Сәлем</p>")
    done = finished("index.html", source, frozenset())
    assert isinstance(done, str)
    head = done.partition("<head>")[2].split()
    assert head[:5] == [
        "<meta",
        'charset="utf-8">',
        "<meta",
        'http-equiv="Content-Security-Policy"',
        'content="default-src',
    ]
    rest = [line for line in done.splitlines() if "<meta" not in line]
    assert "".join(rest) == source.replace('<meta charset="utf-8">', "").replace("\n", "")
    assert policy(done) == (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
        "base-uri 'self'; form-action 'none'; script-src 'self'"
    )


def test_exactly_the_inline_scripts_that_run_are_vouched_for() -> None:
    runs = {
        "<script>a()</script>": "a()",
        "<script >\n b('<p>') \n</script >": "\n b('<p>') \n",
        '<script type="module">import "./x.js"</script>': 'import "./x.js"',
        "<SCRIPT TYPE=text/javascript>c()</SCRIPT>": "c()",
        "<script>d()\r\n</script>": "d()\n",
    }
    does_not = (
        '<script src="a.js"></script>',
        '<script type="application/json">{"a": 1}</script>',
        "<script type='application/ld+json'>{}</script>",
        "<!-- <script>e()</script> -->",
        '<p title="<script>f()</script>">',
        "<textarea><script>g()</script></textarea>",
        "<script>a()</script>",  # once more
    )
    done = finished("a.html", page("".join((*runs, *does_not))), None)
    assert policy(done).split("script-src 'self' ")[1].split() == [hashed(script) for script in runs.values()]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<img src=x onerror=alert(1)>", "event handler"),
        ("<img src=x/onerror=alert(1)>", None),  # one unquoted value, as browsers read it
        ("<a OnClick = 'x()'>a</a>", "event handler"),
        ("<svg/onload=alert(1)>", "event handler"),
        ('<p title="a" onfocus="x()">', "event handler"),
        ('<p title="onclick=x()">', None),
        ("<p>onclick=x()</p>", None),
        ("<p data-on=x>", None),
        ('<a href="javascript:alert(1)">', "script address"),
        ('<a href=" java&#115;cript&colon;alert(1)">', "script address"),
        ('<a href="java&Tab;script:alert(1)">', "script address"),
        ('<iframe src="data:text/html,x">', "script address"),
        ('<form action="JavaScript:x()">', "script address"),
        ('<svg><a xlink:href="javascript:x()">', "script address"),
        ('<a href="courses/javascript:.html">', None),
        ("<script>alert(1)</script>", "unknown script"),
        (f"<script>{SCRIPT}</script>", None),
        (f"<script>{SCRIPT};alert(1)</script>", "unknown script"),
    ],
)
def test_what_authors_may_not_smuggle_in_stops_the_build(body: str, what: str | None) -> None:
    done = finished("courses/x.html", page(body), known_scripts(page(f"<script>{ELSEWHERE}</script>")))
    assert what == (done.what if isinstance(done, Objection) else None), done
    if isinstance(done, Objection):
        assert str(done).startswith(f"courses/x.html: {what}: ")


def test_a_page_without_a_charset_is_no_page() -> None:
    done = finished("a.html", "<p>", None)
    assert isinstance(done, Objection)
    assert done.what == "no charset"


def test_what_no_reader_loads_is_left_out() -> None:
    kept = ("index.html", "assets/javascripts/bundle.1.min.js", "sitemap.xml", "search/start.js", "assets/maps.js")
    left = ("assets/a.min.css.map", "assets/javascripts/lunr/wordcut.js", "sitemap.xml.gz")
    assert [path for path in (*kept, *left) if is_published(path)] == list(kept)


def test_nothing_names_what_was_left_out_and_no_page_has_the_day_of_a_build() -> None:
    assert without_source_map(b"a();\n//# sourceMappingURL=bundle.min.js.map\n") == b"a();\n"
    assert without_source_map(b"a{}/*# sourceMappingURL=main.css.map */") == b"a{}"
    assert without_source_map(b"a(); // a source map") == b"a(); // a source map"
    assert (
        without_dates(b"<url>\n <loc>a</loc>\n  <lastmod>1970-01-01</lastmod>\n</url>")
        == b"<url>\n <loc>a</loc>\n</url>"
    )


@pytest.mark.parametrize(
    ("style", "lean"),
    [
        ("a {\n  color: red;\n}\n\n/* why */\nb , c > d { }\n", "a{color: red}b,c > d{}\n"),
        ('a::before { content: "/* no ; comment { */  x"; }', 'a::before{content: "/* no ; comment { */  x"}\n'),
        ("a { width: calc(1px + 2px) }\n@media (min-width: 1em) and (x) { a :hover { top: 0 } }", None),
        ("a { background: url(data:image/svg+xml;a,  b) , url('x  y') }", None),
        ('a { b: url("x)y;  {/* z") ; c: d }', 'a{b: url("x)y;  {/* z");c: d}\n'),
        ("a /* one */ b { top: 0 }", "a b{top: 0}\n"),
    ],
)
def test_styles_lose_comments_and_blanks_and_nothing_else(style: str, lean: str | None) -> None:
    done = without_blanks(style.encode()).decode()
    if lean is not None:
        assert done == lean
    for needed in (
        "calc(1px + 2px)",
        "(min-width: 1em) and (x)",
        "a :hover",
        "url(data:image/svg+xml;a,  b)",
        "'x  y'",
    ):
        assert (needed in style) == (needed in done)

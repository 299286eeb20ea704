"""One page of the site in one language: its template, front matter and links."""

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from qoima.core import resources
from qoima.model.published import Published
from qoima.model.text import LocalText
from qoima.site.wording import Wording

KATEX = "assets/vendor/katex"
FORMULA_STYLES = (f"{KATEX}/katex.min.css",)
FORMULA_SCRIPTS = (f"{KATEX}/katex.min.js", f"{KATEX}/contrib/auto-render.min.js", "assets/formulas.js")
DESCRIPTION_CHARACTERS = 160
WITH_CARD = ("programmes/", "courses/", "moocs/")
"""The things with a picture of their own for social networks, on all their pages; other pages share one."""

_FORMULA = re.compile(r"\\[(\[]")
_TAG_OR_SIGN = re.compile(r"(<[^>]*>)|([\\`*_{}\[\]#])")


def in_markdown(markup: str) -> Markup:
    """Inline HTML that Python-Markdown will leave as it is, for a heading line."""
    one_line = " ".join(str(Markup.escape(markup)).split())
    return Markup(_TAG_OR_SIGN.sub(lambda m: m[1] or f"\\{m[2]}", one_line))


def web(address: str) -> str:
    """An address that an author wrote, if a page may lead there: of the web, absolute; else nothing."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def script_json(data: Mapping[str, object]) -> str:
    """JSON that may stand in a `script` element as it is; letters stay letters, which `tojson` makes thrice as long."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def templates() -> Environment:
    """The page templates of the package."""
    environment = Environment(
        loader=FunctionLoader(lambda name: resources.text("site", "templates", name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["in_markdown"] = in_markdown
    environment.filters["web"] = web
    return environment


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language."""

    published: Published
    words: Wording

    def page(
        self,
        path: str,
        template: str,
        values: Mapping[str, object],
        *,
        title: str | LocalText = "",
        description: str = "",
        scripts: tuple[str, ...] = (),
        hide: tuple[str, ...] = ("navigation",),
        in_search: bool = True,
        json_ld: Mapping[str, object] | None = None,
    ) -> str:
        """The Markdown of the page `path` (without ending); KaTeX is loaded where a formula stands.

        A title that lacks the page's language is marked with its own. `scripts` are bundles such as
        `assets/practice.js`; `json_ld` is what the page says to machines in the words of schema.org, without
        `@context`.
        """

        def to(target: str) -> str:
            return posixpath.relpath(target, posixpath.dirname(path) or ".")

        given = {"words": self.words, "published": self.published, "to": to, **values}
        body = templates().get_template(template).render(given)
        formulas = bool(_FORMULA.search(body))
        front: dict[str, object] = {"hide": hide}
        language, named = self.words.found(title) if isinstance(title, LocalText) else ("", title)
        if named:
            front["title"] = bare(named)
        if language not in (self.words.lang, ""):
            front["title_lang"] = language
        if description:
            front["description"] = _short(description)
        if not in_search:
            front["search"] = {"exclude": True}
        if path.startswith(WITH_CARD):
            front["card"] = "/".join(path.split("/")[:2]) + ".png"
        if json_ld:
            front["json_ld"] = script_json({"@context": "https://schema.org", **json_ld})
        if formulas:
            front["styles"] = FORMULA_STYLES
        if formulas or scripts:
            front["scripts"] = (*(FORMULA_SCRIPTS if formulas else ()), *scripts)
        lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
        return f"---\n{''.join(lines)}---\n\n{body}"


def bare(text: str) -> str:
    """One line without the signs of HTML: MkDocs puts titles and descriptions into a page as they are."""
    return " ".join(text.split()).translate(str.maketrans('<>"', "‹›”"))


def _short(text: str) -> str:
    """Whole words of the beginning."""
    line = bare(text)
    if len(line) <= DESCRIPTION_CHARACTERS:
        return line
    return line[: DESCRIPTION_CHARACTERS + 1].rpartition(" ")[0].rstrip(" ,;:–—") + " …"

"""Staged pages as trees of elements, and a way to find elements in them."""

import re
from types import ModuleType

import lxml.html

from qoima.model.published import Published
from qoima.site.edition import Edition
from qoima.site.index import index_of
from qoima.site.wording import Wording
from trial_site import LANGUAGES, trial


def made_by(*modules: ModuleType, published: Published | None = None) -> dict[str, bytes]:
    """What these modules of `site/pages/` give to the stage, in the three languages."""
    published = published or trial()
    index = index_of(published)
    held: dict[str, bytes] = {}
    for lang in LANGUAGES:
        edition = Edition(published, Wording(lang, published.university.default_language))
        for module in modules:
            held |= {f"docs/{lang}/{path}": text.encode() for path, text in module.pages(edition, index).items()}
            if hasattr(module, "files"):
                held |= {f"docs/{lang}/{path}": data for path, data in module.files(edition, index).items()}
    return held


def tree(files: dict[str, bytes], path: str) -> lxml.html.HtmlElement:
    """The page `docs/<path>` without its front matter."""
    return lxml.html.fromstring(files[f"docs/{path}"].decode().split("---\n", 2)[2])


def words_of(element: lxml.html.HtmlElement) -> str:
    """The words of an element, parted by single blanks."""
    return " ".join(" ".join(element.itertext()).split())


def select(element: lxml.html.HtmlElement, selector: str) -> list[lxml.html.HtmlElement]:
    """Descendants by tag, `#id`, `.class` and `[name=value]`, with blanks and `>` between steps."""
    path = ""
    for child, step in re.findall(r"(>?)\s*([^\s>]+)", selector):
        tag, *rest = re.split(r"(?=[.#\[])", step)
        path += ("/" if child else "//") + (tag or "*")
        for part in rest:
            name = part[1:].rstrip("]")
            if part[0] == ".":
                path += f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
            elif part[0] == "#":
                path += f"[@id='{name}']"
            else:
                key, _, value = name.partition("=")
                path += f"[@{key}='{value}']"
    return element.xpath(f".{path}")

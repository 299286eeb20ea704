"""Every file that MkDocs builds the site from."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from qoima.core import resources
from qoima.model.published import Published
from qoima.site.cards import Card, cards
from qoima.site.cards import draw as draw_card
from qoima.site.edition import Edition, templates
from qoima.site.index import index_of
from qoima.site.pages import files, pages
from qoima.site.pages.catalogue_json import catalogue_json
from qoima.site.pages.practice import used_pictures
from qoima.site.scripts import bundles
from qoima.site.settings import OWN_NAMES, languages, settings, site_address
from qoima.site.wording import Wording

STYLES = (
    "theme", "frame", "parts", "tables", "home", "catalogue", "facets", "course", "course-plan", "course-weeks",
    "programme", "programme-shares", "people", "practice", "practice-tools", "practice-results", "practice-print",
    "missing", "exam", "glossary", "search", "mooc", "mooc-marks", "map", "blended", "map-phone", "print",
)  # fmt: skip
"""The files of `assets/styles/` in the order in which they are joined into `assets/site.css`."""

OVERRIDES = (
    "main.html",
    "404.html",
    "sitemap.xml",
    "partials/alternate.html",
    "partials/footer.html",
    "partials/languages/kk.html",
)


ROOT = ("404.html", "index.html", "robots.txt", "sitemap.xml")
"""The templates of the top of the site."""


def packaged_assets() -> dict[str, bytes]:
    """Joined styles and scripts, fonts and KaTeX, by path below `assets/`.

    Raises FileNotFoundError in a checkout into which npm has not yet brought fonts and KaTeX.
    """
    if not resources.listing("site", "assets", "vendor"):
        raise FileNotFoundError("the fonts of the site are missing; run `make build`, which brings them")
    styles = "\n".join(resources.text("site", "assets", "styles", f"{name}.css") for name in STYLES)
    held = {
        path: data for path, data in resources.tree("site", "assets") if not path.startswith(("styles/", "scripts/"))
    }
    fonts = resources.data("site", "assets", "styles", "fonts.css")
    return {**held, **bundles(), "site.css": styles.encode(), "fonts.css": fonts}


def stage(
    published: Published, assets: Mapping[str, bytes], draw: Callable[[Card], bytes] = draw_card
) -> dict[str, bytes]:
    """The files of `build/stage/`: `docs/<lang>/`, `overrides/`, `mkdocs.<lang>.yml`, and `root/` for the top.

    Cards go to the top past MkDocs, which would copy each of them for nothing; `draw` may remember them.
    """
    held: dict[str, bytes] = {}
    for path in OVERRIDES:
        held[f"overrides/{path}"] = resources.data("site", "templates", "overrides", *path.split("/"))
    pictures = {
        path.removeprefix("content/"): published.pictures[path]
        for practice in published.practice
        for path in used_pictures(practice)
        if path in published.pictures
    }
    index = index_of(published)
    for lang in languages(published):
        edition = Edition(published, Wording(lang, published.university.default_language))
        held[f"mkdocs.{lang}.yml"] = settings(published, lang).encode()
        held |= {f"docs/{lang}/{path}": text.encode() for path, text in pages(edition, index).items()}
        held |= {f"docs/{lang}/{path}": data for path, data in files(edition, index).items()}
        held |= {f"docs/{lang}/assets/{path}": data for path, data in assets.items()}
        held |= {f"docs/{lang}/{path}": data for path, data in pictures.items()}
        held |= {f"root/cards/{lang}/{path}": draw(card) for path, card in cards(edition).items()}
    held |= {f"root/{name}": text.encode() for name, text in root_pages(published).items()}
    held["root/catalogue.json"] = catalogue_json(published, index, held)
    return dict(sorted(held.items()))


def root_pages(published: Published) -> dict[str, str]:
    """The door of the site: `index.html` offers the languages, `404.html` stands for addresses outside of them."""
    offered = languages(published)
    wordings = {lang: Wording(lang, published.university.default_language) for lang in offered}
    values = {
        "languages": offered,
        "first": offered[0],
        "own_names": OWN_NAMES,
        "wordings": wordings,
        "names": {lang: words.plain(published.university.name) for lang, words in wordings.items()},
        "site": site_address(published),
        "base": urlsplit(site_address(published)).path,
    }
    return {name: templates().get_template(f"root/{name}").render(values) for name in ROOT}

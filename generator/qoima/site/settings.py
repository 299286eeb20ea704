"""The small MkDocs settings of one language; what all share stands in the `mkdocs.yml` that they inherit."""

import json

from qoima.core.words import LANGUAGES, Lang
from qoima.model.published import Published
from qoima.site.edition import bare
from qoima.site.wording import Wording

BASE = "../../mkdocs.yml"
"""The hand-kept settings, as seen from `build/stage/`."""

OWN_NAMES: dict[Lang, str] = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
LOCALES: dict[Lang, str] = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}
"""As Open Graph names the languages; of Russian and English it knows only some countries."""
NAVIGATION = (
    ("nav.home", "index.md"),
    ("nav.catalogue", "catalogue.md"),
    ("nav.people", "people.md"),
    ("nav.exam", "exam.md"),
    ("nav.glossary", "glossary.md"),
)
"""The tabs of each page; all other pages stay out, since each page would carry them all."""

COLOURS = {"primary": "indigo", "accent": "indigo"}


def languages(published: Published) -> tuple[Lang, ...]:
    """The languages of the site, in the university's order."""
    given = published.university.languages
    return tuple(sorted((lang for lang in LANGUAGES if lang in given), key=given.index))


def site_address(published: Published) -> str:
    """The address of the whole site, with its closing slash."""
    return published.university.site_url.rstrip("/") + "/"


def settings(published: Published, lang: Lang) -> str:
    """`mkdocs.<lang>.yml`. Each value is JSON, which is YAML."""
    words = Wording(lang, published.university.default_language)
    address = site_address(published)
    name = bare(words.plain(published.university.name))
    held: dict[str, object] = {
        "INHERIT": BASE,
        "site_name": name,
        "site_url": f"{address}{lang}/",
        "docs_dir": f"docs/{lang}",
        "site_dir": f"out/{lang}",
        "copyright": name,
        "theme": {"language": lang, "custom_dir": "overrides", "palette": _palette(words)},
        "nav": [{words(key): path} for key, path in NAVIGATION],
        "hooks": [],
        "extra": {
            "foot": {
                "label": words("foot.site"),
                "links": [{"name": words(key), "path": path.replace(".md", ".html")} for key, path in NAVIGATION],
                "rights": words("foot.rights", name=name),
                "top": words("foot.top"),
            },
            "alternate": [
                {
                    "name": OWN_NAMES[other],
                    "lang": other,
                    "link": f"../{other}/",
                    "site": f"{address}{other}/",
                    "locale": LOCALES[other],
                }
                for other in languages(published)
            ],
            "door": address,
            "cards": f"{address}cards/{lang}/",
            "search": words("search.label"),
            "missing": {
                "title": words("missing.title"),
                "text": words("missing.text"),
                "catalogue": words("home.catalogue"),
                "home": words("nav.home"),
            },
        },
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in held.items())


def _palette(words: Wording) -> list[dict[str, object]]:
    """Light and dark, by the reader's system until the reader chooses; the colours pass the contrast of WCAG AA."""
    light = {"icon": "material/weather-night", "name": words("palette.to_dark")}
    dark = {"icon": "material/weather-sunny", "name": words("palette.to_light")}
    return [
        {"media": "(prefers-color-scheme: light)", "scheme": "default", **COLOURS, "toggle": light},
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate", **COLOURS, "toggle": dark},
    ]

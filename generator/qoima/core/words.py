"""Message templates and their plural forms in Kazakh, Russian and English."""

from collections.abc import Mapping
from typing import Literal

from markupsafe import Markup

Lang = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Lang, ...] = ("kk", "ru", "en")

Template = str | Mapping[str, str]
"""`"{have} options"`, or `{count: have, one: …, few: …, many: …, other: …}` by CLDR plural category."""


def plural_category(lang: Lang, number: int) -> str:
    """The CLDR plural category of a whole number: Kazakh and English `one`/`other`, Russian `one`/`few`/`many`."""
    number = abs(number)
    if lang != "ru":
        return "one" if number == 1 else "other"
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return "few"
    return "many"


def fill(template: Template, lang: Lang, values: Mapping[str, object]) -> str:
    """The template with its `{name}` places filled; a category that a map lacks falls back to `other`, then `many`."""
    if isinstance(template, str):
        return template.format_map(values)
    number = values[template["count"]]
    if not isinstance(number, int):
        raise TypeError(f"plural parameter {template['count']!r} is no whole number: {number!r}")
    category = plural_category(lang, number)
    chosen = template.get(category) or template.get("other") or template["many"]
    return chosen.format_map(values)


def names(template: Template) -> set[str]:
    """The parameters that a template uses."""
    import string

    texts = [template] if isinstance(template, str) else [t for k, t in template.items() if k != "count"]
    found = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    return found if isinstance(template, str) else found | {template["count"]}


def marked(language: str, text: str, lang: Lang) -> Markup:
    """A text as HTML, marked with its language where that is known and not `lang`, the one of the page."""
    shown = Markup.escape(text.strip())
    return shown if language in (lang, "") else Markup('<span lang="{}">{}</span>').format(language, shown)

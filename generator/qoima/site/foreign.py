"""Texts of authors without the note that each would carry: where many stand together, one note stands above them."""

from collections.abc import Iterable

from markupsafe import Markup

from qoima.model.markup import to_html
from qoima.model.text import LocalText, Text
from qoima.site.wording import Wording


def marked(words: Wording, text: LocalText | None) -> Markup:
    """A text that may hold formulas and emphasis, with its language where that is not the page's."""
    language, found = text.in_language(words.lang, words.default_language) if text else ("", "")
    if not found.strip():
        return Markup("")
    shown = Markup(to_html(Text(found)))
    element = "div" if "\n" in found.strip() else "span"
    if language in (words.lang, ""):
        return shown if element == "span" else Markup("<div>{}</div>").format(shown)
    return Markup('<{0} lang="{1}">{2}</{0}>').format(element, language, shown)


def note(words: Wording, texts: Iterable[LocalText | None]) -> str:
    """`some texts of this section are in English only`, where some of them lack the page's language; else nothing."""
    held = [text.in_language(words.lang, words.default_language)[0] for text in texts if text]
    others = [lang for lang in dict.fromkeys(held) if lang not in (words.lang, "")]
    if not others:
        return ""
    named = ", ".join(words.label("language.in", lang) for lang in others)
    return words("mooc.texts_in", in_language=named)

"""A text as an author wrote it, with the markup it is written in."""

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from qoima.core.source import NOWHERE, Span
from qoima.core.value import value

Markup = Literal["qoima", "html", "markdown", "plain", "moodle"]
"""`qoima` is the CommonMark of bank YAML; the other four are Moodle's formats, as GIFT and XML carry them."""


@value()
class Text:
    """Source text and markup; `at` is where it stands."""

    source: str
    markup: Markup = "qoima"
    at: Span = field(default=NOWHERE, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.source.strip())


def fold(text: str) -> str:
    """For comparing: NFC, white space collapsed, case folded; punctuation is kept (`C` is not `C#`)."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text in some of the site's languages, as (language, text) pairs in the author's order."""

    texts: tuple[tuple[str, str], ...]
    at: Span = field(default=NOWHERE, compare=False, repr=False)

    def in_language(self, lang: str, *fallbacks: str) -> tuple[str, str]:
        """(language, text) in `lang`, else in the first fallback there is, else in any; ("", "") for no text at all."""
        held = dict(self.texts)
        for wanted in (lang, *fallbacks, *held):
            if held.get(wanted):
                return wanted, held[wanted]
        return "", ""

    def __bool__(self) -> bool:
        return any(text for _, text in self.texts)

"""The words of the card in one language: messages/card.*.yaml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from qoima.core.words import Lang, fill, marked
from qoima.formats.messages import catalogue
from qoima.model.text import LocalText

_VALUE = "\ue000{}\ue001"
_STANDS_FOR = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Words:
    """The words in `lang`; a text of `content/` that lacks it is given in `default_language`, else in what it has."""

    lang: Lang
    default_language: str

    def __call__(self, key: str, **values: object) -> Markup:
        """The words of a key. In them `*…*` is a name that Moodle shows, and `` `…` `` a file or a command."""
        held = [value for value in values.values() if not isinstance(value, int)]
        places = iter(range(len(held)))
        marked = {
            name: value if isinstance(value, int) else _VALUE.format(next(places)) for name, value in values.items()
        }
        text = str(Markup.escape(fill(catalogue(self.lang)[f"card.{key}"], self.lang, marked)))
        text = re.sub(r"\*(.+?)\*", r"<b>\1</b>", re.sub(r"`(.+?)`", r"<code>\1</code>", text))
        return Markup(_STANDS_FOR.sub(lambda found: str(Markup.escape(held[int(found[1])])), text))

    def steps(self, family: str, **values: object) -> tuple[Markup, ...]:
        """The words of `family.1`, `family.2` and so on."""
        known = catalogue(self.lang)
        count = next(n for n in range(1, len(known)) if f"card.{family}.{n}" not in known)
        return tuple(self(f"{family}.{n}", **values) for n in range(1, count))

    def text(self, text: LocalText | None) -> Markup:
        """A text, marked with its language where that is another one; nothing for none."""
        language, found = text.in_language(self.lang, self.default_language) if text else ("", "")
        return marked(language, found, self.lang)

    def joined(self, texts: Iterable[LocalText | None], between: str = ", ") -> Markup:
        """The texts that there are, with something between them."""
        return Markup(between).join(shown for text in texts if (shown := self.text(text)))

    def day(self, day: date) -> Markup:
        """A day in words."""
        return self("day", day=day.day, month=catalogue(self.lang)[f"site.month.{day.month}"], year=day.year)

    def moment(self, moment: datetime) -> Markup:
        """A moment in figures, for tables."""
        return Markup.escape(f"{moment:%d.%m.%Y} {moment:%H:%M}")

    def language(self, language: str) -> str:
        """The name of a language."""
        return str(catalogue(self.lang).get(f"site.language.{language}", language))

    def term(self, term: str) -> str:
        """The name of a term, inside a sentence."""
        name = str(catalogue(self.lang).get(f"site.term.{term}", term))
        return name[:1].lower() + name[1:]

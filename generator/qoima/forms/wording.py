"""What a form says in one language: its own words, dates, and the texts of `content/` and of the papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from qoima.core.words import Lang, fill, marked
from qoima.formats.messages import catalogue
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a form in `lang`; a text that lacks it is given in `default_language`, else in the one it has."""

    lang: Lang
    default_language: str

    def __call__(self, key: str, **values: object) -> str:
        """The words of that key, filled in."""
        return fill(catalogue(self.lang)[f"form.{key}"], self.lang, values)

    def label(self, family: str, value: str) -> str:
        """The word for a value of a list, such as `work` `test`; an author's own value as typed."""
        key = f"{family}.{value}"
        return self(key) if self.has(key) else value

    def has(self, key: str) -> bool:
        """Whether there are words of that key."""
        return f"form.{key}" in catalogue(self.lang)

    def text(self, text: LocalText | None) -> Markup:
        """A text, marked with its language where that is another one; nothing for none."""
        language, found = text.in_language(self.lang, self.default_language) if text else ("", "")
        return marked(language, found, self.lang)

    def joined(self, *texts: LocalText | None) -> Markup:
        """The texts that there are, parted by commas."""
        return Markup(", ").join(shown for text in texts if (shown := self.text(text)))

    def day(self, day: date) -> str:
        """A day in words."""
        month = catalogue(self.lang)[f"site.month.{day.month}"]
        return self("date", day=day.day, month=month, year=day.year)

    def short_date(self, day: date) -> str:
        """A day in figures, for tables."""
        return self("short-date", day=day.day, month=day.month, year=day.year)

    def numbered(self, number: str, day: date | None) -> str:
        """Number and day of a paper, or the one of them that is known."""
        if number and day:
            return self("numbered", number=number, date=self.day(day))
        return self("number", number=number) if number else self.day(day) if day else ""

    def listed(self, words: Sequence[str]) -> str:
        """The words with `and` before the last one."""
        *first, last = words
        return self("and", first=", ".join(first), last=last) if first else last


def years(academic_year: str) -> str:
    """`2026-2027` as people write it."""
    return academic_year.replace("-", "–")

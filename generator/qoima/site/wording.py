"""What the site says in one language: its own texts, dates and numbers, and the texts of `content/`."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from markupsafe import Markup

from qoima.core.words import Lang, fill, marked
from qoima.formats.messages import catalogue
from qoima.model.calendar import Period
from qoima.model.markup import to_html
from qoima.model.text import LocalText, Text

_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_CYRILLIC = re.compile("[а-яёА-ЯЁ]")


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything that a page says in `lang`; a text of `content/` that lacks it is shown in `default_language`."""

    lang: Lang
    default_language: str

    def __call__(self, key: str, **values: object) -> str:
        """The interface text of that key, filled in."""
        return fill(catalogue(self.lang)[f"site.{key}"], self.lang, values)

    def label(self, family: str, value: str | None) -> str:
        """The word for a value of a list, such as `form` `test`; an author's own value as typed; none is nothing."""
        if value is None:
            return ""
        key = f"{family}.{value}"
        return self(key) if f"site.{key}" in catalogue(self.lang) else value

    def plain(self, text: LocalText | None) -> str:
        """The words alone, for titles and addresses."""
        return self.found(text)[1].strip()

    def local(self, text: LocalText | None) -> Markup:
        """A text without markup, as HTML; in another language it is marked and the language named."""
        language, found = self.found(text)
        return self._marked(language, Markup.escape(found.strip()), "span")

    def rich(self, text: LocalText | None) -> Markup:
        """A text that may hold formulas and emphasis, as HTML: inline for one line, blocks for several."""
        language, found = self.found(text)
        several = "\n" in found.strip()
        return self._marked(language, Markup(to_html(Text(found))), "div" if several else "span")

    def name(self, text: LocalText) -> Markup:
        """A name without the note, for headings and links: marked with its language only."""
        language, found = self.found(text)
        return marked(language, found, self.lang)

    def html(self, key: str, **values: object) -> Markup:
        """The interface text of that key with values that may be HTML already, such as a name with its language."""
        return Markup(self(key, **{k: v if isinstance(v, int) else Markup.escape(v) for k, v in values.items()}))

    def typed(self, text: str) -> Markup:
        """A text whose language its author has not named, such as a book's title; marked where its letters tell."""
        language = "kk" if _KAZAKH.search(text) else "ru" if self.lang == "en" and _CYRILLIC.search(text) else ""
        return marked(language, text, self.lang)

    def note(self, text: LocalText | None) -> str:
        """`available in Kazakh only` for a text that lacks the page's language, else nothing."""
        language, _ = self.found(text)
        return "" if language in (self.lang, "") else self._only(language)

    def full_date(self, day: date) -> str:
        """A day with its year."""
        return self("date.full", day=day.day, month=self(f"month.{day.month}"), year=day.year)

    def day(self, day: date) -> str:
        """A day without its year."""
        return self("date.day", day=day.day, month=self(f"month.{day.month}"))

    def days(self, period: Period) -> str:
        """The days of a period, without the year."""
        first, last = period
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            return self("date.days", first=first.day, last=last.day, month=self(f"month.{last.month}"))
        return self("date.range", first=self.day(first), last=self.day(last))

    def moment(self, moment: datetime) -> str:
        """A day and the time of day."""
        return self("date.moment", date=self.full_date(moment.date()), time=f"{moment:%H:%M}")

    def opening(self, opens: datetime | None, closes: datetime | None) -> str:
        """When something may be taken: one day with two times, two moments, or the one that is known."""
        if opens and closes and opens.date() == closes.date():
            hours = self("date.range", first=f"{opens:%H:%M}", last=f"{closes:%H:%M}").replace(" ", "")
            return self("date.moment", date=self.full_date(opens.date()), time=hours)
        if opens and closes and opens.year == closes.year:
            # A line does not end between the day and its month.
            first, last = (self.day(moment.date()).replace(" ", "\u00a0") for moment in (opens, closes))
            times = {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
            return self("date.moments", first=first, last=last, year=opens.year, **times)
        if opens and closes:
            return self("date.range", first=self.moment(opens), last=self.moment(closes))
        if opens:
            return self("date.from", moment=self.moment(opens))
        return self("date.until", moment=self.moment(closes)) if closes else ""

    @property
    def decimal_sign(self) -> str:
        """What stands before the tenths."""
        return "." if self.lang == "en" else ","

    def number(self, number: Decimal | int) -> str:
        """A number with the decimal sign of the language and no idle zeros."""
        shown = f"{number:f}"
        if "." in shown:
            shown = shown.rstrip("0").rstrip(".")
        return shown.replace(".", self.decimal_sign)

    def found(self, text: LocalText | None) -> tuple[str, str]:
        """(language, text) of a text as it is shown here; ("", "") for none."""
        return text.in_language(self.lang, self.default_language) if text else ("", "")

    def _marked(self, language: str, shown: Markup, element: str) -> Markup:
        if language in (self.lang, ""):
            return shown
        marked = Markup('<{0} lang="{1}">{2}</{0}>').format(element, language, shown)
        return marked + Markup(' <small class="q-only">{}</small>').format(self._only(language))

    def _only(self, language: str) -> str:
        return self("language.only", in_language=self.label("language.in", language))

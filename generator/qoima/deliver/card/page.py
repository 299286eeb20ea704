"""The card and the summary of approvals as HTML files that need nothing else, in three languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from qoima.core import sheets
from qoima.core.words import LANGUAGES
from qoima.deliver.card.rows import FileCell, FileRow, Look, QuizRow, file_rows, has_practice, looks, quiz_rows
from qoima.deliver.card.words import Words
from qoima.deliver.parcel import PackedBank, Parcel
from qoima.formats.messages import say
from qoima.model.people import Person

LISTS = ("worked", "alone", "replace", "proof", "never")


@dataclass(frozen=True, slots=True)
class Page:
    """What a template shows of a parcel."""

    parcel: Parcel
    w: Words

    @property
    def title(self) -> Markup:
        """The course by name and code."""
        course = self.parcel.stream.course
        shown = Markup("{} {}").format(course.code, self.w.text(course.name)).strip()
        return self.w("title", course=shown)

    @property
    def university(self) -> Markup:
        """Whose course it is."""
        return self.w.text(self.parcel.stream.university.name)

    @property
    def facts(self) -> Iterator[tuple[Markup, Markup]]:
        """Language, term, teachers, and of which commit."""
        stream, making = self.parcel.stream, self.parcel.making
        yield self.w("language"), Markup.escape(self.w.language(stream.language))
        years = self.w("year", years=stream.university.academic_year.replace("-", "–"))
        term = [Markup.escape(self.w.term(stream.term.id))] if stream.term else list[Markup]()
        yield self.w("term"), Markup(", ").join([*term, years])
        if people := list(self._teachers()):
            yield self.w("teachers"), Markup("; ").join(people)
        yield self.w("made"), self.w("made-of", day=self.w.day(making.day), commit=making.commit)

    def _teachers(self) -> Iterator[Markup]:
        taught = (one for one in self.parcel.stream.course.teaching if one.language == self.parcel.stream.language)
        for id in dict.fromkeys(id for one in taught for id in one.teachers):
            person = self.parcel.people.get(id)
            yield self.w.joined((person.name, person.position)) if person else Markup.escape(id)

    @property
    def files(self) -> tuple[FileRow, ...]:
        """The files of each test, and the one of all."""
        return tuple(file_rows(self.parcel))

    @property
    def bundle(self) -> FileCell | None:
        """The file of all tests."""
        return next((row.quiz for row in self.files if not row.control), None)

    @property
    def bundle_key(self) -> str:
        """What the file of all tests holds."""
        if not self.banks:
            return "bundle-practice"
        return "bundle" if has_practice(self.parcel) else "bundle-plain"

    @property
    def quizzes(self) -> tuple[QuizRow, ...]:
        """What each test must show."""
        return tuple(quiz_rows(self.parcel))

    @property
    def looks(self) -> tuple[Look, ...]:
        """What to look at first."""
        return looks(self.parcel)

    @property
    def steps(self) -> tuple[Markup, ...]:
        """How to restore."""
        return self.w.steps("restore")

    @property
    def lists(self) -> dict[str, tuple[Markup, ...]]:
        """The other lists, by name."""
        return {name: self.w.steps(name, **({"hide": self.w("hide")} if name == "replace" else {})) for name in LISTS}

    @property
    def offset(self) -> str:
        """How far local time is ahead of UTC."""
        return self.parcel.stream.university.utc_offset

    @property
    def kept_back(self) -> Iterator[Markup]:
        """The banks that are not in the parcel, and why."""
        for id, found in self.parcel.kept_back.items():
            why = "; ".join(dict.fromkeys(say(one.message, self.w.lang) for one in found))
            yield self.w("kept-why", control=id.control, why=why)

    @property
    def banks(self) -> tuple[PackedBank, ...]:
        """The banks of the parcel."""
        return self.parcel.banks

    def experts(self, bank: PackedBank) -> Markup:
        """Who has signed the conclusion on a bank."""
        ids = bank.conclusion.review.experts if bank.conclusion else ()
        held: Iterator[Person | None] = (self.parcel.people.get(id) for id in ids)
        return Markup(", ").join(
            self.w.text(one.name) if one else Markup.escape(id) for id, one in zip(ids, held, strict=True)
        )


def card_files(parcel: Parcel) -> dict[str, bytes]:
    """`card.<language>.html` by name."""
    return {parcel.named(f"card.{lang}.html"): page for lang, page in _pages(parcel, "card.html")}


def approval_files(parcel: Parcel) -> dict[str, bytes]:
    """`summary.<language>.html` by name: who has approved which bank, and whether it is the one that is delivered."""
    return {f"summary.{lang}.html": page for lang, page in _pages(parcel, "approvals.html")}


def _pages(parcel: Parcel, template: str) -> Iterator[tuple[str, bytes]]:
    style = sheets.style_values("card", "card.css")
    for lang in LANGUAGES:
        words = Words(lang, parcel.stream.university.default_language)
        values = {"page": Page(parcel, words), "w": words, **style}
        yield lang, sheets.templates("card").get_template(template).render(values).encode()

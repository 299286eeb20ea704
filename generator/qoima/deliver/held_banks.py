"""The banks of a course with all that their quizzes are made of: control, calendar, passport, university."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from qoima.core.words import LANGUAGES, Lang
from qoima.model.bank import Bank, Passport, Practice
from qoima.model.calendar import Term
from qoima.model.control_days import LAST_MINUTE, term_of
from qoima.model.control_plan import Control, Paper
from qoima.model.course import Course
from qoima.model.linking_views import mooc_as_course
from qoima.model.mooc import Mooc
from qoima.model.repository import Repository
from qoima.model.text import LocalText
from qoima.model.university import University


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A course as it is taught in one language; a MOOC counts as one. `title` is the name of a MOOC's final test."""

    course: Course
    language: str
    university: University
    term: Term | None = None
    passport: Passport | None = None
    title: LocalText | None = None

    @property
    def path(self) -> str:
        """Where its files stand below `dist/`, and what its keys begin with."""
        return f"{self.course.id}/{self.language}"

    @property
    def lang(self) -> Lang:
        """The language of our own words in its files; English for a language that we have none in."""
        return next((lang for lang in LANGUAGES if lang == self.language), "en")

    @property
    def is_mooc(self) -> bool:
        """Whether it is a MOOC: those have no passport, and no number of attempts."""
        return self.course.kind == "MOOC"

    def text(self, text: LocalText | None) -> str:
        """A text of the course in the language of the stream, else in the university's own."""
        return text.in_language(self.language, self.university.default_language)[1].strip() if text else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBank:
    """A bank with its control; None where the course declares no such control."""

    bank: Bank
    control: Control | None
    stream: Stream


def streams(repository: Repository, university: University) -> Iterator[tuple[Stream, tuple[HeldBank, ...]]]:
    """Each course in each language that has banks or practice, with its banks as its controls stand in the course."""
    folders = {(bank.id.course, bank.id.language) for bank in repository.banks}
    folders |= {(practice.course, practice.language) for practice in repository.practice}
    courses = {course.id: course for course in repository.courses}
    moocs = {mooc.id: mooc for mooc in repository.moocs}
    year = next((one for one in repository.years if one.year == university.academic_year), None)
    for id, language in sorted(folders):
        course = courses.get(id) or (_mooc(moocs[id]) if id in moocs else None)
        if course is None:
            continue
        final = moocs[id].final if id in moocs else None
        stream = Stream(
            course=course,
            language=language,
            university=university,
            term=term_of(year, course, language),
            passport=next((one for one in repository.passports if one.folder == (id, language)), None),
            title=final.title if final else None,
        )
        order = {control.id: place for place, control in enumerate(course.controls)}
        banks = (bank for bank in repository.banks if bank.id[:2] == (id, language))
        held = (HeldBank(bank=bank, control=course.control(bank.id.control), stream=stream) for bank in banks)
        yield stream, tuple(sorted(held, key=lambda one: (order.get(one.bank.id.control, len(order)), one.bank.id)))


def practice_of(repository: Repository, stream: Stream) -> Practice | None:
    """The public items of a course in its language."""
    held = (one for one in repository.practice if (one.course, one.language) == (stream.course.id, stream.language))
    return next(held, None)


def _mooc(mooc: Mooc) -> Course:
    """A MOOC as a course whose control `final` has the paper and the last day of the final evaluation."""
    course, final = mooc_as_course(mooc), mooc.final
    if final is None:
        return course
    paper = Paper(
        questions=final.questions,
        minutes=final.minutes,
        draw=final.challenge.draw if final.challenge else "",
        at=final.at,
        places=final.places,
    )
    closes = datetime.combine(final.due, LAST_MINUTE) if final.due else None
    controls = tuple(replace(one, paper=paper, closes=closes) if one.id == final.id else one for one in course.controls)
    return replace(course, controls=controls)

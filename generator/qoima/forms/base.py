"""A test base, the course that it belongs to, and everybody and everything that its papers name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from qoima.model.bank import Bank, Passport
from qoima.model.course import Course
from qoima.model.people import Person
from qoima.model.profile import Profile
from qoima.model.programme import Programme
from qoima.model.repository import Repository
from qoima.model.review import ExpertOrder, Review


@dataclass(frozen=True)
class Base:
    """All banks of a course in one language, with the papers that stand beside them."""

    repository: Repository
    course: Course
    language: str
    profiles: Mapping[str, Profile]

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Members of staff by id."""
        return {person.id: person for person in self.repository.people}

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        """Programmes by code."""
        return {programme.id: programme for programme in self.repository.programmes}

    @property
    def passport(self) -> Passport | None:
        """The passport of the base, where it has one."""
        held = (p for p in self.repository.passports if p.folder == (self.course.id, self.language))
        return next(held, None)

    @cached_property
    def banks(self) -> tuple[Bank, ...]:
        """The banks in the order of the controls; those of no control last."""
        places = {control.id: place for place, control in enumerate(self.course.controls)}
        held = (b for b in self.repository.banks if (b.id.course, b.id.language) == (self.course.id, self.language))
        return tuple(sorted(held, key=lambda bank: (places.get(bank.id.control, len(places)), bank.id.control)))

    def bank(self, control: str) -> Bank | None:
        """The bank of a control."""
        return next((bank for bank in self.banks if bank.id.control == control), None)

    @property
    def conclusions(self) -> tuple[Review, ...]:
        """The sheets that every expert has signed, by name."""
        held = (r for r in self.repository.reviews if r.folder == (self.course.id, self.language) and r.is_signed)
        return tuple(sorted(held, key=lambda review: review.name))

    def order(self, academic_year: str) -> ExpertOrder | None:
        """The rector's order that approves the experts of a year."""
        return next((o for o in self.repository.expert_orders if o.academic_year == academic_year), None)

    def clauses(self, codes: tuple[str, ...]) -> tuple[str, str] | None:
        """(document, clauses) of the requirements with these codes, of the first profile in use that has any."""
        university = self.repository.university
        for use in university.profiles if university else ():
            profile = self.profiles.get(use.profile)
            found = [r for code in codes if profile and (r := profile.requirement(code))]
            if profile and found:
                named = dict.fromkeys(r.clause.clause.split(";")[0].split(" ")[0] for r in found)
                return profile.document.code, ", ".join(named)
        return None

"""What several forms say of a base in the same words: its discipline, people, programmes and controls."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from qoima.forms.base import Base
from qoima.forms.wording import Wording
from qoima.model.control_plan import Control


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the name as it stands in `people.yaml`, what they are, both empty where nobody is named."""

    name: Markup
    office: Markup


NOBODY = Signer(Markup(), Markup())


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a base in one language."""

    base: Base
    words: Wording

    def university(self) -> Markup:
        """The name of the university."""
        held = self.base.repository.university
        return self.words.text(held.name) if held else Markup()

    def discipline(self) -> Markup:
        """Code and name of the discipline."""
        return Markup("{} {}").format(self.base.course.code, self.words.text(self.base.course.name)).strip()

    def language(self) -> str:
        """The language of instruction, as the passport says it, else as the base lies."""
        passport = self.base.passport
        return self.words.label("language", (passport and passport.language) or self.base.language)

    def programmes(self) -> list[Markup]:
        """The programmes of the passport with their names."""
        passport = self.base.passport
        return [self.programme(code) for code in (passport and passport.programmes) or ()]

    def programme(self, code: str) -> Markup:
        """Code and name of a programme."""
        programme = self.base.programmes.get(code)
        return Markup("{} {}").format(code, self.words.text(programme.name)) if programme else Markup.escape(code)

    def person(self, id: str) -> Signer:
        """A member of staff; one who is not in `people.yaml` has only the id."""
        person = self.base.people.get(id)
        if person is None:
            return Signer(Markup.escape(id), Markup())
        office = self.words.joined(person.degree, person.title, person.position, person.department)
        return Signer(self.words.text(person.name), office)

    def people(self, ids: Iterable[str]) -> list[Signer]:
        """Several of them, in that order."""
        return [self.person(id) for id in ids]

    def control(self, id: str) -> str:
        """A control by what it is, with its id."""
        control = self.base.course.control(id)
        return f"{self.control_kind(control)} ({id})" if control else id

    def control_kind(self, control: Control) -> str:
        """What a control is; several midterm controls are counted."""
        number = self.base.course.number_of(control) if control.kind == "midterm" else None
        if number is not None:
            return self.words("control.midterm-n", n=number)
        return self.words.label("control", control.kind)

    def composed(self, *codes: str) -> str:
        """By which clauses the form was made, where a regulation in force has them."""
        found = self.base.clauses(codes)
        return self.words("composed", document=found[0], clauses=found[1]) if found else ""

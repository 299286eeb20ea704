"""The passport of a test base: its five facts, and apart from them what is useful beside (EKU 5.21–5.27)."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from qoima.forms.facts import NOBODY, Facts, Signer
from qoima.forms.wording import years
from qoima.model.bank import Bank, ReferenceMaterial
from qoima.model.item import DIFFICULTIES

CLAUSES = ("PAS101", "PAS109")


@dataclass(frozen=True, slots=True)
class Amount:
    """How many items a bank has: in all, of each level, and of none."""

    control: str
    items: int
    levels: tuple[int, ...]
    without: int


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """A yearly update; what the file lacks is empty."""

    year: str
    day: str
    note: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class PassportForm:
    """The sheet. `materials` is None where nobody has said whether there are any."""

    template = "passport.html"
    title: str
    facts: Facts
    programmes: list[Markup]
    compilers: list[Signer]
    materials: list[Markup] | None
    amounts: list[Amount]
    updates: list[UpdateRow]
    responsible: Signer
    appointed: Markup
    kept: str
    composed: str


def passport_form(facts: Facts) -> PassportForm:
    """The passport; a base without one gets a sheet to fill in by hand."""
    passport, words = facts.base.passport, facts.words
    materials = passport.reference_materials if passport else None
    appointment = passport.appointment if passport else None
    by = facts.person(appointment.by).name if appointment and appointment.by else Markup()
    day = words.day(appointment.date) if appointment and appointment.date else ""
    return PassportForm(
        title=words("passport.title"),
        facts=facts,
        programmes=facts.programmes(),
        compilers=facts.people((passport and passport.compilers) or ()),
        materials=None if materials is None else [_material(facts, one) for one in materials],
        amounts=[_amount(facts, bank) for bank in facts.base.banks],
        updates=[
            UpdateRow(years(one.academic_year), words.short_date(one.date) if one.date else "", words.text(one.note))
            for one in (passport.updates if passport else ())
        ],
        responsible=facts.person(passport.responsible) if passport and passport.responsible else NOBODY,
        appointed=Markup(", ").join(part for part in (by, day) if part),
        kept=(passport and passport.paper_record) or "",
        composed=facts.composed(*CLAUSES),
    )


def _material(facts: Facts, one: ReferenceMaterial) -> Markup:
    title = one.title or facts.base.course.reference_materials.get(one.id)
    return facts.words.text(title) or Markup.escape(one.id)


def _amount(facts: Facts, bank: Bank) -> Amount:
    by_level = Counter(item.difficulty for item in bank.items)
    levels = tuple(by_level[level] for level in DIFFICULTIES)
    return Amount(facts.control(bank.id.control), len(bank.items), levels, len(bank.items) - sum(levels))

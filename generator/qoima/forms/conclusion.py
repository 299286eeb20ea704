"""The conclusion of experts on a test base (EKU 5.24–5.27): one sheet for each review that they have all signed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from qoima.forms.facts import Facts, Signer
from qoima.forms.wording import years
from qoima.model.digest import digests
from qoima.model.item import DIFFICULTIES
from qoima.model.review import Findings, Review
from qoima.model.text import LocalText

CLAUSES = ("REV101", "REV106", "REV110", "REV114")
FINDINGS = ("ses", "model_programme", "work_programme", "difficulty", "wording")
"""In the order of the regulation."""

NO_PROGRAMME = frozenset(("none", "нет", "жоқ"))
"""What a sheet says where there is no model programme."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the experts say of one thing that they must look at; empty where the sheet says nothing."""

    about: str
    said: Markup
    levels: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionForm:
    """The sheet. `reviewed` is how many items the experts have seen, None where the sheet does not tell."""

    template = "conclusion.html"
    title: str
    facts: Facts
    review: Review
    programmes: list[Markup]
    controls: list[str]
    reviewed: int | None
    kind: str
    academic_year: str
    experts: list[Signer]
    order: str
    memo: Markup
    findings: list[Finding]
    remarks: list[tuple[str, Markup]]
    verdict: str
    day: str
    kept: str
    composed: str


def conclusion_form(facts: Facts, review: Review) -> ConclusionForm:
    """The conclusion that a signed sheet holds."""
    words = facts.words
    return ConclusionForm(
        title=words("conclusion.title"),
        facts=facts,
        review=review,
        programmes=facts.programmes(),
        controls=[facts.control(id) for id in review.controls],
        reviewed=len(review.seen) or None,
        kind=words.label("conclusion.kind", review.kind) if review.kind else "",
        academic_year=years(review.academic_year),
        experts=facts.people(review.experts),
        order=_order(facts, review),
        memo=_memo(facts, review),
        findings=_findings(facts, review),
        remarks=[(id, words.text(remark)) for id, remark in sorted(review.remarks.items())],
        verdict=_verdict(facts, review),
        day=words.day(review.date),
        kept=_kept(facts, review),
        composed=facts.composed(*CLAUSES),
    )


def _order(facts: Facts, review: Review) -> str:
    order = facts.base.order(review.academic_year)
    return facts.words.numbered(order.number, order.date) if order else ""


def _memo(facts: Facts, review: Review) -> Markup:
    order = facts.base.order(review.academic_year)
    memo = order.memo if order else None
    by = facts.person(memo.by).name if memo and memo.by else Markup()
    day = facts.words.day(memo.date) if memo and memo.date else ""
    return Markup(", ").join(part for part in (by, day) if part)


def _verdict(facts: Facts, review: Review) -> str:
    words, known = facts.words, f"conclusion.verdict.{review.verdict}"
    if not words.has(known):
        return ""
    modes = [words.label("conclusion.mode", mode) for mode in review.modes]
    return words(f"{known}-for", modes=words.listed(modes)) if modes else words(known)


def _kept(facts: Facts, review: Review) -> str:
    record = review.paper_record
    day = facts.words.short_date(record.date) if record and record.date else ""
    return ", ".join(part for part in (record.kept_at if record else "", day) if part)


def _findings(facts: Facts, review: Review) -> list[Finding]:
    held, words = review.findings or Findings(), facts.words
    said: Mapping[str, LocalText | None] = {
        "ses": held.ses,
        "model_programme": held.model_programme,
        "work_programme": held.work_programme,
        "difficulty": held.difficulty,
        "wording": held.wording,
    }
    shown = {name: words.text(said[name]) for name in FINDINGS}
    if shown["model_programme"].striptags().strip().lower() in NO_PROGRAMME:
        shown["model_programme"] = Markup.escape(words("no-model-programme"))
    levels = _levels(facts, review)
    return [Finding(words(f"conclusion.{n}"), shown[n], levels if n == "difficulty" else "") for n in FINDINGS]


def _levels(facts: Facts, review: Review) -> str:
    """How many items of each level the experts have seen: known while none of those items is another one."""
    base = facts.base
    items = {i.id: i for control in review.controls if (bank := base.bank(control)) for i in bank.items}
    pictures = base.repository.pictures
    folder = f"testbanks/{base.course.id}/{base.language}"
    seen = [item for id, item in items.items() if id in review.seen]
    if not seen or digests(seen, folder=folder, pictures=pictures).by_item != dict(review.seen):
        return ""
    counts = Counter(item.difficulty for item in seen)
    return facts.words("conclusion.levels", **{level: counts[level] for level in DIFFICULTIES})

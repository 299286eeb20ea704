"""A whole export against all that we deliver: which banks it holds, and what of them is not as delivered."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qoima.deliver.quiz.categories import WITHOUT_ID
from qoima.diff.verify.delivered import DeliveredBank, DeliveredQuestion
from qoima.diff.verify.finding import Finding, Weight, values
from qoima.diff.verify.questions import question_findings
from qoima.diff.verify.quizzes import pool_findings, quiz_findings
from qoima.diff.verify.texts import said
from qoima.diff.verify.without_pictures import delivered_without_pictures, held_without_pictures
from qoima.formats.moodle.holding import Held, HeldQuiz, Holding, Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A bank as one place of Moodle holds it: its quiz, the course, or (of Moodle XML) the export as a whole.

    `right` of the `delivered` questions are there with no difference; `quiz` is the name of the quiz that holds them,
    empty where none does.
    """

    bank: str
    delivered: int
    right: int
    quiz: str
    findings: tuple[Finding, ...]

    def count(self, weight: Weight) -> int:
        """How many findings of a weight there are."""
        return sum(one.weight is weight for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """All copies of all banks that the export holds; `others` is how many questions in it are none of ours.

    `holds` names all banks that the export holds, also those that nobody asked for.
    """

    copies: tuple[Copy, ...]
    others: int = 0
    holds: tuple[str, ...] = ()
    has_pictures: bool = True
    """Whether it could be told which pictures there are."""

    @property
    def is_as_delivered(self) -> bool:
        """Whether there is no error."""
        return bool(self.copies) and not any(copy.count(Weight.ERROR) for copy in self.copies)


def verified(holding: Holding, banks: Sequence[DeliveredBank], asked: Collection[str] = ()) -> Verified:
    """What the export holds of the `banks`; of those `asked` for by name, whether it holds them or not."""
    if not holding.has_files:
        holding, banks = held_without_pictures(holding), delivered_without_pictures(banks)
    mine, others = _assigned(holding, banks)
    holds = tuple(bank.name for bank in banks if _places(bank, mine))
    copies: list[Copy] = []
    alien = len(others)
    for bank in banks:
        if asked and bank.name not in asked:
            continue
        places = _places(bank, mine) or ([""] if bank.name in asked else [])
        for place in places:
            held = [one for one, owner in mine if owner is bank and one.bank == place]
            strays = _strays(bank, held, [one for one in others if one.bank == place])
            quizzes = [quiz for quiz in holding.quizzes if quiz.bank == place]
            copies.append(_copy(holding, bank, held, strays, quizzes))
            alien -= len(strays)
    return Verified(copies=tuple(copies), others=alien, holds=holds, has_pictures=holding.has_files)


def _assigned(holding: Holding, banks: Sequence[DeliveredBank]) -> tuple[list[tuple[Held, DeliveredBank]], list[Held]]:
    """The questions that are ours, each with its bank, and the others."""
    by_id: dict[str, list[DeliveredBank]] = {}
    by_content: dict[object, list[DeliveredBank]] = {}
    for bank in banks:
        for one in bank.questions:
            if one.id:
                by_id.setdefault(one.id.casefold(), []).append(bank)
            by_content.setdefault(_content(one), []).append(bank)
    mine: list[tuple[Held, DeliveredBank]] = []
    others: list[Held] = []
    for held in holding.questions:
        id = _id(held).casefold()
        alike = by_content.get(said(held.question.text), [])
        owners = by_id.get(id) or (alike if not id else [bank for bank in alike if _has_twin(bank, held)])
        if owners:
            mine.append((held, _owner(held, owners)))
        else:
            others.append(held)
    return mine, others


def _has_twin(bank: DeliveredBank, held: Held) -> bool:
    """Whether a question of the bank is this one in all but its ID number."""
    text = said(held.question.text)
    return any(_content(one) == text and _same_answers(held, one) for one in bank.questions)


def _content(one: DeliveredQuestion) -> object:
    return said(one.question.text)


def _id(held: Held) -> str:
    id = held.question.idnumber
    return "" if id.startswith(WITHOUT_ID) else id


def _owner(held: Held, owners: Sequence[DeliveredBank]) -> DeliveredBank:
    """Of several banks with this id the one whose name stands in the category, else the one that says the same."""
    path = "/".join(held.question.category)
    for bank in owners if len(owners) > 1 else ():
        if f"{bank.name}/" in f"{path}/":
            return bank
    words = said(held.question.text)
    for bank in owners if len(owners) > 1 else ():
        if any(one.id.casefold() == _id(held).casefold() and _content(one) == words for one in bank.questions):
            return bank
    return owners[0]


def _places(bank: DeliveredBank, mine: Sequence[tuple[Held, DeliveredBank]]) -> list[str]:
    """Where in Moodle copies of the bank are."""
    return list(dict.fromkeys(held.bank for held, owner in mine if owner is bank))


def _strays(bank: DeliveredBank, held: Sequence[Held], others: Sequence[Held]) -> list[Held]:
    """Questions that nobody delivered, in the categories of the bank."""
    paths = {one.question.category for one in held}
    paths -= {one.question.category for one in held if not _is_expected(one.question.category, bank)}
    return [one for one in others if one.question.category in paths]


def _is_expected(path: Path, bank: DeliveredBank) -> bool:
    return any(_ends_with(path, place) for one in bank.questions for place in one.places)


def _ends_with(path: Path, place: Path) -> bool:
    """Whether the path is the place, possibly inside of other categories; of a draft the first name differs."""
    tail = path[-len(place) :] if place else ()
    return tail == place or (len(tail) == len(place) > 1 and tail[1:] == place[1:] and tail[0].endswith(place[0]))


def _copy(holding: Holding, bank: DeliveredBank, held: list[Held], strays: list[Held], quizzes: list[HeldQuiz]) -> Copy:
    findings: list[Finding] = []
    right = 0
    left = list(held)
    ids = {one.id.casefold() for one in bank.questions}
    for one in bank.questions:
        found = list(_question(one, left, ids))
        right += not any(finding.weight is Weight.ERROR for finding in found)
        findings += found
    findings += [_extra(one) for one in (*left, *strays)]
    if holding.form == "mbz":
        findings += _of_quizzes(holding, bank, quizzes)
    name = quizzes[0].name if quizzes else ""
    return Copy(bank=bank.name, delivered=len(bank.questions), right=right, quiz=name, findings=tuple(findings))


def _question(one: DeliveredQuestion, left: list[Held], ids: Collection[str]) -> Iterator[Finding]:
    """What has become of a delivered question; what is found of it is taken away from what is `left`.

    `ids` are those of the whole bank: a question that has none of them may have been another's copy.
    """
    same_id = [held for held in left if one.id and _id(held).casefold() == one.id.casefold()]
    strange = [held for held in left if not _id(held) or _id(held).casefold() not in ids]
    alike = [held for held in strange if said(held.question.text) == _content(one)]
    found = same_id + [held for held in alike if _same_answers(held, one)]
    found = found or [held for held in alike if not _id(held)]
    name = one.id or one.question.name
    if not found:
        yield Finding(what="missing", item=name)
        return
    for held in found:
        left.remove(held)
    if len(found) > 1:
        yield Finding(what="twice", item=name, values=values(count=len(found)), held=_categories(found))
    yield from question_findings(one.question, found[0], has_id=bool(one.id))
    path = found[0].question.category
    if one.places and path and not any(_ends_with(path, place) for place in one.places):
        yield Finding(what="category", item=name, delivered=" / ".join(one.places[-1]), held=" / ".join(path))


def _same_answers(held: Held, one: DeliveredQuestion) -> bool:
    sides = (
        Counter((said(answer.text), answer.percent) for answer in question.answers)
        for question in (held.question, one.question)
    )
    return next(sides) == next(sides)


def _categories(found: Sequence[Held]) -> str:
    return "; ".join(dict.fromkeys(" / ".join(held.question.category) for held in found))


def _extra(held: Held) -> Finding:
    question = held.question
    return Finding(what="extra", item=question.idnumber or question.name, held=" / ".join(question.category) or None)


def _of_quizzes(holding: Holding, bank: DeliveredBank, quizzes: Sequence[HeldQuiz]) -> Iterator[Finding]:
    """What has become of the quiz that holds the bank."""
    if bank.quiz is None or not holding.quizzes:
        return
    if not quizzes:
        yield Finding(what="quiz-missing", delivered=bank.quiz.name)
        return
    for quiz in quizzes:
        yield from quiz_findings(bank.quiz, quiz, bank.zone)
        yield from pool_findings(quiz, _pools(holding, quiz))


def _pools(holding: Holding, quiz: HeldQuiz) -> Mapping[Path, int]:
    """How many questions can be drawn from each category of the quiz's bank."""
    return Counter(
        held.question.category
        for held in holding.questions
        if held.bank == quiz.bank and held.question.status == "ready" and held.question.qtype != "description"
    )

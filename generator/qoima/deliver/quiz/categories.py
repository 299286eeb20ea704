"""A bank as categories of Moodle, with a slot for each question that a student gets."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.deliver.draft import draft_category
from qoima.deliver.held_banks import HeldBank, Stream
from qoima.deliver.quiz.paper import Drawing, Pool, levels_of
from qoima.deliver.quiz.words import bank_info, control_name, plain_info, pool_info
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle.names import clean_name
from qoima.formats.moodle.question import Question
from qoima.formats.moodle.questions import question_of
from qoima.formats.moodle_backup.backup import Category, Path, Slot
from qoima.model.item import Description, Item
from qoima.model.meaning import number_text

NO_QUESTION = "text-only"
"""The category of the texts without a question: Moodle would not draw them, but count them."""
WITHOUT_ID = "without-id-"
"""How the id of a question begins that its author gave none."""
_DIGITS = 16


def bank_path(held: HeldBank, *, draft: bool) -> Path:
    """The category of the bank, as every file for Moodle has it: course, language, control."""
    return draft_category(tuple(held.bank.id)) if draft else tuple(held.bank.id)


def bank_categories(held: HeldBank, html: MoodleHtml, *, draft: bool = False) -> tuple[Category, ...]:
    """The bank alone, by difficulty."""
    apart = tuple(item for item in held.bank.items if isinstance(item.response, Description))
    return tuple(_categories(held, levels_of(held.bank), apart, html, info=plain_info, draft=draft))


def drawn_categories(held: HeldBank, drawing: Drawing, html: MoodleHtml, *, draft: bool) -> tuple[Category, ...]:
    """The bank as its quiz draws from it: a category for each pool."""
    return tuple(_categories(held, drawing.pools, drawing.apart, html, info=pool_info, draft=draft))


def _categories(
    held: HeldBank,
    pools: tuple[Pool, ...],
    apart: tuple[Item, ...],
    html: MoodleHtml,
    *,
    info: Callable[[Stream, Pool], str],
    draft: bool,
) -> Iterator[Category]:
    top, stream = bank_path(held, draft=draft), held.stream
    name = control_name(stream, held.control) if held.control else held.bank.id.control
    own = [pool for pool in pools if not pool.path]
    about = bank_info(stream, pools, name) + "".join(info(stream, pool) for pool in own)
    yield _category(top, own[0].items if own else (), about, html, stream)
    for pool in pools:
        if pool.path:
            yield _category((*top, *pool.path), pool.items, info(stream, pool), html, stream)
    if apart:
        yield _category((*top, NO_QUESTION), apart, "", html, stream)


def _category(path: Path, items: tuple[Item, ...], info: str, html: MoodleHtml, stream: Stream) -> Category:
    penalty = stream.university.penalty
    questions = (question_of(item, html, penalty=penalty, category=path) for item in items)
    return Category(path=path, questions=tuple(map(restorable, questions)), info=html.plain(info, stream.course.at))


def restorable(question: Question) -> Question:
    """The question as a restore takes it, which mends nothing: with a name of Moodle's own making, and with an id.

    By the id a slot can name it: where its author gave none, it is made of its content.
    """
    question = replace(question, name=clean_name(question.name))
    if question.idnumber:
        return question
    digest = sha256(repr((question.qtype, question.text, question.answers, question.pairs)).encode()).hexdigest()
    return replace(question, idnumber=f"{WITHOUT_ID}{digest[:_DIGITS]}")


def slots(held: HeldBank, drawing: Drawing, categories: tuple[Category, ...], *, draft: bool) -> tuple[Slot, ...]:
    """A slot for each question of a paper, category by category; Moodle mixes them."""
    top = bank_path(held, draft=draft)
    if drawing.fixed:
        questions = {category.path: category.questions for category in categories}
        fixed = (_chosen(questions[(*top, *pool.path)], pool.drawn) for pool in drawing.pools)
        return tuple(fixed_slot(question) for chosen in fixed for question in chosen)
    return tuple(
        Slot(category=(*top, *pool.path), max_mark=mark_of(pool)) for pool in drawing.pools for _ in range(pool.drawn)
    )


def _chosen(questions: tuple[Question, ...], count: int) -> list[Question]:
    """So many of the questions for everybody: by a digest of their ids, so that no author's order tells which."""
    by_digest = sorted(questions, key=lambda one: sha256(one.idnumber.encode()).digest())
    kept = {one.idnumber for one in by_digest[:count]}
    return [one for one in questions if one.idnumber in kept]


def fixed_slot(question: Question) -> Slot:
    """The place of one question, worth its mark."""
    return Slot(question=question.idnumber, max_mark=question.default_mark)


def mark_of(pool: Pool) -> Decimal:
    """What a question drawn from the pool counts: a slot has one mark, whatever is drawn."""
    points = {item.points for item in pool.items}
    return points.pop() if len(points) == 1 else Decimal(1)


def unequal_points(drawing: Drawing) -> Iterator[Diagnostic]:
    """Pools whose questions would count differently, were they not drawn by chance (DLV039)."""
    for pool in () if drawing.fixed else drawing.pools:
        counted = Counter(item.points for item in pool.items)
        if pool.drawn and len(counted) > 1:
            usual = counted.most_common(1)[0][0]
            odd = next(item for item in pool.items if item.points != usual)
            points = ", ".join(number_text(one) for one in sorted(counted))
            yield problem("DLV039", odd.place("points"), points=points, mark=number_text(mark_of(pool)))

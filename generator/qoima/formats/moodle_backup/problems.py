"""What Moodle would restore of a backup by half, wrongly or not at all, none of which it says."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import NOWHERE, Span
from qoima.formats.moodle.question import Question, Rich
from qoima.formats.moodle_backup.backup import Backup, Category, Path, Quiz
from qoima.formats.moodle_backup.ids import content_digest
from qoima.formats.moodle_backup.question_problems import (
    END_OF_MARKS,
    idnumber_problems,
    name_problems,
    picture_problems,
    question_problems,
    text_problems,
)
from qoima.formats.moodle_backup.tree import TOP
from qoima.formats.moodle_backup.write.questions import SETTINGS


def backup_problems(backup: Backup, said: Iterable[Diagnostic] = ()) -> Iterator[Diagnostic]:
    """What is wrong with a backup; with an error among it the file must not be written.

    `said` is what the caller has heard of the same items already, at finer places than a question has: what it says
    of an item is not said again.
    """
    starts: dict[str, list[int]] = {}
    held = (*backup.bank, *(category for quiz in backup.quizzes for category in quiz.categories))
    for question in sorted((q for category in held for q in category.questions), key=lambda q: q.at.start):
        starts.setdefault(question.at.source.path, []).append(question.at.start)

    def item(one: Diagnostic) -> tuple[str, str, int]:
        """What a diagnostic says, and which item of its file it speaks of: items end where the next one begins."""
        path = one.at.source.path
        return one.code, path, bisect_right(starts.get(path, ()), one.at.start)

    heard = {item(one) for one in said if one.at.source.path in starts}
    yield from (one for one in _problems(backup) if item(one) not in heard)


def _problems(backup: Backup) -> Iterator[Diagnostic]:
    at = next((quiz.at for quiz in backup.quizzes), next((_at(c, NOWHERE) for c in backup.bank), NOWHERE))
    names = (backup.course_name, backup.short_name, backup.file_name)
    yield from text_problems(names, at)
    for name in names:
        yield from name_problems(name, at)
    for quiz in backup.quizzes:
        yield from _quiz_problems(quiz)
        yield from bank_problems(quiz.categories, quiz.at)
    yield from bank_problems(backup.bank, at)
    yield from _twice((quiz.key, quiz.at) for quiz in backup.quizzes)
    yield from _twice((quiz.idnumber, quiz.at) for quiz in backup.quizzes if quiz.idnumber)
    # Categories of all quizzes are in the course for a while, one after another.
    held = [(category, quiz.at) for quiz in backup.quizzes for category in quiz.categories]
    held += [(category, at) for category in backup.bank]
    yield from _twice((category.idnumber, _at(category, near)) for category, near in held if category.idnumber)


def _at(category: Category, near: Span) -> Span:
    return category.questions[0].at if category.questions else near


def _twice(keys: Iterable[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Keys that stand twice, whatever their case: databases differ in what is the same to them."""
    seen: set[str] = set()
    for key, at in keys:
        if key.casefold() in seen:
            yield problem("DLV023", at, key=key)
        seen.add(key.casefold())


def bank_problems(categories: tuple[Category, ...], near: Span) -> Iterator[Diagnostic]:
    """What is wrong with a bank; `near` is where to point at for a category without questions."""
    for category in categories:
        yield from _category_problems(category, _at(category, near))
    paths = Counter(category.path for category in categories)
    for path, count in paths.items():
        if count > 1:
            held = [category for category in categories if category.path == path]
            yield problem("DLV023", _at(held[-1], near), key="/".join(path))
    questions = [question for category in categories for question in category.questions]
    for question in questions:
        yield from question_problems(question)
    yield from _ids_twice(questions)


def _category_problems(category: Category, at: Span) -> Iterator[Diagnostic]:
    yield from text_problems((*category.path, category.info, category.idnumber), at)
    yield from picture_problems(Rich(category.info), at)
    yield from idnumber_problems(category.idnumber, at)
    for name in category.path or (TOP,):
        yield from name_problems(name, at)
        if not name.strip() or name.strip().casefold() == TOP:
            yield problem("DLV027", at, name=name)


def _ids_twice(questions: list[Question]) -> Iterator[Diagnostic]:
    """Of two equal ids Moodle drops one; two questions that are equal altogether are one to it, or both are drawn."""
    seen: dict[str, str] = {}
    for question in questions:
        if question.idnumber:
            other = seen.setdefault(question.idnumber.casefold(), question.idnumber)
            if other != question.idnumber:
                yield problem("DLV009", question.at, id=question.idnumber, other=other)
    counted = Counter(question.idnumber for question in questions if question.idnumber)
    last = {question.idnumber: question for question in questions}
    yield from (problem("REF001", last[id].at, id=id) for id, count in counted.items() if count > 1)
    alike: dict[str, list[Question]] = {}
    for question in questions:
        if not question.idnumber:
            alike.setdefault(content_digest(question), []).append(question)
    yield from (problem("DLV023", held[-1].at, key=held[-1].name) for held in alike.values() if len(held) > 1)


def _quiz_problems(quiz: Quiz) -> Iterator[Diagnostic]:
    yield from name_problems(quiz.name, quiz.at)
    yield from idnumber_problems(quiz.idnumber, quiz.at)
    yield from text_problems((quiz.name, quiz.idnumber, quiz.intro, quiz.behaviour), quiz.at)
    yield from picture_problems(Rich(quiz.intro), quiz.at)
    yield from _slot_problems(quiz)
    each = [slot.max_mark for slot in quiz.slots]
    total = sum(each, Decimal(0))
    is_held = 0 < total < END_OF_MARKS and min(each) >= 0 and 0 < quiz.grade < END_OF_MARKS
    if not is_held or not 0 <= quiz.grade_to_pass <= quiz.grade:
        marks, grade, to_pass = (f"{n.normalize():f}" for n in (total, quiz.grade, quiz.grade_to_pass))
        yield problem("DLV024", quiz.at, have=len(quiz.slots), marks=marks, grade=grade, to_pass=to_pass)


def _slot_problems(quiz: Quiz) -> Iterator[Diagnostic]:
    """Slots draw right from their category, so pools overlap only where one names a question of a pool."""
    ready = {question.idnumber: question for c in quiz.categories for question in c.questions if _is_ready(question)}
    named = [slot.question for slot in quiz.slots if slot.question]
    yield from (problem("DLV022", quiz.at, name=name) for name in dict.fromkeys(named) if name not in ready)
    yield from (problem("DLV023", quiz.at, key=name) for name, count in Counter(named).items() if count > 1)
    pools: dict[Path, int] = {category.path: 0 for category in quiz.categories}
    for category in quiz.categories:
        pools[category.path] += sum(
            _is_ready(q) and q.qtype in SETTINGS and q.qtype != "description" and q.idnumber not in named
            for q in category.questions
        )
    for path, need in Counter(slot.category for slot in quiz.slots if not slot.question).items():
        if path not in pools:
            yield problem("DLV022", quiz.at, name="/".join(path) or TOP)
        elif pools[path] < need:
            yield problem("DLV021", quiz.at, category="/".join(path), have=pools[path], need=need)


def _is_ready(question: Question) -> bool:
    return question.status == "ready"

"""Rules on the bank of a control: is it there, large and mixed enough, in the right language, up to date."""

from qoima.model.item import DIFFICULTIES
from qoima.model.links import BankOfControl, OwedBank, TestBase
from qoima.rules.registry import Finding, Findings, Say, finding, rule, word


@rule(
    "bank-exists",
    OwedBank,
    "{control} is held as a test in the language {language} and has no bank",
    help="write {path}, or name the `form` in which the control is held",
)
def bank_exists(node: OwedBank) -> Findings:
    """A control that is held as a test has a bank in each language of teaching.

    A control without `form` is a test; one of another form owes no bank. Silent where the file is there and cannot be
    read: that error comes first.

    Why: papers are drawn from the bank.

    Wrong:
        controls:
          rk1: {kind: midterm, form: test, week: 6}   # <-
          exam: {kind: interim, form: test}

    Right:
        controls:
          rk1: {kind: midterm, form: project, week: 6}
          exam: {kind: interim}
    """
    control = node.control.control
    stem = f"{node.base.folder}/{control.id}"
    if node.bank is None and not {f"{stem}.yaml", f"{stem}.gift"} & node.base.unread:
        yield finding(control.at, control=control.id, language=node.base.language, path=f"{stem}.yaml")


@rule(
    "enough-items",
    BankOfControl,
    {
        "count": "have",
        "one": "{have} item, at least {at_least} required",
        "other": "{have} items, at least {at_least} required",
    },
    help={"count": "missing", "one": "write {missing} more item", "other": "write {missing} more items"},
)
def enough_items(node: BankOfControl, *, at_least: int) -> Findings:
    """The bank of a control has a least number of items.

    Items that could not be read are counted: they have errors of their own.

    Why: a random draw from a small bank gives neighbours the same paper.

    Wrong:
        limits: {at_least: 3}
        items:   # <-
          - stem: Which key is unique?
          - stem: Which model has rows?

    Right:
        limits: {at_least: 2}
        items:
          - stem: Which key is unique?
          - stem: Which model has rows?

    Limits:
        at_least: items a bank must have (count).
    """
    have = len(node.bank.items) + node.bank.unread_items
    if have < at_least:
        yield finding(node.bank.at, have=have, missing=at_least - have)


_MIX = "{level}: {have} of {total} items, {asked} required ({percent} %)"


@rule(
    "difficulty-mix",
    BankOfControl,
    _MIX,
    help={"count": "missing", "one": "add {missing} item of this level", "other": "add {missing} items of this level"},
    variants={
        "many": Say(
            _MIX,
            {
                "count": "extra",
                "one": "remove {extra} item of this level",
                "other": "remove {extra} items of this level",
            },
        )
    },
)
def difficulty_mix(node: BankOfControl, *, easy: int, medium: int, hard: int, tolerance_points: int) -> Findings:
    """The levels of difficulty keep fixed shares; each count may be the share rounded down or up.

    Silent while an item has no valid level or could not be read: those findings come first.

    Why: papers drawn from the bank are then equally hard.

    Wrong:
        limits: {easy: 50, medium: 50, hard: 0, tolerance_points: 0}
        items:   # <-
          - {stem: Which key is unique?, difficulty: easy}
          - {stem: Which model has rows?, difficulty: easy}

    Right:
        limits: {easy: 50, medium: 50, hard: 0, tolerance_points: 0}
        items:
          - {stem: Which key is unique?, difficulty: easy}
          - {stem: Which model has rows?, difficulty: medium}

    Limits:
        easy: share of easy items (percent).
        medium: share of medium items (percent).
        hard: share of hard items (percent).
        tolerance_points: how far a share may be off beyond rounding (percentage points).
    """
    total = len(node.bank.items)
    if not total or node.bank.unread_items or any(item.difficulty not in DIFFICULTIES for item in node.bank.items):
        return
    for level, percent in (("easy", easy), ("medium", medium), ("hard", hard)):
        have = sum(item.difficulty == level for item in node.bank.items)
        low = total * max(0, percent - tolerance_points) // 100
        high = -(-total * min(100, percent + tolerance_points) // 100)
        asked = str(low) if low == high else f"{low}–{high}"
        held = {"level": word(level), "have": have, "total": total, "asked": asked, "percent": percent}
        if have < low:
            yield Finding(node.bank.at, {**held, "missing": low - have})
        elif have > high:
            yield Finding(node.bank.at, {**held, "extra": have - high}, "many")


@rule(
    "bank-language-taught",
    BankOfControl,
    "the bank is in the language {language}; the course is taught in: {taught}",
    help="move the bank to the folder of a language that is taught, or add the language to `teaching` in {course}",
)
def bank_language_taught(node: BankOfControl) -> Findings:
    """A bank is in a language that the course is taught in.

    Why: who was taught in one language is not examined in another.

    Wrong:
        --- testbanks/demo/ru/exam.yaml
        items:   # <-
          - stem: Какой ключ уникален?

    Right:
        --- testbanks/demo/ru/exam.yaml
        items:
          - stem: Какой ключ уникален?
        --- content/courses/demo.yaml
        teaching:
          - {language: en, term: autumn, teachers: [a-omarova]}
          - {language: ru, term: autumn, teachers: [b-li]}
    """
    course = node.control.course.course
    if node.base.language not in course.languages:
        taught = ", ".join(course.languages) or "—"
        yield finding(node.bank.at, language=node.base.language, taught=taught, course=course.at.source.path)


@rule(
    "updated-every-year",
    TestBase,
    "no update for the academic year {year}",
    help="look the items over, then add `- {{academic_year: {year}, date: …, note: …}}` under `updates`",
)
def updated_every_year(node: TestBase) -> Findings:
    """The passport names an update for the academic year of the university.

    The year is that of university.yaml, not of the clock; how much was changed is not asked. Silent without a passport,
    and while the calendar lacks the year.

    Why: facts, programmes and software change, and last year's papers are known.

    Wrong:
        updates:   # <-
          - {academic_year: 2025-2026, date: 2025-09-01, note: First items}

    Wrong:
        course: demo   # <-
        language: en

    Right:
        updates:
          - {academic_year: 2026-2027, date: 2026-09-01, note: Items on joins added}
    """
    year = node.course.university.academic_year
    if node.passport is None or node.course.year is None:
        return
    if year not in (update.academic_year for update in node.passport.updates):
        yield finding(node.passport.place("updates"), year=year)


RULES = (bank_exists, enough_items, difficulty_mix, bank_language_taught, updated_every_year)

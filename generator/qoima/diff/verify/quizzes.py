"""A quiz as delivered against the one that a Moodle holds."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from qoima.core.diagnostic import Message
from qoima.diff.verify.finding import Finding, Value, filled, joined, values
from qoima.diff.verify.texts import label, text_findings
from qoima.formats.moodle.holding import HeldQuiz, HeldSlot, Path
from qoima.formats.moodle.question import Rich
from qoima.formats.moodle.stored_values import number_of
from qoima.formats.moodle_backup.backup import AFTER_CLOSE, DURING, RIGHT_AFTER, WHILE_OPEN
from qoima.model.meaning import number_text

# fmt: off
SETTINGS: dict[str, str] = {
    "timeopen": "opening time",
    "timeclose": "closing time",
    "timelimit": "time limit",
    "overduehandling": "what happens when time is over",
    "graceperiod": "extra time for handing in",
    "preferredbehaviour": "how questions behave",
    "canredoquestions": "redoing a question within an attempt",
    "attempts_number": "number of attempts (0 for any)",
    "attemptonlast": "each attempt builds on the last one",
    "grademethod": "which attempt counts",
    "decimalpoints": "decimal places of grades",
    "questiondecimalpoints": "decimal places of marks",
    "reviewattempt": "when students see their attempt",
    "reviewcorrectness": "when students see whether they were right",
    "reviewmaxmarks": "when students see the highest marks",
    "reviewmarks": "when students see their marks",
    "reviewspecificfeedback": "when students see feedback on answers",
    "reviewgeneralfeedback": "when students see general feedback",
    "reviewrightanswer": "when students see the right answer",
    "reviewoverallfeedback": "when students see overall feedback",
    "navmethod": "how students move between questions",
    "shuffleanswers": "options in random order",
    "grade": "highest grade",
    "password": "password",
    "subnet": "network addresses that are let in",
    "browsersecurity": "protection of the browser",
    "delay1": "delay after the first attempt",
    "delay2": "delay after later attempts",
    "allowofflineattempts": "attempts in the mobile app without network",
}
"""The columns of Moodle's table of quizzes that are compared, with what they are called."""
# fmt: on
_OPEN = {"timeopen": "0", "timeclose": "0", "password": "", "subnet": "", "browsersecurity": "-"}
"""What nobody has said, so that an administrator may: an own value is no error."""
_MOMENTS = ("timeopen", "timeclose")
_LASTING = ("timelimit", "graceperiod", "delay1", "delay2")
_SWITCHED = ("canredoquestions", "attemptonlast", "shuffleanswers", "allowofflineattempts")
_YES_NO = {"1": Message("verify.setting.yes", "yes"), "0": Message("verify.setting.no", "no")}
_SECONDS = Message("verify.seconds", "{n} s")
_MINUTES = Message("verify.minutes", "{n} min")
_NONE = Message("verify.none", "none")
_REVIEW = {
    DURING: Message("verify.review.during", "during the attempt"),
    RIGHT_AFTER: Message("verify.review.right-after", "right after it"),
    WHILE_OPEN: Message("verify.review.while-open", "later, while the quiz is open"),
    AFTER_CLOSE: Message("verify.review.after-close", "after the quiz has closed"),
}
_SHUFFLED = Message("verify.section.shuffled", "from place {first} on in random order{heading}")
_IN_ORDER = Message("verify.section.in-order", "from place {first} on in this order{heading}")
_SECRET = ("password",)
_SOURCES = 12
_ENTRY = re.compile(r"<li\b[^<>]*>(.*?)</li>", re.S)


def setting_name(name: str) -> Message:
    """What a setting is called."""
    return Message(f"verify.quiz.{name}", SETTINGS[name])


def quiz_findings(old: HeldQuiz, new: HeldQuiz, zone: tzinfo = UTC) -> Iterator[Finding]:
    """Every difference of two quizzes, but for what their questions say; moments are shown in the time of `zone`."""
    if old.name.strip() != new.name.strip():
        name = Message("verify.quiz.name", "name of the quiz")
        yield Finding(what="quiz-setting", values=values(name=name), delivered=old.name, held=new.name)
    yield from _settings(old, new, zone)
    yield from _around(old, new)
    yield from text_findings(old.intro, new.intro, "quiz-words" if _facts(old) == _facts(new) else "quiz-text")
    yield from _slots(old, new)
    if old.sections != new.sections:
        yield Finding(what="quiz-order", delivered=_sections(old), held=_sections(new))
    elif len(old.slots) == len(new.slots) and [s.page for s in old.slots] != [s.page for s in new.slots]:
        yield Finding(what="quiz-pages", delivered=_pages(old), held=_pages(new))


def _facts(quiz: HeldQuiz) -> tuple[list[str], list[str]]:
    """What a description says apart from its wording, which versions of Qoima may change: numbers, and materials."""
    first, _, rest = quiz.intro.html.partition("</ul>")
    return re.findall(r"\d+", first), [label(Rich(entry)) for entry in _ENTRY.findall(rest)]


def _settings(old: HeldQuiz, new: HeldQuiz, zone: tzinfo) -> Iterator[Finding]:
    for name in SETTINGS:
        before, after = old.settings.get(name), new.settings.get(name)
        if before is None or after is None or _value(before) == _value(after):
            continue
        what = "quiz-setting-open" if before.strip() == _OPEN.get(name) else "quiz-setting"
        called = values(name=setting_name(name))
        if name in _SECRET:
            yield Finding(what=what, values=called)
            continue
        shown = _shown(name, before, zone), _shown(name, after, zone)
        yield Finding(what=what, values=called, delivered=shown[0], held=shown[1], raw=(before, after))


def _value(written: str) -> object:
    number = number_of(written)
    return written.strip() if number is None else number


def _shown(name: str, written: str, zone: tzinfo) -> Value | None:
    number = number_of(written)
    if name in _MOMENTS and number is not None:
        return f"{datetime.fromtimestamp(int(number), tz=zone):%Y-%m-%d %H:%M (%Z)}" if 0 < number < 2**33 else None
    if name in _SWITCHED and written in _YES_NO:
        return _YES_NO[written]
    if name in _LASTING and number is not None:
        return _lasting(number)
    if name.startswith("review") and number is not None:
        moments = [word for bit, word in _REVIEW.items() if int(number) & bit]
        return joined(moments, ", ") if moments else Message("verify.review.never", "never")
    return (written.strip() or None) if number is None else number_text(number)


def _lasting(seconds: Decimal) -> Message:
    if not seconds:
        return _NONE
    minutes, rest = divmod(seconds, 60)
    return filled(_SECONDS, n=number_text(seconds)) if rest else filled(_MINUTES, n=number_text(minutes))


def _around(old: HeldQuiz, new: HeldQuiz) -> Iterator[Finding]:
    """What stands beside the quiz in Moodle: its place in the course, in the gradebook."""
    if old.is_visible != new.is_visible:
        what = "quiz-setting-open" if old.is_visible else "quiz-setting"
        yield Finding(what=what, values=values(name=Message("verify.quiz.visible", "whether students see the quiz")))
    if old.idnumber != new.idnumber:
        name = Message("verify.quiz.idnumber", "ID number of the quiz")
        held = new.idnumber or None
        yield Finding(what="quiz-setting-open", values=values(name=name), delivered=old.idnumber, held=held)
    passing = (old.grade_to_pass, new.grade_to_pass)
    if passing[0] is not None and passing[1] is not None and passing[0] != passing[1]:
        name = Message("verify.quiz.gradepass", "grade to pass")
        what = "quiz-setting" if passing[0] else "quiz-setting-open"
        yield Finding(
            what=what, values=values(name=name), delivered=number_text(passing[0]), held=number_text(passing[1])
        )
    if new.overrides:
        yield Finding(what="quiz-overrides", values=values(count=new.overrides))


def _slots(old: HeldQuiz, new: HeldQuiz) -> Iterator[Finding]:
    before, after = (Counter(map(_source, quiz.slots)) for quiz in (old, new))
    if before != after:
        fixed = [slot for slot in new.slots if not slot.is_drawn and _source(slot) not in before]
        what = "quiz-draw"
        if len(old.slots) != len(new.slots):
            what = "quiz-slots"
        elif fixed and any(slot.is_drawn for slot in old.slots):
            what = "quiz-fixed"
        yield Finding(what=what, delivered=_table(before, after), held=_table(after, before))
        return
    marks = [sorted((_source(slot), slot.max_mark) for slot in quiz.slots) for quiz in (old, new)]
    if marks[0] != marks[1]:
        changed = [pair for pair in zip(*marks, strict=True) if pair[0] != pair[1]]
        (source, mark), (_, now) = changed[0]
        place = filled(
            Message("verify.place.slots", "{source}, {count} of the places"), source=source, count=len(changed)
        )
        yield Finding(what="quiz-mark", place=place, delivered=number_text(mark), held=number_text(now))


def _source(slot: HeldSlot) -> str:
    """Where the question of a slot comes from."""
    if not slot.is_drawn:
        return f"{slot.question} (v{slot.version})" if slot.version else slot.question
    below = " / *" if slot.below else ""
    tags = f" [{', '.join(slot.tags)}]" if slot.tags else ""
    return f"{' / '.join(slot.category) or '?'}{below}{tags}"


def _table(sources: Counter[str], others: Counter[str]) -> str:
    """How many places there are, and of which sources there are more or fewer than of the `others`, in one order."""
    changed = [source for source in sorted({*sources, *others}) if sources[source] != others[source]]
    shown = [f"{source}: {sources[source]}" for source in changed[:_SOURCES]]
    more = f"; … (+{len(changed) - _SOURCES})" if len(changed) > _SOURCES else ""
    return f"{sources.total()}; {'; '.join(shown)}{more}"


def _sections(quiz: HeldQuiz) -> Value:
    kinds = {True: _SHUFFLED, False: _IN_ORDER}
    return joined(
        [
            filled(kinds[one.is_shuffled], first=one.first, heading=one.heading and f" ({one.heading})")
            for one in quiz.sections
        ],
        "; ",
    )


def _pages(quiz: HeldQuiz) -> str:
    return str(max((slot.page for slot in quiz.slots), default=0))


def pool_findings(quiz: HeldQuiz, pools: Mapping[Path, int]) -> Iterator[Finding]:
    """Categories with fewer questions than the quiz draws from them: a student's attempt would not begin."""
    drawn = Counter((slot.category, slot.below) for slot in quiz.slots if slot.is_drawn and not slot.tags)
    for (path, below), count in drawn.items():
        have = sum(n for other, n in pools.items() if other == path or (below and other[: len(path)] == path))
        if have < count:
            yield Finding(
                what="quiz-pool",
                place=filled(Message("verify.place.category", "category {category}"), category=" / ".join(path) or "?"),
                delivered=str(count),
                held=str(have),
            )

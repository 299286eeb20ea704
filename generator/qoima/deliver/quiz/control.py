"""How a control becomes a quiz of Moodle, with a bank of its own."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message
from qoima.core.problems import problem
from qoima.deliver.draft import WORD
from qoima.deliver.held_banks import HeldBank, Stream
from qoima.deliver.quiz.categories import drawn_categories, slots, unequal_points
from qoima.deliver.quiz.paper import drawing
from qoima.deliver.quiz.words import control_name, intro, quiz_name
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle.limits import MAX_IDNUMBER
from qoima.formats.moodle_backup.backup import AFTER_CLOSE, DURING, Quiz
from qoima.model.control_days import window
from qoima.model.control_plan import Control, Paper

REVIEW = {
    "reviewattempt": DURING,
    "reviewmaxmarks": DURING | AFTER_CLOSE,
    "reviewmarks": AFTER_CLOSE,
    "reviewoverallfeedback": AFTER_CLOSE,
}
"""Only the mark is shown, and only after the quiz has closed: the bank stays live."""
ONE_ATTEMPT = 1
"""Where nobody has said how many: a second one would show what the first has taught."""
_DIGITS = 16


def quiz_of(held: HeldBank, html: MoodleHtml, *, draft: bool = False) -> tuple[Quiz | None, Diagnostics]:
    """The quiz of a bank's control, and what is wrong with it; None where there is none, and why.

    What is wrong with the items goes to `html.said`. A draft is hidden, and its name begins with the word; an exam of
    which nobody knows when it opens is hidden, too, since else students could begin on the day of the restore.
    """
    control, stream = held.control, held.stream
    if control is None:
        return None, ()
    drawn, said = drawing(held.bank, control, tuple(stream.course.topics))
    if drawn is None:
        return None, said
    paper = control.paper or Paper()
    attempts = ONE_ATTEMPT if paper.attempts is None else max(paper.attempts, 0)
    opens, closes, unsaid = _times(control, stream)
    key = f"{held.bank.id}.draft" if draft else str(held.bank.id)
    categories = drawn_categories(held, drawn, html, draft=draft)
    quiz = Quiz(
        key=key,
        name=html.plain(quiz_name(stream, control_name(stream, control), draft=WORD if draft else ""), control.at),
        idnumber=idnumber(key),
        slots=slots(held, drawn, categories, draft=draft),
        categories=categories,
        intro=html.plain(intro(stream, control, drawn, attempts, draft=draft), control.at),
        opens=opens,
        closes=closes,
        time_limit_seconds=60 * max(paper.minutes or 0, 0),
        attempts=attempts,
        is_visible=not draft and (opens > 0 or stream.is_mooc),
        review=REVIEW,
        at=control.at,
    )
    return quiz, (
        *said,
        *unequal_points(drawn),
        *unsaid,
        *_left_open(control, stream, paper),
        *_unpermitted(held, control),
    )


def idnumber(key: str) -> str:
    """What the gradebook knows a quiz by; of a key that is too long for it the end is a digest."""
    if len(key) <= MAX_IDNUMBER:
        return key
    return f"{key[: MAX_IDNUMBER - _DIGITS - 1]}-{sha256(key.encode()).hexdigest()[:_DIGITS]}"


def _times(control: Control, stream: Stream) -> tuple[int, int, Diagnostics]:
    """When it opens and closes, in seconds since 1970; 0 for what neither the course nor the calendar says.

    The final test of a MOOC has a last day and no first one.
    """
    opens, closes = window(control, stream.term)
    if opens and closes and closes <= opens:
        what = Message("quiz.unsaid.order", "an end, since it would close before it opens")
        wrong = problem("DLV036", control.place("closes"), control=control.id, what=what)
        return _seconds(opens, stream), 0, (wrong,)
    if stream.is_mooc and closes:
        return _seconds(opens, stream), _seconds(closes, stream), ()
    unsaid = {
        (False, False): Message("quiz.unsaid.times", "when it opens and closes: it is hidden until a teacher shows it"),
        (False, True): Message("quiz.unsaid.opens", "when it opens: it is hidden until a teacher shows it"),
        (True, False): Message("quiz.unsaid.closes", "when it closes: it is open until a teacher closes it"),
    }.get((opens is not None, closes is not None))
    said = (problem("DLV036", control.at, control=control.id, what=unsaid),) if unsaid else ()
    return _seconds(opens, stream), _seconds(closes, stream), said


def _seconds(moment: datetime | None, stream: Stream) -> int:
    if moment is None:
        return 0
    local = moment if moment.tzinfo else moment.replace(tzinfo=stream.university.zone)
    return max(int(local.timestamp()), 0)


def _left_open(control: Control, stream: Stream, paper: Paper) -> Iterator[Diagnostic]:
    """What an exam should have; a MOOC has no place to say how many attempts there are."""
    if not paper.minutes:
        what = Message("quiz.unsaid.minutes", "a time limit: a student may sit until it closes")
        yield problem("DLV036", paper.at, control=control.id, what=what)
    if paper.attempts is None and not stream.is_mooc:
        what = Message("quiz.unsaid.attempts", "how many attempts there are: one is given")
        yield problem("DLV036", paper.at, control=control.id, what=what)


def _unpermitted(held: HeldBank, control: Control) -> Iterator[Diagnostic]:
    """What items need and students may not have: the introduction permits the materials of the control alone."""
    if held.stream.is_mooc:
        return
    used = {material for item in held.bank.items for material in item.uses}
    if missing := sorted(used - set(control.materials)):
        at = control.place("materials" if control.materials else "id")
        yield problem("DLV034", at, control=control.id, materials=", ".join(missing))

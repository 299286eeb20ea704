"""What a quiz says to students and administrators in the language of its bank."""

from collections.abc import Iterable, Iterator
from html import escape
from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.deliver.draft import SAID
from qoima.deliver.held_banks import Stream
from qoima.deliver.quiz.paper import Drawing, Pool
from qoima.formats.messages import say
from qoima.formats.moodle.names import MAX_NAME
from qoima.model.control_plan import Control, ControlKind

CONTROLS: dict[ControlKind, Message] = {
    "current": Message("quiz.control.current", "current control"),
    "midterm": Message("quiz.control.midterm", "midterm control"),
    "interim": Message("quiz.control.interim", "examination"),
    "summative": Message("quiz.control.summative", "final control"),
    "certification": Message("quiz.control.certification", "in-term attestation"),
    "final_attestation": Message("quiz.control.final_attestation", "final attestation"),
}
NUMBERED = Message("quiz.control.numbered", "{name} {n}")
PRACTICE = Message("quiz.practice", "practice")
_DRAWN = Message(
    "quiz.intro.drawn",
    {"count": "n", "one": "{n} question, drawn at random", "other": "{n} questions, drawn at random"},
)
_SAME = Message(
    "quiz.intro.same", {"count": "n", "one": "{n} question", "other": "{n} questions, the same for everyone"}
)
_MINUTES = Message(
    "quiz.intro.minutes",
    {
        "count": "n",
        "one": "{n} minute; when it is over, your answers are handed in automatically",
        "other": "{n} minutes; when they are over, your answers are handed in automatically",
    },
)
_ATTEMPTS = Message("quiz.intro.attempts", {"count": "n", "one": "{n} attempt", "other": "{n} attempts"})
_NO_LIMIT = Message("quiz.intro.no-limit", "as many attempts as you like")
_PENALTY = Message(
    "quiz.intro.penalty",
    "In a question with several right answers each right tick earns an equal share of its points, and each wrong tick "
    "takes a share away: ticking everything earns nothing.",
)
_SHARE = Message(
    "quiz.intro.share",
    "In a question with several right answers each right tick earns an equal share of its points; a wrong tick takes "
    "nothing away.",
)
_MARKS = Message("quiz.intro.marks", "You see your mark when the test has closed.")
_MATERIALS = Message("quiz.intro.materials", "Reference materials that you may use:")
_NOTHING_ELSE = Message("quiz.intro.nothing-else", "No other sources are allowed.")
_NO_MATERIALS = Message("quiz.intro.no-materials", "Reference materials: none. No other sources are allowed either.")
_PRACTICE = Message(
    "quiz.intro.practice",
    "Questions to test yourself, as often as you like and without a time limit. Every answer is explained at once; "
    "nothing here counts towards the mark of the course.",
)
_COUNT = Message("quiz.info.count", {"count": "n", "one": "{n} question", "other": "{n} questions"})
_GIVEN = Message(
    "quiz.info.given",
    {"count": "n", "one": "a student gets {n}", "other": "a student gets {n}"},
)


def control_name(stream: Stream, control: Control) -> str:
    """What the control is called inside a sentence; controls of one kind are numbered as on the site."""
    if stream.title:
        return stream.text(stream.title)
    name = say(CONTROLS[control.kind], stream.lang)
    number = stream.course.number_of(control)
    return _said(NUMBERED, stream.lang, name=name, n=number) if number else name


def quiz_name(stream: Stream, what: str, *, draft: str = "") -> str:
    """`CS2104 Databases: examination · EN`: streams of one Moodle course differ at the first glance.

    A name that is too long for Moodle loses the end of the course's.
    """
    return _named(stream, f": {what}", draft)


def stream_name(stream: Stream) -> str:
    """`CS2104 Databases · EN`."""
    return _named(stream, "", "")


def stream_code(stream: Stream) -> str:
    """`CS2104 EN`, or the id where the course has no code."""
    return f"{stream.course.code or stream.course.id} {stream.language.upper()}"[:MAX_NAME]


def _named(stream: Stream, what: str, draft: str) -> str:
    course = " ".join(filter(None, (draft, stream.course.code, stream.text(stream.course.name))))
    rest = f"{what} · {stream.language.upper()}"
    room = max(MAX_NAME - len(rest), 1)
    kept = course if len(course) <= room else f"{course[: room - 1].rstrip()}…"
    return f"{kept}{rest}"[:MAX_NAME]


def intro(stream: Stream, control: Control, drawing: Drawing, attempts: int, *, draft: bool) -> str:
    """The introduction of a control: how it goes, how it is marked, what may be used."""
    lang, paper = stream.lang, control.paper
    facts = [_said(_SAME if drawing.fixed else _DRAWN, lang, n=drawing.questions)]
    facts += [_said(_MINUTES, lang, n=paper.minutes)] if paper and paper.minutes else []
    facts.append(_said(_ATTEMPTS, lang, n=attempts) if attempts else _said(_NO_LIMIT, lang))
    parts = [f"<p><strong>{escape(SAID)}</strong></p>"] if draft else []
    parts.append(_list(facts))
    if any(getattr(item.response, "several", False) for pool in drawing.pools for item in pool.items):
        parts.append(_paragraph(_said(_PENALTY if stream.university.penalty else _SHARE, lang)))
    parts.append(_paragraph(_said(_MARKS, lang)))
    return "".join((*parts, *_materials(stream, control)))


def practice_intro(stream: Stream) -> str:
    """The introduction of a practice quiz."""
    return _paragraph(_said(_PRACTICE, stream.lang))


def _materials(stream: Stream, control: Control) -> Iterator[str]:
    """What is permitted: of the materials of the control those in the passport, whose list is what was approved."""
    if stream.is_mooc:
        return
    listed = {one.id: one for one in (stream.passport.reference_materials or () if stream.passport else ())}
    allowed = [listed[id] for id in control.materials if id in listed]
    if not allowed:
        yield _paragraph(_said(_NO_MATERIALS, stream.lang))
        return
    known = stream.course.reference_materials
    titles = (stream.text(one.title) or stream.text(known.get(one.id)) or one.id for one in allowed)
    yield _paragraph(_said(_MATERIALS, stream.lang))
    yield _list(titles)
    yield _paragraph(_said(_NOTHING_ELSE, stream.lang))


def bank_info(stream: Stream, pools: Iterable[Pool], name: str) -> str:
    """For those who see the category of a bank: what it is, and how many questions it has."""
    by_level: dict[str, int] = {}
    for pool in pools:
        level = pool.path[0] if pool.path else ""
        by_level[level] = by_level.get(level, 0) + len(pool.items)
    levels = ", ".join(f"{level_word(level, stream.lang)} – {n}" for level, n in by_level.items() if level)
    count = _said(_COUNT, stream.lang, n=sum(by_level.values()))
    return _paragraph(f"{quiz_name(stream, name)}: {count}" + (f" ({levels})" if levels else ""))


def pool_info(stream: Stream, pool: Pool) -> str:
    """How many questions a category has, and how many of them a student gets."""
    given = _said(_GIVEN, stream.lang, n=pool.drawn)
    topic = stream.text(stream.course.topics.get(pool.path[1])) if len(pool.path) > 1 else ""
    count = _said(_COUNT, stream.lang, n=len(pool.items))
    return _paragraph(f"{topic}: {count}; {given}" if topic else f"{count}; {given}")


def plain_info(stream: Stream, pool: Pool) -> str:
    """How many questions a category has."""
    return _paragraph(_said(_COUNT, stream.lang, n=len(pool.items)))


def topic_info(stream: Stream, topic: str, count: int) -> str:
    """What the questions of a category are about, and how many there are."""
    about = stream.text(stream.course.topics.get(topic))
    said = _said(_COUNT, stream.lang, n=count)
    return _paragraph(f"{about}: {said}" if about else said)


def level_word(level: str, lang: Lang) -> str:
    """The word for a difficulty; an author's own as typed."""
    return say(Message(f"word.{level}", level.replace("{", "{{").replace("}", "}}")), lang)


def _said(message: Message, lang: Lang, **values: object) -> str:
    return say(Message(message.key, message.template, MappingProxyType(values)), lang)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def _list(entries: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(one, quote=False)}</li>' for one in entries)}</ul>"

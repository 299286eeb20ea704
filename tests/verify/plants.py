"""Changes that somebody makes in Moodle, each with what verifying has to say of it, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from moodle_made import Moodle

from qoima.formats.moodle.holding import Held, HeldSection, HeldSlot
from qoima.formats.moodle.question import File, Question, Rich, StoredAnswer, StoredPair

Change = Callable[[Moodle], Moodle]
Said = list[tuple[str, str]]


class Plant(NamedTuple):
    """What is done, and what is to be said: of each finding what it is, and the item (empty for the quiz)."""

    name: str
    change: Change
    said: Said


def on(id: str, change: Callable[[Question], Question]) -> Change:
    """A change of one question."""

    def changed(moodle: Moodle) -> Moodle:
        held = (replace(h, question=change(h.question)) if h.question.idnumber == id else h for h in moodle.questions)
        return replace(moodle, questions=tuple(held))

    return changed


def given(id: str, **fields: Any) -> Change:
    """A question with other fields."""
    return on(id, lambda question: replace(question, **fields))


def rewritten(id: str, old: str, new: str) -> Change:
    """Another text of a question."""

    def change(question: Question) -> Question:
        assert old in question.text.html
        return replace(question, text=replace(question.text, html=question.text.html.replace(old, new)))

    return on(id, change)


def settled(id: str, **settings: str) -> Change:
    """Other settings of a question."""
    return on(id, lambda question: replace(question, settings={**question.settings, **settings}))


def answering(id: str, start: str, change: Callable[[StoredAnswer], StoredAnswer | None]) -> Change:
    """A change of the answer that begins so; None takes it away."""

    def changed(question: Question) -> Question:
        assert any(answer.text.html.startswith(start) for answer in question.answers)
        answers = (change(a) if a.text.html.startswith(start) else a for a in question.answers)
        return replace(question, answers=tuple(answer for answer in answers if answer is not None))

    return on(id, changed)


def worth(percent: str) -> Callable[[StoredAnswer], StoredAnswer]:
    return lambda answer: replace(answer, percent=Decimal(percent))


def both(*changes: Change) -> Change:
    def changed(moodle: Moodle) -> Moodle:
        for change in changes:
            moodle = change(moodle)
        return moodle

    return changed


def without(id: str) -> Change:
    return lambda moodle: replace(moodle, questions=tuple(h for h in moodle.questions if h.question.idnumber != id))


def copied(id: str, **fields: Any) -> Change:
    """A second question like one that is there."""

    def changed(moodle: Moodle) -> Moodle:
        one = next(held for held in moodle.questions if held.question.idnumber == id)
        return replace(moodle, questions=(*moodle.questions, Held(question=replace(one.question, **fields))))

    return changed


def quiz(**fields: Any) -> Change:
    """Other fields of the quiz."""

    def changed(moodle: Moodle) -> Moodle:
        assert moodle.quiz is not None
        settings = {**moodle.quiz.settings, **fields.get("settings", {})}
        return replace(moodle, quiz=replace(moodle.quiz, **{**fields, "settings": settings}))

    return changed


def slots(change: Callable[[tuple[HeldSlot, ...]], tuple[HeldSlot, ...]]) -> Change:
    def changed(moodle: Moodle) -> Moodle:
        assert moodle.quiz is not None
        return replace(moodle, quiz=replace(moodle.quiz, slots=change(moodle.quiz.slots)))

    return changed


def moved(level: str) -> Callable[[Question], Question]:
    return lambda question: replace(question, category=(*question.category[:-1], level))


def pictured(html: Callable[[str], str], *files: File) -> Change:
    return on("d-3", lambda q: replace(q, text=Rich(html(q.text.html), files or q.text.files)))


NEW = Rich("<p>What is a view?</p>")
OTHER_PICTURE = File("plan.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><title>Another</title></svg>')

PLANTS = [
    Plant("an item deleted", without("d-1"), [("missing", "d-1")]),
    Plant("an item added", copied("d-1", idnumber="x-1", name="x-1", text=NEW), [("extra", "x-1")]),
    Plant("an item twice, the copy without ID number", copied("d-1", idnumber=""), [("twice", "d-1")]),
    Plant("a word of the text changed", rewritten("d-1", "identifies", "describes"), [("text", "d-1")]),
    Plant("“not” slipped in", rewritten("d-4", "may be empty", "may not be empty"), [("text", "d-4")]),
    Plant("a Kazakh letter changed", rewritten("d-8", "Қайсы", "Кайсы"), [("text", "d-8")]),
    Plant("a sign in a formula changed", rewritten("d-2", "(B, C)", "(C, B)"), [("text", "d-2")]),
    Plant("a sign in code changed", rewritten("d-2", "&lt; 3", "&gt; 3"), [("text", "d-2")]),
    Plant("shown in bold", rewritten("d-1", "each row", "<strong>each</strong> row"), [("looks", "d-1")]),
    Plant("shown in red", rewritten("d-1", "each", '<span style="color: red">each</span>'), [("looks", "d-1")]),
    Plant("an option deleted", answering("d-1", "Sort", lambda _: None), [("option-missing", "d-1")]),
    Plant(
        "an option added",
        on("d-1", lambda q: replace(q, answers=(*q.answers, StoredAnswer(Rich("Any column"), Decimal(0))))),
        [("option-extra", "d-1")],
    ),
    Plant(
        "an option worded otherwise",
        answering("d-1", "Foreign", lambda a: replace(a, text=Rich("Foreign keys"))),
        [("option", "d-1")],
    ),
    Plant(
        "the key swapped",
        both(answering("d-1", "Primary", worth("0")), answering("d-1", "Foreign", worth("100"))),
        [("key", "d-1"), ("key", "d-1")],
    ),
    Plant("a wrong tick costs less", answering("d-2", "D", worth("-25")), [("key", "d-2")]),
    Plant("several made single", settled("d-2", single="1"), [("several", "d-2")]),
    Plant("options no longer mixed", settled("d-1", shuffleanswers="0"), [("setting", "d-1")]),
    Plant("options numbered otherwise", settled("d-1", answernumbering="123"), [("setting", "d-1")]),
    Plant("the number of right answers shown", settled("d-1", shownumcorrect="1"), [("setting", "d-1")]),
    Plant("another mark", given("d-8", default_mark=Decimal(1)), [("mark", "d-8")]),
    Plant("another penalty", given("d-1", penalty=Decimal("0.5")), [("penalty", "d-1")]),
    Plant("general feedback changed", given("d-1", general_feedback=Rich("Look it up.")), [("feedback", "d-1")]),
    Plant("general feedback emptied", given("d-1", general_feedback=Rich()), [("feedback", "d-1")]),
    Plant(
        "feedback of an answer changed",
        answering("d-5", "UNIQUE", lambda a: replace(a, feedback=Rich("Right!"))),
        [("feedback", "d-5")],
    ),
    Plant(
        "combined feedback added",
        given("d-1", combined={"correctfeedback": Rich("Well done.")}),
        [("feedback", "d-1")],
    ),
    Plant("a hint deleted", given("d-1", hints=()), [("hint", "d-1")]),
    Plant("a hint added", given("d-2", hints=(Rich("Three of them."),)), [("hint", "d-2")]),
    Plant("a tag deleted", on("d-1", lambda q: replace(q, tags=q.tags[1:])), [("tag-missing", "d-1")]),
    Plant("a tag added", on("d-1", lambda q: replace(q, tags=(*q.tags, "review"))), [("tag-extra", "d-1")]),
    Plant(
        "the picture deleted from the text",
        pictured(lambda html: html.split("<img")[0] + "</p>"),
        [("picture-missing", "d-3")],
    ),
    Plant("another picture", pictured(lambda html: html, OTHER_PICTURE), [("picture", "d-3")]),
    Plant(
        "the picture renamed in the text alone",
        pictured(lambda html: html.replace("plan.svg", "plan-2.svg")),
        [("picture-address", "d-3")],
    ),
    Plant(
        "the picture from another site",
        pictured(lambda html: html.replace("@@PLUGINFILE@@/", "https://old.example.org/pluginfile.php/9/")),
        [("picture-address", "d-3")],
    ),
    Plant(
        "a second picture added",
        pictured(lambda html: html + '<p><img src="@@PLUGINFILE@@/plan.svg" alt=""></p>'),
        [("picture-extra", "d-3")],
    ),
    Plant("the alternative text changed", rewritten("d-3", 'alt="A plan', 'alt="The plan'), [("text", "d-3")]),
    Plant("renamed", given("d-1", name="Keys 1"), [("name", "d-1")]),
    Plant("another ID number", given("d-1", idnumber="x-1"), [("idnumber", "d-1")]),
    Plant("a copy with an ID number of its own", copied("d-1", idnumber="x-1"), [("twice", "d-1")]),
    Plant("the ID number lost", given("d-1", idnumber=""), [("idnumber", "d-1")]),
    Plant("moved to another difficulty", on("d-1", moved("hard")), [("category", "d-1")]),
    Plant("a draft now", given("d-2", status="draft"), [("status", "d-2")]),
    Plant(
        "another type",
        given(
            "d-4", qtype="shortanswer", settings={"usecase": "0"}, answers=(StoredAnswer(Rich("yes"), Decimal(100)),)
        ),
        [("type", "d-4")],
    ),
    Plant(
        "true made false",
        both(answering("d-4", "True", worth("0")), answering("d-4", "False", worth("100"))),
        [("key", "d-4"), ("key", "d-4")],
    ),
    Plant("an accepted word deleted", answering("d-5", "UNIQUE", lambda _: None), [("answer-missing", "d-5")]),
    Plant(
        "an accepted word misspelled",
        answering("d-5", "DISTINCT", lambda a: replace(a, text=Rich("DISTINKT"))),
        [("answer", "d-5")],
    ),
    Plant("capitals matter now", settled("d-5", usecase="1"), [("setting", "d-5")]),
    Plant(
        "a wider tolerance", answering("d-6", "60", lambda a: replace(a, tolerance=Decimal(5))), [("tolerance", "d-6")]
    ),
    Plant("another number", answering("d-6", "60", lambda a: replace(a, text=Rich("61"))), [("answer", "d-6")]),
    Plant(
        "a pair deleted",
        on("d-7", lambda q: replace(q, pairs=q.pairs[1:])),
        [("pair-missing", "d-7")],
    ),
    Plant(
        "a right side changed",
        on("d-7", lambda q: replace(q, pairs=(StoredPair(q.pairs[0].left, "a list in a column"), *q.pairs[1:]))),
        [("pair", "d-7")],
    ),
    Plant("notes for markers changed", given("d-9", notes=Rich("One reason is enough.")), [("notes", "d-9")]),
    Plant("a longer field for the answer", settled("d-9", responsefieldlines="40"), [("setting", "d-9")]),
]
"""Of questions, in either format."""


def version_two(**fields: Any) -> Change:
    """Saved in Moodle once more, with these fields."""

    def changed(moodle: Moodle) -> Moodle:
        one = next(held.question for held in moodle.questions if held.question.idnumber == "d-1")
        return replace(moodle, besides={"d-1": ((2, replace(one, **fields)),)})

    return changed


HARD = ("demo", "en", "exam", "hard")
BACKUP_PLANTS = [
    Plant("saved again without a change", version_two(), [("versions", "d-1")]),
    Plant("a second version with another name", version_two(name="Keys"), [("versions", "d-1"), ("name", "d-1")]),
    Plant("a second version that is a draft", version_two(status="draft"), [("newer", "d-1")]),
    Plant("hidden", given("d-2", status="hidden"), [("status", "d-2")]),
    Plant("the quiz renamed", quiz(name="Exam"), [("quiz-setting", "")]),
    Plant("opens earlier", quiz(settings={"timeopen": "1797000000"}), [("quiz-setting", "")]),
    Plant("more time", quiz(settings={"timelimit": "5400"}), [("quiz-setting", "")]),
    Plant("a second attempt", quiz(settings={"attempts_number": "2"}), [("quiz-setting", "")]),
    Plant("another grade", quiz(settings={"grade": "10.00000"}), [("quiz-setting", "")]),
    Plant("answers shown at once", quiz(settings={"preferredbehaviour": "immediatefeedback"}), [("quiz-setting", "")]),
    Plant("right answers shown after closing", quiz(settings={"reviewrightanswer": "16"}), [("quiz-setting", "")]),
    Plant("options in one order", quiz(settings={"shuffleanswers": "0"}), [("quiz-setting", "")]),
    Plant("a password, which nobody forbids", quiz(settings={"password": "dvs8!"}), [("quiz-setting-open", "")]),
    Plant("hidden from students", quiz(is_visible=False), [("quiz-setting-open", "")]),
    Plant("another introduction", quiz(intro=Rich("<p>All books are allowed.</p>")), [("quiz-text", "")]),
    Plant(
        "the introduction worded otherwise",
        lambda moodle: quiz(intro=Rich(moodle.quiz.intro.html.replace("You see", "Students see")))(moodle),
        [("quiz-words", "")],
    ),
    Plant("a place less", slots(lambda held: held[:-1]), [("quiz-slots", "")]),
    Plant(
        "draws from another category",
        slots(lambda held: (replace(held[0], category=HARD), *held[1:])),
        [("quiz-draw", "")],
    ),
    Plant("a fixed question", slots(lambda held: (HeldSlot(question="d-1"), *held[1:])), [("quiz-fixed", "")]),
    Plant(
        "a place counts double",
        slots(lambda held: (replace(held[0], max_mark=Decimal(2)), *held[1:])),
        [("quiz-mark", "")],
    ),
    Plant("questions in one order", quiz(sections=(HeldSection(1, "", False),)), [("quiz-order", "")]),
    Plant("a group has other dates", quiz(overrides=1), [("quiz-overrides", "")]),
    Plant(
        "the pool is too small",
        both(without("d-6"), without("d-7"), without("d-8")),
        [("missing", "d-6"), ("missing", "d-7"), ("missing", "d-8"), ("quiz-pool", "")],
    ),
]
"""Of what only a backup tells."""

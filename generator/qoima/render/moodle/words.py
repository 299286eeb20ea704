"""What Moodle calls things, in the words of people."""

from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.formats.messages import say
from qoima.formats.moodle.differences import What
from qoima.formats.moodle.question import Question, Rich
from qoima.model.markup import tree
from qoima.model.text import Text

TYPES: dict[str, Message] = {
    "multichoice": Message("moodle.type.multichoice", "multiple choice"),
    "truefalse": Message("moodle.type.truefalse", "true or false"),
    "shortanswer": Message("moodle.type.shortanswer", "short answer"),
    "numerical": Message("moodle.type.numerical", "a number"),
    "match": Message("moodle.type.match", "matching"),
    "essay": Message("moodle.type.essay", "essay"),
    "description": Message("moodle.type.description", "text without a question"),
}
"""By Moodle's own name of a type."""

LABELS: dict[str, Message] = {
    "type": Message("moodle.label.type", "type"),
    "idnumber": Message("moodle.label.idnumber", "ID number"),
    "name": Message("moodle.label.name", "name"),
    "category": Message("moodle.label.category", "category"),
    "mark": Message("moodle.label.mark", "mark"),
    "settings": Message("moodle.label.settings", "settings"),
    "tags": Message("moodle.label.tags", "tags"),
    "text": Message("moodle.label.text", "question"),
    "source": Message("moodle.label.source", "in Moodle"),
    "answers": Message("moodle.label.answers", "answers"),
    "pairs": Message("moodle.label.pairs", "pairs"),
    "feedback": Message("moodle.label.feedback", "feedback"),
    "hint": Message("moodle.label.hint", "hint"),
    "notes": Message("moodle.label.notes", "for markers"),
    "pictures": Message("moodle.label.pictures", "pictures"),
    "stays": Message("moodle.label.stays", "not in Moodle"),
    "differs": Message("moodle.label.differs", "DIFFERS"),
}

SETTINGS: dict[tuple[str, str], Message] = {
    ("single", "1"): Message("moodle.set.single", "one answer"),
    ("single", "0"): Message("moodle.set.several", "several answers"),
    ("shuffleanswers", "1"): Message("moodle.set.shuffled", "answers shuffled"),
    ("shuffleanswers", "0"): Message("moodle.set.fixed", "answers in a fixed order"),
    ("answernumbering", "abc"): Message("moodle.set.abc", "numbered a., b., c."),
    ("answernumbering", "ABCD"): Message("moodle.set.upper", "numbered A., B., C."),
    ("answernumbering", "123"): Message("moodle.set.figures", "numbered 1., 2., 3."),
    ("answernumbering", "iii"): Message("moodle.set.roman", "numbered i., ii., iii."),
    ("answernumbering", "IIII"): Message("moodle.set.roman-upper", "numbered I., II., III."),
    ("answernumbering", "none"): Message("moodle.set.no-numbers", "not numbered"),
    ("usecase", "1"): Message("moodle.set.case", "capital letters matter"),
    ("usecase", "0"): Message("moodle.set.no-case", "capital letters do not matter"),
}
"""Fields of Moodle's tables with their values, in the order in which they are shown."""

CHANGES: dict[What, Message] = {
    "name": Message("moodle.change.name", "Moodle keeps another name: {held}"),
    "no-name": Message("moodle.change.no-name", "no name is given; Moodle takes how the text begins: {held}"),
    "idnumber": Message("moodle.change.idnumber", "the ID number “{written}” is dropped: another question has it"),
    "tag": Message("moodle.change.tag", "the tag “{written}” is kept as “{held}”"),
    "no-tag": Message("moodle.change.no-tag", "the tag “{written}” is not kept"),
    "blanks": Message("moodle.change.blanks", "blanks and empty lines at the ends of texts are cut"),
    "picture": Message("moodle.change.picture", "a picture is called {held}: Moodle does not take its own name"),
    "share": Message("moodle.change.share", "a right answer earns {held} %, not {written} %; Moodle has no other"),
    "fine": Message("moodle.change.fine", "a wrong answer costs {held} %, not {written} %; Moodle has no other"),
}

_TIGHT = (",", ".", ";", ":", "!", "?", ")", "»", "”")
_FIGURES = {"formula": "${}$", "code": "`{}`"}


def settings(question: Question, lang: Lang) -> list[str]:
    """The settings that a teacher knows from Moodle's form."""
    held = question.settings
    said = [say(message, lang) for (name, value), message in SETTINGS.items() if held.get(name) == value]
    numbering = held.get("answernumbering", "abc")
    return said if ("answernumbering", numbering) in SETTINGS else [*said, f"answernumbering: {numbering}"]


def readable(text: Rich) -> str:
    """What a text shows, formulas between dollars, pictures in brackets with their names, lines as they stand."""
    shown = ""
    for piece in tree(Text(text.html, text.form)):
        if piece.kind == "break":
            shown += "\n"
            continue
        if piece.kind == "picture":
            said = f"[{picture_name(piece.value)}{f': {piece.alt}' if piece.alt else ''}]"
        else:
            said = _FIGURES.get(piece.kind, "{}").format(piece.value)
        is_apart = shown and not shown.endswith("\n") and not said.startswith(_TIGHT)
        shown += f"{' ' if is_apart else ''}{said}"
    return shown.strip("\n")


def picture_name(address: str) -> str:
    """The name of a picture; one that stands in its address has none."""
    return "data:" if address.startswith("data:") else address.removeprefix("@@PLUGINFILE@@/")

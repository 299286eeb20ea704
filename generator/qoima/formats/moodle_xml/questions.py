"""Moodle XML as Moodle 4.1 to 5.x exports it, read to what Moodle holds: nothing is mended, and nothing is lost."""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.core.garbage import without_search
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.formats.decode import MAX_PICTURE_MIB, MIB
from qoima.formats.moodle.holding import Held, Holding
from qoima.formats.moodle.question import File, Question, Rich, StoredAnswer, StoredPair
from qoima.formats.moodle.stored_values import as_html, number_of, percent_of
from qoima.formats.moodle_xml.elements import BLANKS, Comment, Element
from qoima.formats.moodle_xml.literal import LiteralDocument

TYPES = {"matching": "match"}
"""Names of types in Moodle XML that are others than Moodle's own."""
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
TYPED = ("shortanswer", "numerical", "truefalse")
"""Types whose answers are compared with what a student types."""
_SETTINGS = {
    "multichoice": ("single", "shuffleanswers", "answernumbering", "showstandardinstruction"),
    "shortanswer": ("usecase",),
    "numerical": ("unitgradingtype", "unitpenalty", "showunits", "unitsleft"),
    "match": ("shuffleanswers",),
    "essay": (
        "responseformat", "responserequired", "responsefieldlines", "minwordlimit", "maxwordlimit", "attachments",
        "attachmentsrequired", "maxbytes", "filetypeslist",
    ),
}  # fmt: skip
_SWITCHES = {"true": "1", "false": "0"}
_STEP = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z]+[0-9]*\$")
_SHOWN = 60


@without_search
def read_export(source: Source) -> Holding:
    """The questions of an export. Never raises; what is no XML is refused, what cannot be read is said."""
    document = LiteralDocument(source)
    reader = _Reader()
    held: list[Held] = []
    category: tuple[str, ...] = ()
    for part in document.read():
        if isinstance(part, Comment) or part.name != "question":
            continue
        if part.attributes.get("type") == "category":
            category = _category(part)
        else:
            held.append(Held(question=reader.question(part, category)))
    root = document.root
    refused = document.refused
    if refused is None and root is not None and root.name != "quiz":
        refused = problem("DLV050", root.at, path=source.path)
    if refused is not None:
        return Holding(form="moodle-xml", said=(refused,))
    return Holding(form="moodle-xml", questions=tuple(held), said=tuple(reader.said))


def _category(question: Element) -> tuple[str, ...]:
    """The names below `top`; the part of Moodle that the category is in (`$course$`, `$module$`) is left out."""
    held = question.child("category")
    path = (_plain(held, "text") if held is not None else "").strip(BLANKS)
    names = [name.replace("//", "/").strip(BLANKS) for name in _STEP.split(path)]
    if names and _CONTEXT.fullmatch(names[0]):
        names = names[1:]
    return tuple(names[1:] if names[:1] == ["top"] else names)


def _plain(parent: Element, name: str) -> str:
    child = parent.child(name)
    return child.text if child is not None else ""


@dataclass(slots=True)
class _Reader:
    said: list[Diagnostic] = field(default_factory=list)

    def question(self, element: Element, category: tuple[str, ...]) -> Question:
        written = element.attributes.get("type", "").strip()
        qtype = TYPES.get(written, written)
        name = element.child("name")
        return Question(
            qtype=qtype,
            name=_plain(name, "text") if name is not None else "",
            idnumber=_plain(element, "idnumber").strip(BLANKS),
            text=self.rich(element.child("questiontext")),
            general_feedback=self.rich(element.child("generalfeedback")),
            default_mark=self.number(element, "defaultgrade", Decimal(1)),
            penalty=self.number(element, "penalty", Decimal(0)),
            tags=tuple(_tags(element)),
            hints=tuple(self.rich(hint) for hint in element.children.get("hint", ())),
            answers=tuple(self.answer(answer, qtype) for answer in element.children.get("answer", ())),
            pairs=tuple(self.pair(row) for row in element.children.get("subquestion", ())),
            combined={one: self.rich(element.child(one)) for one in COMBINED if element.child(one) is not None},
            notes=self.rich(element.child("graderinfo")),
            settings=_settings(element, qtype),
            status="draft" if _plain(element, "hidden").strip(BLANKS) == "1" else "ready",
            category=category,
            at=element.at,
        )

    def rich(self, element: Element | None) -> Rich:
        """The text of an element with the files beside it."""
        if element is None:
            return Rich()
        files = tuple(self.file(file) for file in element.children.get("file", ()))
        return Rich(as_html(_plain(element, "text"), element.attributes.get("format", "html")), files)

    def file(self, element: Element) -> File:
        name = (element.attributes.get("path", "/") + element.attributes.get("name", "")).removeprefix("/")
        written = "".join(element.text.split())
        try:
            data = b64decode(written, validate=True) if len(written) <= 2 * MAX_PICTURE_MIB * MIB else b""
        except ValueError:
            data = b""
        if not data:
            self.said.append(problem("DLV055", element.at, name=name[:_SHOWN]))
        return File(name, data)

    def answer(self, element: Element, qtype: str) -> StoredAnswer:
        text = self.rich(element)
        if qtype in TYPED:
            text = Rich(_plain(element, "text"))
        if qtype == "truefalse":
            text = Rich(text.html.strip(BLANKS).capitalize())
        share = number_of(element.attributes.get("fraction", "0"))
        if share is None:
            self.unreadable(element, "fraction", element.attributes.get("fraction", ""))
        tolerance = number_of(_plain(element, "tolerance")) if qtype == "numerical" else None
        return StoredAnswer(text, percent_of(share or Decimal(0)), self.rich(element.child("feedback")), tolerance)

    def pair(self, element: Element) -> StoredPair:
        right = element.child("answer")
        return StoredPair(self.rich(element), _plain(right, "text") if right is not None else "")

    def number(self, parent: Element, name: str, absent: Decimal) -> Decimal:
        child = parent.child(name)
        if child is None:
            return absent
        number = number_of(child.text)
        if number is None:
            self.unreadable(child, name, child.text)
        return number or Decimal(0)

    def unreadable(self, element: Element, name: str, value: str) -> None:
        self.said.append(problem("DLV056", element.at, name=name, value=value[:_SHOWN]))


def _tags(question: Element) -> Iterator[str]:
    for name in ("coursetags", "tags"):
        for group in question.children.get(name, ()):
            yield from (_plain(tag, "text") for tag in group.children.get("tag", ()))


def _settings(question: Element, qtype: str) -> dict[str, str]:
    """The columns of the type's table that the file has."""
    held: dict[str, str] = {}
    for name in _SETTINGS.get(qtype, ()):
        child = question.child(name)
        if child is not None:
            value = child.text.strip(BLANKS)
            held[name] = _SWITCHES.get(value, value)
    if qtype in ("multichoice", "match"):
        held["shownumcorrect"] = "1" if question.child("shownumcorrect") is not None else "0"
    if qtype == "essay" and (template := question.child("responsetemplate")) is not None:
        held["responsetemplate"] = _plain(template, "text")
    return held

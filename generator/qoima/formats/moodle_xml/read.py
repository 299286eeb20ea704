"""Moodle XML, read as Moodle 4.5 imports it. A broken question never hides the next; what is no XML is refused."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic, Message, Related
from qoima.core.garbage import without_search
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.exchange import Reading
from qoima.formats.moodle.categories import category_path
from qoima.formats.moodle.marks import MarkCodes, Marks, note_facts, note_tag, with_facts
from qoima.formats.moodle.names import clean_name, clean_tag
from qoima.formats.moodle_xml.answers import RESPONSES
from qoima.formats.moodle_xml.elements import Comment, Document, Element
from qoima.formats.moodle_xml.fields import Fields
from qoima.formats.moodle_xml.settings import lose_settings
from qoima.model.item import Choice, Item, Matching, Response
from qoima.model.text import Markup, Text

MAX_CATEGORY_LENGTH = 255
MAX_ID_LENGTH = 100

_CODES = MarkCodes(unknown="MXL049", twice="MXL050", no_mapping="MXL051")
_FACTS = re.compile(r"[ \t]*qoima:[ \t]*")
_STOPS_HERE = frozenset(f"MXL0{n}" for n in (26, 35, 39, 41, 42, 45, 47, 54)) | {"DLV001"}
"""Where Moodle, saving one question after the other, breaks off."""
_NOTHING_STORED = frozenset(("MXL034", "MXL053"))
"""Where Moodle breaks off while it reads, before it saves any."""
_SHOWN = 60


@without_search
def read_moodle_xml(source: Source) -> Reading:
    """The items of a Moodle XML file, with the pictures inside it. Never raises."""
    document = Document(source)
    reader = _Reader()
    for part in document.read():
        if isinstance(part, Comment):
            reader.comment(part)
        elif document.root is not None and document.root.name == "quiz":
            reader.element(part)
    fields = reader.fields
    refused = document.refused or _no_quiz(document.root)
    if refused is not None:
        return Reading((), 1, source.whole(), (refused,))
    reader.finish(document.root)
    items, said, pictures = tuple(reader.items), tuple(fields.said), dict(fields.pictures.held)
    return Reading(items, reader.refused, source.whole(), said, pictures, stored=reader.stored)


def _no_quiz(root: Element | None) -> Diagnostic | None:
    """Why the root is not Moodle's."""
    return problem("MXL004", root.at, found=f"<{root.name}>") if root is not None and root.name != "quiz" else None


@dataclass(slots=True)
class _Reader:
    items: list[Item] = field(default_factory=list)
    refused: int = 0
    questions: int = 0
    category: tuple[str, ...] = ()
    fields: Fields = field(default_factory=Fields)
    facts: Span | None = None
    ids: dict[tuple[tuple[str, ...], str], Span] = field(default_factory=dict)
    stored: int | None = None
    category_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown_tags: set[str] = field(default_factory=set)

    def comment(self, comment: Comment) -> None:
        text = comment.inside.source.text
        match = _FACTS.match(text, comment.inside.start, comment.inside.end)
        if match is not None:
            self.no_facts()
            end = comment.inside.end
            while end > match.end() and text[end - 1] in " \t":
                end -= 1
            self.facts = comment.inside.source.span(match.end(), end)

    def no_facts(self) -> None:
        """A comment with facts that no question follows."""
        if self.facts is not None:
            self.fields.say("MXL052", self.facts)
            self.facts = None

    def element(self, element: Element) -> None:
        if element.name != "question":
            inner = _question_in(element)
            if inner is None:
                self.fields.say("MXL018", element.at)
            else:
                self.fields.say("MXL017", inner.at, name=element.name)
                self.refused += 1
            return
        self.questions += 1
        self.fields.broken = False
        kind = element.attributes.get("type")
        if kind == "category":
            before = len(self.fields.said)
            self.no_facts()
            self.switch(element)
            self.note_end(before, len(self.items))
            return
        before = len(self.fields.said)
        item = self.question(element, kind)
        self.facts = None
        self.note_end(before, len(self.items))
        if item is None or self.fields.broken:
            self.refused += 1
        else:
            self.items.append(item)

    def note_end(self, before: int, count: int) -> None:
        """Notes how many items Moodle has stored when it breaks off, if it does so at what was said since `before`."""
        codes = {d.code for d in self.fields.said[before:]} if len(self.fields.said) > before else set()
        if codes & _NOTHING_STORED:
            self.stored = 0
        elif self.stored is None and codes & _STOPS_HERE and "MXL032" not in codes:
            self.stored = count + ("MXL042" in codes)

    def finish(self, root: Element | None) -> None:
        self.no_facts()
        if root is not None and root.pieces:
            self.fields.say("MXL018", root.inside)
        if root is not None and not self.questions:
            self.fields.say("MXL016", root.at)

    def switch(self, question: Element) -> None:
        """A category for the questions that follow."""
        fields = self.fields
        held = question.child("category")
        info = question.child("info")
        for element in (held, info) if info is not None else (held,):
            if element is None or (element.child("text") is None):
                at = element.at if element is not None else question.at
                fields.say("MXL053", at, name=element.name if element is not None else "category")
        path = fields.plain(held)
        self.category = category_path(path.source, self.category)
        for name in self.category:
            self.length(name, path.at, MAX_CATEGORY_LENGTH)
        told = fields.some_text(info, "moodle") if info is not None else None
        if told is not None and not (self.category and _is_usual(self.category[-1], told.source)):
            fields.lose(Message("unkept.category-text", "the texts about categories"), told.at)
        self.category_id(question)

    def category_id(self, question: Element) -> None:
        """Moodle keeps the idnumber of a category that it makes; a second category with it ends the import."""
        child = question.child("idnumber")
        name = self.fields.leaf(child) if child is not None else ""
        if child is None or not name:
            return
        self.length(name, child.inside, MAX_ID_LENGTH)
        if self.category_ids.setdefault(name, self.category) != self.category:
            self.fields.say("MXL054", child.inside, id=name[:_SHOWN])

    def length(self, name: str, at: Span, limit: int) -> None:
        """Longer names end Moodle's import with an error of its database."""
        if len(name) > limit:
            self.fields.say("DLV001", at, limit=limit, have=len(name))

    def question(self, question: Element, kind: str | None) -> Item | None:
        read = RESPONSES.get(kind or "")
        if read is None:
            self.fields.refuse("MXL019" if kind else "MXL020", question.at, kind=(kind or "")[:_SHOWN])
            return None
        name = self.name(question)
        stem = self.stem(question)
        response = read(question, self.fields, stem.markup)
        return self.item(question, name, stem, response)

    def name(self, question: Element) -> Text:
        held = question.child("name")
        if held is None or held.child("text") is None:
            self.fields.say("MXL023", question.at)
        name = self.fields.plain(held)
        kept = clean_name(name.source)
        if kept != name.source:
            self.fields.say("MXL024", name.at, shown=kept)
        return name

    def stem(self, question: Element) -> Text:
        held = question.child("questiontext")
        return self.fields.text(held, "html") if held is not None else Text("", "html", question.at)

    def item(self, question: Element, name: Text, stem: Text, response: Response) -> Item:
        fields, marks = self.fields, self.marks(question)
        feedback = fields.some_text(question.child("generalfeedback"), stem.markup)
        # Moodle does not look at what a text without a question is worth.
        text_only = response.kind == "text-only"
        points = Decimal(1) if text_only else fields.number(question, "defaultgrade", Decimal(1))
        lose_settings(question, fields)
        number, at = self.id(question)
        marks.places |= {"name": name.at, "stem": stem.at, "id": at}
        item = Item(
            id=number,
            stem=stem,
            response=response,
            topic=marks.topic,
            difficulty=marks.difficulty,
            outcome=marks.outcome,
            uses=tuple(marks.uses),
            feedback=feedback,
            hints=self.hints(question, stem.markup),
            points=points,
            name=name.source,
            category=self.category,
            extra_tags=tuple(marks.extra_tags),
            at=question.at,
            places=_places(marks.places, response, feedback),
        )
        return with_facts(item, marks.more)

    def id(self, question: Element) -> tuple[str, Span]:
        child = question.child("idnumber")
        number = self.fields.leaf(child) if child is not None else ""
        if child is None or not number:
            return "", question.at
        self.length(number, child.inside, MAX_ID_LENGTH)
        first = self.ids.setdefault((self.category, number), child.inside)
        if first is not child.inside and first.start != child.inside.start:
            here = (Related(first, Message("MXL025.first", "the first")),)
            self.fields.say("MXL025", child.inside, related=here, id=number[:_SHOWN])
        return number, child.inside

    def hints(self, question: Element, markup: Markup) -> tuple[Text, ...]:
        held = [hint.child("hintcontent") or hint for hint in question.children.get("hint", ())]
        for hint in held:
            if not hint.children:
                self.fields.refuse("MXL053", hint.at, name=hint.name)
        texts = [self.fields.text(hint, markup) for hint in held if hint.children]
        return tuple(hint for hint in texts if hint.source)

    def marks(self, question: Element) -> Marks:
        """The facts of the tags and of the comment before the question."""
        fields, marks = self.fields, Marks(unknown=self.unknown_tags)
        named = [
            (tag, fields.plain(tag))
            for name in ("coursetags", "tags")
            for group in question.children.get(name, ())[:1]
            for tag in group.children.get("tag", ())
        ]
        kept = [clean_tag(text.source) for _, text in named]
        if named and (not any(kept) or "0" in kept):
            fields.refuse("MXL047", named[kept.index("0") if "0" in kept else 0][0].at)
        for (_, text), tag in zip(named, kept, strict=True):
            if tag != text.source:
                fields.say("MXL048", text.at, tag=text.source[:_SHOWN], shown=tag[:_SHOWN])
            if tag:
                note_tag(marks, tag, text.at, fields.said, _CODES)
        if self.facts is not None:
            note_facts(marks, self.facts, fields.said, _CODES)
        return marks


def _is_usual(category: str, told: str) -> bool:
    """Whether the text about a category is Moodle's own: it names what the default category is made for, as does it."""
    words = category.split(" ")
    return len(words) > 2 and any(" ".join(words[n:]) in told for n in (2, 3))


def _question_in(element: Element) -> Element | None:
    """The first question somewhere below an element."""
    below = [element]
    while below:
        for name, children in below.pop().children.items():
            if name == "question":
                return children[0]
            below.extend(children)
    return None


def _places(marked: dict[str, Span], response: Response, feedback: Text | None) -> dict[str, Span]:
    places = dict(marked)
    if feedback is not None:
        places["feedback"] = feedback.at
    if isinstance(response, Choice):
        for option in response.options:
            places.setdefault("correct" if option.correct else "distractors", option.at)
    if isinstance(response, Matching) and response.rows:
        places["pairs"] = response.rows[0][1].at
    return places

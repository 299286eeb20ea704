"""GIFT banks, read as Moodle 4.5 reads them. One broken question never hides the next."""

from dataclasses import dataclass, field

from qoima.core.diagnostic import Diagnostic, Severity
from qoima.core.garbage import without_search
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.exchange import Reading
from qoima.formats.gift.answers import read_response
from qoima.formats.gift.around import around
from qoima.formats.gift.braces import Parts, cut
from qoima.formats.gift.cursor import EDGE, Block, blocks, coded, edges, spoken
from qoima.formats.gift.slips import in_block, in_file, in_item, without_answers
from qoima.formats.gift.tags import Marks, has_marks, read_marks
from qoima.formats.gift.texts import read_text
from qoima.formats.gift.weights import Lost
from qoima.formats.moodle.categories import MAX_CATEGORY, category_path
from qoima.formats.moodle.limits import MAX_IDNUMBER
from qoima.formats.moodle.marks import with_facts
from qoima.model.item import Choice, Description, Item, Matching, Response
from qoima.model.text import Text

MAX_ITEMS = 250_000
"""So many items of a file are read; each takes some 5 KiB of memory."""

_CATEGORY = "$CATEGORY:"
_MAX_MATCH = 255


@without_search
def read_gift(source: Source) -> Reading:
    """The items of a GIFT file. Never raises."""
    reader = _Reader(said=list(in_file(source)))
    for block in blocks(source):
        if len(reader.items) + reader.refused == MAX_ITEMS:
            reader.said.append(problem("GFT056", block.first_line(), limit=MAX_ITEMS))
            break
        reader.block(block)
    return reader.reading(source)


@dataclass(slots=True)
class _Reader:
    """`crash` is the first item at which Moodle breaks off before it stores anything, `end` where it stops storing."""

    said: list[Diagnostic]
    items: list[Item] = field(default_factory=list)
    refused: int = 0
    category: tuple[str, ...] = ()
    categories: int = 0
    ids: dict[tuple[tuple[str, ...], str], Span] = field(default_factory=dict)
    crash: Span | None = None
    end: Span | None = None
    stored: int | None = None

    def reading(self, source: Source) -> Reading:
        """What has been read; what Moodle's import as a whole comes to is said last."""
        if self.crash is not None:
            self.stored = 0
            self.said.append(problem("GFT035", self.crash))
        elif self.end is not None:
            self.said.append(problem("GFT036", self.end))
        elif not self.items and not self.refused and not self.categories:
            self.said.append(problem("GFT037", source.whole()))
        return Reading(tuple(self.items), self.refused, source.whole(), tuple(self.said), stored=self.stored)

    def stops(self, at: Span, *, behind: bool = False) -> None:
        """Moodle stores nothing from here on; with `behind`, the item here it still does."""
        if self.end is None:
            self.end, self.stored = at, len(self.items) + behind

    def report(self, code: str, at: Span) -> None:
        self.said.append(problem(code, at))

    def block(self, block: Block) -> None:
        in_block(block, self.said)
        if block.text and not block.text.startswith(_CATEGORY):
            self.item(block)
            return
        if block.comments and (lost := has_marks(block)) is not None:
            self.report("GFT021", lost)
        if block.text:
            self.switch(block)

    def switch(self, block: Block) -> None:
        """A category for the items that follow; lines below it are lost in its name, as in Moodle."""
        end = block.text.find("\n")
        at = block.first_line()
        if end >= 0:
            self.report("GFT016", at)
            self.refused += 1
        self.categories += 1
        path = coded(block.text[len(_CATEGORY) :])
        self.category = category_path(path, self.category)
        for name in category_path(path, ()):
            if len(name) > MAX_CATEGORY:
                self.said.append(problem("DLV001", at, limit=MAX_CATEGORY, have=len(name)))
                self.stops(at)

    def item(self, block: Block) -> None:
        first = len(self.said)
        marks = read_marks(block, self.said)
        name, start = _name(block)
        opening, closing = block.text.find("{", start), block.text.find("}", start)
        parts = self.parts(block, start, opening, closing)
        if parts is None:
            self.refused += 1
            return
        stem = self.stem(block, parts.stem, start, opening)
        response, feedback = self.answers(block, parts, stem) if opening >= 0 else (Description(), None)
        around(block, start, opening, closing, response, self.said)
        if isinstance(response, Lost):
            self.refused += 1
            self.lose(response, self.cause(first, block.span(opening, max(opening, closing) + 1)))
            return
        item = _item(block, marks, name, stem, response, feedback, self.category)
        self.check(item, marks)
        in_item(block, item, opening, self.said)
        self.items.append(item)

    def cause(self, first: int, answers: Span) -> Span:
        """From the foremost error since the finding `first` to the end of the answers: it stands behind that error."""
        errors = (d.at for d in self.said[first:] if d.severity is Severity.ERROR)
        at = min(errors, key=Span.sort_key, default=answers)
        return Span(at.source, at.start, max(at.end, answers.end))

    def lose(self, lost: Lost, at: Span) -> None:
        if lost is Lost.FILE:
            self.crash = self.crash or at
        elif lost is Lost.REST:
            self.stops(at)

    def parts(self, block: Block, start: int, opening: int, closing: int) -> Parts | None:
        """The item cut at its braces; None where Moodle refuses it."""
        if opening < 0 and closing < 0:
            self.said.append(without_answers(block, start))
            return Parts(block.text[start:], block.text, 0, 0)
        if opening < 0 or closing < 0:
            code, at = ("GFT001", opening) if closing < 0 else ("GFT002", closing)
            self.report(code, block.span(at, at + 1))
            return None
        parts = cut(block.text, start, opening, closing)
        if closing < opening:
            self.report("GFT048" if parts.is_whole else "GFT002", block.span(closing, closing + 1))
        return parts

    def stem(self, block: Block, raw: str, start: int, opening: int) -> Text:
        """The question, with a blank where the answers stood if text follows them."""
        begin, end = edges(block.text, start, opening) if opening >= 0 else (start, len(block.text))
        if begin == end:
            begin, end = edges(block.text, start, len(block.text))
        stem = read_text(raw, block.span(begin, end), "moodle", self.said)
        if not stem.source:
            self.report("GFT012", stem.at)
        return stem

    def answers(self, block: Block, parts: Parts, stem: Text) -> tuple[Response | Lost, Text | None]:
        """What the answer block stands for, and the general feedback at its end."""
        block.text = text = parts.text
        start, end = parts.start, parts.end
        feedback = None
        if (mark := text.rfind("####", start, end)) >= 0:
            # Its format counts only right behind the signs.
            at = block.part(mark + 4, end)
            feedback = read_text(text[mark + 4 : end], at, stem.markup, self.said)
            start, end = edges(text, start, mark)
        response = read_response(block, start, end, stem.markup, self.said)
        if not parts.is_whole and not isinstance(response, Lost):
            response = Lost.REST
        return response, feedback if feedback is not None and feedback.source else None

    def check(self, item: Item, marks: Marks) -> None:
        """What Moodle's database makes of an item that its reader has taken."""
        if len(item.id) > MAX_IDNUMBER:
            self.said.append(problem("DLV001", item.place("id"), limit=MAX_IDNUMBER, have=len(item.id)))
            self.stops(item.place("id"))
        if marks.breaks_off:
            self.stops(marks.breaks_off)
        if isinstance(item.response, Matching):
            self.check_rows(item.response)
        if item.id:
            first = self.ids.setdefault((item.category, item.id), item.place("id"))
            if first is not item.places["id"]:
                self.said.append(problem("GFT040", item.place("id"), id=item.id))

    def check_rows(self, matching: Matching) -> None:
        for _, right in matching.rows:
            if len(right.source) > _MAX_MATCH:
                self.said.append(problem("GFT039", right.at, limit=_MAX_MATCH, have=len(right.source)))
                self.stops(right.at)
                return
        for left, right in matching.rows:
            if not right.source:
                self.report("GFT038", left.at)
                self.stops(left.at, behind=True)


def _name(block: Block) -> tuple[str | None, int]:
    """The name between `::` and `::`, and where the rest begins; a `::` without a second one falls away."""
    text = block.text
    if not text.startswith("::"):
        return None, 0
    end = text.find("::", 2)
    if end < 0:
        return None, 2
    start = end + 2
    while start < len(text) and text[start] in EDGE:
        start += 1
    return spoken(text[2:end]), start


def _item(
    block: Block,
    marks: Marks,
    name: str | None,
    stem: Text,
    response: Response,
    feedback: Text | None,
    category: tuple[str, ...],
) -> Item:
    places = marks.places
    places["stem"] = stem.at
    if feedback is not None:
        places["feedback"] = feedback.at
    if isinstance(response, Choice):
        for option in response.options:
            places.setdefault("correct" if option.correct else "distractors", option.at)
    item = Item(
        id=marks.id,
        stem=stem,
        response=response,
        topic=marks.topic,
        difficulty=marks.difficulty,
        outcome=marks.outcome,
        uses=tuple(marks.uses),
        feedback=feedback,
        name=name,
        category=category,
        extra_tags=tuple(marks.extra_tags),
        at=marks.line or block.first_line(),
        places=places,
    )
    return with_facts(item, marks.more)

"""GIFT banks, read as Moodle 4.5 reads them. One broken question never hides the next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.exchange import Reading
from qoima.formats.gift_answers import read_response, read_text
from qoima.formats.gift_cursor import SPACE, Block, Part, blocks, coded, spoken
from qoima.formats.gift_tags import Marks, has_marks, read_marks
from qoima.model.item import Choice, Description, Item, Response
from qoima.model.text import Markup, Text

BLANK = "_____"
"""What Moodle puts where an answer block stands inside its sentence."""

MAX_CATEGORY_LENGTH = 255
MAX_ID_LENGTH = 100

_CATEGORY = "$CATEGORY:"
_UNSEEN_LINE = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+")
_COMMAND = re.compile(r"(?:\\[A-Za-z]+|[\^_])$")
_EATEN = re.compile(
    r"\\\\|(?:(?<=\b[A-Z]:)\\n(?=[a-z])|\\n(?:abla|atural|cong|e|earrow|eg|eq|exists|geq|gtr|i|leq|less|mid|ot|otin"
    r"|parallel|prec|rightarrow|sim|subseteq|succ|supseteq|u|vdash|warrow)(?![A-Za-z]))"
)


def read_gift(source: Source) -> Reading:
    """The items of a GIFT file. Never raises."""
    reader = _Reader()
    for block in blocks(source):
        reader.block(block)
    return Reading(tuple(reader.items), reader.refused, source.whole(), tuple(reader.said))


@dataclass(slots=True)
class _Reader:
    items: list[Item] = field(default_factory=list)
    refused: int = 0
    category: tuple[str, ...] = ()
    said: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, at: Span) -> None:
        self.said.append(problem(code, at))

    def block(self, block: Block) -> None:
        self.lines(block)
        text = block.whole()
        if text and not text.text.startswith(_CATEGORY):
            item = self.item(text)
            self.items += [item] if item else []
            self.refused += item is None
            return
        if (lost := has_marks(block)) is not None:
            self.report("GFT021", lost)
        if text:
            self.switch(text)

    def lines(self, block: Block) -> None:
        """What is wrong with the lines of a block as such."""
        for line in block.lines:
            if _UNSEEN_LINE.fullmatch(line.text):
                self.report("GFT011", line)
            elif not line.text.startswith("//"):
                for match in _EATEN.finditer(block.source.text, line.start, line.end):
                    if match[0] != "\\\\":
                        self.report("GFT014", block.source.span(match.start(), match.end()))
        if block.zero is not None:
            self.report("GFT022", block.zero)

    def switch(self, text: Part) -> None:
        """A category for the items that follow; lines below it are lost in its name, as in Moodle."""
        path = text.since(text.start + len(_CATEGORY))
        end = path.find("\n")
        if end >= 0:
            self.report("GFT016", text.before(end).at)
            self.refused += 1
        self.category = category_path(coded(path.text))
        for name in self.category:
            self.length(name, text.before(end if end >= 0 else text.end).at, MAX_CATEGORY_LENGTH)

    def length(self, name: str, at: Span, limit: int) -> None:
        """Longer names end Moodle's import with an error of its database."""
        if len(name) > limit:
            self.said.append(problem("DLV001", at, limit=limit, have=len(name)))

    def item(self, text: Part) -> Item | None:
        marks = read_marks(text.block, self.said)
        self.length(marks.id, marks.places.get("id", text.at), MAX_ID_LENGTH)
        name, text = _named(text)
        opening, closing = text.find("{"), text.find("}")
        if (opening < 0) != (closing < 0) or closing < opening:
            code, at = ("GFT001", opening) if closing < 0 else ("GFT002", closing)
            self.report(code, text.block.span(at, at + 1))
            return None
        self.surroundings(text, opening, closing)
        stem = self.stem(text, opening, closing)
        if opening < 0:
            self.report("GFT013", stem.at)
            return _item(marks, name, stem, Description(), None, self.category)
        answers, feedback = self.answers(text.before(closing).since(opening + 1).trimmed(), stem.markup)
        response = read_response(answers, stem.markup, self.said)
        return None if response is None else _item(marks, name, stem, response, feedback, self.category)

    def answers(self, block: Part, markup: Markup) -> tuple[Part, Text | None]:
        """The answers without the general feedback, and that."""
        at = block.rfind("####")
        if at < 0:
            return block, None
        general = block.since(at + 4)
        feedback = read_text(general.text, general.trimmed().at, markup, self.said)
        return block.before(at).trimmed(), feedback if feedback.source else None

    def stem(self, text: Part, opening: int, closing: int) -> Text:
        """The question, with a blank where the answers stood if text follows them."""
        source, shown = text.text, text
        if opening >= 0:
            before = text.before(opening)
            source = before.text + ("" if source.endswith("}") else BLANK) + text.since(closing + 1).text
            shown = before.trimmed() or text
        stem = read_text(source, shown.at, "moodle", self.said)
        if not stem.source:
            self.report("GFT012", stem.at)
        return stem

    def surroundings(self, text: Part, opening: int, closing: int) -> None:
        """Signs before and behind the answers that say the author meant something else."""
        at = text.find("\n" + _CATEGORY)
        if at >= 0:
            self.report("GFT017", text.block.span(at + 1, at + 1 + len(_CATEGORY)))
        if opening < 0:
            return
        command = _COMMAND.search(text.block.text, max(text.start, opening - 30), opening)
        if command and not text.before(closing).since(opening + 1).trimmed().text.startswith(("=", "~", "#")):
            self.report("GFT019", text.block.span(opening, closing + 1))
            return
        behind = text.since(closing + 1).trimmed()
        second = behind.find("{")
        if second >= 0 or behind.text.startswith(("//", "####")):
            line = behind.since(max(second, behind.start))
            end = line.find("\n")
            self.report("GFT020", line.before(end if end >= 0 else line.end).at)


def _named(text: Part) -> tuple[str, Part]:
    """The name between `::` and `::`, and the rest; a `::` without a second one falls away."""
    if not text.text.startswith("::"):
        return "", text
    text = text.since(text.start + 2)
    end = text.find("::")
    if end < 0:
        return "", text
    return spoken(text.before(end).text), text.since(end + 2).trimmed()


def category_path(path: str) -> tuple[str, ...]:
    """The names in a path of Moodle: `//` is a slash in a name; `$course$` and `top` at the start are the bank."""
    names = [name.strip(SPACE).replace("//", "/") for name in re.split(r"(?<!/)/(?!/)", path.strip(SPACE))]
    if re.fullmatch(r"\$[a-z]+\$", names[0]):
        names = names[1:]
    return tuple(names[1:] if names[:1] == ["top"] else names)


def _item(
    marks: Marks, name: str, stem: Text, response: Response, feedback: Text | None, category: tuple[str, ...]
) -> Item:
    more = marks.more
    places = _places(marks.places, stem, response, feedback)
    return Item(
        id=marks.id,
        stem=stem,
        response=response,
        topic=marks.topic,
        difficulty=marks.difficulty,
        outcome=marks.outcome,
        symbols=dict(more.symbols or {}),
        uses=tuple(marks.uses),
        feedback=feedback,
        hints=tuple(Text(hint, stem.markup, places["hints"]) for hint in more.hints or ()),
        points=more.points if more.points is not None else Decimal(1),
        translates=more.translates or "",
        sample_of=more.sample_of or "",
        accepts=dict(more.accepts or {}),
        name=name,
        category=category,
        extra_tags=tuple(marks.extra_tags),
        at=marks.line or _first_line(stem.at),
        places=places,
    )


def _places(marked: Mapping[str, Span], stem: Text, response: Response, feedback: Text | None) -> dict[str, Span]:
    places = {**marked, "stem": stem.at}
    if feedback is not None:
        places["feedback"] = feedback.at
    if isinstance(response, Choice):
        for option in response.options:
            places.setdefault("correct" if option.correct else "distractors", option.at)
    return places


def _first_line(at: Span) -> Span:
    line = at.source.line(at.position.line)
    start = at.source.offset(at.position.line, 1)
    return at.source.span(start + len(line) - len(line.lstrip(SPACE)), start + len(line.rstrip(SPACE)))

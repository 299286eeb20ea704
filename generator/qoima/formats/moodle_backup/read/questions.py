"""`questions.xml` of a backup: categories, and in them questions with all their versions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.formats.moodle.holding import Held, Path
from qoima.formats.moodle.question import File, Question, Rich, StoredAnswer, StoredPair
from qoima.formats.moodle.stored_values import as_html, number_of, percent_of, whole_of
from qoima.formats.moodle_backup.read.values import inside, value
from qoima.formats.moodle_xml.elements import Comment, Element
from qoima.formats.moodle_xml.literal import LiteralDocument
from qoima.formats.moodle_xml.questions import COMBINED, TYPED

PARTS = frozenset(("question_category", "question_bank_entry", "question_versions", "question"))
_OPTIONS = {
    "multichoice": ("multichoice",),
    "truefalse": ("truefalse",),
    "shortanswer": ("shortanswer",),
    "numerical": ("numerical_options", "numerical_option"),
    "match": ("matchoptions",),
    "essay": ("essay",),
}
"""Where the columns of a type's own table stand, below its plugin."""
_NO_SETTINGS = frozenset((*COMBINED, "graderinfo", "trueanswer", "falseanswer", "instructions"))
_SHOWN = 60
_READY = "ready"

Files = Callable[[str, str], tuple[File, ...]]
"""The files of a place (`filearea`) and Moodle's number of what they belong to."""


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category as listed: its name, the number of the one above it (`0` for none), of its context."""

    name: str
    parent: str
    context: str


@dataclass(slots=True)
class _Entry:
    category: str
    versions: list[tuple[int, Question]] = field(default_factory=list)


@dataclass(slots=True)
class QuestionsReader:
    """What a backup holds of questions; `entries` by the number that slots name them with.

    `tags` has the names of tags by their numbers; `is_old` tells the layout of Moodle 3.
    """

    files: Files
    said: list[Diagnostic] = field(default_factory=list)
    categories: dict[str, CategoryRow] = field(default_factory=dict)
    entries: dict[str, _Entry] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    is_old: bool = False

    def read(self, document: LiteralDocument) -> None:
        """Reads the whole document; what is no XML is told by `document.refused`."""
        for part in document.read():
            if isinstance(part, Comment):
                continue
            if part.name == "question":
                self.question(part, document)
            elif part.name == "question_category":
                self.categories[part.attributes.get("id", "")] = CategoryRow(
                    value(part, "name"), value(part, "parent"), value(part, "contextid")
                )

    def question(self, element: Element, document: LiteralDocument) -> None:
        """A version of a question; parts of one with gaps, which belong to another question, are left out."""
        if value(element, "parent") not in ("", "0"):
            return
        category, entry, version = map(
            document.above, ("question_category", "question_bank_entry", "question_versions")
        )
        if category is None or entry is None or version is None:
            if not self.is_old:
                self.said.append(problem("DLV054", element.at))
            self.is_old = True
            return
        held = self.entries.setdefault(entry.attributes.get("id", ""), _Entry(category.attributes.get("id", "")))
        status = value(version, "status") or _READY
        one = self.stored(element, value(entry, "idnumber"), status)
        held.versions.append((whole_of(value(version, "version")) or 1, one))

    def stored(self, element: Element, idnumber: str, status: str) -> Question:
        """The question, not yet in its category."""
        qtype, number = value(element, "qtype"), element.attributes.get("id", "")
        plugin = element.child(f"plugin_qtype_{qtype}_question")
        options = next(inside(plugin, *_OPTIONS.get(qtype, (qtype,))), None)
        tags = list(inside(element, "tags", "tag"))
        self.tags |= {tag.attributes.get("id", ""): value(tag, "rawname") for tag in tags}
        return Question(
            qtype=qtype,
            name=value(element, "name"),
            idnumber=idnumber,
            text=self.rich(element, "questiontext", number),
            general_feedback=self.rich(element, "generalfeedback", number),
            default_mark=self.number(element, "defaultmark"),
            penalty=self.number(element, "penalty"),
            tags=tuple(value(tag, "rawname") for tag in tags),
            hints=tuple(
                self.rich(hint, "hint", hint.attributes.get("id", ""))
                for hint in inside(element, "question_hints", "question_hint")
            ),
            answers=tuple(self.answers(plugin, options, qtype)),
            pairs=tuple(
                StoredPair(
                    self.rich(row, "questiontext", row.attributes.get("id", ""), "subquestion"),
                    value(row, "answertext"),
                )
                for row in inside(plugin, "matches", "match")
            ),
            combined={
                name: self.rich(options, name, number)
                for name in COMBINED
                if options is not None and options.child(name) is not None
            },
            notes=self.rich(options, "graderinfo", number) if qtype == "essay" and options is not None else Rich(),
            settings=_settings(options),
            status=status,
            at=element.at,
        )

    def answers(self, plugin: Element | None, options: Element | None, qtype: str) -> Iterator[StoredAnswer]:
        """The answers; those of a statement that is true or false are `True` and `False` in each language."""
        tolerances = {
            value(row, "answer"): number_of(value(row, "tolerance"))
            for row in inside(plugin, "numerical_records", "numerical_record")
        }
        for answer in inside(plugin, "answers", "answer"):
            number = answer.attributes.get("id", "")
            text = Rich(value(answer, "answertext"))
            if qtype == "truefalse":
                text = Rich("True" if value(options, "trueanswer") == number else "False")
            elif qtype not in TYPED:
                text = self.rich(answer, "answertext", number, "answer", "answerformat")
            share = self.number(answer, "fraction")
            feedback = self.rich(answer, "feedback", number, "answerfeedback")
            yield StoredAnswer(text, percent_of(share * 100), feedback, tolerances.get(number))

    def rich(self, parent: Element, name: str, number: str, area: str = "", form: str = "") -> Rich:
        """A text with its format beside it and the files that are kept in `area`, by default of the same name."""
        html = as_html(value(parent, name), value(parent, form or f"{name}format"))
        return Rich(html, self.files(area or name, number))

    def number(self, parent: Element, name: str) -> Decimal:
        """A number; one that cannot be read is said, and counts as 0."""
        written = value(parent, name)
        number = number_of(written) if written else Decimal(0)
        if number is None:
            self.said.append(problem("DLV056", parent.at, name=name, value=written[:_SHOWN]))
        return number or Decimal(0)

    def path(self, category: str) -> Path:
        """The names of a category and those above it, below `top`."""
        names: list[str] = []
        seen: set[str] = set()
        while (row := self.categories.get(category)) is not None and category not in seen:
            seen.add(category)
            if row.parent in ("", "0"):
                break
            names.append(row.name)
            category = row.parent
        return tuple(reversed(names))

    def names(self) -> dict[str, str]:
        """What each question goes by, by the number of its entry: its idnumber, else its name."""
        counted = {number: counting(entry.versions)[1] for number, entry in self.entries.items()}
        return {number: one.idnumber or one.name for number, one in counted.items()}

    def held(self) -> Iterator[Held]:
        """The questions in the order of the file."""
        for entry in self.entries.values():
            yield self._held(entry)

    def _held(self, entry: _Entry) -> Held:
        row = self.categories.get(entry.category)
        number, question = counting(entry.versions)
        newer = tuple(one.status for other, one in sorted(entry.versions, key=lambda v: v[0]) if other > number)
        return Held(
            question=replace(question, category=self.path(entry.category)),
            version=number,
            versions=len(entry.versions),
            newer=newer,
            bank=row.context if row is not None else "",
        )


def counting(versions: list[tuple[int, Question]]) -> tuple[int, Question]:
    """The version that a quiz draws: the latest that is ready, else just the latest."""
    ready = [one for one in versions if one[1].status == _READY]
    return max(ready or versions, key=lambda one: one[0])


def _settings(options: Element | None) -> dict[str, str]:
    """The columns of the type's table, but for texts with formats of their own, which stand elsewhere."""
    if options is None:
        return {}
    return {
        name: value(options, name)
        for name in options.children
        if name == "responseformat" or not (name in _NO_SETTINGS or name.endswith("format"))
    }

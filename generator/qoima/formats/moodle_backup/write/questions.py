"""`questions.xml` of a backup: categories with their questions, every column of Moodle's tables written out.

A column that is left out is zero on some versions, and on others the question no longer matches its like.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from qoima.formats.moodle.names import clean_tag
from qoima.formats.moodle.question import Rich, StoredAnswer
from qoima.formats.moodle_backup.ids import Ids
from qoima.formats.moodle_backup.tree import Bank, Entry, Node
from qoima.formats.moodle_backup.write.files import Pictures
from qoima.formats.moodle_backup.xml import NULL, TIME, Fields, decimal, document, element, leaf, leaves
from qoima.model.text import Markup

HTML = 1
_FORMS: dict[Markup, str] = {"moodle": "0", "html": "1", "qoima": "1", "plain": "2", "markdown": "4"}
"""Moodle's numbers for the formats of texts."""
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
SETTINGS: dict[str, dict[str, str]] = {
    "multichoice": {
        "layout": "0",
        "single": "1",
        "shuffleanswers": "1",
        "answernumbering": "abc",
        "shownumcorrect": "0",
        "showstandardinstruction": "0",
    },
    "truefalse": {"showstandardinstruction": "0"},
    "shortanswer": {"usecase": "0"},
    "numerical": {"showunits": "3", "unitsleft": "0", "unitgradingtype": "0", "unitpenalty": "0.1000000"},
    "match": {"shuffleanswers": "1", "shownumcorrect": "0"},
    "essay": {
        "responseformat": "editor",
        "responserequired": "1",
        "responsefieldlines": "15",
        "minwordlimit": NULL,
        "maxwordlimit": NULL,
        "attachments": "0",
        "attachmentsrequired": "0",
        "responsetemplate": "",
        "responsetemplateformat": "1",
        "filetypeslist": "",
        "maxbytes": "0",
    },
    "description": {},
}
"""The fields of each type that are no texts, with what they are where a question does not say."""


def questions_file(banks: Iterable[Bank], ids: Ids, pictures: Pictures) -> bytes:
    """The categories of all banks; the pictures of their texts are noted on the way."""
    writer = QuestionWriter(ids, pictures)
    return document(element("question_categories", (line for bank in banks for line in writer.bank(bank))))


class QuestionWriter:
    """Writes banks; `context` is the one whose bank is being written."""

    def __init__(self, ids: Ids, pictures: Pictures) -> None:
        self.ids, self.pictures, self.context = ids, pictures, 0
        self.tags: dict[str, int] = {}

    def bank(self, bank: Bank) -> Iterator[str]:
        """The categories of a bank, those above first."""
        self.context = bank.context.id
        for node in bank.nodes.values():
            yield self._category(node, bank)

    def _category(self, node: Node, bank: Bank) -> str:
        values: Fields = {
            "name": node.name,
            "contextid": bank.context.id,
            "contextlevel": bank.context.level,
            "contextinstanceid": bank.context.instance,
            "info": node.info,
            "infoformat": HTML,
            "stamp": node.stamp,
            "parent": node.parent,
            "sortorder": node.sort_order,
            "idnumber": node.idnumber or NULL,
        }
        entries = element("question_bank_entries", [self._entry(entry, node) for entry in node.entries])
        return element("question_category", [leaves(values), entries], id=node.id)

    def _entry(self, entry: Entry, node: Node) -> str:
        held: Fields = {"questioncategoryid": node.id, "idnumber": entry.question.idnumber or NULL, "ownerid": 0}
        version = leaves({"version": 1, "status": entry.question.status})
        question = element("questions", [self._question(entry)])
        versions = element("question_versions", [version, question], id=self.ids.new("version", entry.key))
        return element("question_bank_entry", [leaves(held), element("question_version", [versions])], id=entry.id)

    def _question(self, entry: Entry) -> str:
        question, own = entry.question, entry.question_id
        self._note(own, questiontext=question.text, generalfeedback=question.general_feedback)
        values: Fields = {
            "parent": 0,
            "name": question.name,
            **_text("questiontext", question.text),
            **_text("generalfeedback", question.general_feedback),
            "defaultmark": decimal(question.default_mark),
            "penalty": decimal(question.penalty),
            "qtype": question.qtype,
            # A text without a question does not count among them.
            "length": 0 if question.qtype == "description" else 1,
            "stamp": entry.stamp,
            "timecreated": TIME,
            "timemodified": TIME,
            "createdby": 0,
            "modifiedby": 0,
        }
        own_fields = element(f"plugin_qtype_{question.qtype}_question", self._type(entry))
        hints = element("question_hints", [self._hint(n, hint, entry) for n, hint in enumerate(question.hints)])
        tags = element("tags", [self._tag(tag) for tag in map(clean_tag, question.tags) if tag])
        return element("question", [leaves(values), own_fields, hints, tags], id=own)

    def _type(self, entry: Entry) -> Iterator[str]:
        """What a question has in the tables of its type."""
        question = entry.question
        settings = {
            name: question.settings.get(name, default) or (NULL if default == NULL else "")
            for name, default in SETTINGS.get(question.qtype, {}).items()
        }
        match question.qtype:
            case "multichoice":
                yield self._answers(entry, is_rich=True)[0]
                yield self._own(entry, settings | self._combined(entry))
            case "truefalse":
                answers, made = self._answers(entry, is_rich=False)
                by_text = dict(zip((answer.text.html for answer in question.answers), made, strict=True))
                sides = {"trueanswer": str(by_text.get("True", 0)), "falseanswer": str(by_text.get("False", 0))}
                yield answers
                yield self._own(entry, sides | settings)
            case "shortanswer":
                yield self._answers(entry, is_rich=False)[0]
                yield self._own(entry, settings)
            case "numerical":
                yield from self._numerical(entry, settings)
            case "match":
                yield self._own(entry, settings | self._combined(entry), "matchoptions")
                yield element("matches", [self._pair(n, entry) for n in range(len(question.pairs))])
            case "essay":
                self._note(entry.question_id, graderinfo=question.notes)
                notes = _text("graderinfo", question.notes)
                yield self._own(entry, settings | notes)

    def _own(self, entry: Entry, values: dict[str, str], name: str = "") -> str:
        made = self.ids.new("options", entry.key)
        return element(name or entry.question.qtype, [leaves(values)], id=made)

    def _combined(self, entry: Entry) -> dict[str, str]:
        values: dict[str, str] = {}
        for name in COMBINED:
            text = entry.question.combined.get(name, Rich())
            self._note(entry.question_id, **{name: text})
            values |= _text(name, text)
        return values

    def _answers(self, entry: Entry, is_rich: bool) -> tuple[str, list[int]]:
        """The answers of a question, and their ids."""
        made = [self.ids.new("answer", entry.key, n) for n in range(len(entry.question.answers))]
        held = zip(made, entry.question.answers, strict=True)
        return element("answers", (self._answer(own, answer, is_rich) for own, answer in held)), made

    def _answer(self, own: int, answer: StoredAnswer, is_rich: bool) -> str:
        self._note(own, answer=answer.text, answerfeedback=answer.feedback)
        values: Fields = {
            "answertext": answer.text.html,
            "answerformat": _FORMS[answer.text.form] if is_rich else "0",
            "fraction": decimal(answer.percent / 100),
            **_text("feedback", answer.feedback),
        }
        return element("answer", [leaves(values)], id=own)

    def _numerical(self, entry: Entry, settings: dict[str, str]) -> Iterator[str]:
        answers, made = self._answers(entry, is_rich=False)
        records = [
            element(
                "numerical_record",
                [leaf("answer", own), leaf("tolerance", _tolerance(answer.tolerance))],
                id=self.ids.new("tolerance", own),
            )
            for own, answer in zip(made, entry.question.answers, strict=True)
        ]
        yield answers
        yield element("numerical_units")
        yield element("numerical_options", [self._own(entry, settings, "numerical_option")])
        yield element("numerical_records", records)

    def _pair(self, number: int, entry: Entry) -> str:
        pair, own = entry.question.pairs[number], self.ids.new("pair", entry.key, number)
        self._note(own, subquestion=pair.left)
        values: Fields = {
            **_text("questiontext", pair.left),
            "answertext": pair.right,
        }
        return element("match", [leaves(values)], id=own)

    def _hint(self, number: int, hint: Rich, entry: Entry) -> str:
        own = self.ids.new("hint", entry.key, number)
        self._note(own, hint=hint)
        values: Fields = {
            **_text("hint", hint),
            "shownumcorrect": 0,
            "clearwrong": 0,
            "options": NULL,
        }
        return element("question_hint", [leaves(values)], id=own)

    def _tag(self, tag: str) -> str:
        """A tag; Moodle takes those that differ in case for one, so they share an id."""
        own = self.tags.get(tag.casefold()) or self.tags.setdefault(tag.casefold(), self.ids.new("tag", tag))
        return element("tag", [leaves({"name": tag, "rawname": tag})], id=own, contextid=self.context)

    def _note(self, owner: int, **texts: Rich) -> None:
        for area, text in texts.items():
            if text.files:
                self.pictures.add(self.context, area, owner, text)


def _text(name: str, text: Rich) -> dict[str, str]:
    """A text and its format, each in its column."""
    return {name: text.html, f"{name}format": _FORMS[text.form]}


def _tolerance(tolerance: Decimal | None) -> str:
    """How far off a number may be, as Moodle keeps it."""
    return "0" if tolerance is None else f"{tolerance.normalize() + 0:f}"

"""The listing for programs; docs/moodle.md says what each key means."""

from qoima.core.words import Lang
from qoima.formats.moodle.listing import Listed, Listing
from qoima.formats.moodle.question import Question, Rich, StoredAnswer
from qoima.formats.moodle.stored import TYPED, fraction
from qoima.model.meaning import number_text
from qoima.render.machine import entry
from qoima.render.moodle.words import readable

JSON_VERSION = 1
"""Raised when a key goes or changes its meaning; a new key is no new version."""

Data = dict[str, object]


def as_data(listing: Listing, name: str, lang: Lang, *, is_public: bool) -> Data:
    """The whole listing; `name` is what was asked for."""
    return {
        "version": JSON_VERSION,
        "private": not is_public,
        "bank": name,
        "way": listing.way,
        "refused": listing.refused,
        "items": [_item(one, lang) for one in listing.listed],
        "diagnostics": [entry(one, lang) for one in listing.said],
    }


def _item(one: Listed, lang: Lang) -> Data:
    return {
        "number": one.number,
        "line": one.item.at.position.line,
        **_question(one.question),
        "differs": [{"what": change.what, "written": change.written, "held": change.held} for change in one.changes],
        "not_in_moodle": list(one.stays),
        "diagnostics": [entry(said, lang) for said in one.said],
    }


def _question(question: Question) -> Data:
    return {
        "qtype": question.qtype,
        "idnumber": question.idnumber or None,
        "name": question.name,
        "category": list(question.category),
        "default_mark": number_text(question.default_mark),
        "penalty": f"{question.penalty:.7f}",
        "tags": list(question.tags),
        "settings": dict(question.settings),
        "text": _text(question.text),
        "general_feedback": _text(question.general_feedback),
        "hints": [_text(hint) for hint in question.hints],
        "answers": [_answer(question, answer) for answer in question.answers],
        "pairs": [{"left": _text(pair.left), "right": pair.right} for pair in question.pairs],
        "notes": _text(question.notes),
    }


def _answer(question: Question, answer: StoredAnswer) -> Data:
    plain = question.qtype in TYPED
    return {
        "percent": number_text(answer.percent),
        "fraction": fraction(answer.percent),
        "text": answer.text.html if plain else _text(answer.text),
        "tolerance": number_text(answer.tolerance) if answer.tolerance is not None else None,
        "feedback": _text(answer.feedback),
    }


def _text(text: Rich) -> Data:
    return {
        "source": text.html,
        "format": text.form,
        "words": readable(text),
        "pictures": [{"name": file.name, "bytes": len(file.data)} for file in text.files],
    }

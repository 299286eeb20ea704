"""What the script of a practice page needs beside the HTML: keys and weights, papers, and its own words."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup

from qoima.formats.messages import catalogue
from qoima.model.bank import Practice
from qoima.model.digest import digest
from qoima.model.item import (
    DIFFICULTIES,
    Choice,
    Item,
    Matching,
    Numerical,
    ShortAnswer,
    TrueFalse,
    option_weights,
    response_texts,
)
from qoima.model.meaning import typed
from qoima.site.edition import Edition
from qoima.site.pages.practice_papers import Paper
from qoima.site.pages.practice_questions import Question, right_places, right_sides

DIGEST_SIGNS = 10
"""Enough to tell one wording of an item from another."""

SAID = (
    "again", "all_answered", "all_topics", "answered", "any_level", "attempts", "check", "choose", "clock",
    "clock_none", "draw_full", "draw_short", "draw_some", "empty", "explanation", "given_in", "hint", "hint_shown",
    "hints_used", "left", "level_share", "match_all", "minutes", "model_answer", "next", "no_level",
    "no_model_answer", "not_answered", "not_marked", "nothing_wrong", "nothing_yet", "one", "other_notes", "over",
    "pair", "paper_facts", "part_of", "partly", "place", "points", "progress", "question", "results_summary",
    "resumed", "retry_count", "retrying", "right", "right_answer", "right_answers", "self_full", "self_none",
    "self_part", "self_question", "several", "taken", "time_double", "time_exact", "time_half_more", "time_none",
    "type_answer", "type_number", "unanswered_left", "unlimited", "write", "wrong", "your_answer",
)  # fmt: skip
"""The words of the script, below `practice.` in the messages; it fills their places itself."""


def script_data(
    edition: Edition, practice: Practice, topics: list[str], questions: list[Question], papers: Iterable[Paper]
) -> Markup:
    """JSON for the script element of the page; `topics` in the order of the page."""
    words, published = edition.words, edition.published
    penalty = published.university.penalty
    data = {
        "page_language": words.lang,
        "set": f"{published.university.id}/{practice.course}/{practice.language}",
        "language": practice.language,
        "decimal_sign": words.decimal_sign,
        "levels": {level: words.label("difficulty", level) for level in DIFFICULTIES},
        "words": {key: catalogue(words.lang)[f"site.practice.{key}"] for key in SAID},
        "items": [
            {
                "id": q.anchor,
                "digest": _digest(edition, practice, q),
                "kind": q.kind,
                "points": plain_number(q.item.points),
                "level": q.item.difficulty,
                **_key(q, penalty=penalty),
            }
            for q in questions
        ],
        "papers": [_paper(paper, topics) for paper in papers],
    }
    # `<` would let a text end the script element.
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def plain_number(number: Decimal) -> int | float:
    """A number as JSON writes it shortest."""
    return int(number) if number == int(number) else float(number)


def _key(question: Question, *, penalty: bool) -> dict[str, object]:
    match question.item.response:
        case Choice():
            choice = question.choice or Choice(())
            right = [place for place, option in enumerate(choice.options) if option.correct]
            weights = [plain_number(weight) for weight in option_weights(choice, penalty=penalty)]
            return {"several": choice.several, "weights": weights, "right": right}
        case TrueFalse(answer=answer):
            return {"weights": [100, 0] if answer else [0, 100], "right": [0 if answer else 1]}
        case ShortAnswer(answers=answers, match_case=match_case):
            accepted = [[typed(answer.text), plain_number(answer.weight_percent)] for answer in answers]
            return {"answers": accepted, "match_case": match_case}
        case Numerical(numbers=numbers):
            rows = [
                [None if n.value is None else float(n.value), float(n.tolerance), plain_number(n.weight_percent)]
                for n in numbers
            ]
            return {"numbers": rows}
        case Matching(pairs=pairs) as matching:
            places = right_places(matching)
            return {"pairs": [places[typed(right)] for _, right in pairs]}
        case _:
            return {}


def _paper(paper: Paper, topics: Sequence[str]) -> dict[str, object]:
    asked = [place for place, topic in enumerate(topics) if paper.topics is None or topic in paper.topics]
    return {
        "id": paper.id,
        "name": paper.name,
        "questions": paper.questions,
        "minutes": paper.minutes,
        "attempts": paper.attempts,
        "mix": dict(paper.mix) or None,
        "topics": asked or list(range(len(topics))),
    }


def _digest(edition: Edition, practice: Practice, question: Question) -> str:
    """Changes when the item does, or the order in which its answers are shown: stored answers name them by place."""
    meant = digest((question.item,), folder=practice.folder, pictures=edition.published.pictures)
    shown = "\0".join(_order(question.item))
    return hashlib.sha256(f"{meant}\0{shown}".encode()).hexdigest()[:DIGEST_SIGNS]


def _order(item: Item) -> list[str]:
    response = item.with_key_hidden().response
    if isinstance(response, Matching):
        return [*(left.source for left, _ in response.pairs), *(typed(right) for right in right_sides(response))]
    return [text.source for text in response_texts(response)]

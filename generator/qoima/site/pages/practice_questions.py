"""The questions of a practice page as HTML: what is asked, and apart from it the answer and the notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import NamedTuple

from markupsafe import Markup

from qoima.model.item import Choice, Description, Essay, Item, Matching, Numerical, ShortAnswer, TrueFalse
from qoima.model.markup import to_html
from qoima.model.meaning import typed
from qoima.model.text import Text
from qoima.site.wording import Wording


class Note(NamedTuple):
    """What is said about one of the answers; the script finds it by `place`, a reader by `label`."""

    place: int
    label: Markup
    text: Markup


@dataclass(frozen=True, slots=True)
class Question:
    """An item with its number on the page; a text without a question has none."""

    place: int
    number: int | None
    item: Item

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return f"item-{self.item.id or self.place}"

    @property
    def kind(self) -> str:
        """The kind of the answer."""
        return self.item.response.kind

    @property
    def choice(self) -> Choice | None:
        """The options to choose from, in their stable order; None for items of other kinds."""
        response = self.item.with_key_hidden().response
        return response if isinstance(response, Choice) else None

    @property
    def stem(self) -> Markup:
        """What is asked."""
        return html(self.item.stem)

    @property
    def hints(self) -> list[Markup]:
        """What helps, to be read one by one."""
        return [html(hint) for hint in self.item.hints]

    def options(self, words: Wording) -> list[Markup]:
        """What can be chosen, as HTML."""
        if isinstance(self.item.response, TrueFalse):
            return [Markup.escape(words("practice.true")), Markup.escape(words("practice.false"))]
        return [html(option.text) for option in self.choice.options] if self.choice else []

    def lefts(self) -> list[Markup]:
        """The sides of a matching item that look for their pair."""
        response = self.item.response
        return [html(left) for left, _ in response.pairs] if isinstance(response, Matching) else []

    def rights(self) -> list[Markup]:
        """The sides to choose from, sorted, so that their order tells nothing."""
        response = self.item.response
        return [html(text) for text in right_sides(response)] if isinstance(response, Matching) else []

    def answers(self, words: Wording) -> list[Markup]:
        """The right answers, a line each."""
        match self.item.response:
            case Choice():
                right = [
                    place for place, option in enumerate(self.choice.options if self.choice else ()) if option.correct
                ]
                return [Markup.escape(", ".join(letter(place) for place in right))]
            case TrueFalse(answer=answer):
                return [Markup.escape(words("practice.true" if answer else "practice.false"))]
            case ShortAnswer(answers=accepted):
                return [_with_share(words, html(a.text), a.weight_percent) for a in accepted if a.weight_percent > 0]
            case Numerical(numbers=numbers):
                given = [(n, n.value) for n in numbers if n.value is not None and n.weight_percent > 0]
                return [_with_share(words, _range(words, value, n.tolerance), n.weight_percent) for n, value in given]
            case Matching(pairs=pairs) as matching:
                places = right_places(matching)
                return [Markup("{} — {}").format(html(left), letter(places[typed(right)])) for left, right in pairs]
            case _:
                return []

    def notes(self, words: Wording) -> list[Note]:
        """What is said about single answers."""
        held: list[tuple[Markup, Text | None]]
        match self.item.response:
            case Choice():
                options = self.choice.options if self.choice else ()
                held = [(Markup(letter(place)), option.feedback) for place, option in enumerate(options)]
            case TrueFalse(when_true=when_true, when_false=when_false):
                yes, no = self.options(words)
                held = [(yes, when_true), (no, when_false)]
            case ShortAnswer(answers=answers):
                held = [(html(answer.text), answer.feedback) for answer in answers]
            case Numerical(numbers=numbers):
                other = Markup.escape(words("practice.other_number"))
                held = [
                    (other if n.value is None else Markup.escape(_range(words, n.value, n.tolerance)), n.feedback)
                    for n in numbers
                ]
            case _:
                held = []
        return [Note(place, label, html(text)) for place, (label, text) in enumerate(held) if text]

    def model_answer(self) -> Markup:
        """What a good answer to an essay has; empty where the author has written none."""
        response = self.item.response
        return html(response.notes) if isinstance(response, Essay) else Markup("")

    def why(self) -> Markup:
        """The explanation of the answer."""
        return html(self.item.feedback)


def numbered(items: Iterable[Item]) -> list[Question]:
    """The items with their numbers; texts without a question are not counted."""
    questions, number = [], 0
    for place, item in enumerate(items, start=1):
        asks = not isinstance(item.response, Description)
        number += asks
        questions.append(Question(place, number if asks else None, item))
    return questions


def html(text: Text | None) -> Markup:
    """The sanitised HTML of a text; nothing for no text."""
    return Markup(to_html(text)) if text else Markup("")


def letter(place: int) -> str:
    """How an option is called: A, B … Z, 27 …"""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def right_sides(matching: Matching) -> Sequence[Text]:
    """The right sides, each once and sorted; two that read the same are one, as in Moodle."""
    sides = {typed(right): right for right in (*(right for _, right in matching.pairs), *matching.extra)}
    return [sides[words] for words in sorted(sides)]


def right_places(matching: Matching) -> dict[str, int]:
    """Where each right side stands, by its words."""
    return {typed(right): place for place, right in enumerate(right_sides(matching))}


def _with_share(words: Wording, shown: Markup | str, percent: Decimal) -> Markup:
    share = "" if percent == 100 else " " + words("practice.pays", percent=words.number(percent))
    return Markup("{}{}").format(shown, share)


def _range(words: Wording, value: Decimal, tolerance: Decimal) -> str:
    return words.number(value) + (f" ± {words.number(tolerance)}" if tolerance else "")

"""A bank as an Aiken file that Moodle imports without a word: single choice, texts of one line, nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from string import ascii_uppercase

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.aiken.lines import KEY, OPTION
from qoima.formats.aiken.text import OneLine, one_line
from qoima.formats.exchange import Written
from qoima.formats.moodle.names import clean_name, default_name
from qoima.formats.moodle.own_facts import own_facts
from qoima.model.bank import ItemSet
from qoima.model.item import Choice, Item, option_weights

_FULL = Decimal(100)
_NO_BREAK_SPACE = "\u00a0"
_BYTE_ORDER_MARK = "\ufeff"
_SHORTEST = 2
"""Moodle passes over lines with fewer bytes."""


def write_aiken(held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool) -> Written:
    """The items as Aiken, options in their stable order; what it cannot carry is said once an item and kind.

    `pictures` and `penalty` are those of every writer; neither finds a place here.
    """
    said: list[Diagnostic] = []
    if held.category:
        said.append(_lost(held.at, Message("what.category", "categories")))
    texts = [text for item in held.items if (text := _item(item, said, in_category=held.category is not None))]
    data = "\n".join(texts)
    # At the start of a file Moodle takes this sign away.
    return Written((f"\n{data}" if data.startswith(_BYTE_ORDER_MARK) else data).encode(), tuple(said))


def _item(item: Item, said: list[Diagnostic], *, in_category: bool) -> str:
    """The lines of an item; none where Aiken cannot carry it."""
    if not isinstance(item.response, Choice) or item.response.several:
        kind = Message(f"kind.{item.response.kind}", item.response.kind)
        if isinstance(item.response, Choice):
            kind = Message("kind.several-choice", "several choice")
        said.append(problem("LOS001", item.at, format="Aiken", kind=kind))
        return ""
    item = item.with_key_hidden()
    assert isinstance(item.response, Choice)
    stem, options = one_line(item.stem), [one_line(option.text) for option in item.response.options]
    weights = option_weights(item.response, penalty=False)
    if (why := _refusal(stem, options, weights.count(_FULL))) is not None:
        said.append(problem("LOS004", item.at, format="Aiken", why=why))
        return ""
    said += (_lost(item.at, what) for what in _losses(item, item.response, stem, options, in_category=in_category))
    rows = [f"{letter}. {option.text}" for letter, option in zip(ascii_uppercase, options, strict=False)]
    return "\n".join([_stem_line(stem.text), *rows, f"{KEY} {ascii_uppercase[weights.index(_FULL)]}", ""])


def _refusal(stem: OneLine, options: Sequence[OneLine], right: int) -> Message | None:
    """Why Aiken cannot carry a single-choice item with `right` options of 100 %."""
    if not 2 <= len(options) <= len(ascii_uppercase):
        return Message("why.option-count", "it needs 2 to 26 options")
    if right != 1:
        return Message("why.right-options", "exactly one option must earn 100 %")
    if not all(line.text.strip() for line in (stem, *options)):
        return Message("why.empty-text", "its question or an option has no text")
    return None


def _stem_line(text: str) -> str:
    """A no-break space, which nobody sees, keeps Moodle from taking the line for an option or key, or passing over."""
    is_taken_wrongly = OPTION.match(text) or text.startswith(KEY) or len(text.encode()) < _SHORTEST
    return _NO_BREAK_SPACE + text if is_taken_wrongly else text


def _lost(at: Span, what: Message) -> Diagnostic:
    return problem("LOS003", at, format="Aiken", what=what)


def _losses(
    item: Item, choice: Choice, stem: OneLine, options: Sequence[OneLine], *, in_category: bool
) -> Iterator[Message]:
    """What of an item does not arrive, one entry a kind."""
    lost = stem.lost.union(*(option.lost for option in options))
    if "formatting" in lost:
        yield Message("what.formatting", "the form of the text (bold, indices, code, lists, tables)")
    if "pictures" in lost:
        yield Message("what.pictures", "pictures")
    if "several-lines" in lost:
        yield Message("what.several-lines", "the line breaks of the text")
    if any(weight not in (0, _FULL) for weight in option_weights(choice, penalty=False)):
        yield Message("what.weights", "weights of wrong options")
    if item.feedback or any(option.feedback for option in choice.options):
        yield Message("what.any-feedback", "feedback")
    if item.hints:
        yield Message("what.hints", "hints")
    if item.points != 1:
        yield Message("what.points", "points")
    if item.id:
        yield Message("what.id", "the id")
    if item.name is not None and clean_name(item.name) != default_name(stem.text):
        yield Message("what.own-name", "the name of the item")
    if item.category and not in_category:
        yield Message("what.category", "categories")
    if any((item.topic, item.difficulty, item.outcome, item.uses, item.extra_tags, *own_facts(item).values())):
        yield Message("what.facts", "tags, topic, difficulty and other facts of the item")

"""What Moodle stores of an answer block, in a few words for messages."""

from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.formats.gift.cursor import spoken
from qoima.formats.gift.weights import Lost
from qoima.model.item import Choice, Description, Essay, Matching, Numerical, Response, ShortAnswer

_SHOWN, _MOST = 60, 5


def shown(text: str) -> str:
    """A part of a block in one line, cut where it is long."""
    return cut_short(" ".join(spoken(text[: _SHOWN * 4]).split()))


def cut_short(text: str) -> str:
    """A text as it is shown in a message."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def listed(texts: list[str]) -> str:
    """Answers in a row, the first few of them."""
    return " | ".join([shown(text) for text in texts[:_MOST]] + (["…"] if len(texts) > _MOST else []))


def said_to_be_stored(response: Response | Lost) -> Message | str:
    """`: it stores …`, with the kind and the answers; nothing where Moodle does not take the item."""
    if isinstance(response, Lost):
        return ""
    values = {
        "kind": Message(f"kind.{response.kind}", response.kind.replace("-", " ")),
        "answers": listed(_answers(response)),
    }
    if not values["answers"]:
        return Message("gift.stored-bare", ": it stores a question of the kind “{kind}”", MappingProxyType(values))
    return Message("gift.stored", ": it stores {kind} “{answers}”", MappingProxyType(values))


def _answers(response: Response) -> list[str]:
    match response:
        case Choice(options=options):
            return [option.text.source for option in options]
        case ShortAnswer(answers=answers):
            return [answer.text.source for answer in answers]
        case Numerical(numbers=numbers):
            return ["*" if number.value is None else f"{number.value:f}" for number in numbers]
        case Matching(rows=rows):
            return [f"{left.source} -> {right.source}" for left, right in rows]
        case Essay() | Description():
            return []
    return ["T" if response.answer else "F"]

"""Items as short text for golden files."""

from qoima.core.diagnostic import ordered
from qoima.formats.exchange import Reading
from qoima.model.item import Choice
from qoima.render.terminal import diagnostic


def shown(reading: Reading) -> str:
    """Each item with its right option marked, then everything said."""
    parts = []
    for item in reading.items:
        assert isinstance(item.response, Choice)
        options = [f"{'+' if option.correct else '-'} {option.text.source}" for option in item.response.options]
        parts.append("\n".join([f"[{item.stem.markup}] {item.stem.source}", *options]))
    parts += [diagnostic(one, "en") for one in ordered(reading.said)]
    return "\n\n".join([*parts, f"{len(reading.items)} read, {reading.unread_items} refused\n"])

"""The pictures for social networks, kept under `build/cache/cards/`: only what changed is drawn again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qoima.cli.files import write_files
from qoima.site.cards import Card, draw, key

PNG_END = b"IEND\xaeB`\x82"


@contextmanager
def remembered(folder: Path) -> Iterator[Callable[[Card], bytes]]:
    """A function that draws a card or takes it from the folder; after the block the folder has no others.

    A picture that was cut short, by a crash or by a hand, is drawn again.
    """
    asked: set[str] = set()

    def drawn(card: Card) -> bytes:
        name = f"{key(card)}.png"
        asked.add(name)
        file = folder / name
        held = file.read_bytes() if file.is_file() else b""
        if not held.endswith(PNG_END):
            held = draw(card)
            write_files(folder, {name: held})
        return held

    yield drawn
    for old in folder.glob("*.png"):
        if old.name not in asked:
            old.unlink()

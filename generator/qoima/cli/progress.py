"""A line of progress on a terminal; silence in a pipe."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from qoima.core.words import Lang
from qoima.render.terminal import width, word

Note = Callable[[str], None]


@contextmanager
def step(title: str, lang: Lang) -> Iterator[Note]:
    """Show `title …` on stderr while the block runs, then how long it took. Nothing where stderr is no terminal.

    The block gets a function; what it tells that function is put behind the title.
    """
    if not sys.stderr.isatty():
        yield lambda _part: None
        return
    started, parts = time.monotonic(), list[str]()
    _show(f"{title} …")

    def note(part: str) -> None:
        parts.append(part)
        _show(f"\r{title} … {', '.join(parts)}")

    try:
        yield note
    finally:
        seconds = f"{time.monotonic() - started:.0f}"
        done = word("step.done", "{title}: {seconds} s", lang, title=title, seconds=seconds)
        blank = " " * (width(f"{title} … {', '.join(parts)}") - width(done))
        _show(f"\r{done}{blank}\n")


def _show(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)

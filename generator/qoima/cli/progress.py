"""A line of progress on a terminal; silence in a pipe."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show `title …` on stderr while the block runs, then how long it took. Nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    started = time.monotonic()
    print(f"{title} …", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print(f"\r{title}: {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)

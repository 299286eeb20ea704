"""Python's search for cycles, kept out of work that makes very many values and no cycles."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def without_search(work: Callable[P, R]) -> Callable[P, R]:
    """The function, with the search off while it runs.

    The search goes through everything alive again and again while values pile up: more than half of the time of reading
    a large bank. Values without cycles are freed without it.
    """

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return run

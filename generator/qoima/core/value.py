"""Values that are made by the hundred thousand: frozen for the type checker, plain slots where the program runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(*, eq: bool = True, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """A dataclass with slots, compared and hashed by its fields, or by identity where `eq` is false.

    Making one takes a quarter of the time of a frozen dataclass, which sets each field through `object.__setattr__`.
    """
    return dataclass(slots=True, eq=eq, unsafe_hash=eq, kw_only=kw_only)

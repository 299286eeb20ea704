"""What is said of reviews beside the findings of rules; Russian and Kazakh under `ui.review`."""

from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.words import Template


def because(key: str, text: Template, **values: object) -> Message:
    """Why a sheet is not proved, or may not be signed: English text, other languages by key."""
    return Message(f"ui.review.because.{key}", text, MappingProxyType(values))

"""By what one finding is known again in another run, after lines have moved and numbers have changed."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qoima.core.diagnostic import Diagnostic

_VERSION = "1"
"""Raised when fingerprints are made in another way: then no baseline fits any more."""

_HEX_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding with its fingerprint."""

    diagnostic: Diagnostic
    fingerprint: str


def marked(diagnostics: Iterable[Diagnostic]) -> tuple[Marked, ...]:
    """Each finding with its fingerprint: of its code, its path, the text of its line, and which of the same it is.

    The findings of a whole report are given, in its order, those that waivers take away among them: so it makes no
    difference what of the report is shown.
    """
    met: Counter[tuple[str, str, str]] = Counter()
    held = []
    for one in diagnostics:
        facts = (one.code, one.at.source.path, line_of(one))
        met[facts] += 1
        parts = "\0".join((_VERSION, *facts, str(met[facts])))
        digest = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
        held.append(Marked(one, digest[:_HEX_DIGITS]))
    return tuple(held)


def line_of(one: Diagnostic) -> str:
    """The line that a finding points at, whatever its spacing, its case and its way to write a letter."""
    source = one.at.source
    text = source.line(one.at.position.line) if source.text else ""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()

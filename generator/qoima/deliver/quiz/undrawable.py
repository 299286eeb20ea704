"""Controls of which no quiz can be made, said by a check: an author sees it before anybody builds."""

from collections.abc import Iterator

from qoima.core.diagnostic import Diagnostic
from qoima.deliver.quiz.paper import drawing
from qoima.model.nodes import Linked

CODES = ("DLV031", "DLV032", "DLV033", "DLV035")
"""A paper that asks for what Moodle, or the bank, does not give; one that says nothing is told of by a build."""


def undrawable(linked: Linked) -> Iterator[Diagnostic]:
    """Why the banks that could be read whole give no quiz, though the paper says what a student gets."""
    for held in linked.banks:
        if not held.bank.unread_items:
            _, said = drawing(held.bank, held.control.control, tuple(held.control.course.course.topics))
            yield from (one for one in said if one.code in CODES)

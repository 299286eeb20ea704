"""REF002: an id that names nothing."""

from collections.abc import Collection, Iterable, Iterator

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import did_you_mean, problem
from qoima.core.source import Span
from qoima.model.repository import Repository


def unread(repository: Repository, folder: str) -> set[str]:
    """The ids of the files in a folder that have errors of their own; they exist, whatever else is wrong."""
    return {p.removeprefix(folder).removesuffix(".yaml") for p in repository.unread if p.startswith(folder)}


def missing(kind: str, named: Iterable[str], known: Collection[str] | None, at: Span) -> Iterator[Diagnostic]:
    """REF002 for each id that is not known; where the file that would know is broken (`None`), nothing."""
    if known is None:
        return
    for id in named:
        if id not in known:
            yield problem("REF002", at, kind=Message(f"kind.{kind}", kind), id=id, near=did_you_mean(id, known))

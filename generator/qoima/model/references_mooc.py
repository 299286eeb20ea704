"""Ids inside a MOOC that name nothing (REF002): outcomes, lessons, modules, its programme."""

from collections.abc import Collection, Iterator

from qoima.core.diagnostic import Diagnostic
from qoima.model.dangling import missing
from qoima.model.mooc import Mooc


def references_in_mooc(mooc: Mooc, programmes: Collection[str]) -> Iterator[Diagnostic]:
    """What the modules, lessons and tasks of a MOOC refer to."""
    outcomes = {outcome for module in mooc.modules for outcome in module.outcomes}
    for module in mooc.modules:
        for lesson in module.lessons:
            own = set(module.outcomes)
            yield from missing("outcome of this module", lesson.outcomes, own, lesson.place("outcomes"))
    for task in mooc.tasks:
        yield from missing("outcome", task.outcomes, outcomes, task.place("outcomes"))
    parts = {lesson.id for lesson in mooc.lessons} | {module.id for module in mooc.modules} | {"course"}
    for entry in mooc.literature:
        yield from missing("lesson or module", entry.scope, parts, entry.place("scope"))
    if mooc.programme:
        yield from missing("programme", [mooc.programme], programmes, mooc.place("programme"))

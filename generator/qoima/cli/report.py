"""Which findings of a check are shown and counted: by paths, by severity, beside a baseline, since a revision."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from qoima.cli.workspace import Checked
from qoima.core.diagnostic import Severity, ordered
from qoima.render.baseline import Baseline, left_over
from qoima.render.fingerprint import Marked, marked
from qoima.render.shown import Shown

Choice = Callable[[tuple[Marked, ...]], tuple[Marked, ...]]
"""What is left of findings."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asks to see: findings in `places`, or everywhere; those of severity info or not."""

    root: Path
    places: tuple[Path, ...]
    info: bool

    def of(self, findings: Iterable[Marked]) -> tuple[Marked, ...]:
        """The findings that are asked for."""
        return tuple(one for one in findings if self._severe(one) and self.has(one.diagnostic.at.source.path))

    def has(self, path: str) -> bool:
        """Whether a path lies in one of the places."""
        return not self.places or any((self.root / path).is_relative_to(place) for place in self.places)

    def _severe(self, one: Marked) -> bool:
        return self.info or one.diagnostic.severity is not Severity.INFO


def findings(checked: Checked) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
    """What a check has found, and what waivers take away of it."""
    waived = {id(one) for one in checked.report.waived}
    all = marked(ordered((*checked.report.diagnostics, *checked.report.waived)))
    kept = tuple(one for one in all if id(one.diagnostic) not in waived)
    return kept, tuple(one for one in all if id(one.diagnostic) in waived)


def chosen(checked: Checked, wanted: Wanted, baseline: Baseline | None, change: Choice | None) -> Shown:
    """What is shown, and how much the baseline and the change leave out of it.

    What is wrong with the baseline is shown in any case: whoever names it must know.
    """
    found, waived = findings(checked)
    unknown, said = left_over(found, baseline) if baseline is not None else (found, ())
    mine = change(unknown) if change is not None else unknown
    about_baseline = marked((*baseline.said, *said)) if baseline is not None else ()
    return Shown(
        findings=(*wanted.of(mine), *about_baseline),
        waived=wanted.of(waived),
        in_baseline=len(wanted.of(found)) - len(wanted.of(unknown)),
        older=len(wanted.of(unknown)) - len(wanted.of(mine)),
    )

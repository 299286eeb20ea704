"""What of a report is shown, what was left out of it, and what every form of it says beside a message."""

from dataclasses import dataclass
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostics, Message, Severity
from qoima.core.words import Lang, Template
from qoima.formats.messages import say
from qoima.render.fingerprint import Marked
from qoima.render.terminal import summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The findings of a report that are shown and counted, in its order, and those that waivers take away.

    `in_baseline` and `older` say how many were left out by `--baseline` and `--changed-since`.
    """

    findings: tuple[Marked, ...]
    waived: tuple[Marked, ...] = ()
    in_baseline: int = 0
    older: int = 0

    @property
    def diagnostics(self) -> Diagnostics:
        """The findings without their fingerprints."""
        return tuple(one.diagnostic for one in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings of a severity are shown."""
        return sum(one.diagnostic.severity is severity for one in self.findings)


def closing(shown: Shown, lang: Lang) -> str:
    """The last line of a report: how many of each severity, and how many were left out."""
    parts = [summary(shown.diagnostics, len(shown.waived), lang)]
    if shown.in_baseline:
        parts.append(
            _counted(
                "in-baseline", "{n} known from the baseline", "{n} known from the baseline", shown.in_baseline, lang
            )
        )
    if shown.older:
        parts.append(_counted("older", "{n} older finding left out", "{n} older findings left out", shown.older, lang))
    return ", ".join(parts)


def _counted(key: str, one: str, other: str, number: int, lang: Lang) -> str:
    template: Template = {"count": "n", "one": one, "other": other}
    return say(Message(f"ui.{key}", template, MappingProxyType({"n": number})), lang)

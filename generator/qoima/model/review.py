"""Expert reviews of test bases: the orders that name the experts, and their conclusions (EKU 5.24–5.27)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qoima.core.source import Placed
from qoima.model.fields import outside, spelled
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo(Placed):
    """The memo of the head of department that an order rests on; `by` is a person."""

    by: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertOrder(Placed):
    """The rector's order that approves the experts of an academic year."""

    academic_year: str
    number: str = ""
    date: datetime.date | None = None
    memo: Memo | None = None
    experts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertOrders(Placed):
    """testbanks/experts.yaml"""

    orders: tuple[ExpertOrder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings(Placed):
    """What the experts say of each thing they must look at; `model_programme` is `none` where there is none."""

    ses: LocalText | None = None
    model_programme: LocalText | None = None
    work_programme: LocalText | None = None
    difficulty: LocalText | None = None
    wording: LocalText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord(Placed):
    """Where the signed paper copy is kept."""

    kept_at: str = spelled("place")
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Placed):
    """testbanks/<course>/<language>/reviews/<date>-<control>.yaml, the conclusion of experts; never edited once signed.

    `folder` is (course, language) as the path says it. `kind` is primary, additional or repeated; `verdict` is possible
    or impossible, for the `modes` computer and written. `remarks` are on single items, by id. `digest` stands for the
    items that the experts have seen: `qoima.model.digest`; `seen` has the short digest of each of them, by id. Both are
    written by `qoima review sign`, with `signed_by`: who of the experts has signed, in that order.
    """

    folder: tuple[str, str] = outside()
    name: str = outside()
    language: Literal["kk", "ru", "en"] | None = None
    date: datetime.date
    academic_year: str = ""
    kind: str = ""
    controls: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()
    findings: Findings | None = None
    remarks: Mapping[str, LocalText] = field(default_factory=dict)
    verdict: str = ""
    modes: tuple[str, ...] = ()
    digest: str = ""
    paper_record: PaperRecord | None = None
    signed_by: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where the sheet stands in the repository."""
        return f"testbanks/{'/'.join(self.folder)}/reviews/{self.name}.yaml"

    @property
    def is_signed(self) -> bool:
        """Whether it counts as a conclusion; until every expert has signed, it is a draft."""
        return bool(self.digest) and not self.waits_for

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The experts who have not signed yet. A digest without names speaks for all of them."""
        if self.digest and not self.signed_by:
            return ()
        return tuple(expert for expert in self.experts if expert not in self.signed_by)

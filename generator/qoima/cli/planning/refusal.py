"""Why a release of a control cannot be recorded, or its delta written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from qoima.cli import git
from qoima.cli.blocking import blocked_in, stopping
from qoima.cli.planning.history import HEAD, State
from qoima.cli.workspace import Checked
from qoima.core.diagnostic import Message
from qoima.deliver.plan import BankPlan, has_release, lost_entries
from qoima.model.delivery import deliveries_path
from qoima.model.sealing import SEALED_CODE, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for: the name of the release, its day, why seals are broken, and whether it is recorded."""

    name: str
    day: date
    reason: str
    records: bool


def _values(**held: object) -> MappingProxyType[str, object]:
    return MappingProxyType(held)


def against(plan: BankPlan, reason: str) -> Iterator[Message]:
    """What stands in the way whatever is asked for: a seal that holds, ids that live on elsewhere."""
    if not plan.delivery.is_certain:
        yield Message("plan.why.unread", "the bank or its record cannot be read whole: `qoima check` says why")
    if plan.breaks_seal and plan.seal and not reason:
        yield Message(
            "plan.why.sealed",
            "sealed until {until}, and items have changed: bring them back from git, or say why with --unseal REASON",
            _values(until=plan.seal.until),
        )
    for id, path in sorted(plan.elsewhere.items()):
        yield Message(
            "plan.why.moved",
            "{id} was handed out with this control and now stands in {path}: give it an id there that "
            "was never used, for here its id is retired; or move it back",
            _values(id=id, path=path),
        )


def refused(checked: Checked, held: tuple[BankPlan, ...], wish: Wish) -> Mapping[BankPlan, tuple[Message, ...]]:
    """All reasons by control; only those that have one."""
    blocked = blocked_in(checked)
    wrong = {one.at.source.path: one.code for one in reversed(stopping(checked))}
    found: dict[BankPlan, tuple[Message, ...]] = {}
    for plan in held:
        codes = sorted({one.code for one in blocked.get(plan.id, ())} - {SEALED_CODE})
        reasons = [*against(plan, wish.reason), *_unfit(plan, wrong, codes)]
        if wish.records:
            reasons += [*_names(plan, wish), *_history(checked.root, plan)]
        if reasons:
            found[plan] = tuple(reasons)
    return found


def _unfit(plan: BankPlan, wrong: Mapping[str, str], codes: list[str]) -> Iterator[Message]:
    for path in (plan.delivery.path, deliveries_path(plan.id), "content/university.yaml"):
        if path in wrong:
            yield Message(
                "plan.why.error",
                "{path} has errors ({code} …): `qoima check` shows them",
                _values(path=path, code=wrong[path]),
            )
    if codes:
        yield Message(
            "plan.why.blocked",
            "the bank is not exported ({codes}), so it cannot be handed out",
            _values(codes=", ".join(codes)),
        )
    if plan.no_ids:
        yield Message(
            "plan.why.no-ids",
            "items without an id: {n}; give each one, or nothing can be said of them",
            _values(n=plan.no_ids),
        )
    if not plan.delivery.digests and plan.last is None:
        yield Message("plan.why.empty", "there are no items to hand out")


def _names(plan: BankPlan, wish: Wish) -> Iterator[Message]:
    if has_release(plan, wish.name):
        yield Message("plan.why.taken", "there is a release {name} already", _values(name=wish.name))
    if plan.last and wish.day < plan.last.date:
        yield Message("plan.why.earlier", "the last release is of a later day, {day}", _values(day=plan.last.date))


def _history(root: Path, plan: BankPlan) -> Iterator[Message]:
    """The commit must hold the very items, and the record all that it held."""
    try:
        committed = State(root, HEAD, plan.id)
    except git.GitFailure as failure:
        yield Message("plan.why.no-git", "git does not say what was committed: {reason}", _values(reason=failure))
        return
    now, then = plan.delivery.digests, committed.digests()
    others = sorted(id for id in now.keys() | then.keys() if now.get(id) != then.get(id))
    if others and plan.delivery.is_certain:
        yield Message(
            "plan.why.uncommitted",
            "the last commit does not have the items as they are ({ids}): commit the bank first",
            _values(ids=named(others)),
        )
    before = committed.deliveries()
    lost = list(lost_entries(before, plan.delivery.deliveries)) if before else []
    if lost:
        yield Message(
            "plan.why.lost",
            "{path} is only added to, but these entries of the last commit are gone or others now: "
            "{entries}; bring the file back from git",
            _values(path=deliveries_path(plan.id), entries=named(lost)),
        )

"""The states and proofs of reviews as tables for people and as JSON for programs."""

from collections.abc import Sequence

from qoima.core.words import Lang
from qoima.formats.messages import say
from qoima.model.digest import Changes
from qoima.model.review import Review
from qoima.model.review_state import Standing, State
from qoima.render.terminal import table, word
from qoima.review.proof import Proof, Result

JSON_VERSION = 1
NAMED_ITEMS = 3
"""So many items of each kind are named in a line of the table."""


def status_table(held: Sequence[Standing], lang: Lang) -> str:
    """A line a bank: where it stands, by whom, of which day and kind, and what has changed since."""
    head = [
        word("table.bank", "bank", lang),
        word("review.table.state", "review", lang),
        word("review.table.experts", "expert", lang),
        word("review.table.date", "date", lang),
        word("review.table.kind", "kind", lang),
        word("review.table.more", "more", lang),
    ]
    return table(head, [_status_row(one, lang) for one in held])


def _status_row(one: Standing, lang: Lang) -> list[str]:
    review = one.review or (one.drafts[0] if one.drafts else None)
    by = ", ".join(review.experts) if review and review.experts else "–"
    day = review.date.isoformat() if review else "–"
    kind = _kind(review.kind, lang) if review and review.kind else "–"
    return [str(one.bank), _state(one.state, lang), by, day, kind, "; ".join(_more(one, lang)) or "–"]


def _kind(kind: str, lang: Lang) -> str:
    """The kind in words; what is none of them, as it is written."""
    return {
        "primary": word("review.kind.primary", "primary", lang),
        "additional": word("review.kind.additional", "additional", lang),
        "repeated": word("review.kind.repeated", "repeated", lang),
    }.get(kind, kind)


def _state(state: State, lang: Lang) -> str:
    return {
        State.NO_BANK: word("review.state.no-bank", "no bank", lang),
        State.NOT_ASKED: word("review.state.not-asked", "not asked for", lang),
        State.UNREADABLE: word("review.state.unreadable", "cannot be read", lang),
        State.MISSING: word("review.state.missing", "missing", lang),
        State.WAITING: word("review.state.waiting", "waits for a signature", lang),
        State.REFUSED: word("review.state.refused", "refused", lang),
        State.OTHER_MODE: word("review.state.other-mode", "not for computer testing", lang),
        State.EXPIRED: word("review.state.expired", "of another academic year", lang),
        State.CHANGED: word("review.state.changed", "changed since", lang),
        State.APPROVED: word("review.state.approved", "approved", lang),
    }[state]


def _more(one: Standing, lang: Lang) -> list[str]:
    said = _changes(one.changes, lang)
    if one.state is State.EXPIRED and one.review:
        said.append(one.review.academic_year)
    for draft in one.drafts:
        waits = ", ".join(draft.waits_for) or "–"
        text = "{path} waits for {persons}"
        said.append(word("review.more.waits", text, lang, path=draft.path.rpartition("/")[2], persons=waits))
    return said


def _changes(since: Changes | None, lang: Lang) -> list[str]:
    if since is None:
        return [word("review.more.unnamed", "other items; the sheet does not say which", lang)]
    said = []
    if since.changed:
        said.append(word("review.more.changed", "changed: {items}", lang, items=_named(since.changed)))
    if since.added:
        said.append(word("review.more.added", "added: {items}", lang, items=_named(since.added)))
    if since.removed:
        said.append(word("review.more.removed", "removed: {items}", lang, items=_named(since.removed)))
    return said


def _named(ids: Sequence[str]) -> str:
    rest = f" (+{len(ids) - NAMED_ITEMS})" if len(ids) > NAMED_ITEMS else ""
    return ", ".join(ids[:NAMED_ITEMS]) + rest


def as_json(held: Sequence[Standing]) -> dict[str, object]:
    """`{version, banks: [{bank, state, review, drafts, changed, added, removed}]}`; ids in full."""
    return {"version": JSON_VERSION, "banks": [_standing(one) for one in held]}


def _standing(one: Standing) -> dict[str, object]:
    since = one.changes
    return {
        "bank": str(one.bank),
        "path": one.path or None,
        "state": str(one.state),
        "review": _review(one.review) if one.review else None,
        "drafts": [{**_review(draft), "waits_for": list(draft.waits_for)} for draft in one.drafts],
        "changes": None
        if since is None
        else {"changed": list(since.changed), "added": list(since.added), "removed": list(since.removed)},
    }


def _review(one: Review) -> dict[str, object]:
    return {
        "path": one.path,
        "date": one.date.isoformat(),
        "academic_year": one.academic_year,
        "kind": one.kind,
        "controls": list(one.controls),
        "experts": list(one.experts),
        "signed_by": list(one.signed_by),
        "verdict": one.verdict,
        "modes": list(one.modes),
    }


def proofs_table(proofs: Sequence[Proof], lang: Lang) -> str:
    """A line a sheet: whose, what has come out, and why."""
    if not proofs:
        return word("review.none-signed", "no signed reviews", lang)
    head = [
        word("review.table.sheet", "sheet", lang),
        word("review.table.experts", "expert", lang),
        word("review.table.result", "result", lang),
        word("review.table.why", "why", lang),
    ]
    return table(head, [_proof_row(one, lang) for one in proofs])


def _proof_row(one: Proof, lang: Lang) -> list[str]:
    result = {
        Result.PROVED: word("review.result.proved", "proved", lang),
        Result.NOT_PROVED: word("review.result.not-proved", "NOT PROVED", lang),
        Result.SHALLOW: word("review.result.shallow", "not provable: shallow clone", lang),
        Result.NO_GIT: word("review.result.no-git", "not provable: no git", lang),
    }[one.result]
    by = ", ".join(one.review.experts) if one.review else "–"
    why = [say(said, lang) for said in (one.why, one.note) if said]
    if not one.why and one.commits:
        listed = ", ".join(commit.short for commit in one.commits)
        why.insert(0, word("review.by-commit", "commit {commits}", lang, commits=listed))
    return [one.path, by, result, "; ".join(why)]


def proofs_as_json(proofs: Sequence[Proof], lang: Lang) -> dict[str, object]:
    """`{version, sheets: [{path, controls, experts, result, why, reason, commits, note}]}`; `why` is a stable word."""
    return {"version": JSON_VERSION, "sheets": [_proof(one, lang) for one in proofs]}


def _proof(one: Proof, lang: Lang) -> dict[str, object]:
    return {
        "path": one.path,
        "controls": list(one.review.controls) if one.review else [],
        "experts": list(one.review.experts) if one.review else [],
        "result": str(one.result),
        "why": one.why.key.rpartition(".")[2] if one.why else None,
        "reason": say(one.why, lang) if one.why else None,
        "commits": [commit.id for commit in one.commits],
        "note": say(one.note, lang) if one.note else None,
    }

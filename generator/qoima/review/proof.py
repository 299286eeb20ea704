"""The proof of a signed sheet by history: the experts themselves have brought it in, and nobody has touched it since.

History is what git has written down, as `History` gives it; nothing here reads it. docs/reviews.md says what is proved
so, and what is not.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from qoima.core.diagnostic import Message
from qoima.model.digest import changes
from qoima.model.review import Review
from qoima.review.commits import Commit, History, Touch
from qoima.review.say import because
from qoima.review.signing import signers_line

MOST_DAYS = 31
"""So many days may lie between the date of a sheet and the commit that brings it in."""

CLOCK_SECONDS = 24 * 3600
"""By so much clocks of different machines may differ."""

_DIGEST = re.compile(rb"(?m)^digest:[ \t]*[^\s#]")


class Result(StrEnum):
    """What has come out."""

    PROVED = "proved"
    NOT_PROVED = "not-proved"
    SHALLOW = "shallow"
    NO_GIT = "no-git"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The result for a sheet, and why; `commits` brought its signatures in, the last one first."""

    path: str
    review: Review | None
    result: Result
    why: Message | None = None
    commits: tuple[Commit, ...] = ()
    note: Message | None = None


class _NotProved(Exception):
    def __init__(self, why: Message) -> None:
        self.why = why


def same_address(one: str, other: str) -> bool:
    """Whether two e-mails are one: capitals of ASCII do not count, every other sign does."""
    return bool(one) and one.encode().lower() == other.encode().lower()


def prove(review: Review, history: History, addresses: Mapping[str, str]) -> Proof:
    """The proof of a signed sheet; `addresses` has the e-mail of each person as people.yaml has it now."""
    try:
        commits = tuple(_proved(review, history, addresses))
    except _NotProved as failure:
        return Proof(path=review.path, review=review, result=Result.NOT_PROVED, why=failure.why)
    return Proof(path=review.path, review=review, result=Result.PROVED, commits=commits)


def _proved(review: Review, history: History, addresses: Mapping[str, str]) -> Iterator[Commit]:
    """The commits of the signatures, the last one first."""
    blob = history.head(review.path)
    if blob is None:
        raise _NotProved(because("absent", "it is not committed"))
    if history.here(review.path) != blob:
        raise _NotProved(because("differs", "it has been changed here, and that is not committed"))
    signers = review.signed_by or review.experts
    if len(review.experts) > 1 and not review.signed_by:
        raise _NotProved(because("unnamed", "it names several experts, but not who of them has signed"))
    if stranger := next((one for one in signers if one not in review.experts), None):
        raise _NotProved(because("stranger", "{person} has signed it, but is none of its experts", person=stranger))
    touches, text = history.touches(review.path), history.text(blob)
    later: list[str] = []
    stages = set[bytes]()
    for n in range(len(signers), 0, -1):
        brought = [t.commit for t in touches if t.blob is not None and history.text(t.blob) == text]
        found = _latest(brought, history)
        if not found:
            raise _NotProved(
                because("no-commit", "no commit holds the signature of {person} alone", person=signers[n - 1])
            )
        _untouched([t.commit for t in touches], found, later, history)
        for commit in found:
            yield _by_expert(review, history.commit(commit), signers[n - 1], history, addresses)
        later = found
        stages.add(text)
        text = text.replace(signers_line(signers[:n]).encode(), signers_line(signers[: n - 1]).encode())
    _unedited(touches, later, stages, history)


def _latest(commits: list[str], history: History) -> list[str]:
    """Those on which no other one of them rests."""
    return [one for one in commits if not any(history.is_ancestor(one, other) for other in commits)]


def _untouched(touches: list[str], found: list[str], later: list[str], history: History) -> None:
    """Between the commits of one signature and those of the next, nobody has touched the file."""
    for one in touches:
        since = one not in later and any(history.is_ancestor(commit, one) for commit in found)
        if since and not any(history.is_ancestor(commit, one) for commit in later):
            who = history.commit(one).author
            address = who.address if who else "?"
            raise _NotProved(
                because(
                    "touched",
                    "it was touched after it had been signed: commit {commit} of {address}",
                    commit=one[:10],
                    address=address,
                )
            )


def _unedited(touches: Sequence[Touch], first: list[str], stages: set[bytes], history: History) -> None:
    """Before the first signature, the sheet was a draft: an expert does not edit what is signed either."""
    for touch in touches:
        text = history.text(touch.blob) if touch.blob is not None else b""
        is_other = text not in stages and _DIGEST.search(text)
        if is_other and any(history.is_ancestor(touch.commit, commit) for commit in first):
            commit = touch.commit[:10]
            raise _NotProved(
                because("edited", "it was edited after it had been signed in commit {commit}", commit=commit)
            )


def _by_expert(review: Review, commit: Commit, expert: str, history: History, addresses: Mapping[str, str]) -> Commit:
    """The commit, if the expert has made it, about the items that the sheet says."""
    _is_of(commit, expert, addresses)
    then = history.addresses(commit.id)
    if then is not None and not same_address(then.get(expert, ""), addresses[expert]):
        raise _NotProved(
            because(
                "other-address",
                "when it was signed ({commit}), people.yaml had another e-mail for {person} than now",
                commit=commit.short,
                person=expert,
            )
        )
    _in_time(review, commit, history)
    _signature(commit, expert, addresses)
    seen = history.seen(commit.id, review)
    if seen is None:
        raise _NotProved(
            because(
                "no-items", "the items that it speaks of cannot be read in its commit {commit}", commit=commit.short
            )
        )
    if seen.whole != review.digest:
        raise _NotProved(
            because("other-items", "`digest` is not that of the items in its commit {commit}", commit=commit.short)
        )
    if review.seen and changes(review.seen, seen.by_item):
        raise _NotProved(
            because("other-seen", "`seen` is not that of the items in its commit {commit}", commit=commit.short)
        )
    return commit


def _is_of(commit: Commit, expert: str, addresses: Mapping[str, str]) -> None:
    """Both names on the commit are the expert's: whoever amends or squashes it stands there as committer."""
    mine = addresses.get(expert, "")
    if not mine:
        raise _NotProved(because("no-address", "people.yaml has no e-mail of {person}", person=expert))
    if sum(same_address(mine, other) for other in addresses.values()) > 1:
        raise _NotProved(because("shared", "people.yaml has the e-mail of {person} twice", person=expert))
    if commit.author is None or commit.committer is None:
        raise _NotProved(because("malformed", "commit {commit} is not as git writes one", commit=commit.short))
    if not same_address(commit.author.address, mine):
        raise _NotProved(
            because(
                "author",
                "commit {commit} is of {address}, not of {person}",
                commit=commit.short,
                address=commit.author.address,
                person=expert,
            )
        )
    if not same_address(commit.committer.address, mine):
        raise _NotProved(
            because(
                "committer",
                "commit {commit} names {person} as author, but {address} has made it",
                commit=commit.short,
                address=commit.committer.address,
                person=expert,
            )
        )


def _in_time(review: Review, commit: Commit, history: History) -> None:
    """The commit is of about the day of the sheet, and not older than those on which it rests."""
    assert commit.author is not None
    assert commit.committer is not None
    for day in (commit.author.day, commit.committer.day):
        if not -1 <= (day - review.date).days <= MOST_DAYS:
            raise _NotProved(
                because(
                    "day",
                    "it is dated {date}, but its commit {commit} is of {day}",
                    date=review.date,
                    commit=commit.short,
                    day=day,
                )
            )
    for parent in map(history.commit, commit.parents):
        if parent.committer and parent.committer.seconds > commit.committer.seconds + CLOCK_SECONDS:
            raise _NotProved(
                because(
                    "backdated",
                    "its commit {commit} is dated before commit {parent}, on which it rests",
                    commit=commit.short,
                    parent=parent.short,
                )
            )


def _signature(commit: Commit, expert: str, addresses: Mapping[str, str]) -> None:
    """A commit that is signed is signed by the expert, with a key that git holds for good."""
    signature = commit.signature
    if signature is None:
        return
    if signature.status != "G":
        raise _NotProved(
            because(
                "signature",
                "the cryptographic signature of commit {commit} is not good (git: {status})",
                commit=commit.short,
                status=signature.status,
            )
        )
    if not same_address(signature.address, addresses[expert]):
        raise _NotProved(
            because(
                "key",
                "commit {commit} is signed with the key of {address}, not of {person}",
                commit=commit.short,
                address=signature.address,
                person=expert,
            )
        )


def with_notes(proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    """The proofs; where some sheets were brought in by signed commits, the others are told."""
    if not any(commit.signature for proof in proofs for commit in proof.commits):
        return tuple(proofs)
    return tuple(_noted(proof) for proof in proofs)


def _noted(proof: Proof) -> Proof:
    unsigned = next((commit for commit in proof.commits if commit.signature is None), None)
    if unsigned is None:
        return proof
    note = because(
        "unsigned", "commit {commit} carries no cryptographic signature, though others do", commit=unsigned.short
    )
    return Proof(
        path=proof.path, review=proof.review, result=proof.result, why=proof.why, commits=proof.commits, note=note
    )


def lost(path: str, history: History, touches: Sequence[Touch], is_signed: Callable[[bytes], bool]) -> Proof:
    """A signed sheet that history has and that counts no more; conclusions are kept. The latest touches come first."""
    head = history.head(path)
    if head is not None and history.here(path) != head:
        why = because("differs", "it has been changed here, and that is not committed")
        return Proof(path=path, review=None, result=Result.NOT_PROVED, why=why)
    since = list(takewhile(lambda touch: touch.blob is None or not is_signed(history.text(touch.blob)), touches))
    at = since[-1] if since else touches[0]
    who = history.commit(at.commit).author
    said = {"commit": at.commit[:10], "address": who.address if who else "?"}
    if head is None:
        why = because("removed", "it was signed, and then removed: commit {commit} of {address}", **said)
    else:
        text = "it was signed, and then made a draft again: commit {commit} of {address}"
        why = because("draft-again", text, **said)
    return Proof(path=path, review=None, result=Result.NOT_PROVED, why=why)

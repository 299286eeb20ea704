"""The manifests: what was made from which commit, so that anyone can tell a file from its copy, and who allowed it."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostics
from qoima.deliver.counts import Counts, control_of, counts_of
from qoima.deliver.parcel import Making, PackedBank, Parcel
from qoima.formats.messages import say
from qoima.model.bank import Bank, BankId
from qoima.model.item import DIFFICULTIES
from qoima.model.text import LocalText

Facts = dict[str, object]

_BANK_FILE = re.compile(r"moodle/([^/]+/[^/]+/[^/.]+)\.(?:bank\.)?(?:draft\.)?(?:xml|gift|mbz)")
_WHAT = (
    (re.compile(r"forms/"), "form"),
    (re.compile(r"approvals/summary\."), "summary of approvals"),
    (re.compile(r"approvals/"), "review sheet"),
    (re.compile(r"card\."), "card for the administrator"),
    (re.compile(r".*\.course\.(?:draft\.)?mbz"), "Moodle backup: all quizzes of the course"),
    (re.compile(r".*\.bank\.(?:draft\.)?mbz"), "Moodle backup: a bank alone"),
    (re.compile(r".*\.mbz"), "Moodle backup: a quiz with its bank"),
    (re.compile(r".*\.xml"), "Moodle XML"),
    (re.compile(r".*\.gift"), "GIFT"),
)


def file_facts(files: Mapping[str, bytes], banks: Iterable[Bank] = ()) -> dict[str, Facts]:
    """For each file SHA-256 and size in bytes; for a bank's file its items too, by level as well. A draft says so."""
    counts = {str(bank.id): _counts(bank) for bank in banks}
    held: dict[str, Facts] = {}
    for path, data in files.items():
        held[path] = _sum(data)
        match = _BANK_FILE.fullmatch(path)
        if match and match[1] in counts:
            held[path] |= counts[match[1]]
        if ".draft." in path:
            held[path]["draft"] = True
    return held


def manifest(
    facts: Mapping[str, Facts], *, making: Making, blocked: Mapping[BankId, Diagnostics] = MappingProxyType({})
) -> bytes:
    """`manifest.json` of all that a build delivers, `facts` being those of its files by path.

    It says so where it holds a draft. `blocked` has the banks that may not be used, by `course/language/control`: the
    codes, and why.
    """
    shown: Facts = {"qoima": making.version, "commit": making.commit, "files": facts}
    if any("draft" in one for one in facts.values()):
        shown["draft"] = True
    if blocked:
        shown["blocked"] = {str(id): _reasons(found) for id, found in blocked.items()}
    return _json(shown)


def parcel_manifest(parcel: Parcel, members: Mapping[str, bytes]) -> bytes:
    """`manifest.json` of one course in one language: its files, its banks, how each is drawn and who approved it."""
    stream, making = parcel.stream, parcel.making
    quizzes = {control_of(quiz): quiz for backup in parcel.backups.values() for quiz in backup.quizzes}
    shown: Facts = {
        "qoima": making.version,
        "commit": making.commit,
        "date": making.day.isoformat(),
        "university": _texts(stream.university.name),
        "course": {"id": stream.course.id, "code": stream.course.code, "name": _texts(stream.course.name)},
        "language": stream.language,
        "academic_year": stream.university.academic_year,
        "term": stream.term.id if stream.term else None,
        "files": {name: {**_sum(data), "what": _what(name)} for name, data in members.items()},
        "banks": {bank.bank.id.control: _bank(bank) for bank in parcel.banks},
        "quizzes": {key: _draw(counts_of(quiz)) for key, quiz in quizzes.items()},
    }
    if parcel.is_draft:
        shown["draft"] = True
    if parcel.kept_back:
        shown["kept_back"] = {id.control: _reasons(found) for id, found in parcel.kept_back.items()}
    return _json(shown)


def _bank(packed: PackedBank) -> Facts:
    return {**_counts(packed.bank), "digest": packed.digest, "approval": _approval(packed)}


def _approval(packed: PackedBank) -> Facts | None:
    if packed.conclusion is None:
        return None
    review = packed.conclusion.review
    return {
        "sheet": f"approvals/{review.name}.yaml",
        "date": review.date.isoformat(),
        "experts": list(review.experts),
        "controls": list(review.controls),
        "verdict": review.verdict,
        "modes": list(review.modes),
        "digest": review.digest,
        "is_of_these_items": packed.conclusion.is_of_these,
    }


def _draw(counts: Counts) -> Facts:
    return {
        "categories": {group.name: {"questions": group.questions, "drawn": group.drawn} for group in counts.groups},
        "questions": counts.questions,
        "drawn": counts.drawn,
        "minutes": counts.minutes,
        "attempts": counts.attempts,
        "pictures": counts.pictures,
    }


def _what(name: str) -> str:
    return next(what for pattern, what in _WHAT if pattern.match(name))


def _texts(text: LocalText) -> dict[str, str]:
    return {language: shown.strip() for language, shown in text.texts}


def _sum(data: bytes) -> Facts:
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def _reasons(found: Diagnostics) -> dict[str, list[str]]:
    return {"codes": sorted({one.code for one in found}), "reasons": [say(one.message, "en") for one in found]}


def _counts(bank: Bank) -> dict[str, int]:
    by_level = Counter(item.difficulty for item in bank.items)
    return {"items": len(bank.items), **{level: by_level[level] for level in DIFFICULTIES}}


def _json(shown: Facts) -> bytes:
    return f"{json.dumps(shown, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()

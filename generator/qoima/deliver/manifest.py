"""The manifest of a delivery: what was made from which commit, so that anyone can tell a file from its copy."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostics
from qoima.deliver.draft import draft_path
from qoima.deliver.moodle import SUFFIXES, moodle_path
from qoima.formats.messages import say
from qoima.model.bank import Bank, BankId
from qoima.model.item import DIFFICULTIES


def manifest(
    files: Mapping[str, bytes],
    banks: Iterable[Bank],
    *,
    commit: str,
    version: str,
    blocked: Mapping[BankId, Diagnostics] = MappingProxyType({}),
) -> bytes:
    """`manifest.json`: for each file SHA-256 and size in bytes; for a bank's file its items too, by level as well.

    A draft says so, and the whole says so where it holds one. `blocked` has the banks that no expert allows to be used,
    by `course/language/control`: the codes, and why.
    """
    held: dict[str, dict[str, object]] = {
        path: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)} for path, content in files.items()
    }
    for bank in banks:
        for path in (moodle_path(bank.id, suffix) for suffix in SUFFIXES):
            for one, more in ((path, {}), (draft_path(path), {"draft": True})):
                if one in held:
                    held[one] |= {**_counts(bank), **more}
    shown: dict[str, object] = {"qoima": version, "commit": commit, "files": held}
    if any("draft" in one for one in held.values()):
        shown["draft"] = True
    if blocked:
        shown["blocked"] = {str(id): _reasons(found) for id, found in blocked.items()}
    return f"{json.dumps(shown, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


def _reasons(found: Diagnostics) -> dict[str, list[str]]:
    return {"codes": sorted({one.code for one in found}), "reasons": [say(one.message, "en") for one in found]}


def _counts(bank: Bank) -> dict[str, int]:
    by_level = Counter(item.difficulty for item in bank.items)
    return {"items": len(bank.items), **{level: by_level[level] for level in DIFFICULTIES}}

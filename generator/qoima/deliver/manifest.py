"""The manifest of a delivery: what was made from which commit, so that anyone can tell a file from its copy."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping

from qoima.deliver.moodle import SUFFIXES, moodle_path
from qoima.model.bank import Bank
from qoima.model.item import DIFFICULTIES


def manifest(files: Mapping[str, bytes], banks: Iterable[Bank], *, commit: str, version: str) -> bytes:
    """`manifest.json`: for each file SHA-256 and size in bytes; for a bank's file its items too, by level as well."""
    counts = {moodle_path(bank.id, suffix): _counts(bank) for bank in banks for suffix in SUFFIXES}
    held = {
        path: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), **counts.get(path, {})}
        for path, content in files.items()
    }
    text = json.dumps({"qoima": version, "commit": commit, "files": held}, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _counts(bank: Bank) -> dict[str, int]:
    by_level = Counter(item.difficulty for item in bank.items)
    return {"items": len(bank.items), **{level: by_level[level] for level in DIFFICULTIES}}

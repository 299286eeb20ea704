"""Items as JSON for other programs: what Moodle would hold of each."""

import json
from collections.abc import Mapping
from dataclasses import replace

from qoima.formats.exchange import Written
from qoima.formats.moodle.limits import in_categories
from qoima.formats.moodle.stored import stored
from qoima.model.bank import ItemSet


def write_json(held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool) -> Written:
    """`{"items": [...]}`, each item as `moodle_stored.stored` has it; pictures stay addresses."""
    items = [replace(item, category=category) for category, group in in_categories(held) for item in group]
    shown = {"items": list(stored(items, penalty=penalty, named_by_id=True))}
    return Written(f"{json.dumps(shown, ensure_ascii=False, indent=1)}\n".encode(), ())

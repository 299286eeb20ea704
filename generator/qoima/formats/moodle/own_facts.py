"""What only Qoima knows of an item, for the comments that GIFT and Moodle XML carry it in: one YAML flow mapping."""

import json
import re
from collections.abc import Mapping

from qoima.model.item import Item

# What YAML takes for a line break, the dollars of a formula (where `\n` might be `\neq`), Moodle's marks in GIFT
# comments, and the end of an XML comment.
_NOT_IN_COMMENTS = re.compile(r"[$\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\[(?=(?:id|tag):)|-(?=-)")


def own_facts(item: Item) -> dict[str, object]:
    """The facts that Moodle has no field for."""
    return {
        "symbols": dict(item.symbols),
        "translates": item.translates,
        "sample_of": item.sample_of,
        "accepts": dict(item.accepts),
    }


def flow_mapping(facts: Mapping[str, object]) -> str:
    """`{key: value, …}` in one line, empty facts left out; "" when nothing is left."""
    held = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items() if value]
    text = f"{{{', '.join(held)}}}" if held else ""
    return _NOT_IN_COMMENTS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

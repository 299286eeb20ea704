"""One stage, once, in a process of its own: `python -m benchmarks.stages NAME COUNT` prints seconds and memory as JSON.

A process of its own has no caches filled and no memory left over from another stage. What a stage works on is made
before the clock starts; what it gives is counted after it.
"""

import io
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from benchmarks.bank import gift_text, yaml_text
from qoima.core.source import Source
from qoima.formats.decode import decode
from qoima.formats.exchange import Reading, Written
from qoima.formats.item_files import ENDINGS, READERS, WRITERS
from qoima.model.bank import ItemSet

PEER = "pygiftparser"


class Stage(NamedTuple):
    """What it works on, made from the number of items; the work; how many items it gave."""

    prepare: Callable[[int], Any]
    work: Callable[[Any], Any]
    items: Callable[[Any, int], int]


def _source(form: str) -> Callable[[int], Source]:
    def prepare(count: int) -> Source:
        if form == "moodle-xml":
            return Source("bank.xml", WRITERS[form](_held(count), {}, penalty=True).data.decode())
        return Source(f"bank{ENDINGS[form]}", (gift_text if form == "gift" else yaml_text)(count))

    return prepare


def _held(count: int) -> ItemSet:
    reading = READERS["yaml"](_source("yaml")(count))
    return ItemSet(items=reading.items, category=("databases", "en", "exam"))


def _read(form: str) -> Stage:
    def items(reading: Reading, count: int) -> int:
        assert not reading.said, reading.said[0]
        return len(reading.items)

    return Stage(_source(form), READERS[form], items)


def _write(form: str) -> Stage:
    def work(held: ItemSet) -> Written:
        return WRITERS[form](held, {}, penalty=True)

    return Stage(_held, work, lambda written, count: count if written.data.count(b"db-") >= count else 0)


def _peer(text: str) -> list[Any]:
    from pygiftparser import parser

    questions: list[Any] = parser.parseFile(io.StringIO(text))
    return questions


STAGES: dict[str, Stage] = {
    "decode": Stage(
        lambda count: gift_text(count).encode(),
        lambda data: decode("bank.gift", data)[0],
        lambda source, count: count if source is not None else 0,
    ),
    PEER: Stage(gift_text, _peer, lambda questions, count: len([q for q in questions if q.valid])),
    "read GIFT": _read("gift"),
    "read YAML": _read("yaml"),
    "read Moodle XML": _read("moodle-xml"),
    "write GIFT": _write("gift"),
    "write YAML": _write("yaml"),
    "write Moodle XML": _write("moodle-xml"),
}


def main() -> None:
    """Run the stage that the command line names."""
    name, count = sys.argv[1], int(sys.argv[2])
    stage = STAGES[name]
    stage.work(stage.prepare(3))  # modules are loaded, tables made
    held = stage.prepare(count)
    start = time.process_time()
    result = stage.work(held)
    seconds = time.process_time() - start
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert stage.items(result, count) == count, f"{name}: not all of the {count} items"
    json.dump({"seconds": seconds, "peak_mib": peak_kib / 1024}, sys.stdout)


if __name__ == "__main__":
    main()

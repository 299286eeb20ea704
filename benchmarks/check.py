"""How long a check of many courses takes: `python -m benchmarks.check 100`.

Each line is a process of its own, as a user starts it. `cold` has no cache; before each other line one file is changed,
as an author would change it. Seconds of the clock beside seconds of the processor, of all processes together.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.many_courses import many_courses

DAY = "2026-10-01"
COMMAND = [sys.executable, "-m", "qoima"]


class Took(NamedTuple):
    """Seconds."""

    clock: float
    processor: float


def timed(words: list[str]) -> Took:
    """What a command took; it must find no error."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*COMMAND, *words], capture_output=True, text=True)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return Took(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def another(path: str, old: str, new: str) -> Callable[[Path, int], None]:
    """One more word in a file; another one each time."""

    def change(root: Path, time: int) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, (path, old)
        file.write_text(text.replace(old, new.format(time), 1), encoding="utf-8")

    return change


def nothing(_root: Path, _time: int) -> None:
    """No change."""


def cold(root: Path, _time: int) -> None:
    """No cache."""
    (root / "build" / "cache.sqlite").unlink(missing_ok=True)


STATES: dict[str, Callable[[Path, int], None]] = {
    "cold": cold,
    "nothing changed": nothing,
    "a bank": another("testbanks/course-0004/en/rk1.yaml", "    stem: ", "    stem: {} "),
    "a course": another("content/courses/course-0004.yaml", "\n", "\n# {}\n"),
    "a practice set": another("content/practice/course-0005/ru.yaml", "    stem: ", "    stem: {} "),
    "a picture": another("testbanks/course-0004/en/images/w02-shop.svg", "<svg", "<!-- {} --><svg"),
    "people": another("content/people.yaml", "\n", "\n# {}\n"),
    "a programme": another("content/programmes/6B90000.yaml", "\n", "\n# {}\n"),
    "a waiver": another("content/university.yaml", "waivers: []", "waivers: [] # {}"),
    "an override": another("content/university.yaml", "reason: ", "reason: {} "),
}


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.check", description="How long a check takes.")
    options.add_argument("courses", nargs="?", type=int, default=100)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        many_courses(root, chosen.courses)
        held: dict[str, list[Took]] = {"--help": [], **{name: [] for name in STATES}}
        for number in range(chosen.rounds):
            held["--help"].append(timed(["--help"]))
            for name, change in STATES.items():
                change(root, number)
                held[name].append(timed(["check", "--repo", folder, "--date", DAY]))
                print(f"round {number + 1}: {name} {held[name][-1].clock:.2f} s", file=sys.stderr, flush=True)
    print(f"{chosen.courses} courses, {chosen.courses * 300:,} items, {os.cpu_count()} processors\n")
    print("| | clock, s | processor, s |\n| --- | ---: | ---: |")
    for name, took in held.items():
        clock, processor = (statistics.median(column) for column in zip(*took, strict=True))
        print(f"| {name} | {clock:.2f} | {processor:.2f} |")


if __name__ == "__main__":
    main()

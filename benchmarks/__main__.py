"""All stages in turn, round after round, and a table of what they took: `python -m benchmarks`.

The rounds are interleaved, so that a busy minute of the machine falls on all stages alike; the median of each counts.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pyperf

from benchmarks.stages import PEER, STAGES

ITEMS = 10_000
LARGE = 100_000
HEAD = ("stage", f"× {PEER}", "100,000 : 10,000", "items/s", "µs an item", "MiB, 10,000", "MiB, 100,000")
KEPT = Path("build/bench.json")


class Measured(NamedTuple):
    """CPU seconds of each round, and the memory of the largest one."""

    seconds: list[float]
    peak_mib: float

    @property
    def median(self) -> float:
        """The seconds that count."""
        return statistics.median(self.seconds)


def measure(count: int, rounds: int) -> dict[str, Measured]:
    """Every stage on so many items, in so many rounds."""
    told: dict[str, list[dict[str, float]]] = {name: [] for name in STAGES}
    for number in range(rounds):
        for name, held in told.items():
            command = [sys.executable, "-m", "benchmarks.stages", name, str(count)]
            held.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
            print(f"\r{count} items, round {number + 1} of {rounds}: {name:20}", end="", file=sys.stderr, flush=True)
    print("\r" + " " * 60, end="\r", file=sys.stderr)
    return {
        name: Measured([t["seconds"] for t in held], max(t["peak_mib"] for t in held)) for name, held in told.items()
    }


def table(small: dict[str, Measured], large: dict[str, Measured]) -> str:
    """A line a stage, as Markdown; ratios to the peer are of rates, so that more is faster."""
    rows = [HEAD, ("---", *["---:"] * (len(HEAD) - 1))]
    for name, measured in small.items():
        many = large.get(name)
        rows.append(
            (
                name,
                f"{small[PEER].median / measured.median:.2f}",
                f"{many.median / measured.median:.1f}" if many else "",
                f"{ITEMS / measured.median:,.0f}",
                f"{measured.median / ITEMS * 1e6:.1f}",
                f"{measured.peak_mib:.0f}",
                f"{many.peak_mib:.0f}" if many else "",
            )
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def keep(measured: dict[str, Measured]) -> None:
    """The rounds in a file that `pyperf compare_to` reads."""
    kept = [
        pyperf.Benchmark(
            [pyperf.Run([seconds], metadata={"name": name}, collect_metadata=False) for seconds in held.seconds]
        )
        for name, held in measured.items()
    ]
    KEPT.parent.mkdir(exist_ok=True)
    pyperf.BenchmarkSuite(kept).dump(str(KEPT), replace=True)


def main() -> None:
    """Measure, print, keep."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast the readers and writers are.")
    options.add_argument("--rounds", type=int, default=5, help="rounds of 10,000 items (5)")
    options.add_argument("--large", type=int, default=2, help="rounds of 100,000 items (2); 0 leaves them out")
    chosen = options.parse_args()
    small = measure(ITEMS, chosen.rounds)
    large = measure(LARGE, chosen.large) if chosen.large else {}
    print(table(small, large))
    keep(small)
    print(f"\nkept: {KEPT}; `pyperf compare_to OLD.json {KEPT}` tells what changed")


if __name__ == "__main__":
    main()

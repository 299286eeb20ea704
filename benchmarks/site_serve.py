"""How long `qoima serve` takes after a file was saved: `python -m benchmarks.site_serve`.

One course of the demonstration is edited again and again; the parts are in seconds of the clock and, in brackets, of
the processor, the processes of MkDocs included. On a machine that does nothing else the clock is what a reader waits.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

from qoima.cli.preview import preview

PARTS = ("check", "stage", "mkdocs", "assemble", "guard")
DAY = date(2026, 10, 1)
COURSE, NAME = "content/courses/databases.yaml", "Databases"


def _children() -> float:
    """Seconds of the processor of the processes that this one has started, as Linux counts them."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Edit, measure, print a table of medians."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.site_serve", description="How fast a preview follows.")
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    here = Path(__file__).parent.parent
    walls: dict[str, list[float]] = {part: [] for part in PARTS}
    busy: dict[str, list[float]] = {part: [] for part in PARTS}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("content", "testbanks"):
            shutil.copytree(here / name, root / name)
        shutil.copy(here / "mkdocs.yml", root)
        text = (root / COURSE).read_text(encoding="utf-8")
        with preview(root) as made:
            made.renew(DAY)
            for number in range(rounds):
                (root / COURSE).write_text(text.replace(NAME, NAME + "s" * (number + 1)), encoding="utf-8")
                last = [time.perf_counter(), time.process_time() + _children()]

                def measured(part: str, last: list[float] = last) -> None:
                    now = [time.perf_counter(), time.process_time() + _children()]
                    walls[part].append(now[0] - last[0])
                    busy[part].append(now[1] - last[1])
                    last[:] = now

                checked, leaks, failed = made.renew(DAY, measured)
                assert not checked.errors, checked.errors[0]
                assert failed is None, failed
                if leaks:
                    print("the guard found something: files are read again in each round")
    print("| part | clock, s | processor, s |\n| --- | ---: | ---: |")
    medians = {part: (statistics.median(walls[part]), statistics.median(busy[part])) for part in PARTS}
    medians["all"] = (sum(wall for wall, _ in medians.values()), sum(used for _, used in medians.values()))
    for part, (wall, used) in medians.items():
        print(f"| {part} | {wall:.2f} | {used:.2f} |")


if __name__ == "__main__":
    main()

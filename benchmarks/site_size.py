"""How the site grows with the number of courses: `python -m benchmarks.site_size 300 1000 3000`.

The courses are those of the demonstration, again and again, with other names and other words; so are the programmes.
Each part of a build is measured in a process of its own, for one language where the languages are alike, in seconds of
the processor: other work on the machine does not count.
"""

import argparse
import gzip
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.bank import yaml_text
from qoima.cli import leak_check, mkdocs, mkdocs_process
from qoima.cli.workspace import Checked, examine, published_by
from qoima.core.source import Source
from qoima.formats.item_files import READERS
from qoima.site import cards
from qoima.site.leaks.guard import leaks_of, sought
from qoima.site.stage import packaged_assets, stage

LANGUAGE = "kk"
LIVE_ITEMS = 1_000
COURSES_IN_A_PROGRAMME = 40
DAY = date(2026, 10, 1)
_LONG_WORD = re.compile(r"\b[а-яёәғқңөұүһі]{6,}\b")


def content(root: Path, courses: int) -> None:
    """The demonstration with so many courses more."""
    here = Path(__file__).parent.parent
    shutil.copytree(here / "content", root / "content")
    shutil.copy(here / "mkdocs.yml", root)
    folder = root / "content" / "courses"
    templates = sorted(folder.glob("*.yaml"))
    texts = [file.read_text(encoding="utf-8") for file in templates]
    words = sorted({word for text in texts for word in _LONG_WORD.findall(text)})
    for number in range(courses):
        (folder / f"course-{number:05d}.yaml").write_text(_course(texts[number % len(texts)], number, words), "utf-8")
    for number in range(0, courses, COURSES_IN_A_PROGRAMME):
        held = range(number, min(number + COURSES_IN_A_PROGRAMME, courses))
        (root / "content" / "programmes" / f"6B9{number:05d}.yaml").write_text(_programme(number, held), "utf-8")


def _course(text: str, number: int, words: list[str]) -> str:
    """Every eighth long word is another, put together of the beginning of one and the end of another."""

    def other(match: re.Match[str]) -> str:
        place = match.start() + number * 7919
        if place % 8:
            return match[0]
        return words[place % len(words)][:4] + words[(place // 8) % len(words)][2:]

    text = re.sub(r"(?m)^code: \w+", f"code: SX{number:05d}", text, count=1)
    return _LONG_WORD.sub(other, text)


def _programme(number: int, held: range) -> str:
    lines = [f"  - {{course: course-{one:05d}, semester: {one % 8 + 1}, credits: 5, part: core}}" for one in held]
    head = f"name: {{kk: Бағдарлама {number}, ru: Программа {number}, en: Programme {number}}}"
    return "\n".join((head, "level: bachelor", "field: other", "total_credits: 240", "components:", *lines, ""))


class Clock:
    """Seconds of the processor, by part."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, measured."""

        def measured(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return work(*given, **named)
            finally:
                self.seconds[part] = self.seconds.get(part, 0) + time.process_time() - start

        return measured


def stage_part(root: Path, clock: Clock) -> dict[str, float]:
    """Check and stage; the files of the stage are left for the other parts."""
    checked: Checked = clock("check", examine)(root, day=DAY, with_testbanks=False)
    drawn: list[cards.Card] = []

    def draw(card: cards.Card) -> bytes:
        drawn.append(card)
        return b""  # drawn once and then remembered, so that it does not count here

    held = clock("stage", stage)(published_by(checked), packaged_assets(), draw)
    mkdocs.write_stage(held, root / "build" / "stage")
    sample = drawn[:: max(1, len(drawn) // 20)]
    for card in sample:
        clock("cards", cards.draw)(card)
    clock.seconds["cards"] *= len(drawn) / len(sample)
    return {}


def language_part(root: Path, clock: Clock) -> dict[str, float]:
    """MkDocs, the steps after it, and what came of it."""
    mkdocs_process.build = clock("mkdocs", mkdocs_process.build)
    mkdocs_process.finish.finished = clock("finish", mkdocs_process.finish.finished)
    mkdocs_process.search_files = clock("search", mkdocs_process.search_files)
    settings = root / "build" / "stage" / f"mkdocs.{LANGUAGE}.yml"
    failed = mkdocs_process.built(str(settings), {})
    assert failed is None, failed[:2000]
    out = root / "build" / "stage" / mkdocs.OUTPUT / LANGUAGE
    course, catalogue = out / "courses" / "course-00003.html", out / "catalogue.html"
    index = [file for file in (out / "search").iterdir() if not file.name.startswith("page-")]
    files = [file for file in out.rglob("*") if file.is_file()]
    return {
        "pages": len(list(out.rglob("*.html"))),
        "course, KB": len(gzip.compress(course.read_bytes())) / 1000,
        "catalogue, KB": len(gzip.compress(catalogue.read_bytes())) / 1000,
        "search index, KB": sum(len(gzip.compress(file.read_bytes())) for file in index) / 1000,
        "all files, MB": sum(file.stat().st_size for file in files) / 1e6,
    }


def guard_part(root: Path, clock: Clock) -> dict[str, float]:
    """The leak guard over the language, for so many live items."""
    items = READERS["yaml"](Source("bank.yaml", yaml_text(LIVE_ITEMS))).items
    assert len(items) == LIVE_ITEMS
    out = root / "build" / "stage" / mkdocs.OUTPUT / LANGUAGE
    found = clock("guard", lambda: leaks_of(leak_check.files_of(out), sought(items, {}, ())))()
    return {"leaks": len(found)}


WORK = {"stage": stage_part, "language": language_part, "guard": guard_part}


def measure(courses: int) -> dict[str, float]:
    """All parts, one after another, each in a process of its own."""
    told: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        content(root, courses)
        for part in WORK:
            command = [sys.executable, "-m", "benchmarks.site_size", "--part", part, "--root", folder]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            told |= json.loads(done.stdout.splitlines()[-1])
            print(f"{courses} courses: {told}", file=sys.stderr, flush=True)
    return told


def table(columns: dict[int, dict[str, float]]) -> str:
    """A line a figure; how often the last has the first, beside how often its pages have those of the first."""
    counts = list(columns)
    head = ["", *(f"{count:,} courses" for count in counts), f"{counts[-1]:,} : {counts[0]:,}"]
    lines = [head, ["---", *["---:"] * (len(counts) + 1)]]
    for name in columns[counts[0]]:
        values = [columns[count].get(name, 0) for count in counts]
        ratio = f"{values[-1] / values[0]:.1f}" if values[0] else ""
        lines.append([name, *(f"{value:,.1f}".removesuffix(".0") for value in values), ratio])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Measure, and print a table; or, in a process of its own, one part."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.site_size", description="How the site grows.")
    options.add_argument("counts", nargs="*", type=int, default=[300, 1000, 3000])
    options.add_argument("--part", choices=WORK)
    options.add_argument("--root", type=Path)
    chosen = options.parse_args()
    if chosen.part:
        clock = Clock()
        told = WORK[chosen.part](chosen.root, clock)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seconds = {f"{part}, s": round(seconds, 2) for part, seconds in clock.seconds.items()}
        print(json.dumps({**seconds, f"memory of {chosen.part}, MiB": round(peak), **told}))
    else:
        print(table({count: measure(count) for count in chosen.counts}))


if __name__ == "__main__":
    main()

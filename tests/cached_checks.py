"""A small repository with a file of every kind, edits that people make to it, and a check of it as one piece."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from qoima.check import Report, check
from qoima.cli.checking.profiles import packaged_profiles, with_profiles
from qoima.cli.files import files_here, load
from qoima.core.diagnostic import distinct, ordered
from qoima.deliver.quiz.undrawable import undrawable
from qoima.model.linking import link
from qoima.render import terminal
from qoima.render.banks import BankRow, bank_rows
from qoima.rules import RULES

HERE = Path(__file__).parent
BASE = HERE.parent / "generator" / "qoima" / "examples" / "base"
SMALL = HERE / "golden" / "commands" / "small" / "in"
DAYS = (date(2026, 10, 1), date(2026, 8, 1), date(2027, 3, 1))
UNIVERSITY = "content/university.yaml"
DECISIONS = (
    "waivers:\n  - {code: BNK101, files: ['testbanks/*'], reason: few, by: a-omarova, until: 2026-12-31}\n",
    "waivers:\n  - {code: ITM101, files: ['*'], reason: old, by: a-omarova, until: 2026-09-01}\n",
    "waivers:\n  - {code: REF002, files: ['*'], reason: no, by: a-omarova, until: 2027-09-01}\n",
    "overrides:\n  - {code: BNK101, limits: {at_least: 1}, reason: small}\n",
    "prefer:\n  - {over: BNK101, take: BNK104, reason: so}\n",
)
HANDED_OUT = f"""\
releases:
  - {{release: one, date: 2026-09-20, commit: {"0123456789" * 4}, items: 2}}
  - {{release: two, date: 2026-09-25, commit: {"0123456789" * 4}, items: 1}}
items:
  demo-en-exam-1:
    - {{release: one, digest: 0123456789abcdef}}
  demo-old-1:
    - {{release: one, digest: fedcba9876543210}}
    - {{release: two, retired: true}}
"""


def repository(root: Path) -> Path:
    """Courses, a MOOC, a map, blended learning, banks with pictures, practice, papers, a record of deliveries."""
    shutil.copytree(BASE, root)
    for folder in ("content/courses", "content/practice", "content/programmes", "testbanks/networks"):
        shutil.copytree(SMALL / folder, root / folder, dirs_exist_ok=True)
    staff = root / "content" / "people.yaml"
    staff.write_text(staff.read_text("utf-8") + (SMALL / "content" / "people.yaml").read_text("utf-8"), "utf-8")
    record = root / "testbanks" / "demo" / "en" / "deliveries" / "exam.yaml"
    record.parent.mkdir()
    record.write_text(HANDED_OUT, "utf-8")
    university = root / UNIVERSITY
    university.write_text(_read(university).replace("courses: [demo]", "courses: [demo, networks]"), "utf-8")
    return root


def in_one_piece(root: Path, day: date, added: tuple[str, ...] = ()) -> tuple[Report, tuple[BankRow, ...]]:
    """What a check finds that knows neither parts nor cache nor processes."""
    files = files_here(root)
    whole, read = load(files)
    if whole.university is None:
        return Report(diagnostics=ordered(distinct(read))), ()
    linked, dangling = link(whole, with_profiles(whole.university, added))
    report = check(linked, packaged_profiles(), RULES, today=day, read=(*read, *dangling, *undrawable(linked)))
    return report, bank_rows(linked)


def shown(report: Report, rows: tuple[BankRow, ...]) -> str:
    """All that a command can print of it."""
    found = (*report.diagnostics, None, *report.waived)
    lines = ["---" if one is None else terminal.diagnostic(one, "en") for one in found]
    return "\n".join([*lines, *map(str, sorted(rows))])


Edit = Callable[[Path, random.Random], None]


def _files(root: Path) -> list[Path]:
    return sorted(file for file in root.rglob("*") if file.is_file() and "build" not in file.parts)


def _texts(root: Path) -> list[Path]:
    return [file for file in _files(root) if file.suffix in (".yaml", ".gift")]


def _words(root: Path) -> list[str]:
    ids = [file.stem for file in _texts(root)] + re.findall(r"(?m)^[\w-]+(?=:)", _read(root / "content/people.yaml"))
    return [*ids, "nobody", "3", "true", "draft", "ready", "running", "2026-10-05"]


def _read(file: Path) -> str:
    return file.read_text("utf-8", errors="replace") if file.exists() else ""


def change_word(root: Path, chance: random.Random) -> None:
    """An id, a number or a word becomes another one."""
    file = chance.choice(_texts(root))
    found = list(re.finditer(r"[\w-]+", _read(file)))
    if found:
        match, text = chance.choice(found), _read(file)
        file.write_text(text[: match.start()] + chance.choice(_words(root)) + text[match.end() :], "utf-8")


def change_line(root: Path, chance: random.Random) -> None:
    """A line goes, comes twice, or is moved to the right."""
    file = chance.choice(_texts(root))
    lines = _read(file).splitlines(keepends=True)
    if lines:
        number = chance.randrange(len(lines))
        lines[number] = chance.choice(["", lines[number] * 2, f"  {lines[number]}", f"\n{lines[number]}"])
        file.write_text("".join(lines), "utf-8")


def delete(root: Path, chance: random.Random) -> None:
    """A file goes."""
    chance.choice(_files(root)).unlink()


def rename(root: Path, chance: random.Random) -> None:
    """A file gets the name of something else, or none that may be."""
    file = chance.choice(_files(root))
    file.rename(file.with_stem(chance.choice([*_words(root), "no id", file.stem])))


def copy(root: Path, chance: random.Random) -> None:
    """A file takes the place of another one."""
    one, other = chance.choice(_files(root)), chance.choice(_files(root))
    if one != other:
        shutil.copy(one, other)


def open_a_live_item(root: Path, chance: random.Random) -> None:
    """Practice gets the items of a bank."""
    live = [file for file in _texts(root) if file.parent.parent.parent.name == "testbanks" and file.stem != "passport"]
    if live:
        course = chance.choice(["networks", "demo", "blended-course", "mooc"])
        target = root / "content" / "practice" / course / "en.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(chance.choice(live), target)


def decide(root: Path, chance: random.Random) -> None:
    """The university waives, overrides or prefers something."""
    file = root / UNIVERSITY
    file.write_text(_read(file).partition("waivers:")[0] + chance.choice(DECISIONS), "utf-8")


def spoil(root: Path, chance: random.Random) -> None:
    """Bytes that are no text, or another picture."""
    file = chance.choice(_files(root))
    file.write_bytes(file.read_bytes()[:200] + chance.choice([b"\xff\xfe", b"<svg/>", b"", b"\xd0\x9a"]))


def restore(root: Path, chance: random.Random) -> None:
    """The repository becomes what it was."""
    for file in _files(root):
        file.unlink()
    shutil.copytree(BASE, root, dirs_exist_ok=True)


EDITS: tuple[Edit, ...] = (
    *(change_word,) * 4,
    *(change_line,) * 4,
    delete,
    rename,
    copy,
    open_a_live_item,
    decide,
    spoil,
    restore,
)


def edited(root: Path, seed: int) -> Iterator[str]:
    """Edits without end; the name of each, after it."""
    chance = random.Random(seed)
    while True:
        edit = chance.choice(EDITS)
        if _texts(root):
            edit(root, chance)
        yield edit.__name__

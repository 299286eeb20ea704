"""A repository of many courses with test bases, for measuring the check: `python -m benchmarks.many_courses DIR 100`.

The courses are two of the demonstration, again and again, with other ids and other words: three banks of a hundred
items in each, a passport, the experts' reviews, pictures and practice. All rules of the demonstration look at it, and
find as good as nothing.
"""

import re
import shutil
import sys
from pathlib import Path

from qoima.core.source import Source
from qoima.formats.item_files import READERS
from qoima.model.digest import Digests
from qoima.model.digest import digests as digests_of

DEMONSTRATION = Path(__file__).parent.parent
TEMPLATES = {"databases": "en", "probability": "ru"}
COURSES_IN_A_PROGRAMME = 40
_KEPT = r"\$[^$]*\$|!?\[[^\]]*\]\([^)]*\)|[a-z_]+:"
_WORD = re.compile(rf"{_KEPT}|(?<![\w.-])(?P<word>[A-Za-z]{{6,}}|[А-Яа-яё]{{6,}})(?![\w.(-])")
_EXACT = re.compile(r" *(- id|topic|difficulty|outcome|symbols|translates|uses): |.*[`|<\\]|.*https?:")
"""Lines that stay as they are: what is no text, code, formulas, addresses."""


def many_courses(root: Path, courses: int) -> None:
    """Fill the folder: content/ and testbanks/ with so many courses beside those of the demonstration."""
    for folder in ("content", "testbanks"):
        shutil.copytree(DEMONSTRATION / folder, root / folder, dirs_exist_ok=True)
    names = list(TEMPLATES)
    for number in range(courses):
        _course(root, names[number % len(names)], number)
    for number in range(0, courses, COURSES_IN_A_PROGRAMME):
        held = range(number, min(number + COURSES_IN_A_PROGRAMME, courses))
        (root / "content" / "programmes" / f"6B9{number:04d}.yaml").write_text(_programme(number, held), "utf-8")


def _course(root: Path, template: str, number: int) -> None:
    new = f"course-{number:04d}"
    language = TEMPLATES[template]
    text = _read(root / "content" / "courses" / f"{template}.yaml")
    text = re.sub(r"(?m)^code: \w+", f"code: SX{number:05d}", text, count=1)
    _write(root / "content" / "courses" / f"{new}.yaml", text)
    practice = root / "content" / "practice" / template / f"{language}.yaml"
    _write(root / "content" / "practice" / new / practice.name, _other_items(_read(practice), number))
    here, there = root / "testbanks" / template / language, root / "testbanks" / new / language
    digests = {}
    for file in sorted(here.glob("*.yaml")):
        text = _read(file)
        if file.stem == "passport":
            _write(there / file.name, text.replace(f"course: {template}", f"course: {new}"))
            continue
        text = _other_items(text, number)
        _write(there / file.name, text)
        digests[file.stem] = _digests(root, there, text)
    if (here / "images").is_dir():
        shutil.copytree(here / "images", there / "images")
    for file in sorted((here / "reviews").glob("*.yaml")):
        control = file.stem.rpartition("-")[2]
        held = digests[control]
        text = re.sub(r"(?m)^digest: \w+", f"digest: {held.whole}", _read(file).partition("seen:\n")[0])
        seen = "".join(f"  {id}: {short}\n" for id, short in held.by_item.items())
        _write(there / "reviews" / file.name, f"{text}seen:\n{seen}")


def _digests(root: Path, folder: Path, text: str) -> Digests:
    pictures = (folder.parents[1] / "databases" / "en" / "images").iterdir()
    place = folder.relative_to(root).as_posix()
    held = {f"{place}/images/{file.name}": file.read_bytes() for file in pictures}
    return digests_of(READERS["yaml"](Source("bank.yaml", text)).items, folder=place, pictures=held)


def _other_items(text: str, number: int) -> str:
    """Other ids, and every second long word another one; blocks of code stay."""
    text = re.sub(r"(?m)^( *- id: |    translates: )(?=\w)", rf"\g<1>n{number}-", text)
    return "".join(
        line if _EXACT.match(line) else _WORD.sub(lambda match: _other(match, number), line)
        for line in text.splitlines(keepends=True)
    )


def _other(match: re.Match[str], number: int) -> str:
    word = match["word"]
    if word is None or (len(word) + ord(word[0])) % 2 or number == 0:
        return match[0]
    turn = number % (len(word) - 3)
    letter = chr((ord("a") if word < "{" else ord("а")) + number % 26)
    return f"{word[:2]}{word[2 + turn :]}{word[2 : 2 + turn]}{letter}"


def _programme(number: int, held: range) -> str:
    lines = [f"  - {{course: course-{one:04d}, semester: {one % 8 + 1}, credits: 5, part: core}}" for one in held]
    head = f"name: {{kk: Бағдарлама {number}, ru: Программа {number}, en: Programme {number}}}"
    return "\n".join((head, "level: bachelor", "field: other", "total_credits: 240", "components:", *lines, ""))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    many_courses(Path(sys.argv[1]), int(sys.argv[2]))

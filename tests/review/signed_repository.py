"""A small repository in git with one signed review; people commit to it under their own names."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from processes import CASES, Done, edit, inside

BANK = "networks/en/exam"
ITEMS = f"testbanks/{BANK}.yaml"
REVIEWS = "testbanks/networks/en/reviews"
SHEET = f"{REVIEWS}/2026-10-01-exam.yaml"
ADDRESSES = {
    "e-kovaleva": "e.kovaleva@example.kz",
    "a-omarova": "a.omarova@example.kz",
    "b-li": "b.li@example.kz",
    "d-kim": "d.kim@example.kz",
}
EXPERT, COMPILER, SECOND = "e-kovaleva", "a-omarova", "d-kim"
DAY = "2026-10-01"
TIME = "T12:00:00+0500"
SAID = {
    "ses": "The content keeps to the standard.",
    "model_programme": "none",
    "work_programme": "All topics are covered.",
    "difficulty": "The levels are right.",
    "wording": "Each item has one reading.",
}
KIM = "d-kim:\n  name: Dina Kim\n  email: d.kim@example.kz\n"


def who(person: str, day: str = DAY, **more: str) -> dict[str, str]:
    """What git is told of a person; `more` overrides single variables."""
    address = ADDRESSES.get(person, person)
    held = {"NAME": person, "EMAIL": address, "DATE": f"{day}{TIME}"}
    told = {f"GIT_{role}_{name}": value for role in ("AUTHOR", "COMMITTER") for name, value in held.items()}
    apart = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": "/nonexistent"}
    return {**apart, **told, **more}


def git(root: Path, *words: str, person: str = COMPILER, day: str = DAY, **more: str) -> str:
    """What git prints to a person."""
    environment = {**os.environ, **who(person, day, **more)}
    done = subprocess.run(["git", *words], cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


def commit(root: Path, message: str, *words: str, person: str = COMPILER, day: str = DAY, **more: str) -> str:
    """A commit of all that lies there; its number."""
    git(root, "add", "-A", person=person)
    git(root, "commit", "-q", "-m", message, *words, person=person, day=day, **more)
    return git(root, "rev-parse", "HEAD").strip()


def review(root: Path, *words: str, person: str = EXPERT, **more: str) -> Done:
    """`qoima review`, as a person types it."""
    return inside("review", *words, "--repo", str(root), "--lang", "en", **who(person, **more))


def fill_in(file: Path, verdict: str = "possible") -> None:
    """What an expert writes into a new sheet."""
    text = file.read_text(encoding="utf-8")
    for key, said in SAID.items():
        text = text.replace(f"  {key}:\n", f"  {key}: {said}\n")
    text = text.replace("verdict:\n", f"verdict: {verdict}\n").replace("modes:\n", "modes: [computer, written]\n")
    file.write_text(text.replace("nw-exam-3:\n", "nw-exam-3: The mask could be shorter.\n"), encoding="utf-8")


def unsigned(root: Path) -> Path:
    """The repository with a sheet that is filled in and waits for the signature of one expert."""
    shutil.copytree(CASES / "small" / "in", root)
    shutil.rmtree(root / REVIEWS)
    people = root / "content/people.yaml"
    text = re.sub(
        r"^([a-z]-[a-z]+):$", lambda m: f"{m[0]}\n  email: {ADDRESSES[m[1]]}", people.read_text("utf-8"), flags=re.M
    )
    people.write_text(f"{text}{KIM}", encoding="utf-8")
    edit(root / "testbanks/experts.yaml", "[e-kovaleva]", "[e-kovaleva, d-kim]")
    git(root, "init", "-q", "-b", "main")
    commit(root, "A course and its bank")
    assert review(root, "start", BANK, "--date", DAY).status == 0
    fill_in(root / SHEET)
    return root


def signed(root: Path) -> Path:
    """The repository with a review that its expert has signed."""
    unsigned(root)
    done = review(root, "sign", BANK, "--date", DAY)
    assert done.status == 0, done.out
    commit(root, "Review", person=EXPERT)
    return root

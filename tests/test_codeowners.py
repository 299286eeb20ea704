"""CODEOWNERS: whose approval GitHub and GitLab ask for; of its lines the last one that fits wins."""

import shutil
import subprocess
from pathlib import Path

import pytest

from processes import ROOT, Done, edit, inside
from qoima.core.words import LANGUAGES
from qoima.render.codeowners import BEGIN, END

BASE = ROOT / "generator/qoima/examples/base"
BANK, SHEET = "testbanks/demo/en/exam.yaml", "testbanks/demo/en/reviews/2026-09-01-exam.yaml"
DEMO, SOLE = "content/courses/demo.yaml", "content/courses/blended-course.yaml"
KEEPERS = ("academic_year: 2026-2027\n", "academic_year: 2026-2027\nmethodologists: [c-seitov, b-li]\n")
EXPERTS = "experts: [d-kim, c-seitov]"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Courses of two teachers and of one, a base compiled by a-omarova, experts d-kim and c-seitov."""
    root = tmp_path / "university"
    shutil.copytree(BASE, root)
    edit(root / "content/university.yaml", *KEEPERS)
    return root


def said(root: Path, *words: str) -> Done:
    return inside("codeowners", "--repo", str(root), *words)


def owners(text: str, path: str) -> list[str]:
    """The names before the @ of those who own a path."""
    found: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            pattern, *people = line.split(" ")
            place = pattern.removeprefix("/")
            if pattern in ("*", "/") or path == place or (place.endswith("/") and path.startswith(place)):
                found = [person.partition("@")[0] or person for person in people]
    return found


def test_the_file_of_the_demonstration_is_up_to_date() -> None:
    done = said(ROOT, "--check")
    assert (done.status, done.err) == (0, "")


def test_a_base_belongs_to_the_expert_who_reviewed_it_and_its_sheets_to_all_experts(root: Path) -> None:
    text = said(root).out
    assert owners(text, BANK) == ["d.kim"]
    assert owners(text, SHEET) == ["b.li", "c.seitov", "d.kim"]


def test_a_base_that_is_not_reviewed_this_year_belongs_to_all_experts_of_the_order(root: Path) -> None:
    edit(root / SHEET, "academic_year: 2026-2027", "academic_year: 2025-2026")
    assert owners(said(root).out, BANK) == ["c.seitov", "d.kim"]


def test_a_compiler_never_owns_the_base_not_even_as_an_expert(root: Path) -> None:
    edit(root / "testbanks/experts.yaml", EXPERTS, "experts: [a-omarova, c-seitov]")
    edit(root / SHEET, "experts: [d-kim]", "experts: [a-omarova]")
    text = said(root).out
    assert owners(text, BANK) == ["c.seitov"]
    assert "a.omarova" not in owners(text, SHEET)


def test_without_an_independent_expert_the_methodologists_stand_in_who_did_not_compile(root: Path) -> None:
    edit(root / "testbanks/experts.yaml", EXPERTS, "experts: [a-omarova]")
    edit(root / "testbanks/demo/en/passport.yaml", "compilers: [a-omarova]", "compilers: [a-omarova, b-li]")
    assert owners(said(root).out, BANK) == ["c.seitov"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_base_with_nobody_but_its_compilers_is_an_error_and_nothing_is_written(root: Path, lang: str) -> None:
    edit(root / "testbanks/experts.yaml", EXPERTS, "experts: [a-omarova]")
    edit(root / "content/university.yaml", "[c-seitov, b-li]", "[a-omarova]")
    done = said(root, "--write", "--lang", lang)
    assert done.status == 1
    assert "testbanks/demo/en/: " in done.err
    assert not (root / "CODEOWNERS").exists()


def test_nobody_for_the_rest_is_an_error(root: Path) -> None:
    edit(root / "content/university.yaml", "methodologists: [c-seitov, b-li]\n", "")
    done = said(root, "--write")
    assert (done.status, done.out) == (1, "")
    assert done.err == "nobody answers for the rest: name `methodologists` in content/university.yaml\n"


def test_a_course_belongs_to_its_teachers_and_of_one_teacher_to_methodologists_too(root: Path) -> None:
    text = said(root).out
    assert owners(text, DEMO) == ["a.omarova", "b.li"]
    assert owners(text, SOLE) == ["a.omarova", "b.li", "c.seitov"]
    assert owners(text, "content/maps/blended-course.yaml") == ["a.omarova", "b.li", "c.seitov"]


@pytest.mark.parametrize(
    "path", ["content/university.yaml", "content/people.yaml", "testbanks/experts.yaml", "CODEOWNERS", ".gitlab-ci.yml"]
)
def test_the_rest_belongs_to_the_methodologists(root: Path, path: str) -> None:
    assert owners(said(root).out, path) == ["b.li", "c.seitov"]


@pytest.mark.parametrize("account", ["kim-d", "'@kim-d'"])
def test_an_account_comes_before_the_mail(root: Path, account: str) -> None:
    edit(root / "content/people.yaml", "  email: d.kim@example.org\n", f"  email: d@x.org\n  account: {account}\n")
    assert owners(said(root).out, BANK) == ["@kim-d"]


@pytest.mark.parametrize("mail", ['"d@x.kz\\n* @evil"', "'d@x.kz @evil'", "'@evil'", "'d#x@x.kz'", "d.kim"])
def test_what_is_no_address_is_left_out_and_named(root: Path, mail: str) -> None:
    edit(root / "content/people.yaml", "email: d.kim@example.org", f"email: {mail}")
    done = said(root)
    assert "evil" not in done.out
    assert owners(done.out, BANK) == ["b.li", "c.seitov"]
    assert "d-kim has neither `account` nor a usable `email`" in done.err
    assert done.status == 0


def test_lines_of_people_stay_and_stand_below(root: Path) -> None:
    file = root / "CODEOWNERS"
    file.write_text("# the program\n/generator/ @developers\n", encoding="utf-8")
    assert said(root, "--check").status == 1
    assert said(root, "--write").out == "CODEOWNERS\n"
    first = file.read_text(encoding="utf-8")
    assert first.startswith(BEGIN)
    assert first.endswith(f"{END}\n\n# the program\n/generator/ @developers\n")
    assert said(root, "--check").status == 0
    edit(root / "testbanks/experts.yaml", EXPERTS, "experts: [c-seitov]")
    edit(root / SHEET, "experts: [d-kim]", "experts: [c-seitov]")
    assert said(root, "--write").status == 0
    again = file.read_text(encoding="utf-8")
    assert owners(again, BANK) == ["c.seitov"]
    assert owners(again, "generator/x.py") == ["@developers"]
    assert again.count("/generator/") == again.count(BEGIN) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stale_file_is_told_in_the_language_of_the_reader(root: Path, lang: str) -> None:
    done = said(root, "--check", "--lang", lang)
    assert (done.status, done.out) == (1, "")
    assert "`qoima codeowners --write`" in done.err
    assert not (root / "CODEOWNERS").exists()
    assert said(root, "--lang", lang).out == said(root).out


def test_below_the_top_of_git_the_paths_begin_at_the_top(root: Path) -> None:
    subprocess.run(["git", "init", "-q", str(root.parent)], check=True)
    assert said(root, "--write").status == 0
    text = (root.parent / "CODEOWNERS").read_text(encoding="utf-8")
    assert owners(text, f"university/{BANK}") == ["d.kim"]
    assert owners(text, "university/content/people.yaml") == ["b.li", "c.seitov"]
    assert owners(text, "another/content/people.yaml") == []
    (root.parent / ".github").mkdir()
    (root.parent / ".github/CODEOWNERS").touch()
    assert ".github/CODEOWNERS is there too, and GitHub reads it first" in said(root, "--check").err


def test_a_file_that_cannot_be_read_makes_no_owners(root: Path) -> None:
    (root / "content/people.yaml").write_text("d-kim: [\n", encoding="utf-8")
    done = said(root, "--write")
    assert done.status == 1
    assert "content/people.yaml" in done.err
    assert not (root / "CODEOWNERS").exists()


def test_write_and_check_together_are_wrong_usage(root: Path) -> None:
    assert said(root, "--write", "--check").status == 2


def test_a_methodologist_who_is_nobody_is_a_finding(root: Path) -> None:
    edit(root / "content/university.yaml", "[c-seitov, b-li]", "[c-seitov, b-lee]")
    found = inside("check", "--repo", str(root), "content/university.yaml", "--date", "2026-10-01").out
    assert "content/university.yaml:7:1: error[REF002]" in found
    assert "b-lee" in found

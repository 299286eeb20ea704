"""What stands beside the editing: hooks of pre-commit, tasks and schemas of VS Code, checklist, guide for authors."""

import json
import re
from pathlib import Path

import pytest

from processes import COURSE, DAY, EXAM, ROOT, edit, inside, small
from qoima.core.words import LANGUAGES
from qoima.formats.yaml.schemas import SCHEMAS
from templates import git, read


def test_hooks_name_commands_that_are_there_and_files_of_ours(tmp_path: Path) -> None:
    hooks = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}
    assert set(hooks) == {"qoima-check", "qoima-fix"}
    assert all(hook["language"] == "python" for hook in hooks.values())
    assert hooks["qoima-check"]["pass_filenames"] == "false"
    held = git(ROOT, "ls-files", "content", "testbanks").splitlines()
    assert all(re.search(hooks["qoima-check"]["files"], path) for path in held)
    assert not re.search(hooks["qoima-fix"]["files"], "docs/formats.md")
    fixed = {path for path in held if re.search(hooks["qoima-fix"]["files"], path)}
    assert EXAM.rsplit(".", 1)[1] in {path.rsplit(".", 1)[1] for path in fixed}
    _, command = hooks["qoima-fix"]["entry"].split(" ")
    assert inside(command, "--repo", str(small(tmp_path / "small")), "--dry-run", EXAM).status == 0


TASKS = {task["label"]: task for task in json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]}


def problems(report: str) -> list[tuple[str, ...]]:
    """What VS Code lists of a report: severity, file, line, column, code, message."""
    found = []
    for line in report.splitlines():
        for matcher in TASKS["check"]["problemMatcher"]:
            pattern = matcher["pattern"]
            if fits := re.search(pattern["regexp"], line):
                parts = (fits[pattern[part]] for part in ("file", "line", "column", "code", "message"))
                found.append((matcher["severity"], *parts))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_of_a_report_can_be_clicked(lang: str, tmp_path: Path) -> None:
    root = small(tmp_path / "broken", "broken")
    edit(root / COURSE, "credits: 5", "credits: 5\nnosuchkey: 1")
    told = json.loads(inside("check", "--repo", str(root), "--date", DAY, "--format", "json", "--lang", lang).out)
    report = inside("check", "--repo", str(root), "--date", DAY, "--info", "--lang", lang).out
    seen = [
        (severity, path, int(line), int(column), code) for severity, path, line, column, code, _ in problems(report)
    ]
    wanted = [(d["severity"], d["path"], d["line"], d["column"], d["code"]) for d in told["diagnostics"]]
    assert {one[0] for one in seen} == {"error", "warning", "info"}
    assert sorted(seen) == sorted(wanted)


def test_tasks_are_commands_that_are_there() -> None:
    assert {"check", "diff", "serve", "fix"} <= set(TASKS)
    for task in TASKS.values():
        command, *options = task["args"]
        help = inside(command, "--help").out
        assert [option for option in options if option.startswith("--") and option not in help] == []


def test_every_file_of_ours_has_its_schema_in_the_editor() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    held = settings["yaml.schemas"]
    assert {Path(path).stem for path in held} == set(SCHEMAS) - {"profile", "catalogue"}
    for path in git(ROOT, "ls-files", "content/*.yaml", "testbanks/*.yaml").splitlines():
        first = (ROOT / path).read_text(encoding="utf-8").splitlines()[0]
        named = Path(first.partition("$schema=")[2]).stem
        assert [Path(schema).stem for schema, globs in held.items() if _fits(path, globs)] == [named], path


def _fits(path: str, globs: str | list[str]) -> bool:
    chosen = [globs] if isinstance(globs, str) else globs
    inside_of = [glob for glob in chosen if not glob.startswith("!")]
    outside_of = [glob[1:] for glob in chosen if glob.startswith("!")]
    return any(_glob(path, glob) for glob in inside_of) and not any(_glob(path, glob) for glob in outside_of)


def _glob(path: str, glob: str) -> bool:
    """A glob of VS Code: a star does not cross a slash."""
    return bool(re.fullmatch(re.escape(glob.removeprefix("/")).replace(r"\*", "[^/]*"), path))


def test_the_checklist_of_reviewers_is_the_same_on_both_forges_and_in_three_languages() -> None:
    text = (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")
    assert text == (ROOT / ".gitlab/merge_request_templates/Default.md").read_text(encoding="utf-8")
    points = [line for line in text.splitlines() if line.startswith("- [ ] ")]
    assert len(points) >= 7
    assert all(len(point.split(" · ")) == len(LANGUAGES) for point in points)


GUIDES = {lang: ROOT / "docs" / f"authors{'' if lang == 'en' else f'.{lang}'}.md" for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_for_authors_says_the_same_in_each_language(lang: str) -> None:
    text, english = (GUIDES[one].read_text(encoding="utf-8") for one in (lang, "en"))
    for alike in (r"^## \d", r"\*\*[^*]+?\*\*", r"^- ", r"^\|", r"https://\S+?(?=\))"):
        mine, theirs = ({" ".join(f.split()) for f in re.findall(alike, t, re.M)} for t in (text, english))
        assert mine == theirs
        assert len(re.findall(alike, text, re.M)) >= len(theirs)
    named = set(re.findall(r"\]\((?!http)([^)]+)\)", text))
    assert {path for path in named if not (ROOT / "docs" / path).is_file()} == {"images/plan.svg"}  # of an example
    assert [found[0] for found in problems(text)] == ["error"]


def test_an_item_of_the_guide_for_authors_is_read_without_a_finding(tmp_path: Path) -> None:
    text = GUIDES["en"].read_text(encoding="utf-8").split("```yaml\n")[1].partition("```")[0]
    (tmp_path / "item.yaml").write_text(f"items:\n{text}", encoding="utf-8")
    done = inside("dump", str(tmp_path / "item.yaml"))
    assert (done.status, done.err) == (0, "")
    assert "Primary key" in done.out

"""The templates for GitHub and GitLab: valid by the schemas of their readers, and no wider than they must be."""

import re
import subprocess

import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema import validators

import yaml
from processes import ROOT
from templates import ACTION, GITLAB, JOBS, LAB, LAB_RUNS, RUNS, STEPS, WORKFLOW, git, read

FREE_TEXT = re.compile(r"\$\{\{[^}]*\b(?:github|inputs|steps|needs|env|vars|secrets)\b")


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        (WORKFLOW, "vendor.github-workflows"),
        (WORKFLOW, "custom.github-workflows-require-timeout"),
        (ACTION, "vendor.github-actions"),
        (GITLAB, "vendor.gitlab-ci"),
    ],
)
def test_a_template_is_valid_by_the_schema_of_its_reader(path: str, schema: str) -> None:
    rules = get_builtin_schema(schema)
    held = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    held = {"on" if key is True else key: value for key, value in held.items()}  # YAML 1.1 takes `on` for true
    assert [e.message for e in validators.validator_for(rules)(rules).iter_errors(held)] == []


@pytest.mark.parametrize("name", [*RUNS, *LAB_RUNS])
def test_a_script_is_a_script(name: str) -> None:
    text = {**RUNS, **LAB_RUNS}[name]
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_action_is_pinned_by_commit_and_says_its_version() -> None:
    lines = [line for path in (WORKFLOW, ACTION) for line in (ROOT / path).read_text(encoding="utf-8").splitlines()]
    used = [line.split("uses: ", 1)[1] for line in lines if "uses: " in line]
    outside = [line for line in used if not line.startswith("./")]
    assert len(outside) > 10
    assert [line for line in outside if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert {line for line in used if line.startswith("./")} == {"./.github/actions/qoima"}


def test_a_job_has_no_right_but_what_it_needs() -> None:
    assert read(WORKFLOW)["permissions"] == {}
    held = {name: job["permissions"] for name, job in JOBS.items()}
    assert {name for name, rights in held.items() if rights != {"contents": "read"}} == {"sarif", "comment", "publish"}
    assert held["sarif"] == {"actions": "read", "contents": "read", "security-events": "write"}
    assert held["comment"] == {"pull-requests": "write"}
    assert held["publish"] == {"pages": "write", "id-token": "write"}


def test_a_job_that_may_write_runs_nothing_of_the_change() -> None:
    for name in ("sarif", "comment", "publish"):
        scripts = " ".join(step.get("run", "") for step in JOBS[name]["steps"])
        assert not re.search(r"bin/qoima |make |python|\./", scripts), name
        assert all(not step.get("uses", "").startswith("./") for step in JOBS[name]["steps"])
    assert LAB["comment"]["variables"] == {"GIT_STRATEGY": "none"}


def test_no_token_of_the_main_branch_meets_a_change_and_none_stays_in_a_checkout() -> None:
    assert set(read(WORKFLOW)["on"]) == {"push", "pull_request", "workflow_dispatch"}
    checkouts = [step["with"] for _, step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert {held["persist-credentials"] for held in checkouts} == {"false"}
    assert {name for name, step in STEPS if step.get("with", {}).get("fetch-depth") == "0"} == {
        "check",
        "diff",
        "build",
    }
    assert read(GITLAB)["variables"]["GIT_DEPTH"] == "0"


def test_no_secret_is_needed_but_for_the_comment_of_gitlab() -> None:
    text = "".join((ROOT / path).read_text(encoding="utf-8") for path in (WORKFLOW, ACTION))
    assert "secrets." not in text
    assert [name for name, step in STEPS if "github.token" in str(step)] == ["comment"]
    assert [name for name, script in LAB_RUNS.items() if "TOKEN" in script] == ["comment"]


def test_nothing_is_put_into_a_script_by_the_template() -> None:
    assert [name for name, text in RUNS.items() if FREE_TEXT.search(text)] == []
    given = {value for _, step in STEPS for value in step.get("env", {}).values()}
    assert given == {
        "${{ steps.page.outputs.artifact-url }}", "${{ github.token }}", "${{ github.repository }}",
        "${{ github.event.pull_request.number }}", "${{ needs.diff.outputs.touched }}",
    }  # fmt: skip


def test_a_fork_and_dependabot_have_marks_but_no_comment() -> None:
    for name in ("sarif", "comment"):
        assert "github.event.pull_request.head.repo.full_name == github.repository" in JOBS[name]["if"]
        assert "github.actor != 'dependabot[bot]'" in JOBS[name]["if"]
    assert "if" not in JOBS["check"]


PRIVATE = {"job": "github.event.repository.visibility == 'private'", "step": "env.PRIVATE == 'true'"}
SHOWS = re.compile(r"bin/qoima (?:check|diff|review)|make build$|^(?:dist|build/)", re.M)


def test_what_shows_live_items_runs_only_in_private() -> None:
    """A step that shows them stands under the condition; where it does not, it keeps its output to itself."""
    assert read(WORKFLOW)["env"]["PRIVATE"] == "${{ " + PRIVATE["job"] + " }}"
    for name, step in STEPS:
        whole = JOBS[name].get("if", "")
        if PRIVATE["job"] in whole or PRIVATE["step"] in step.get("if", ""):
            continue
        script = step.get("run", "") + "\n" + step.get("with", {}).get("path", "")
        shows = [line for line in script.splitlines() if SHOWS.search(line) and not re.search(r"> (?:/dev|\")", line)]
        if name != "comment":  # which has but what `diff` left, and needs it
            assert shows == [], (name, step)
    assert JOBS["comment"]["needs"] == "diff"
    for name, script in LAB_RUNS.items():
        rules = " ".join(str(rule) for rule in LAB[name]["rules"])
        shows = [line for line in script.splitlines() if SHOWS.search(line) and not re.search(r"> /dev/null", line)]
        assert not shows or '$CI_PROJECT_VISIBILITY == "private"' in rules, (name, shows)


def test_artefacts_that_show_live_items_are_few_days_and_few_people() -> None:
    kept = {
        step["with"]["path"]: int(step["with"]["retention-days"])
        for _, step in STEPS
        if step.get("uses", "").startswith("actions/upload-artifact@")
    }
    assert kept == {"build/qoima.sarif": 1, "build/diff.html": 14, "build/diff.md": 1, "dist": 5}
    shown = {name: job["artifacts"] for name, job in LAB.items() if "artifacts" in job}
    assert {name for name, held in shown.items() if held.get("access") != "developer"} == {"build-site", "pages"}
    assert shown["build-site"]["paths"] == ["site"]
    assert all("expire_in" in held for held in shown.values())


def test_only_the_main_branch_is_published() -> None:
    for name, step in STEPS:
        if "pages" in step.get("uses", ""):
            condition = step.get("if", "") + JOBS[name].get("if", "")
            assert "github.ref == 'refs/heads/main'" in condition
            assert "github.event_name != 'pull_request'" in condition
    assert LAB["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert LAB["pages"]["artifacts"]["paths"] == ["public"]


def test_old_runs_stop_and_none_hangs() -> None:
    assert "pull_request.number" in read(WORKFLOW)["concurrency"]["group"]
    assert read(GITLAB)["default"]["interruptible"] == "true"
    assert all(int(job["timeout-minutes"]) <= 30 for job in JOBS.values())


def test_kept_downloads_are_dropped_with_the_lock_file() -> None:
    setup = read(ACTION)["runs"]["steps"][0]["with"]
    assert (setup["cache"], setup["cache-dependency-path"]) == ("pip", "requirements.lock")
    assert read(GITLAB)[".qoima"]["cache"]["key"]["files"] == ["requirements.lock"]
    assert (ROOT / "requirements.lock").is_file()


def test_no_template_names_a_host() -> None:
    files = [*git(ROOT, "ls-files", "-co", "--exclude-standard", ".github", ".gitlab", ".vscode").splitlines(), GITLAB]
    files.append(".pre-commit-hooks.yaml")
    for path in files:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert re.findall(r"https?://(?!pre-commit[.]com\b)|^ *image: *\S+[.]\S+/", text, re.M) == [], path

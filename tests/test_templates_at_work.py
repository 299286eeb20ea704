"""The scripts of the templates for GitHub and GitLab at work, in a repository with a change."""

import json
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from processes import EXAM, edit, environment, small
from templates import LAB_RUNS, RUNS, git


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pull request merged into main, as GitHub tests it: HEAD^1 is main. The change makes one item too short."""
    root = small(tmp_path_factory.mktemp("templates") / "small")
    git(root, "init", "-q")
    commit(root, "before")
    git(root, "switch", "-qc", "change")
    edit(root / EXAM, '["6", "16", "30", "62"]', '["6", "16", "30"]')
    commit(root, "change")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "merge", "change")
    command = root / ".venv/bin/qoima"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m qoima "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return root


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)


def run(root: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """As both forges run it: bash that stops at the first failure."""
    day = {"QOIMA_LANG": "en", "SOURCE_DATE_EPOCH": "1790812800"}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=root, env=environment(**day, **more), capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


def test_github_marks_the_change_and_stops_it(changed: Path) -> None:
    done = run(changed, RUNS["check: Marks on the change"])
    assert done.returncode == 1
    assert re.search(rf"^::error file={re.escape(EXAM)},line=\d+.*ITM101", done.stdout, re.M)
    assert run(changed, RUNS["check: Everything found, the older findings too"]).returncode == 0


def test_in_public_the_verdict_comes_without_a_word_of_an_item(changed: Path, tmp_path: Path) -> None:
    done = run(changed, RUNS["check: The verdict alone"], RUNNER_TEMP=str(tmp_path))
    assert done.returncode == 1
    assert "::error::qoima check has found errors" in done.stdout
    lab = run(changed, LAB_RUNS["verdict"])
    assert lab.returncode == 1
    for said in (done, lab):
        assert "not private" in said.stdout
        assert not re.search(r"nw-exam|distractors|\b62\b|ITM101", said.stdout + said.stderr)


def test_github_writes_the_page_with_keys_and_the_comment_without(changed: Path, tmp_path: Path) -> None:
    page = run(changed, RUNS["diff: The page with right answers"])
    assert (page.returncode, page.stdout) == (0, "")
    outputs = {name: str(tmp_path / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    text = run(changed, RUNS["diff: The comment, without right answers"], PAGE="https://example.kz/page", **outputs)
    assert (text.returncode, text.stderr) == (0, "")
    comment = (changed / "build/diff.md").read_text(encoding="utf-8")
    assert "nw-exam-3" in comment
    assert "https://example.kz/page" in comment
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8") == comment
    assert (tmp_path / "GITHUB_OUTPUT").read_text(encoding="utf-8") == "touched=true\n"
    assert "<html" in (changed / "build/diff.html").read_text(encoding="utf-8")


def test_gitlab_writes_the_same_of_the_same_change(changed: Path) -> None:
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(changed, "rev-parse", "HEAD^1"), "CI_PROJECT_URL": "https://x.kz/p"}
    done = run(changed, LAB_RUNS["diff"], CI_JOB_ID="7", **base)
    assert done.returncode == 0, done.stderr
    text = (changed / "build/diff.md").read_text(encoding="utf-8")
    assert 'href="https://x.kz/p/-/jobs/7/artifacts/file/build/diff.html"' in text
    assert (changed / "build/touched.env").read_text(encoding="utf-8") == "TOUCHED=true\n"
    checked = run(changed, LAB_RUNS["check"], **base)
    assert checked.returncode == 1
    assert "ITM101" in checked.stdout
    report = json.loads((changed / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert "ITM101" in {one["check_name"] for one in report}
    assert "<testsuite" in (changed / "junit.xml").read_text(encoding="utf-8")


class Forge(BaseHTTPRequestHandler):
    """The part of GitLab that keeps notes, two to a page; those of others are there too."""

    notes: list[dict[str, Any]]

    def do_GET(self) -> None:
        if self.path.endswith("/user"):
            return self.answer({"id": 5})
        page = int(re.search(r"[?&]page=(\d+)", self.path)[1])  # type: ignore[index]
        shown = self.notes[2 * page - 2 : 2 * page]
        return self.answer(shown, str(page + 1) if len(self.notes) > 2 * page else "")

    def do_POST(self) -> None:
        self.notes.append({"id": len(self.notes) + 1, "author": {"id": 5}, **self.given()})
        self.answer({})

    def do_PUT(self) -> None:
        next(note for note in self.notes if self.path.endswith(f"/{note['id']}")).update(self.given())
        self.answer({})

    def given(self) -> dict[str, Any]:
        assert self.headers["PRIVATE-TOKEN"] == "token"
        held: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return held

    def answer(self, value: object, following: str = "") -> None:
        self.send_response(200)
        self.send_header("X-Next-Page", following)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def forge() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    mark = "<!-- qoima diff -->\n"
    notes = [{"id": n, "author": {"id": 9}, "body": f"{mark} of somebody else"} for n in (1, 2, 3)]
    server = HTTPServer(("127.0.0.1", 0), type("Here", (Forge,), {"notes": notes}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", notes
    server.shutdown()
    server.server_close()


def test_gitlab_has_one_comment_which_is_written_anew(forge: tuple[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    address, notes = forge
    more = {
        "CI_API_V4_URL": address, "CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": "2", "CI_BUILDS_DIR": str(tmp_path),
        "QOIMA_COMMENT_TOKEN": "token", "no_proxy": "*",
    }  # fmt: skip
    (tmp_path / "build").mkdir()
    for text, touched, bodies in (
        ("nothing", "", []),
        ("Бірінші", "true", ["Бірінші"]),
        ("second", "true", ["second"]),
        ("taken back", "", ["taken back"]),
    ):
        (tmp_path / "build/diff.md").write_text(text, encoding="utf-8")
        done = run(tmp_path, LAB_RUNS["comment"], TOUCHED=touched, **more)
        assert done.returncode == 0, done.stderr
        assert [note["body"] for note in notes[3:]] == [f"<!-- qoima diff -->\n{body}" for body in bodies]
    assert all("somebody else" in note["body"] for note in notes[:3])


GH = """#!/bin/sh
echo "$@" >> "$CALLS"
case " $* " in *" --paginate "*) printf "$OLD";; *) cp comment.md "$CALLS.body";; esac
"""


@pytest.mark.parametrize(
    ("old", "touched", "call"),
    [
        ("", "true", "--method POST repos/o/r/issues/3/comments --field"),
        ("41\\n42\\n", "true", "--method PATCH repos/o/r/issues/comments/41 --field"),
        ("41\\n", "", "--method PATCH repos/o/r/issues/comments/41 --field"),
        ("", "", None),
    ],
)
def test_github_has_one_comment_which_is_written_anew(old: str, touched: str, call: str | None, tmp_path: Path) -> None:
    """With a `gh` that notes how it is called."""
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "diff.md").write_text("$(touch stolen) `touch stolen` өзгерді\n", encoding="utf-8")
    more = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CALLS": str(tmp_path / "calls"), "OLD": old}
    script = RUNS["comment: Write the comment, or write it anew"]
    done = run(tmp_path, script, REPOSITORY="o/r", NUMBER="3", TOUCHED=touched, **more)
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert "repos/o/r/issues/3/comments --jq" in calls[0]
    assert 'github-actions[bot]" and (.body | startswith("<!-- qoima diff -->"))' in calls[0]
    assert [call in line for line in calls[1:]] == ([True] if call else [])
    if call:
        body = (tmp_path / "calls.body").read_text(encoding="utf-8")
        assert body == "<!-- qoima diff -->\n$(touch stolen) `touch stolen` өзгерді\n"
    assert not (tmp_path / "stolen").exists()

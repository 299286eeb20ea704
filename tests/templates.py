"""The files of `.github/` and of GitLab as values: their jobs, steps and scripts."""

import subprocess
from pathlib import Path
from typing import Any

import yaml
from processes import ROOT

WORKFLOW, ACTION, GITLAB = ".github/workflows/qoima.yml", ".github/actions/qoima/action.yml", ".gitlab-ci.yml"
GIT = ("-c", "user.name=T", "-c", "user.email=t@example.kz", "-c", "init.defaultBranch=main")


def read(path: str) -> Any:
    """A YAML file; `on` stays a text, as GitHub has it."""
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)


JOBS: dict[str, Any] = read(WORKFLOW)["jobs"]
STEPS = [(name, step) for name, job in JOBS.items() for step in job["steps"]]
RUNS = {f"{job}: {step['name']}": step["run"] for job, step in STEPS if "run" in step}
LAB: dict[str, Any] = {name: job for name, job in read(GITLAB).items() if isinstance(job, dict) and "script" in job}
LAB_RUNS = {name: "\n".join(job["script"]) for name, job in LAB.items()}


def git(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *GIT, *words], cwd=root, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()

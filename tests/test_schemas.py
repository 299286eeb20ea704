"""The committed JSON Schemas are those of the file models, and the repository's own files keep them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qoima.formats.yaml.schemas import schema_files

ROOT = Path(__file__).parent.parent
FILES = {
    "bank": ["testbanks/*/*/rk*.yaml", "testbanks/*/*/exam.yaml", "content/practice/*/*.yaml"],
    "calendar": ["content/calendar.yaml"],
    "course": ["content/courses/*.yaml"],
    "experts": ["testbanks/experts.yaml"],
    "passport": ["testbanks/*/*/passport.yaml"],
    "people": ["content/people.yaml"],
    "profile": ["generator/qoima/profiles/*.yaml"],
    "programme": ["content/programmes/*.yaml"],
    "review": ["testbanks/*/*/reviews/*.yaml"],
    "university": ["content/university.yaml"],
}


@pytest.mark.parametrize("path", schema_files())
def test_committed_schemas_are_current(path: str) -> None:
    fresh = schema_files()[path]
    if os.environ.get("QOIMA_GOLDEN") == "write":
        (ROOT / path).write_bytes(fresh)
    assert (ROOT / path).read_bytes() == fresh, "run make golden"


@pytest.mark.parametrize("name", FILES)
def test_our_own_files_keep_their_schema(name: str) -> None:
    files = [str(f) for pattern in FILES[name] for f in sorted(ROOT.glob(pattern))]
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(ROOT / f"schemas/{name}.json"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize("name", FILES)
def test_our_own_files_name_their_schema(name: str) -> None:
    for pattern in FILES[name]:
        for file in ROOT.glob(pattern):
            first = file.read_text(encoding="utf-8").split("\n", 1)[0]
            if name != "profile":
                assert first.startswith("# yaml-language-server: $schema="), file
                assert (file.parent / first.split("=")[1]).resolve() == ROOT / f"schemas/{name}.json"

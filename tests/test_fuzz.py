"""A short run of the fuzzer over every reader; `python tests/fuzz/readers.py FORMAT` goes on for as long as wanted."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from qoima.formats.item_files import READERS

SCRIPT = Path(__file__).parent / "fuzz" / "readers.py"


@pytest.mark.skipif(find_spec("atheris") is None, reason="the fuzzer has no wheel for this machine (pyproject.toml)")
@pytest.mark.parametrize("form", sorted(READERS))
def test_a_fuzzer_finds_no_file_that_makes_a_reader_fail(form: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, str(SCRIPT), form, "-runs=3000", "-seed=1"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{SCRIPT.parents[2] / 'generator'}:{SCRIPT.parents[1]}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    assert "Done 3000 runs" in run.stderr

"""Fixtures that every test may use."""

from datetime import date
from pathlib import Path

import pytest

from processes import build, small


@pytest.fixture
def today() -> date:
    """A day in the autumn term of the examples."""
    return date(2026, 10, 1)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository, built once in a folder that git knows nothing of; tests take copies."""
    root = small(tmp_path_factory.mktemp("built") / "repository")
    done = build(root, GIT_CEILING_DIRECTORIES=str(root.parent))
    assert (done.status, done.err) == (0, "")
    (root / "dist/letter.txt").write_text("not ours", encoding="utf-8")
    return root

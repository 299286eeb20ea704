"""What the tests of `qoima diff` share."""

from pathlib import Path

import pytest
from story import Story, begun


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A small repository with one commit."""
    return begun(tmp_path / "repository")

"""Repositories with a bank that was handed out."""

import shutil
from pathlib import Path

import pytest
from delivered_repository import change_items, commit, delivered


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One as it was handed out, one with items changed since; tests take copies."""
    folder = tmp_path_factory.mktemp("deliveries")
    same = delivered(folder / "same")
    changed = shutil.copytree(same, folder / "changed")
    change_items(changed)
    commit(changed, "Items changed")
    return {"same": same, "changed": changed}


@pytest.fixture
def root(made: dict[str, Path], tmp_path: Path) -> Path:
    """As it was handed out."""
    return shutil.copytree(made["same"], tmp_path / "root")


@pytest.fixture
def changed(made: dict[str, Path], tmp_path: Path) -> Path:
    """With items that are others since."""
    return shutil.copytree(made["changed"], tmp_path / "changed")

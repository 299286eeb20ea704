"""Repositories with a sheet to sign, and with a signed one."""

import shutil
from pathlib import Path

import pytest
from signed_repository import signed, unsigned


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One repository with a sheet to sign, one with a signed sheet; tests take copies."""
    folder = tmp_path_factory.mktemp("made")
    return {"unsigned": unsigned(folder / "unsigned"), "signed": signed(folder / "signed")}


@pytest.fixture
def root(made: dict[str, Path], tmp_path: Path) -> Path:
    """A repository with a signed review."""
    return shutil.copytree(made["signed"], tmp_path / "root")


@pytest.fixture
def waiting(made: dict[str, Path], tmp_path: Path) -> Path:
    """A repository with a sheet that waits for its signature."""
    return shutil.copytree(made["unsigned"], tmp_path / "waiting")

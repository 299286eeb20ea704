"""Where files with the keys of live items must not be written."""

from pathlib import Path

import click

from qoima.core.words import Lang
from qoima.render.terminal import word

PUBLIC = ("content", "site")
"""Folders of a repository that everybody sees, sooner or later."""


def refuse_public(root: Path, folder: Path, lang: Lang, also: tuple[str, ...] = ()) -> None:
    """Raises click.UsageError where the folder is, or is below, one of PUBLIC or `also`."""
    for name in (*PUBLIC, *also):
        if folder.resolve().is_relative_to((root / name).resolve()):
            told = "files with the keys of live items are not written into {name}/: name another folder"
            raise click.UsageError(word("secret-folder", told, lang, name=name))

"""Options that several commands share."""

import locale
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from qoima.cli.files import find_root
from qoima.cli.swap import finish
from qoima.cli.workspace import today
from qoima.core.words import LANGUAGES, Lang
from qoima.render.terminal import Style

Command = Callable[..., Any]


def _default_language() -> Lang:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            prefix = value[:2].lower()
            return prefix if prefix in LANGUAGES else "en"
    known = (locale.getlocale()[0] or "en")[:2].lower()
    return known if known in LANGUAGES else "en"


def language_option(command: Command) -> Command:
    """`--lang kk|ru|en`, by default the locale's."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=_default_language,
        show_default="locale",
        help="Language of messages.",
    )(command)


def _root(context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    root = find_root(Path.cwd()) if value is None else value
    if root is None and context.params.get("view"):
        return Path.cwd()
    if root is None or not root.is_dir():
        raise click.UsageError(f"no folder with content/ here or above ({value or Path.cwd()}); name it with --repo")
    root = root.resolve()
    finish(root)
    return root


def repository_option(command: Command) -> Command:
    """`--repo DIR`, by default the nearest folder upwards with `content/`. An interrupted swap is finished first.

    Where an option `view` has a value, a file alone will do: without a repository it is the folder where one is.
    """
    return click.option(
        "--repo", "root", type=click.Path(path_type=Path, file_okay=False), callback=_root, help="The repository."
    )(command)


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date:
    try:
        return today(value)
    except (ValueError, OverflowError, OSError) as error:
        raise click.BadParameter(f"no day ({error}); write it as 2026-10-01") from error


def date_option(command: Command) -> Command:
    """`--date YYYY-MM-DD`: what counts as today."""
    return click.option("--date", "day", metavar="YYYY-MM-DD", callback=_day, help="What counts as today.")(command)


def cache_option(command: Command) -> Command:
    """`--no-cache`: parts of the repository that have not changed are checked again."""
    return click.option(
        "--no-cache", "cached", is_flag=True, flag_value=False, default=True, help="Check unchanged parts again."
    )(command)


def format_option(
    name: str, parameter: str, formats: Iterable[str], help: str, *, required: bool = False
) -> Callable[[Command], Command]:
    """An option that names a format of item files."""
    return click.option(name, parameter, type=click.Choice(sorted(formats)), help=help, required=required)


def style() -> Style:
    """Colours on a terminal, unless NO_COLOR is set."""
    return Style(colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"))

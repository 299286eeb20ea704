"""`qoima codeowners`: who must approve what, from people.yaml, for GitHub and GitLab."""

import sys
from pathlib import Path

import click

from qoima.cli import git
from qoima.cli.files import load_here, write_files
from qoima.cli.options import language_option, repository_option, style
from qoima.core.words import Lang
from qoima.render import terminal
from qoima.render.codeowners import Owners, laid_in, owners
from qoima.render.codeowners import codeowners as written
from qoima.render.terminal import word

FILE = "CODEOWNERS"
"""At the top of the repository, the one place that GitHub and GitLab both look at."""
WINS = ".github/CODEOWNERS"
"""Where GitHub looks first."""


@click.command()
@click.option("--write", is_flag=True, help="Write CODEOWNERS; lines of your own in it stay.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if CODEOWNERS is not what would be written.")
@repository_option
@language_option
def codeowners(write: bool, check: bool, root: Path, lang: Lang) -> None:
    """Who must approve what, as CODEOWNERS says it to GitHub and GitLab; made from people.yaml and the test bases.

    The experts of the year answer for a base, never those alone who compiled it; teachers for their courses;
    `methodologists` of content/university.yaml for the rest.
    """
    if write and check:
        raise click.UsageError(word("owners.one", "choose one: --write or --check", lang))
    found = _found(root, lang)
    top = _top(root)
    below = root.relative_to(top).as_posix()
    _warn(found, top, lang)
    file = top / FILE
    present = file.read_text(encoding="utf-8") if file.is_file() else ""
    text = laid_in(present, written(found, below="" if below == "." else f"{below}/"))
    if check:
        if text != present:
            stale = "{path} is out of date: run `qoima codeowners --write` and commit the file"
            click.echo(word("owners.stale", stale, lang, path=FILE), err=True)
        sys.exit(1 if text != present or found.nobody else 0)
    if write and not found.nobody:
        write_files(top, {FILE: text.encode()})
        click.echo(FILE)
    elif not write:
        click.echo(text, nl=False)
    sys.exit(1 if found.nobody else 0)


def _found(root: Path, lang: Lang) -> Owners:
    """The owners; leaves with what is wrong where a file that names them cannot be read."""
    repository, said = load_here(root)
    unread = [one for one in said if one.at.source.path in repository.unread]
    for one in unread:
        click.echo(terminal.diagnostic(one, lang, style()) + "\n", err=True)
    if repository.university is None:
        raise click.UsageError(word("no-university", "content/university.yaml cannot be read", lang))
    if unread:
        sys.exit(1)
    return owners(repository, repository.university)


def _top(root: Path) -> Path:
    """The top of git's repository; the folder itself where git knows nothing of it."""
    try:
        top = Path(git.run(root, "rev-parse", "--show-toplevel").decode().rstrip("\n")).resolve()
    except git.GitFailure:
        return root
    return top if root.is_relative_to(top) else root


def _warn(found: Owners, top: Path, lang: Lang) -> None:
    for person in found.unreachable:
        text = "content/people.yaml: {person} has neither `account` nor a usable `email`, and is left out"
        click.echo(word("owners.unreachable", text, lang, person=person), err=True)
    for path in found.nobody:
        if path == "*":
            text = "nobody answers for the rest: name `methodologists` in content/university.yaml"
            click.echo(word("owners.rest", text, lang), err=True)
        else:
            text = "{path}: only its compilers are left; name an expert in testbanks/experts.yaml or a methodologist"
            click.echo(word("owners.nobody", text, lang, path=path), err=True)
    if (top / WINS).exists():
        text = "{path} is there too, and GitHub reads it first: move its lines to {file}"
        click.echo(word("owners.two", text, lang, path=WINS, file=FILE), err=True)

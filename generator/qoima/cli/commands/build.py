"""`qoima build`: check, Moodle files, pages, leak guard, and only then the new folders in place of the old."""

import sys
from datetime import date
from pathlib import Path

import click

from qoima.cli import mkdocs
from qoima.cli.blocking import blocked_in, stopping
from qoima.cli.card_cache import remembered
from qoima.cli.commands.check import print_report
from qoima.cli.handing_over import hand_over, making
from qoima.cli.leak_check import Guard
from qoima.cli.options import cache_option, date_option, language_option, repository_option, style
from qoima.cli.progress import step
from qoima.cli.swap import building, swap
from qoima.cli.workspace import Checked, examine, published_by
from qoima.core.diagnostic import Diagnostics, Severity, has_error
from qoima.core.words import Lang
from qoima.render import terminal
from qoima.render.terminal import word
from qoima.site.stage import packaged_assets, stage


@click.command()
@repository_option
@click.option("--published", "without_banks", is_flag=True, help="The site alone, from a checkout without testbanks/.")
@click.option("--draft", "with_drafts", is_flag=True, help="Write banks that no expert allows as well, each marked.")
@cache_option
@date_option
@language_option
def build(root: Path, without_banks: bool, with_drafts: bool, cached: bool, day: date, lang: Lang) -> None:
    """Check everything; if there is no error, write dist/ and site/.

    A bank whose review is missing, or does not allow its use (REV101, REV111), or that is sealed and no longer what
    was handed out (DLV047), stops nothing: it alone is left out of
    dist/, or with --draft written as `*.draft.*`, and all else is built: exit status 0.
    """
    _look_around(root, without_banks=without_banks, lang=lang)
    with building(root) as following:
        with step(word("step.check", "check", lang), lang):
            checked = examine(root, day=day, with_testbanks=not without_banks, cached=cached)
        if stopping(checked):
            _refuse(checked, lang)
        if not without_banks:
            with step(word("step.moodle", "files for Moodle", lang), lang):
                said = hand_over(checked, following / "dist", making(root, day), with_drafts=with_drafts)
            _stop_on(_new(said, checked), lang)
        _site(checked, root, following / "site", lang)
        _stop_on(_leaks(checked, following / "site", lang), lang)
        swap(root)
    shown = tuple(d for d in checked.report.diagnostics if d.severity is not Severity.INFO)
    print_report(checked, shown, lang)
    if without_banks:
        click.echo(word("without-banks", "built without testbanks/: the rules on banks were left out", lang))
    _say_blocked(checked, lang, with_drafts=with_drafts)


def _say_blocked(checked: Checked, lang: Lang, *, with_drafts: bool) -> None:
    """What was left out, or is marked as a draft."""
    blocked = ", ".join(map(str, blocked_in(checked)))
    if blocked and with_drafts:
        click.echo(word("built-drafts", "built; marked as drafts: {banks}", lang, banks=blocked))
    elif blocked:
        click.echo(word("built-without", "built without these banks: {banks}", lang, banks=blocked))


def _look_around(root: Path, *, without_banks: bool, lang: Lang) -> None:
    """Whether a build can be begun here at all."""
    banks = root / "testbanks"
    if without_banks and banks.is_dir() and any(banks.iterdir()):
        said = "testbanks/ is here: build without --published, so that the leak guard knows what must not get out"
        raise click.UsageError(word("banks-are-here", said, lang))
    try:
        (root / "mkdocs.yml").read_bytes()
    except OSError as error:
        said = "mkdocs.yml cannot be read ({reason}): it has the settings of the site; take it from Qoima's repository"
        raise click.ClickException(word("no-mkdocs", said, lang, reason=error.strerror or error)) from error


def _refuse(checked: Checked, lang: Lang) -> None:
    print_report(checked, tuple(d for d in checked.report.diagnostics if d.severity is not Severity.INFO), lang)
    click.echo(_not_built(lang))
    sys.exit(1)


def _not_built(lang: Lang) -> str:
    return word("not-built", "nothing was built: site/ and dist/ are as they were", lang)


def _stop_on(said: Diagnostics, lang: Lang) -> None:
    """Print what writing or the guard found; end the build on an error."""
    for one in said:
        click.echo(terminal.diagnostic(one, lang, style()) + "\n")
    if has_error(said):
        click.echo(_not_built(lang))
        sys.exit(1)


def _new(said: Diagnostics, checked: Checked) -> Diagnostics:
    """What the report of the check does not tell in any case."""
    told = {one.sort_key() for one in checked.report.diagnostics}
    return tuple(one for one in said if one.sort_key() not in told)


def _site(checked: Checked, root: Path, target: Path, lang: Lang) -> None:
    public = published_by(checked)
    with remembered(root / "build" / "cache" / "cards") as draw:
        held = stage(public, packaged_assets(), draw)
    with step(word("step.site", "site", lang), lang) as note:
        failure = mkdocs.build(root, held, public.university.languages, target, progress=note)
    if failure is not None:
        raise click.ClickException(f"{failure}\n{_not_built(lang)}")


def _leaks(checked: Checked, folder: Path, lang: Lang) -> Diagnostics:
    with step(word("step.guard", "leak guard", lang), lang):
        return Guard().leaks(checked.repository, folder)

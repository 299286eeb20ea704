"""`qoima check`: everything that is wrong, in one run."""

import json
import sys
from pathlib import Path

import click

from qoima.cli.options import date_option, language_option, repository_option, style
from qoima.cli.progress import step
from qoima.cli.workspace import Checked, asked_mix, examine, today
from qoima.core.diagnostic import Diagnostics, Severity, has_error
from qoima.core.words import Lang
from qoima.render import terminal
from qoima.render.banks import bank_table
from qoima.render.machine import as_json


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@repository_option
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Add a profile for this run.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@click.option("--info", is_flag=True, help="Show findings of severity info too.")
@date_option
@language_option
def check(
    paths: tuple[Path, ...], root: Path, profiles: tuple[str, ...], form: str, info: bool, day: str | None, lang: Lang
) -> None:
    """Check the whole repository; PATHS choose what is shown and counted."""
    with step("check"):
        checked = examine(root, day=today(day), extra_profiles=profiles)
    shown = _shown(checked, paths, info=info or form == "json")
    if form == "json":
        click.echo(json.dumps(as_json(shown, lang), ensure_ascii=False, indent=2))
    else:
        print_report(checked, shown, lang)
    sys.exit(1 if has_error(shown) else 0)


def _shown(checked: Checked, paths: tuple[Path, ...], *, info: bool) -> Diagnostics:
    wanted = [path.resolve() for path in paths]
    return tuple(
        d
        for d in checked.report.diagnostics
        if (info or d.severity is not Severity.INFO)
        and (not wanted or any((checked.root / d.at.source.path).is_relative_to(path) for path in wanted))
    )


def print_report(checked: Checked, shown: Diagnostics, lang: Lang) -> None:
    """The findings, the table of banks, the summary line."""
    look = style()
    for one in shown:
        click.echo(terminal.diagnostic(one, lang, look) + "\n")
    if checked.linked is not None and checked.repository.has_testbanks:
        click.echo(bank_table(checked.linked, checked.report.diagnostics, asked_mix(checked), lang) + "\n")
    click.echo(terminal.summary(shown, checked.report.waived, lang))

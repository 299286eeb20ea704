"""`qoima check`: everything that is wrong, in one run."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from qoima.cli.options import date_option, language_option, repository_option, style
from qoima.cli.progress import step
from qoima.cli.workspace import Checked, asked_mix, examine, packaged_profiles
from qoima.core.diagnostic import Diagnostics, Severity, has_error
from qoima.core.words import Lang
from qoima.render import terminal
from qoima.render.banks import bank_table
from qoima.render.machine import as_json
from qoima.render.terminal import word


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@repository_option
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Add a profile for this run.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@click.option("--info", is_flag=True, help="Show findings of severity info too.")
@date_option
@language_option
def check(
    paths: tuple[Path, ...], root: Path, profiles: tuple[str, ...], form: str, info: bool, day: date, lang: Lang
) -> None:
    """Check the whole repository; PATHS choose what is shown and counted."""
    _known(profiles, lang)
    places = [_place(root, path, lang) for path in paths]
    with step(word("step.check", "check", lang), lang):
        checked = examine(root, day=day, extra_profiles=profiles)
    shown = _shown(checked, places, info=info or form == "json")
    if form == "json":
        click.echo(json.dumps(as_json(shown, lang), ensure_ascii=False, indent=2))
    else:
        print_report(checked, shown, lang)
    sys.exit(1 if has_error(shown) else 0)


def _known(profiles: Iterable[str], lang: Lang) -> None:
    known = packaged_profiles()
    for name in profiles:
        if name not in known:
            said = word("no-profile", "no such profile: {name}; known", lang, name=name)
            raise click.UsageError(f"{said}: {', '.join(sorted(known))}")


def _place(root: Path, path: Path, lang: Lang) -> Path:
    """A path as typed, or as reports name it: from the repository's root."""
    places = (place.resolve() for place in (path, root / path) if place.exists())
    chosen = next((place for place in places if place.is_relative_to(root)), None)
    if chosen is None:
        raise click.UsageError(word("no-path", "{path} is not there, or not in {root}", lang, path=path, root=root))
    return chosen


def _shown(checked: Checked, places: list[Path], *, info: bool) -> Diagnostics:
    return tuple(
        d
        for d in checked.report.diagnostics
        if (info or d.severity is not Severity.INFO)
        and (not places or any((checked.root / d.at.source.path).is_relative_to(place) for place in places))
    )


def print_report(checked: Checked, shown: Diagnostics, lang: Lang) -> None:
    """The findings, the table of banks, the summary line."""
    look = style()
    for one in shown:
        click.echo(terminal.diagnostic(one, lang, look) + "\n")
    if checked.linked is not None and checked.repository.has_testbanks:
        click.echo(bank_table(checked.linked, checked.report.diagnostics, asked_mix(checked), lang) + "\n")
    click.echo(terminal.summary(shown, len(checked.report.waived), lang))

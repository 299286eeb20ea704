"""`qoima check`: everything that is wrong, in one run."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

import click

from qoima.cli import as_moodle, git
from qoima.cli.baseline import read_baseline, write_baseline
from qoima.cli.blocking import blocked_in
from qoima.cli.files import text_paths
from qoima.cli.options import cache_option, date_option, language_option, repository_option, style
from qoima.cli.progress import step
from qoima.cli.report import Wanted, chosen, findings
from qoima.cli.since import since
from qoima.cli.workspace import Checked, asked_mix, examine, packaged_profiles
from qoima.core.diagnostic import Diagnostics, has_error
from qoima.core.words import LANGUAGES, Lang
from qoima.render import terminal
from qoima.render.banks import bank_table
from qoima.render.baseline import written
from qoima.render.github import as_commands
from qoima.render.gitlab import as_code_quality
from qoima.render.junit import as_junit
from qoima.render.machine import as_json
from qoima.render.sarif import as_sarif
from qoima.render.shown import Shown, closing
from qoima.render.terminal import word

FORMS = ("text", "json", "sarif", "junit", "github", "gitlab")
WITH_INFO = ("json", "sarif")
"""Forms that have findings of severity info, asked for or not."""

A_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@repository_option
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Add a profile for this run.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="Form of the report.")
@click.option("--info", is_flag=True, help="Show findings of severity info too.")
@click.option("--changed-since", "revision", metavar="REV", help="Show only what the change since REV answers for; "
              "`main...` is the commit where this branch has left main.")  # fmt: skip
@click.option("--baseline", type=A_FILE, help="Leave out the findings that this file holds.")
@click.option("--write-baseline", "target", type=A_FILE, help="Write what is found into this file, then leave it out.")
@click.option("--as", "view", type=click.Choice(as_moodle.VIEWS), is_eager=True,
              help="Check nothing, but list what Moodle will hold of one bank or file of items.")  # fmt: skip
@cache_option
@date_option
@language_option
def check(
    paths: tuple[Path, ...], root: Path, profiles: tuple[str, ...], form: str, info: bool, revision: str | None,
    baseline: Path | None, target: Path | None, view: str | None, cached: bool, day: date, lang: Lang,
) -> None:  # fmt: skip
    """Check the whole repository; PATHS choose what is shown and counted.

    With --as moodle, PATHS is one bank, as course/language/control or as the path of a bank, a practice set, a GIFT,
    Aiken or Moodle XML file: each of its items is listed as Moodle will hold it.
    """
    if view is not None:
        said = as_moodle.show(click.get_current_context(), root, paths, form, lang)
        sys.exit(1 if has_error(said) else 0)
    _known(profiles, lang)
    _exclusive(baseline, target, revision, lang)
    wanted = Wanted(root, tuple(_place(root, path, lang) for path in paths), info or form in WITH_INFO)
    with step(word("step.check", "check", lang), lang):
        checked = examine(root, day=day, extra_profiles=profiles, cached=cached)
        if target is not None:
            write_baseline(target, written(wanted.of(findings(checked)[0]), _own_language(checked)), lang)
            baseline = target
        held = read_baseline(root, baseline) if baseline is not None else None
        change = None
        if revision is not None:
            change = partial(since, root=root, revision=revision, day=day, profiles=profiles, lang=lang, cached=cached)
        shown = chosen(checked, wanted, held, change)
    if form == "text":
        print_report(checked, shown.diagnostics, lang, last=closing(shown, lang))
    else:
        click.echo(_printed(form, shown, wanted, lang).encode("utf-8", "replace"), nl=False)
    sys.exit(1 if has_error(shown.diagnostics) else 0)


def _own_language(checked: Checked) -> Lang:
    """The language of the repository, in which a committed file speaks, whoever writes it."""
    own = checked.university.default_language if checked.university else ""
    return own if own in LANGUAGES else "en"


def _exclusive(baseline: Path | None, target: Path | None, revision: str | None, lang: Lang) -> None:
    """Options of which one undoes the other."""
    if target is not None and baseline is not None:
        said = "choose one: --baseline reads a baseline, --write-baseline writes it"
        raise click.UsageError(word("two-baselines", said, lang))
    if target is not None and revision is not None:
        said = "--write-baseline writes all that is found; it does not go with --changed-since"
        raise click.UsageError(word("baseline-of-change", said, lang))


def _known(profiles: Iterable[str], lang: Lang) -> None:
    known = packaged_profiles()
    for name in profiles:
        if name not in known:
            said = word("no-profile", "no such profile: {name}; known", lang, name=name)
            raise click.UsageError(f"{said}: {', '.join(sorted(known))}")


def _place(root: Path, path: Path, lang: Lang) -> Path:
    """A path as typed, or as reports name it: from the repository's root."""
    places = (place.resolve() for place in (path, root / path) if place.exists())
    found = next((place for place in places if place.is_relative_to(root)), None)
    if found is None:
        raise click.UsageError(word("no-path", "{path} is not there, or not in {root}", lang, path=path, root=root))
    return found


def _printed(form: str, shown: Shown, wanted: Wanted, lang: Lang) -> str:
    """The report for a program: always UTF-8, whatever the terminal can show."""
    if form == "json":
        return _json(as_json(shown, lang))
    prefix = git.prefix(wanted.root)
    if form == "sarif":
        return _json(as_sarif(shown, lang, prefix=prefix))
    if form == "gitlab":
        return _json(as_code_quality(shown, lang, prefix=prefix))
    if form == "github":
        return as_commands(shown, lang, prefix=prefix)
    return as_junit(shown, filter(wanted.has, text_paths(wanted.root)), lang, prefix=prefix)


def _json(held: object) -> str:
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def print_report(checked: Checked, shown: Diagnostics, lang: Lang, *, last: str = "") -> None:
    """The findings, the table of banks, the summary line or another `last` one."""
    look = style()
    for one in shown:
        click.echo(terminal.diagnostic(one, lang, look) + "\n")
    if checked.university is not None and checked.has_testbanks:
        mix, blocked = asked_mix(checked), blocked_in(checked)
        click.echo(bank_table(checked.rows, checked.report.diagnostics, mix, lang, blocked=blocked) + "\n")
    click.echo(last or terminal.summary(shown, len(checked.report.waived), lang))

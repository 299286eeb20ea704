"""`qoima verify`: whether a Moodle holds what was delivered."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from qoima.cli.options import language_option, repository_option, style
from qoima.cli.progress import step
from qoima.cli.verification import compare, read_moodle
from qoima.core.diagnostic import Diagnostic, Diagnostics, has_error, ordered
from qoima.core.words import Lang
from qoima.diff.text import printable
from qoima.diff.verify import report
from qoima.diff.verify.json_form import as_json
from qoima.formats.messages import say
from qoima.formats.moodle.holding import Holding
from qoima.render import terminal
from qoima.render.terminal import word


@click.command()
@click.argument("export", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@language_option
@repository_option
@click.option("--bank", "banks", multiple=True, metavar="COURSE/LANGUAGE/CONTROL", help="Compare with this bank alone.")
@click.option("--revision", metavar="REV", help="Compare with this commit, not with the last recorded delivery.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For a person or for a program."
)
@click.option("--ignored", is_flag=True, help="Show which differences are ignored, and compare nothing.")
def verify(
    export: Path | None,
    lang: Lang,
    root: Path,
    banks: tuple[str, ...],
    revision: str | None,
    form: str,
    ignored: bool,
) -> None:
    """Compare EXPORT, which Moodle has made, with what was delivered.

    EXPORT is Moodle XML, or the backup of a quiz or course (.mbz). It is compared with the last recorded delivery of
    each bank that it holds (`qoima plan --record`); without such a record, with the files as they are.

    The output shows right answers: keep it as private as the banks. The exit status is 1 where something differs.
    """
    if ignored:
        click.echo(report.ignored(lang), nl=False)
        return
    if export is None:
        raise click.UsageError("name the file that was exported from Moodle")
    with step(word("step.verify", "compare", lang), lang):
        holding = read_moodle(export)
        found, compared = compare(root, holding, banks, revision, lang)
    if form == "json":
        unread = [_told(one, lang) for one in holding.said]
        click.echo(json.dumps(as_json(holding, found, compared, unread, lang), ensure_ascii=False, indent=2))
    else:
        is_unread = has_error(holding.said) and not (holding.questions or holding.quizzes or found.copies)
        if not is_unread:
            click.echo(_head(holding, compared, lang))
        _tell(holding.said, lang)
        if not is_unread:
            click.echo(report.report(found, lang, style()), nl=False)
    if has_error(holding.said) or not found.is_as_delivered:
        sys.exit(1)


def _head(holding: Holding, compared: Mapping[str, str], lang: Lang) -> str:
    """With what it was compared; what the export is."""
    by_origin: dict[str, list[str]] = {}
    for bank, origin in compared.items():
        by_origin.setdefault(origin, []).append(bank)
    lines = [
        word("verify.compared", "compared with {origin}: {banks}", lang, origin=origin, banks=", ".join(banks))
        for origin, banks in by_origin.items()
    ]
    if holding.form == "mbz":
        what = word("verify.mbz", "backup of Moodle {release}", lang, release=printable(holding.release or "?"))
    else:
        what = "Moodle XML"
    counts = word("verify.counts", "questions: {n}", lang, n=len(holding.questions))
    quizzes = word("verify.quizzes", "quizzes: {n}", lang, n=len(holding.quizzes)) if holding.quizzes else ""
    return "\n".join((*lines, ", ".join(filter(None, (what, counts, quizzes)))))


def _tell(said: Diagnostics, lang: Lang) -> None:
    for one in ordered(said):
        click.echo(f"\n{terminal.diagnostic(one, lang, style())}")


def _told(one: Diagnostic, lang: Lang) -> dict[str, object]:
    at = one.at
    return {
        "code": one.code,
        "severity": str(one.severity),
        "path": at.source.path,
        "line": at.position.line,
        "message": say(one.message, lang),
    }

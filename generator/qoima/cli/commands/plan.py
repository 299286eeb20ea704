"""`qoima plan`: what has changed since the last delivery, and the record of the next one."""

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from qoima.cli.options import cache_option, date_option, language_option, repository_option, style
from qoima.cli.planning.record import delta as write_delta
from qoima.cli.planning.record import record as write_record
from qoima.cli.planning.record import what_next
from qoima.cli.planning.refusal import Wish, against, refused
from qoima.cli.planning.report import Told, as_json, details, plan_table
from qoima.cli.planning.words import story
from qoima.cli.progress import step
from qoima.cli.secret_files import refuse_public
from qoima.cli.workspace import Checked, examine
from qoima.core.diagnostic import Message, has_error
from qoima.core.words import Lang
from qoima.deliver.plan import BankPlan, free_name, plans
from qoima.formats.yaml.deliveries import RELEASE_NAME
from qoima.model.linking import link
from qoima.render import terminal
from qoima.render.terminal import word


def _name(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not RELEASE_NAME.fullmatch(value):
        raise click.BadParameter("letters, digits, `.`, `_` and `-`, at most 50: spring-2027")
    return value


@click.command()
@click.argument("what", nargs=-1, metavar="[COURSE | COURSE/LANGUAGE | COURSE/LANGUAGE/CONTROL]...")
@click.option("--record", "records", is_flag=True, help="Write down that the items as committed are handed out now.")
@click.option("--release", "name", default="", callback=_name, help="The name of the release; else the date.")
@click.option("--unseal", "reason", default="", metavar="REASON", help="Why items of a sealed control have changed.")
@click.option(
    "--delta",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write here what comes and what goes.",
)
@click.option("--keys", is_flag=True, help="Show what has changed in full: the output is then as secret as the banks.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@repository_option
@cache_option
@date_option
@language_option
def plan(
    what: tuple[str, ...],
    records: bool,
    name: str,
    reason: str,
    folder: Path | None,
    keys: bool,
    form: str,
    root: Path,
    cached: bool,
    day: date,
    lang: Lang,
) -> None:
    """Compare banks with what was handed out last, and record what is handed out now.

    With --record the items are written down in testbanks/<course>/<language>/deliveries/, for each control that has
    changed, was never handed out or begins a new term; with --release for each one named. Nothing is written, and the
    exit status is 1, where a sealed control has changed items without --unseal, or a control cannot be handed out.
    """
    if folder is not None:
        refuse_public(root, folder, lang, also=("testbanks",))
    checked, every = _plans(root, day, lang, cached=cached)
    chosen = _chosen(every, what, lang)
    writes = records or folder is not None
    held = tuple(one for one in chosen if not writes or one.is_new or name)
    wish = Wish(name=name or free_name(held, day), day=day, reason=reason.strip(), records=records)
    found = refused(checked, held, wish) if writes else {one: tuple(against(one, wish.reason)) for one in held}
    told = _told(checked, chosen, found, keys=keys)
    is_refused = any(found.values())
    mine = [] if is_refused else [one for one in told if one.plan in held]
    files = _delta(checked, folder, mine, wish, lang) if folder is not None and mine else ()
    paths = write_record(root, [one.plan for one in mine], wish, lang) if records and mine else ()
    if form == "json":
        recorded = {str(one.id): wish.name for one in held} if paths else {}
        click.echo(json.dumps(as_json(told, recorded, lang), ensure_ascii=False, indent=2))
    else:
        _print(told, lang, keys=keys)
        _say(held, wish, lang, writes=writes, is_refused=is_refused, files=(*files, *paths))
        for line in what_next(paths, wish, lang) if paths else ():
            click.echo(line)
    sys.exit(1 if is_refused else 0)


def _plans(root: Path, day: date, lang: Lang, *, cached: bool) -> tuple[Checked, tuple[BankPlan, ...]]:
    with step(word("step.check", "check", lang), lang):
        checked = examine(root, day=day, cached=cached)
    if checked.university is None:
        raise click.ClickException(word("no-university", "content/university.yaml cannot be read", lang))
    linked, _ = link(checked.repository, checked.university)
    return checked, plans(linked, checked.repository, day)


def _chosen(every: tuple[BankPlan, ...], what: tuple[str, ...], lang: Lang) -> tuple[BankPlan, ...]:
    """The controls that are meant, each once."""
    if not what:
        return every
    names = [one.removeprefix("testbanks/").rstrip("/") for one in what]
    for typed, name in zip(what, names, strict=True):
        if not any(f"{one.id}/".startswith(f"{name}/") for one in every):
            known = ", ".join(str(one.id) for one in every)
            said = "no such course or bank: {name}; there are {known}"
            raise click.UsageError(word("plan.no-bank", said, lang, name=typed, known=known))
    return tuple(one for one in every if any(f"{one.id}/".startswith(f"{name}/") for name in names))


def _told(
    checked: Checked, chosen: tuple[BankPlan, ...], found: Mapping[BankPlan, tuple[Message, ...]], *, keys: bool
) -> list[Told]:
    repository = checked.repository
    return [
        Told(plan=one, story=story(checked.root, one, repository, keys=keys), reasons=found.get(one, ()))
        for one in chosen
    ]


def _delta(checked: Checked, folder: Path, held: list[Told], wish: Wish, lang: Lang) -> tuple[str, ...]:
    penalty = checked.university is None or checked.university.penalty
    paths, said = write_delta(folder, held, checked.repository, wish.name, penalty=penalty, lang=lang)
    for one in said:
        click.echo(terminal.diagnostic(one, lang, style()) + "\n", err=True)
    if has_error(said):
        sys.exit(1)
    return tuple((folder / path).as_posix() for path in paths)


def _print(told: list[Told], lang: Lang, *, keys: bool) -> None:
    click.echo(plan_table(told, lang))
    for line in details(told, lang, style(), keys=keys):
        click.echo(line)
    click.echo("")


def _say(
    held: tuple[BankPlan, ...], wish: Wish, lang: Lang, *, writes: bool, is_refused: bool, files: tuple[str, ...]
) -> None:
    """What was written, or why nothing was."""
    if is_refused and writes:
        said = "nothing was written: take away what stands behind !, or name the other controls alone"
        click.echo(word("plan.refused", said, lang))
    elif writes and not held:
        said = (
            "nothing has changed since the last release, so nothing was written; "
            "if the same items are handed out again, name the release: --release NAME"
        )
        click.echo(word("plan.nothing", said, lang))
    for path in files:
        click.echo(word("plan.written", "{path}: release {name}", lang, path=path, name=wish.name))
    if wish.reason and not is_refused and not any(one.breaks_seal for one in held):
        click.echo(word("plan.no-seal", "no seal was broken: the reason was not written down", lang))

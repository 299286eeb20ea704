"""`qoima review start`: a sheet for the experts to fill in."""

from datetime import date
from pathlib import Path

import click

from qoima.cli import git
from qoima.cli.files import write_files
from qoima.cli.options import date_option, language_option, repository_option
from qoima.cli.review.identity import identity, people_of
from qoima.cli.review.loaded import Loaded, bank_of, loaded
from qoima.core.words import LANGUAGES, Lang
from qoima.model.views import ReviewedBase
from qoima.render.terminal import word
from qoima.review.sheet import NewSheet, file_name, kind_of_next, sheet


@click.command()
@click.argument("bank", metavar="COURSE/LANGUAGE/CONTROL")
@click.option("--expert", "experts", multiple=True, metavar="ID", help="Who reviews, by id; else who sits here.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of the comments; else that of messages.")
@repository_option
@date_option
@language_option
def start(bank: str, experts: tuple[str, ...], language: Lang | None, root: Path, day: date, lang: Lang) -> None:
    """Write the sheet of a review of BANK, every item listed for remarks. A sheet that is there is never touched."""
    held = loaded(root, lang)
    name = bank_of(held, bank, lang)
    base = held.base_of(name)
    found = next(one for one in held.repository.banks if str(one.id) == name)
    if base is None:
        raise click.ClickException(word("review.no-course", "the course of {bank} cannot be read", lang, bank=name))
    control = found.id.control
    for draft in base.drafts:
        if control in draft.controls:
            text = "{path} waits for its signature; nothing was written"
            raise click.UsageError(word("review.waits", text, lang, path=draft.path))
    chosen = _experts(held, base, experts, lang)
    kind = kind_of_next(base.of(control), held.university.academic_year)
    folder = f"{base.base.folder}/reviews"
    taken = {file.stem: file for file in (root / folder).glob("*.yaml")}
    path = f"{folder}/{file_name(day, control, taken)}.yaml"
    new = NewSheet(bank=found, day=day, academic_year=held.university.academic_year, kind=kind, experts=chosen)
    write_files(root, {path: sheet(new, language or lang).encode()})
    click.echo(path)
    text = "fill it in below the arrows (←); the expert then signs it: qoima review sign {path}"
    click.echo(word("review.started", text, lang, path=path))


def _experts(held: Loaded, base: ReviewedBase, given: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    """Those who were named, each fit to review; else who sits here, if fit; else nobody yet."""
    year = held.university.academic_year
    listed = {one for order in base.orders if order.academic_year == year for one in order.experts}
    compilers = (base.base.passport.compilers if base.base.passport else None) or ()
    for expert in given:
        if expert in compilers:
            text = "{person} is a compiler of these items and cannot review them"
            raise click.UsageError(word("review.is-compiler", text, lang, person=expert))
        if expert not in listed:
            text = "{person} is not on the order on experts of {year}; there are: {known}"
            known = ", ".join(sorted(listed)) or "–"
            raise click.UsageError(word("review.not-listed", text, lang, person=expert, year=year, known=known))
    if given:
        return tuple(dict.fromkeys(given))
    try:
        here = people_of(identity(held.root).author, held.repository.people)
    except git.GitFailure:
        here = ()
    return here if len(here) == 1 and here[0] in listed and here[0] not in compilers else ()

"""`qoima review status`: where each bank stands with its expert review."""

import json
import sys
from pathlib import Path

import click

from qoima.cli.options import language_option, repository_option
from qoima.cli.review.loaded import banks_of, loaded
from qoima.cli.workspace import packaged_profiles
from qoima.core.words import Lang
from qoima.decisions import binds
from qoima.model.review_state import standings
from qoima.model.university import University
from qoima.model.views import ReviewedBase
from qoima.review.shown import as_json, status_table


@click.command()
@click.argument("banks", nargs=-1, metavar="[COURSE/LANGUAGE/CONTROL]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@repository_option
@language_option
def status(banks: tuple[str, ...], form: str, root: Path, lang: Lang) -> None:
    """Show where BANKS, or all of them, stand with their reviews.

    Exit status 1 where one of them has no conclusion of this academic year that allows its use. That items have changed
    since is only told.
    """
    held = loaded(root, lang)
    asked = banks_of(held, banks, lang)
    found = standings(held.linked, lambda base: _must_be_reviewed(base, held.university))
    shown = sorted((one for one in found if asked is None or str(one.bank) in asked), key=lambda one: one.bank)
    click.echo(
        json.dumps(as_json(shown), ensure_ascii=False, indent=2) if form == "json" else status_table(shown, lang)
    )
    sys.exit(0 if all(one.state.is_usable for one in shown) else 1)


def _must_be_reviewed(base: ReviewedBase, university: University) -> bool:
    """Whether a profile binds the base that exports no bank without a review."""
    known = packaged_profiles()
    asking = {name for name, profile in known.items() if any(one.blocks for one in profile.requirements)}
    return any(binds(use, base) for use in university.profiles if use.profile in asking)

"""`qoima profile`: which regulations there are, and how each of their requirements is covered."""

import json
import sys
import textwrap

import click

from qoima.cli.options import language_option
from qoima.cli.workspace import packaged_profiles
from qoima.core.words import Lang
from qoima.model.profile import Profile
from qoima.render import coverage as render
from qoima.render.terminal import word


@click.command()
@click.argument("name", required=False)
@click.option("--coverage", is_flag=True, help="List every requirement with its checks, or why no program checks it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="What is written.",
)
@language_option
def profile(name: str | None, coverage: bool, form: str, lang: Lang) -> None:
    """Show how the profile NAME covers its regulation; without NAME, all profiles with their counts."""
    profiles = packaged_profiles()
    if name is not None and name not in profiles:
        text = word("no-profile", "no such profile: {name}; known", lang, name=name)
        click.echo(f"{text}: {', '.join(sorted(profiles))}", err=True)
        sys.exit(2)
    chosen = profiles if name is None else {name: profiles[name]}
    if form == "json":
        held = [render.as_data(one, lang, whole=coverage) for one in chosen.values()]
        click.echo(json.dumps(held if name is None else held[0], ensure_ascii=False, indent=1))
    elif coverage:
        click.echo("\n\n".join(_covered(one, form, lang) for one in chosen.values()))
    elif name is None or form == "markdown":
        click.echo(render.profiles_table(chosen, lang, markdown=form == "markdown"))
    else:
        click.echo(_covered(profiles[name], form, lang, short=True))


def _covered(one: Profile, form: str, lang: Lang, *, short: bool = False) -> str:
    """A regulation with each of its requirements, or only with their number."""
    if form == "markdown":
        return render.as_markdown(one, lang)
    title = textwrap.fill(f"{one.document.code}: {one.document.title}", render.COLUMNS)
    return "\n".join([title, *([] if short else [render.as_text(one, lang)]), render.summary(one, lang)])

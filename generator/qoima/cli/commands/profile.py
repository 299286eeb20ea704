"""`qoima profile`: what of a regulation is bound to checks, manual, or planned."""

import sys

import click

from qoima.cli.options import language_option
from qoima.cli.workspace import packaged_profiles
from qoima.core.words import Lang
from qoima.formats.messages import translated
from qoima.render.terminal import table, word


@click.command()
@click.argument("name")
@click.option("--coverage", is_flag=True, help="List every code with how it is covered.")
@language_option
def profile(name: str, coverage: bool, lang: Lang) -> None:
    """Show a profile: its regulation, and how many requirements are bound, manual and planned."""
    profiles = packaged_profiles()
    if name not in profiles:
        click.echo(
            f"{word('no-profile', 'no such profile: {name}; known', lang, name=name)}: {', '.join(sorted(profiles))}",
            err=True,
        )
        sys.exit(2)
    held = profiles[name]
    click.echo(f"{held.document.code}: {held.document.title}")
    states = {
        "bound": word("bound", "bound", lang),
        "manual": word("manual", "manual", lang),
        "planned": word("planned", "planned", lang),
    }
    counts = dict.fromkeys(states, 0)
    rows = []
    for one in held.requirements:
        state = "bound" if one.checks else "manual" if one.manual else "planned"
        counts[state] += 1
        rules = ", ".join(dict.fromkeys(check.rule for check in one.checks))
        manual = translated(f"requirement.{one.code}.manual", one.manual, lang) if one.manual else ""
        rows.append([one.code, one.clause.clause, states[state], rules or manual or "–"])
    if coverage:
        head = [
            word("code", "code", lang),
            word("clause", "clause", lang),
            word("state", "state", lang),
            word("by", "rule or reason", lang),
        ]
        click.echo(table(head, rows))
    click.echo(", ".join(f"{states[state]} {count}" for state, count in counts.items()) + f" / {len(rows)}")

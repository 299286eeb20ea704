"""`qoima explain CODE THING`: from the line of university.yaml that binds to what is found."""

import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from qoima.cli.files import find_root, load_here
from qoima.cli.options import style
from qoima.cli.workspace import packaged_profiles
from qoima.core.diagnostic import Message, Step
from qoima.core.problems import did_you_mean
from qoima.core.words import Lang
from qoima.formats.messages import say, translated
from qoima.model.linking import link
from qoima.model.profile import Profile, Requirement
from qoima.render import terminal
from qoima.render.terminal import word
from qoima.rules import RULES
from qoima.trace import Trace, nodes_of, things_of, trace


def explain_thing(code: str, thing: str, root: Path | None, day: date, lang: Lang) -> None:
    """Print why a requirement binds a thing, what the university has decided about it, and what is found."""
    profiles = packaged_profiles()
    held = next((p for p in profiles.values() if p.requirement(code)), None)
    if held is None:
        unknown_code(code, {r.code for p in profiles.values() for r in p.requirements}, lang)
    requirement = held.requirement(code)
    assert requirement is not None
    root = root or find_root(Path.cwd())
    if root is None:
        raise click.UsageError(word("no-content", "no folder with content/ here or above; name it with --repo", lang))
    repository, _ = load_here(root.resolve())
    if repository.university is None:
        raise click.UsageError(word("no-university", "content/university.yaml cannot be read", lang))
    linked, _ = link(repository, repository.university)
    if not nodes_of(linked, profiles, thing, day):
        near = _hint(did_you_mean(thing, things_of(linked)), lang)
        click.echo(word("no-thing", "nothing is called {thing}", lang, thing=thing) + near, err=True)
        sys.exit(2)
    chain = trace(linked, profiles, RULES, requirement=requirement, profile=held.name, thing=thing, today=day)
    _print(held, requirement, thing, chain, lang)


def _print(profile: Profile, requirement: Requirement, thing: str, chain: Trace, lang: Lang) -> None:
    clause = requirement.clause
    click.echo(f"{requirement.code}  {clause.document}, {clause.clause}  {thing}\n  {clause.quote}")
    if clause.derived:
        click.echo(f"  {word('derived', 'derived: not written there, but needed to apply what is', lang)}")
    if clause.reading:
        reading = translated(f"requirement.{requirement.code}.reading", clause.reading, lang)
        click.echo(f"  {word('reading', 'The reading taken', lang)}: {reading}")
    click.echo("")
    for number, step in enumerate(chain.steps, 1):
        click.echo(f"{number}. {_line(step, lang)}")
    if requirement.manual:
        manual = translated(f"requirement.{requirement.code}.manual", requirement.manual, lang)
        click.echo(f"{word('manual-because', 'No program checks it', lang)}: {manual}")
        return
    click.echo("")
    if chain.found:
        for one in chain.found:
            click.echo(terminal.diagnostic(one, lang, style()) + "\n")
    else:
        click.echo(word("trace.holds", "Nothing is found.", lang))
    for one in chain.waived:
        click.echo(f"{word('trace.waived', 'waived', lang)}: {terminal.diagnostic(one, lang, style())}\n")


def _line(step: Step, lang: Lang) -> str:
    at = step.at
    place = f"  [{at.source.path}:{at.position.line}]" if at and at.source.path else ""
    return say(step.message, lang) + place


def _hint(near: object, lang: Lang) -> str:
    return say(near, lang) if isinstance(near, Message) else str(near)


def unknown_code(code: str, known: set[str], lang: Lang) -> NoReturn:
    """Say that there is no such code, with the nearest one, and end with status 2."""
    near = _hint(did_you_mean(code, known), lang)
    click.echo(word("no-code", "no such code: {code}", lang, code=code) + near, err=True)
    sys.exit(2)

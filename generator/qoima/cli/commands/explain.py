"""`qoima explain`: a requirement in the words of its regulation, its rule, and an example as `check` would print it."""

import re
import textwrap
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

import click

from qoima.cli.commands.explain_thing import explain_thing, unknown_code
from qoima.cli.options import date_option, language_option, style
from qoima.cli.workspace import packaged_profiles
from qoima.core.diagnostic import Diagnostics, Message
from qoima.core.problems import PROBLEMS
from qoima.core.words import Lang
from qoima.example import examples, section
from qoima.formats.messages import say, translated
from qoima.model.profile import Check, Profile, Requirement
from qoima.reference.shown import findings
from qoima.render import terminal
from qoima.render.terminal import word
from qoima.requirement_example import Case, case_findings, cases_of, shown_change
from qoima.rules import RULES
from qoima.rules.registry import Rule


@click.command()
@click.argument("code")
@click.argument("thing", required=False)
@click.option("--repo", "root", type=click.Path(path_type=Path, file_okay=False), help="The repository of THING.")
@date_option
@language_option
def explain(code: str, thing: str | None, root: Path | None, day: date, lang: Lang) -> None:
    """Explain CODE: what the regulation says, what the rule does, and a wrong example with its finding.

    With THING (an id, courses/ID, or a path): why CODE binds it, what the university has decided, what is found.
    """
    code = code.upper()
    if thing is not None:
        explain_thing(code, thing, root, day, lang)
        return
    profiles = packaged_profiles()
    for held in profiles.values():
        requirement = held.requirement(code)
        if requirement is not None:
            _requirement(held, requirement, lang)
            return
    if code in PROBLEMS:
        _problem(code, lang)
        return
    unknown_code(code, {r.code for p in profiles.values() for r in p.requirements} | set(PROBLEMS), lang)


def _problem(code: str, lang: Lang) -> None:
    problem = PROBLEMS[code]
    blank = dict.fromkeys(re.findall(r"{(\w+)}", f"{problem.template} {problem.help}"), "…")
    click.echo(f"{code} ({word(f'severity.{problem.severity}', str(problem.severity), lang)})")
    for key, template in ((code, problem.template), (f"{code}.help", problem.help)):
        if template:
            click.echo(f"  {say(Message(key, template, blank), lang)}")  # type: ignore[arg-type]  # a plain dict serves here


def _requirement(profile: Profile, requirement: Requirement, lang: Lang) -> None:
    clause = requirement.clause
    click.echo(f"{requirement.code}  {clause.document}, {clause.clause}\n")
    click.echo(f"{word('says', 'The regulation says', lang)}:\n  {clause.quote}\n")
    if clause.derived:
        click.echo(word("derived", "derived: not written there, but needed to apply what is", lang) + "\n")
    if clause.reading:
        reading = translated(f"requirement.{requirement.code}.reading", clause.reading, lang)
        click.echo(f"{word('reading', 'The reading taken', lang)}:\n  {reading}\n")
    if requirement.manual:
        manual = translated(f"requirement.{requirement.code}.manual", requirement.manual, lang)
        click.echo(f"{word('manual-because', 'No program checks it', lang)}: {manual}")
    for slug in dict.fromkeys(one.rule for one in requirement.checks):
        _rule(profile, requirement, [one for one in requirement.checks if one.rule == slug], lang)


def _rule(profile: Profile, requirement: Requirement, checks: list[Check], lang: Lang) -> None:
    """A rule with each severity that the requirement gives it, its page, and its first example."""
    rule, one = RULES[checks[0].rule], checks[0]
    for check in checks:
        limits = ", ".join(f"{name} = {_limit(value)}" for name, value in check.limits.items())
        where = "".join(f"; {name} = {value}" for name, value in check.where.items())
        severity = word(f"severity.{check.severity}", str(check.severity), lang)
        click.echo(f"{word('rule', 'Rule', lang)} {rule.slug} ({severity}{where}){': ' * bool(limits)}{limits}")
    does = translated(f"rule.{rule.slug}.does", rule.doc.split("\n\nWhy:")[0], lang)
    click.echo(textwrap.indent(does, "  "))
    for english in section(rule.doc, "Why"):
        why = translated(f"rule.{rule.slug}.why", " ".join(english.split()), lang)
        click.echo(f"  {word('why', 'Why', lang)}: {why}")
    shown = _cases(requirement, rule, lang)
    if not shown:
        _page_examples(profile, requirement, rule, one, lang)


def _cases(requirement: Requirement, rule: Rule, lang: Lang) -> bool:
    """The example of the requirement itself where it has one: what is changed, and what `check` prints about it."""
    for _, case in cases_of(requirement.code, ("wrong",)):
        found = [d for d in _found(case) if d.rule == rule.slug]
        if not found:
            continue
        click.echo(f"\n{word('wrong', 'Wrong', lang)}:\n")
        click.echo(textwrap.indent(shown_change(case), "  ") + "\n")
        for diagnosed in found:
            click.echo(textwrap.indent(terminal.diagnostic(diagnosed, lang, style()), "  ") + "\n")
        for _, right in islice(cases_of(requirement.code, ("right",)), 1):
            click.echo(f"{word('right', 'Right', lang)}:\n")
            click.echo(textwrap.indent(shown_change(right), "  ") + "\n")
        return True
    return False


@cache
def _found(case: Case) -> Diagnostics:
    return case_findings(case, packaged_profiles(), RULES)


def _page_examples(profile: Profile, requirement: Requirement, rule: Rule, one: Check, lang: Lang) -> None:
    """The first examples of the rule's page, under this requirement."""
    wrong = next(examples(rule, "Wrong"), None)
    if wrong is not None:
        click.echo(f"\n{word('wrong', 'Wrong', lang)}:\n")
        for diagnosed in findings(profile, requirement, one, wrong, RULES):
            click.echo(textwrap.indent(terminal.diagnostic(diagnosed, lang, style()), "  ") + "\n")
    right = section(rule.doc, "Right")
    if right:
        click.echo(f"{word('right', 'Right', lang)}:\n")
        click.echo("  " + right[0].replace("\n", "\n  ") + "\n")


def _limit(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

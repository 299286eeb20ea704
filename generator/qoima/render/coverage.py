"""How a regulation is covered: each requirement with its checks, or the reason why no program checks it."""

import textwrap
from collections.abc import Iterator, Mapping

from qoima.core.words import Lang
from qoima.formats.messages import translated
from qoima.model.profile import Check, Profile, Requirement
from qoima.render.terminal import table, word

COLUMNS = 100
"""Longer lines of the list are wrapped."""

_INDENT = " " * 8
"""The width of a code and two blanks."""

COVERAGE_VERSION = 1
"""Of the JSON; raised when a key changes its meaning."""


def counts(profile: Profile) -> dict[str, int]:
    """How many requirements are `checked`, `manual`, and `all` together."""
    states = [state(one) for one in profile.requirements]
    return {**{key: states.count(key) for key in ("checked", "manual")}, "all": len(states)}


def state(one: Requirement) -> str:
    """`checked` or `manual`."""
    return "checked" if one.checks else "manual"


def summary(profile: Profile, lang: Lang) -> str:
    """The closing line: how many requirements are covered in which way."""
    held = counts(profile)
    parts = [f"{_state(key, lang)}: {count}" for key, count in held.items() if key != "all"]
    return f"{', '.join(parts)}; {word('coverage.all', 'requirements in all', lang)}: {held['all']}"


def as_text(profile: Profile, lang: Lang) -> str:
    """A block a requirement: code, clause, state; below it the quote, and the checks with limits or the reason."""
    lines = []
    for one in profile.requirements:
        notes = "".join(f" · {note}" for note in flags(one, lang))
        lines += _wrapped(f"{one.code}  {one.clause.clause} · {_state(state(one), lang)}{notes}", hanging=_INDENT)
        lines += _wrapped(_INDENT + one.clause.quote, hanging=_INDENT)
        for check in one.checks:
            lines += _wrapped(_INDENT + check_line(check, lang), hanging=f"{_INDENT}  ")
        if one.manual:
            lines += _wrapped(_INDENT + reason(one, lang), hanging=_INDENT)
    return "\n".join(lines)


def as_markdown(profile: Profile, lang: Lang) -> str:
    """The same as a table."""
    head = [
        word("coverage.code", "code", lang),
        word("coverage.clause", "clause", lang),
        word("coverage.state", "state", lang),
        word("coverage.by", "checks, or the reason", lang),
        word("coverage.notes", "notes", lang),
    ]
    rows = []
    for one in profile.requirements:
        by = [reason(one, lang)] if one.manual else [check_line(check, lang) for check in one.checks]
        by = [cell(line) for line in by]
        notes = "; ".join(flags(one, lang))
        rows.append([one.code, cell(one.clause.clause), _state(state(one), lang), "<br>".join(by), cell(notes)])
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    return f"# {_title(profile)}\n\n" + "\n".join(lines) + f"\n\n{summary(profile, lang)}"


def as_data(profile: Profile, lang: Lang, *, whole: bool) -> dict[str, object]:
    """The regulation and its counts; with `whole` every requirement."""
    document = profile.document
    held: dict[str, object] = {
        "version": COVERAGE_VERSION,
        "profile": profile.name,
        "document": {"code": document.code, "title": document.title, "in_force": document.in_force.isoformat()},
        "counts": counts(profile),
    }
    return {**held, "requirements": [_data(one, lang) for one in profile.requirements]} if whole else held


def _data(one: Requirement, lang: Lang) -> dict[str, object]:
    return {
        "code": one.code,
        "clause": one.clause.clause,
        "quote": one.clause.quote,
        "reading": translated(f"requirement.{one.code}.reading", one.clause.reading, lang) or None,
        "derived": one.clause.derived,
        "deviation": one.deviation or None,
        "subsumed_by": list(one.subsumed_by),
        "excludes": list(one.excludes),
        "state": state(one),
        "checks": [
            {
                "rule": check.rule,
                "severity": str(check.severity),
                "on": check.on or None,
                "where": dict(check.where),
                "limits": dict(check.limits),
                "stage": check.stage,
            }
            for check in one.checks
        ],
        "manual": reason(one, lang) or None,
    }


def profiles_table(profiles: Mapping[str, Profile], lang: Lang, *, markdown: bool = False) -> str:
    """A line a profile: its regulation, and how many of its requirements are covered in which way."""
    head = [
        word("coverage.profile", "profile", lang),
        word("coverage.regulation", "regulation", lang),
        *(_state(key, lang) for key in ("checked", "manual")),
        word("coverage.all", "requirements in all", lang),
    ]
    rows = [[name, one.document.code, *map(str, counts(one).values())] for name, one in profiles.items()]
    if markdown:
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
    return table(head, rows, right=frozenset(range(2, len(head))))


def flags(one: Requirement, lang: Lang) -> Iterator[str]:
    """What is special about a requirement."""
    if one.clause.derived:
        yield word("coverage.derived", "derived", lang)
    if one.deviation:
        yield word("coverage.deviation", "deviation allowed by {clause}", lang, clause=one.deviation)
    if one.subsumed_by:
        yield word("coverage.subsumed", "silent beside {codes}", lang, codes=", ".join(one.subsumed_by))
    if one.excludes:
        yield word("coverage.excludes", "excludes {codes}", lang, codes=", ".join(one.excludes))


def check_line(check: Check, lang: Lang) -> str:
    """A check on one line: `difficulty-mix (error; control = interim): easy = 40, medium = 40, hard = 20`."""
    said = [word(f"severity.{check.severity}", str(check.severity), lang)]
    if check.on:
        said.append(f"on = {check.on}")
    said += [f"{fact} = {value}" for fact, value in check.where.items()]
    if check.stage:
        said.append(word("coverage.stage", "only a warning before the status {stage}", lang, stage=check.stage))
    limits = ", ".join(f"{name} = {limit(value)}" for name, value in check.limits.items())
    return f"{check.rule} ({'; '.join(said)}){': ' * bool(limits)}{limits}"


def limit(value: object) -> str:
    """A limit as a profile writes it: a list in brackets."""
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)


def reason(one: Requirement, lang: Lang) -> str:
    """Why no program checks it; empty where one does."""
    return translated(f"requirement.{one.code}.manual", one.manual, lang) if one.manual else ""


def cell(text: str) -> str:
    """A text as a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _title(profile: Profile) -> str:
    return f"{profile.document.code}: {profile.document.title}"


def _state(key: str, lang: Lang) -> str:
    words = {
        "checked": word("coverage.checked", "checked by a rule", lang),
        "manual": word("coverage.manual", "checked by people", lang),
    }
    return words[key]


def _wrapped(text: str, *, hanging: str) -> list[str]:
    return textwrap.wrap(text, COLUMNS, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)

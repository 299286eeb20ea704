"""What of a report a change has to answer for: what was not there before, and what lies on lines that it touches."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from qoima.cli import git
from qoima.cli.changes import Changes, changes
from qoima.cli.files import files_at
from qoima.cli.git import GitFailure
from qoima.cli.workspace import examine
from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Severity
from qoima.core.source import Source
from qoima.core.words import Lang
from qoima.formats.item_lines import item_lines
from qoima.render.fingerprint import Marked, line_of
from qoima.render.terminal import word

_FROM_WHERE_IT_LEFT = re.compile(r"\.\.\.(?:HEAD)?\Z")
"""Behind a revision, as in git: not the revision itself, but where this branch has left it."""

_NUMBER = re.compile(r"[\d\s.,;:/%+−–-]*")

Facts = tuple[object, ...]


def since(
    found: Iterable[Marked],
    root: Path,
    revision: str,
    day: date,
    profiles: tuple[str, ...],
    lang: Lang,
    *,
    cached: bool = False,
) -> tuple[Marked, ...]:
    """The findings that a change since the revision answers for. Raises click.ClickException."""
    try:
        commit = _commit(root, revision, lang)
        touched = changes(root, commit)
        before = examine(root, day=day, extra_profiles=profiles, files=files_at(root, commit), cached=cached)
    except GitFailure as failure:
        raise click.ClickException(
            word("since.failed", "--changed-since: git refuses: {reason}", lang, reason=failure)
        ) from failure
    return answered_for(found, before.report.diagnostics, touched)


def _commit(root: Path, revision: str, lang: Lang) -> str:
    """The commit to compare with; what is wrong is said in words that help."""
    try:
        git.run(root, "rev-parse", "--git-dir")
    except GitFailure as failure:
        if isinstance(failure.__cause__, FileNotFoundError):
            said = word("since.no-program", "--changed-since: the program git is not here", lang)
        elif "not a git repository" in str(failure):
            said = word("since.no-git", "--changed-since: this is no git repository", lang)
        else:
            raise
        raise click.ClickException(said) from failure
    name = _FROM_WHERE_IT_LEFT.sub("", revision)
    try:
        commit = git.commit_of(root, name)
    except GitFailure as failure:
        raise click.ClickException(_unknown(root, name, lang)) from failure
    if name == revision:
        return commit
    try:
        return git.run(root, "merge-base", commit, "HEAD").decode().strip()
    except GitFailure as failure:
        apart = word(
            "since.apart", "--changed-since: {revision} and this branch have no commit in common", lang, revision=name
        )
        raise click.ClickException(_unknown(root, name, lang) if _is_shallow(root) else apart) from failure


def _unknown(root: Path, revision: str, lang: Lang) -> str:
    if _is_shallow(root):
        said = (
            "--changed-since: {revision} is not here, since only a part of the history is; in CI take the whole of it "
            "(fetch-depth: 0, GIT_DEPTH: 0), on your own machine run `git fetch --unshallow`"
        )
        return word("since.shallow", said, lang, revision=revision)
    return word("since.unknown", "--changed-since: no such revision here: {revision}", lang, revision=revision)


def _is_shallow(root: Path) -> bool:
    return git.run(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def answered_for(found: Iterable[Marked], before: Diagnostics, touched: Changes) -> tuple[Marked, ...]:
    """The findings on touched lines, those that were not there `before`, and those that have become graver.

    Of several that nothing tells apart as many count as there are more now; those on touched lines are the first.
    """
    graver: dict[Facts, list[Severity]] = defaultdict(list)
    for one in before:
        graver[facts(one, one.at.source.path)].append(one.severity)
    held = list(found)
    items: dict[Source, list[tuple[int, int]]] = {}
    mine = {id(marked) for marked in held if _is_touched(marked.diagnostic, touched, items)}
    now: dict[Facts, list[Marked]] = defaultdict(list)
    for marked in held:
        path = marked.diagnostic.at.source.path
        now[facts(marked.diagnostic, touched.moved.get(path, path))].append(marked)
    for key, alike in now.items():
        older = sorted(map(_ORDER.index, graver[key]))
        quiet = [marked for marked in alike if id(marked) not in mine]
        for marked in sorted(quiet, key=lambda one: _ORDER.index(one.diagnostic.severity)):
            if older and older[0] <= _ORDER.index(marked.diagnostic.severity):
                older.pop(0)
            else:
                mine.add(id(marked))
    return tuple(marked for marked in held if id(marked) in mine)


_ORDER = tuple(Severity)
"""The gravest first."""


def facts(one: Diagnostic, path: str) -> Facts:
    """What must be equal for a finding to be an old one: more than its fingerprint, less the numbers that it says."""
    return (one.code, one.rule, path, line_of(one), *_said(one.message))


def _said(message: Message) -> Facts:
    values = []
    for name, value in sorted(message.values.items()):
        if isinstance(value, Message):
            values += [name, *_said(value)]
        elif isinstance(value, str) and not _NUMBER.fullmatch(value):
            values += [name, value]
    return (message.key, *values)


def _is_touched(one: Diagnostic, touched: Changes, items: dict[Source, list[tuple[int, int]]]) -> bool:
    """Whether the change touches the lines of a finding, or the item that it points into; `items` remembers lines."""
    path, source = one.at.source.path, one.at.source
    first, last = one.at.position.line, source.position(one.at.end).line
    if touched.touches(path, first, last):
        return True
    if not source.text or (path not in touched.lines and path not in touched.gaps):
        return False
    if source not in items:
        items[source] = item_lines(source)
    return any(start <= first <= end and touched.touches(path, start, end) for start, end in items[source])

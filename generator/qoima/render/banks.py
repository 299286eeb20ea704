"""The table of banks: what is there against what is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from qoima.core.diagnostic import Diagnostic, Diagnostics, Severity
from qoima.core.source import Span
from qoima.core.words import Lang
from qoima.model.bank import BankId
from qoima.model.item import DIFFICULTIES
from qoima.model.links import ControlInCourse, OwedBank
from qoima.model.nodes import Linked
from qoima.render.terminal import table, word

Place = tuple[str, int, int]
"""Path, start, end."""


class BankRow(NamedTuple):
    """What the table says of a bank, of one that is owed and missing (`items` is None), or of another `form`."""

    name: str
    kind: str
    """Of the control."""
    items: int | None
    mix: str
    form: str
    unread: bool
    places: tuple[Place, ...]
    """Where the findings stand that count for another form."""
    path: str
    """The bank's file: the findings in it make the verdict."""


def bank_rows(linked: Linked) -> tuple[BankRow, ...]:
    """A row a bank, one for each bank that is owed and missing, and one for each control of another form."""
    return tuple(_rows(linked))


def _rows(linked: Linked) -> Iterator[BankRow]:
    for held in linked.banks:
        bank = held.bank
        mix = "/".join(str(sum(item.difficulty == level for item in bank.items)) for level in DIFFICULTIES)
        items = len(bank.items) + bank.unread_items
        yield BankRow(str(bank.id), held.control.control.kind, items, mix, "", False, (), bank.at.source.path)
    for node in linked.nodes:
        if isinstance(node, OwedBank) and node.bank is None:
            path = f"{node.base.folder}/{node.control.control.id}"
            unread = any(one.rpartition(".")[0] == path for one in node.base.unread)
            name = path.removeprefix("testbanks/")
            yield BankRow(name, node.control.control.kind, None, "", "", unread, (), "")
        elif isinstance(node, ControlInCourse) and not node.is_test:
            control = node.control
            places = tuple(sorted({place_of(at) for at in (control.at, *control.places.values())}))
            name = f"{node.course.course.id}/{control.id}"
            yield BankRow(name, control.kind, None, "", control.form, False, places, "")


def place_of(at: Span) -> Place:
    """A span as a value that can be compared."""
    return at.sort_key()


def bank_table(
    rows: Iterable[BankRow],
    diagnostics: Diagnostics,
    asked_mix: Mapping[str, str],
    lang: Lang,
    *,
    blocked: Mapping[BankId, Diagnostics] = MappingProxyType({}),
) -> str:
    """The table of rows. `asked_mix` has `40/40/20` by kind of control; the verdict counts the findings.

    `blocked` has those that keep a bank from being exported, and are no fault of its items.
    """
    head = [
        word("table.bank", "bank", lang),
        word("table.items", "items", lang),
        word("table.mix", "easy/medium/hard", lang),
        word("table.asked", "asked, %", lang),
        word("table.verdict", "verdict", lang),
    ]
    by_path: dict[str, list[Diagnostic]] = {}
    for one in diagnostics:
        by_path.setdefault(one.at.source.path, []).append(one)
    kept = {str(id): sorted({one.code for one in found}) for id, found in blocked.items()}
    lines = [_line(row, by_path, asked_mix.get(row.kind, "–"), kept.get(row.name, []), lang) for row in rows]
    return table(head, sorted(lines), right=frozenset({1, 2, 3}))


def _line(
    row: BankRow, by_path: Mapping[str, list[Diagnostic]], asked: str, blocked: list[str], lang: Lang
) -> list[str]:
    if row.form:
        return [row.name, "–", "–", "–", _other_form(row, by_path, lang)]
    if row.items is None:
        verdict = word("table.unread", "cannot be read", lang) if row.unread else word("table.missing", "missing", lang)
        return [row.name, "–" if row.unread else "0", "–", asked, verdict]
    return [row.name, str(row.items), row.mix, asked, _verdict(by_path.get(row.path, []), blocked, lang)]


def _other_form(row: BankRow, by_path: Mapping[str, list[Diagnostic]], lang: Lang) -> str:
    mine = [one for path in {path for path, _, _ in row.places} for one in by_path.get(path, ())]
    here = [one for one in mine if place_of(one.at) in row.places and one.severity is not Severity.INFO]
    codes = sorted({one.code for one in here})
    form = word("table.form", "no test: {form}", lang, form=row.form)
    return f"{form} ({', '.join(codes)})" if codes else form


def _verdict(mine: list[Diagnostic], blocked: list[str], lang: Lang) -> str:
    errors = sorted({d.code for d in mine if d.severity is Severity.ERROR})
    if blocked and not set(errors) - set(blocked):
        return word("table.blocked", "not exported: {codes}", lang, codes=", ".join(blocked))
    warnings = sorted({d.code for d in mine if d.severity is Severity.WARNING})
    if errors:
        return word("table.errors", "errors: {codes}", lang, codes=", ".join(errors))
    if warnings:
        return word("table.warnings", "good, warnings: {codes}", lang, codes=", ".join(warnings))
    return word("table.good", "good", lang)

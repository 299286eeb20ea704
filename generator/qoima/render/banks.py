"""The table of banks: what is there against what is asked for."""

from collections.abc import Mapping

from qoima.core.diagnostic import Diagnostic, Diagnostics, Severity
from qoima.core.words import Lang
from qoima.model.item import DIFFICULTIES
from qoima.model.links import BankOfControl, ControlInCourse, OwedBank
from qoima.model.nodes import Linked
from qoima.render.terminal import table, word


def bank_table(linked: Linked, diagnostics: Diagnostics, asked_mix: Mapping[str, str], lang: Lang) -> str:
    """A line a bank, and a line for each bank that is owed and missing, and for each control of another form.

    `asked_mix` has `40/40/20` by kind of control. The verdict counts the findings in the bank's file.
    """
    head = [
        word("table.bank", "bank", lang),
        word("table.items", "items", lang),
        word("table.mix", "easy/medium/hard", lang),
        word("table.asked", "asked, %", lang),
        word("table.verdict", "verdict", lang),
    ]
    rows = [_bank_row(node, diagnostics, asked_mix, lang) for node in linked.banks]
    for node in linked.nodes:
        if isinstance(node, OwedBank) and node.bank is None:
            rows.append(_owed(node, asked_mix, lang))
        elif isinstance(node, ControlInCourse) and not node.is_test:
            rows.append(_other_form(node, diagnostics, lang))
    return table(head, sorted(rows), right=frozenset({1, 2, 3}))


def _bank_row(node: BankOfControl, diagnostics: Diagnostics, asked_mix: Mapping[str, str], lang: Lang) -> list[str]:
    bank = node.bank
    counts = [sum(item.difficulty == level for item in bank.items) for level in DIFFICULTIES]
    mine = [d for d in diagnostics if d.at.source.path == bank.at.source.path]
    asked = asked_mix.get(node.control.control.kind, "–")
    items = str(len(bank.items) + bank.unread_items)
    return [str(bank.id), items, "/".join(map(str, counts)), asked, _verdict(mine, lang)]


def _owed(node: OwedBank, asked_mix: Mapping[str, str], lang: Lang) -> list[str]:
    path = f"{node.base.folder}/{node.control.control.id}"
    unread = any(held.rpartition(".")[0] == path for held in node.base.unread)
    verdict = word("table.unread", "cannot be read", lang) if unread else word("table.missing", "missing", lang)
    asked = asked_mix.get(node.control.control.kind, "–")
    return [path.removeprefix("testbanks/"), "–" if unread else "0", "–", asked, verdict]


def _other_form(node: ControlInCourse, diagnostics: Diagnostics, lang: Lang) -> list[str]:
    control = node.control
    mine = [d for d in diagnostics if d.at in (control.at, *control.places.values())]
    codes = sorted({d.code for d in mine if d.severity is not Severity.INFO})
    form = word("table.form", "no test: {form}", lang, form=control.form)
    name = f"{node.course.course.id}/{control.id}"
    return [name, "–", "–", "–", f"{form} ({', '.join(codes)})" if codes else form]


def _verdict(mine: list[Diagnostic], lang: Lang) -> str:
    errors = sorted({d.code for d in mine if d.severity is Severity.ERROR})
    warnings = sorted({d.code for d in mine if d.severity is Severity.WARNING})
    if errors:
        return word("table.errors", "errors: {codes}", lang, codes=", ".join(errors))
    if warnings:
        return word("table.warnings", "good, warnings: {codes}", lang, codes=", ".join(warnings))
    return word("table.good", "good", lang)

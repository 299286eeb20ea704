"""The files of each bank that an administrator imports into Moodle."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from qoima.core.diagnostic import Diagnostic, Diagnostics, ordered
from qoima.deliver.draft import draft_category, draft_data, draft_path
from qoima.formats.exchange import Written
from qoima.formats.item_files import ENDINGS, WRITERS
from qoima.model.bank import Bank, BankId

DELIVERED = ("moodle-xml", "gift")
"""The formats in which a build writes each bank."""

SUFFIXES = tuple(ENDINGS[form].removeprefix(".") for form in DELIVERED)
"""The endings of the files that each bank has."""


def moodle_path(bank: BankId, suffix: str) -> str:
    """Where a bank's file stands below `dist/`."""
    return f"moodle/{bank}.{suffix}"


def bank_files(
    banks: Sequence[Bank],
    form: str,
    pictures: Mapping[str, bytes],
    *,
    penalty: bool,
    drafts: Collection[BankId] = (),
) -> Iterator[tuple[str, Written]]:
    """Each bank in one format with its path below the folder of the export; one is held at a time.

    Those of `drafts` are marked as such: file, category and, where the format has comments, the top of the file.
    """
    for bank in banks:
        path = moodle_path(bank.id, ENDINGS[form].removeprefix("."))
        held = bank.for_moodle()
        if bank.id in drafts:
            held = replace(held, category=draft_category(held.category or ()))
            written = WRITERS[form](held, pictures, penalty=penalty)
            yield draft_path(path), replace(written, data=draft_data(form, written.data))
        else:
            yield path, WRITERS[form](held, pictures, penalty=penalty)


def moodle_files(
    banks: Sequence[Bank], pictures: Mapping[str, bytes], *, penalty: bool, drafts: Collection[BankId] = ()
) -> tuple[dict[str, bytes], Diagnostics]:
    """Moodle XML and GIFT of every bank by path, sorted, and what Moodle would not take, each thing said once."""
    files: dict[str, bytes] = {}
    said: dict[object, Diagnostic] = {}
    for form in DELIVERED:
        for path, written in bank_files(banks, form, pictures, penalty=penalty, drafts=drafts):
            files[path] = written.data
            said |= {diagnostic.sort_key(): diagnostic for diagnostic in written.said}
    return dict(sorted(files.items())), ordered(said.values())

"""The files of each bank that an administrator imports into Moodle."""

from collections.abc import Mapping, Sequence

from qoima.core.diagnostic import Diagnostic, Diagnostics, ordered
from qoima.formats.gift_write import write_gift
from qoima.formats.moodle_xml_write import write_moodle_xml
from qoima.model.bank import Bank, BankId

_WRITERS = {"xml": write_moodle_xml, "gift": write_gift}
SUFFIXES = tuple(_WRITERS)
"""The endings of the files that each bank has."""


def moodle_path(bank: BankId, suffix: str) -> str:
    """Where a bank's file stands below `dist/`."""
    return f"moodle/{bank}.{suffix}"


def moodle_files(
    banks: Sequence[Bank], pictures: Mapping[str, bytes], *, penalty: bool
) -> tuple[dict[str, bytes], Diagnostics]:
    """Moodle XML and GIFT of every bank by path, sorted, and what Moodle would not take, each thing said once."""
    files: dict[str, bytes] = {}
    said: dict[object, Diagnostic] = {}
    for bank in banks:
        for suffix, write in _WRITERS.items():
            written = write(bank.for_moodle(), pictures, penalty=penalty)
            files[moodle_path(bank.id, suffix)] = written.data
            said |= {diagnostic.sort_key(): diagnostic for diagnostic in written.said}
    return dict(sorted(files.items())), ordered(said.values())

"""Which banks of a checked repository are not exported, and which errors are no more than that."""

from collections.abc import Mapping

from qoima.cli.workspace import Checked
from qoima.core.diagnostic import Diagnostics
from qoima.deliver.blocked import blocked_banks
from qoima.model.bank import BankId


def blocked_in(checked: Checked) -> Mapping[BankId, Diagnostics]:
    """The banks that no expert allows to be used, or that are sealed and not what was handed out, with the findings."""
    overrides = checked.university.overrides if checked.university else ()
    return blocked_banks(checked.report.diagnostics, checked.profiles, overrides)


def stopping(checked: Checked) -> Diagnostics:
    """The errors that stop a build: those that only keep a bank from being exported do not."""
    blocking = {id(one) for found in blocked_in(checked).values() for one in found}
    return tuple(one for one in checked.errors if id(one) not in blocking)

"""Which banks are kept from being exported: those that no expert allows to be used, and those that broke their seal."""

from collections.abc import Iterable, Mapping

from qoima.core.diagnostic import Diagnostics, Severity
from qoima.model.bank import BankId, bank_of_file
from qoima.model.profile import Profile
from qoima.model.sealing import SEALED_CODE
from qoima.model.university import Override


def blocked_banks(
    diagnostics: Diagnostics, profiles: Mapping[str, Profile], overrides: Iterable[Override]
) -> dict[BankId, Diagnostics]:
    """The findings at each bank of requirements that say `blocks: bank` in their profile, and that its seal is broken.

    A finding blocks where the requirement is an error. That it only warns while the course is a draft makes no bank fit
    for use; that the university has made it a warning, or has waived it, does.
    """
    severities = _severities(profiles, overrides)
    held: dict[BankId, Diagnostics] = {}
    for one in diagnostics:
        id = bank_of_file(one.at.source.path)
        blocks = one.code == SEALED_CODE or severities.get((one.code, one.rule)) is Severity.ERROR
        if id and blocks and not one.deviates:
            held[id] = (*held.get(id, ()), one)
    return dict(sorted(held.items()))


def _severities(profiles: Mapping[str, Profile], overrides: Iterable[Override]) -> dict[tuple[str, str], Severity]:
    """The severity of each check that blocks banks, by code and rule."""
    given = {one.code: Severity(one.severity) for one in overrides if one.severity}
    return {
        (requirement.code, check.rule): given.get(requirement.code, check.severity)
        for profile in profiles.values()
        for requirement in profile.requirements
        if requirement.blocks == "bank"
        for check in requirement.checks
    }

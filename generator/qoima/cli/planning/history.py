"""What git has of a bank and of the record of its deliveries."""

import re
from pathlib import Path

from qoima.cli import git
from qoima.core.source import Source
from qoima.formats.decode import decode
from qoima.formats.repository import read_repository
from qoima.formats.yaml.deliveries import read_deliveries
from qoima.model.bank import Bank, BankId
from qoima.model.delivery import Deliveries, deliveries_path
from qoima.model.digest import digests
from qoima.model.repository import Repository

HEAD = "HEAD"


def commit_here(root: Path) -> str:
    """The full number of the last commit of the repository that has the banks. Raises git.GitFailure."""
    return git.commit_of(root / "testbanks", HEAD)


class State:
    """The folder of a bank at a commit. Raises git.GitFailure where git does not have it."""

    def __init__(self, root: Path, commit: str, bank: BankId) -> None:
        self.id = bank
        banks, folder = root / "testbanks", f"{bank.course}/{bank.language}"
        wanted = re.compile(rf"{folder}/(?:{bank.control}\.(?:yaml|gift)|deliveries/{bank.control}\.yaml|images/.+)")
        listed = {path: number for path, (number, _) in git.files_at(banks, commit, (folder,)).items()}
        chosen = {path: number for path, number in listed.items() if wanted.fullmatch(path)}
        found = git.contents(banks, list(chosen.values()))
        self._files = {f"testbanks/{path}": found[number] for path, number in chosen.items()}

    def repository(self) -> Repository:
        """The bank with its pictures."""
        return read_repository(self._files, frame=Repository())[0]

    def bank(self) -> Bank | None:
        """The bank; None where there was none."""
        return next((one for one in self.repository().banks if one.id == self.id), None)

    def digests(self) -> dict[str, str]:
        """What stood for each item."""
        held = self.repository()
        items = [item for bank in held.banks if bank.id == self.id for item in bank.items]
        return dict(digests(items, folder=self.id.folder, pictures=held.pictures).by_item)

    def deliveries(self) -> Deliveries | None:
        """What was recorded; None where nothing was, or nothing that can be read."""
        path = deliveries_path(self.id)
        source = decode(path, self._files[path])[0] if path in self._files else None
        return read_deliveries(source, self.id[:2], self.id.control)[0] if isinstance(source, Source) else None

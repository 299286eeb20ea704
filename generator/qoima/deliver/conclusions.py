"""The conclusion that a delivery rests on: the latest signed sheet on a bank, and whether its items are these."""

from qoima.deliver.parcel import Conclusion, PackedBank
from qoima.model.bank import Bank
from qoima.model.digest import digest
from qoima.model.repository import Repository
from qoima.model.review import Review


def packed_bank(bank: Bank, repository: Repository) -> PackedBank:
    """A bank with what stands for its items, and the latest signed sheet that names its control."""
    number = digest(bank.items, folder=bank.folder, pictures=repository.pictures)
    folder = (bank.id.course, bank.id.language)
    signed = [
        review
        for review in repository.reviews
        if review.folder == folder and review.is_signed and bank.id.control in review.controls
    ]
    if not signed:
        return PackedBank(bank=bank, digest=number)
    review = max(signed, key=lambda one: (one.date, one.name))
    now = number if review.controls == (bank.id.control,) else _digest_of_all(review, repository)
    return PackedBank(bank=bank, digest=number, conclusion=Conclusion(review=review, is_of_these=review.digest == now))


def _digest_of_all(review: Review, repository: Repository) -> str:
    """Of the banks of all controls that a sheet is on: it has one digest for them together."""
    held = [one for one in repository.banks if one.id[:2] == review.folder and one.id.control in review.controls]
    items = [item for bank in held for item in bank.items]
    return digest(items, folder=f"testbanks/{'/'.join(review.folder)}", pictures=repository.pictures)

"""An export that nobody has touched is as delivered, in the shape of each Moodle."""

import pytest
from backup_made import backup, members, zipped
from moodle_made import VERSIONS, Version, as_restored
from moodle_xml_made import moodle_xml
from verified_repository import banks

from qoima.core.source import Source
from qoima.diff.verify.whole import Verified, verified
from qoima.formats.moodle_backup.read.whole import read_backup
from qoima.formats.moodle_xml.questions import read_export

each_version = pytest.mark.parametrize(
    "version", VERSIONS, ids=lambda version: version.release.split("+")[0].split(" ")[0]
)


def of_xml(data: bytes) -> Verified:
    holding = read_export(Source("export.xml", data.decode()))
    assert holding.said == ()
    return verified(holding, banks())


def of_backup(data: bytes) -> Verified:
    holding = read_backup("quiz.mbz", data)
    assert holding.said == ()
    return verified(holding, banks())


@each_version
@pytest.mark.parametrize("bank", ["demo/en/exam", "practice/demo/en"])
def test_an_untouched_export_is_as_delivered(version: Version, bank: str) -> None:
    moodle = as_restored(bank)
    for found in (of_xml(moodle_xml(moodle, version)), of_backup(backup(moodle, version))):
        assert [(copy.bank, copy.findings) for copy in found.copies] == [(bank, ())]
        assert found.copies[0].right == found.copies[0].delivered == len(moodle.questions)
        assert found.is_as_delivered
        assert found.others == 0


def test_a_zip_is_read_as_well_as_a_tar() -> None:
    assert of_backup(zipped(members(as_restored()))) == of_backup(backup(as_restored()))

"""What somebody changes in Moodle is found, called by its name, and nothing else is said."""

import pytest
from backup_made import backup
from moodle_made import VERSIONS, Version, as_restored
from moodle_xml_made import moodle_xml
from plants import BACKUP_PLANTS, PLANTS, Plant, Said
from test_untouched import of_backup, of_xml

from qoima.diff.verify.finding import WHAT, Weight
from qoima.diff.verify.whole import Verified


def said(found: Verified) -> Said:
    return [(finding.what, finding.item) for copy in found.copies for finding in copy.findings]


def check(found: Verified, plant: Plant) -> None:
    assert sorted(said(found)) == sorted(plant.said)
    heavy = any(WHAT[what].weight is Weight.ERROR for what, _ in plant.said)
    assert found.is_as_delivered is not heavy
    items = {item for what, item in plant.said if item and WHAT[what].weight is Weight.ERROR and what != "extra"}
    assert found.copies[0].right == found.copies[0].delivered - len(items)


def is_hidden(plant: Plant) -> bool:
    return plant.said == [("status", "d-2")]


@pytest.mark.parametrize("plant", [p for p in PLANTS if not is_hidden(p)], ids=lambda plant: plant.name)
def test_a_change_is_found_in_moodle_xml(plant: Plant) -> None:
    check(of_xml(moodle_xml(plant.change(as_restored()))), plant)


@pytest.mark.parametrize("plant", [*PLANTS, *BACKUP_PLANTS], ids=lambda plant: plant.name)
def test_a_change_is_found_in_a_backup(plant: Plant) -> None:
    check(of_backup(backup(plant.change(as_restored()))), plant)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.release[:3])
def test_a_change_of_the_draw_is_found_in_each_moodle(version: Version) -> None:
    for plant in BACKUP_PLANTS[-7:]:
        check(of_backup(backup(plant.change(as_restored()), version)), plant)

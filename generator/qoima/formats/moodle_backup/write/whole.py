"""Backups for Moodle: one file, restored once, gives quizzes with their banks, or a bank for the course."""

import zipfile
from io import BytesIO

from qoima.formats.moodle_backup.backup import Backup
from qoima.formats.moodle_backup.ids import Ids
from qoima.formats.moodle_backup.write.files import Pictures
from qoima.formats.moodle_backup.write.header import CourseWriter
from qoima.formats.moodle_backup.write.questions import questions_file

_MADE = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can hold."""
_LEVEL = 6


def write_backup(backup: Backup) -> bytes:
    """The file (`.mbz`) for Moodle 4.1 to 5.x; the same backup gives the same bytes.

    What Moodle would take half or not at all is written all the same: ask `backup_problems` before.
    """
    ids = Ids(backup.key)
    course, pictures = CourseWriter(backup, ids), Pictures(ids)
    held = course.members()
    held["questions.xml"] = questions_file(course.banks, ids, pictures)
    return _zip(held | pictures.members())


def _zip(members: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in sorted(members.items()):
            info = zipfile.ZipInfo(name, _MADE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, _LEVEL)
    return file.getvalue()

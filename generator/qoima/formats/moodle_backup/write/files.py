"""The pictures of a backup: the list `files.xml` and the bytes, each kept once."""

import posixpath
from dataclasses import dataclass, field
from hashlib import sha1

from qoima.formats.moodle.question import Rich
from qoima.formats.moodle_backup.ids import Ids
from qoima.formats.moodle_backup.xml import NULL, TIME, Fields, document, element, leaves

_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_OWN_COMPONENTS = {"subquestion": "qtype_match", "graderinfo": "qtype_essay"}
"""Most areas belong to questions as such, these to their type."""


@dataclass(slots=True)
class Pictures:
    """Collects the pictures while the texts are written."""

    ids: Ids
    rows: list[str] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    """Bytes by their SHA-1."""

    def add(self, context: int, area: str, owner: int, text: Rich) -> None:
        """Notes the pictures of a text that a thing (`owner`) has in an area."""
        for file in text.files:
            found = sha1(file.data).hexdigest()
            self.contents[found] = file.data
            place: Fields = {
                "contenthash": found,
                "contextid": context,
                "component": _OWN_COMPONENTS.get(area, "question"),
                "filearea": area,
                "itemid": owner,
                "filepath": "/",
                "filename": file.name,
            }
            row = leaves({**place, **_about(file.name, len(file.data))})
            self.rows.append(element("file", [row], id=self.ids.new("file", area, owner, file.name)))

    def members(self) -> dict[str, bytes]:
        """The list and the bytes by their path in the backup."""
        held = {f"files/{found[:2]}/{found}": data for found, data in self.contents.items()}
        return {"files.xml": document(element("files", [*self.rows])), **held}


def _about(name: str, size: int) -> Fields:
    return {
        "userid": NULL,
        "filesize": size,
        "mimetype": _TYPES.get(posixpath.splitext(name)[1].lower(), "application/octet-stream"),
        "status": 0,
        "timecreated": TIME,
        "timemodified": TIME,
        "source": NULL,
        "author": NULL,
        "license": NULL,
        "sortorder": 0,
        "repositorytype": NULL,
        "repositoryid": NULL,
        "reference": NULL,
    }

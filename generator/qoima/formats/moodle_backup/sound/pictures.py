"""Whether the pictures of a finished backup are where its texts show them, and their bytes are the right ones."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha1
from urllib.parse import unquote

from lxml import etree

from qoima.formats.moodle_backup.sound import columns
from qoima.formats.moodle_backup.sound.archive import Archive, inside, named, number, text, whole

FILES = "files.xml"
_SHOWN = re.compile(r"""@@PLUGINFILE@@/([^"'<>\s?#)]+)""")

Place = tuple[int, str, str, int, str]
"""Where a picture belongs: context, component, area, item, name."""


def shown_pictures(question: etree._Element, context: int) -> Iterator[Place]:
    """Where Moodle looks for each picture that a question shows."""
    own = whole(question.get("id") or "")
    for element in question.iter("*"):
        held = element.text or ""
        if "@@PLUGINFILE@@/" not in held:
            continue
        parent = element.getparent()
        component, area, item = "question", str(element.tag), own
        above = str(parent.tag) if parent is not None else ""
        if above in ("answer", "question_hint", "match") and parent is not None:
            item = whole(parent.get("id") or "")
            area = {"answertext": "answer", "feedback": "answerfeedback"}.get(area, area)
            if above == "match":
                component, area = "qtype_match", "subquestion" if area == "questiontext" else area
        elif area == "graderinfo":
            component = "qtype_essay"
        for name in _SHOWN.findall(held):
            yield context, component, area, item, unquote(html.unescape(name))


def look_at_pictures(archive: Archive, shown: set[Place]) -> None:
    """Rows, bytes and places in texts must agree: each of one kind has its match among the others."""
    listed: Counter[Place] = Counter()
    contents: set[str] = set()
    ids: Counter[int] = Counter()
    for row in inside(archive.root(FILES), "file"):
        archive.columns(FILES, row, columns.FILE)
        ids[archive.id_of(FILES, row)] += 1
        component, area, name = (text(row, key) for key in ("component", "filearea", "filename"))
        listed[number(row, "contextid"), component, area, number(row, "itemid"), name] += 1
        digest = text(row, "contenthash")
        path = f"files/{digest[:2]}/{digest}"
        contents.add(path)
        data = archive.held.get(path)
        if data is None or sha1(data).hexdigest() != digest or number(row, "filesize") != len(data):
            archive.say(FILES, f"{named(row)}: its bytes are missing or others")
        if text(row, "filepath") != "/":
            archive.say(FILES, f"{named(row)} lies in a folder")
    for place, count in listed.items():
        if count > 1 or place not in shown:
            archive.say(FILES, f"{place[4]!r} is listed {count} times and shown {int(place in shown)} times")
    for place in shown - listed.keys():
        archive.say(FILES, f"{place[4]!r} is shown in {place[2]} {place[3]} and not listed")
    for path in archive.held:
        if path.startswith("files/") and path not in contents:
            archive.say(path, "is in no list")
    archive.said += [f"{FILES}: file {id} stands {count} times" for id, count in ids.items() if count > 1]

"""The last gate before a backup leaves: what of it Moodle would refuse, lose or restore by half, read from the file."""

from collections import Counter

from lxml import etree

from qoima.formats.moodle_backup.sound import columns
from qoima.formats.moodle_backup.sound.archive import Archive, amount, inside, number, text, whole
from qoima.formats.moodle_backup.sound.questions import Held, look_at_questions
from qoima.formats.moodle_backup.sound.quiz import QuizLook

_HEAD = "moodle_backup.xml"
_LOOKED_AT = 200
"""Moodle knows a backup by so many of its first bytes."""
_BEGINNING = (b'<?xml version="1.0" encoding="utf-8"?>', b"<moodle_backup>", b"<information>")
_AT_ROOT = {
    "roles.xml": "roles_definition",
    "groups.xml": "groups",
    "scales.xml": "scales_definition",
    "outcomes.xml": "outcomes_definition",
    "files.xml": "files",
    "questions.xml": "question_categories",
}
_IDS = ("original_course_id", "original_course_contextid", "original_system_contextid")
_OLDEST = 20220202
_COURSE, _MODULE = 50, 70


def unsound(data: bytes) -> tuple[str, ...]:
    """What is wrong with the bytes of a backup, a line each; nothing where Moodle 4.1 to 5.x takes it whole."""
    archive = Archive(data)
    if archive.held:
        _Look(archive).look()
    elif not archive.said:
        archive.say("the archive", "is empty")
    return tuple(archive.said)


class _Look:
    """Looks at what a backup says of itself, then at all that it names."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        root = archive.root(_HEAD)
        found = root.find("information")
        self.head = etree.Element("information") if found is None else found
        self.is_activity = text(self.head, "details/detail/type") == "activity"
        self.activities = list(inside(self.head, "contents/activities/activity"))
        self.courses = list(inside(self.head, "contents/course"))
        self.sections = list(inside(self.head, "contents/sections/section"))

    def look(self) -> None:
        self._head()
        self._settings()
        for name, root in _AT_ROOT.items():
            if self.archive.root(name).tag != root:
                self.archive.say(name, f"its root is not {root}")
        held = look_at_questions(self.archive)
        owners = self._activities(held)
        if not self.is_activity:
            owners[number(self.head, "original_course_contextid")] = ("course", _COURSE)
            self._course()
        self._listed(held, owners)

    def _head(self) -> None:
        start, head = self.archive.held.get(_HEAD, b"")[:_LOOKED_AT].lower(), self.head
        if not all(tag in start for tag in _BEGINNING):
            self.archive.say(_HEAD, f"its first {_LOOKED_AT} bytes are not those of a backup")
        self.archive.columns(_HEAD, head, columns.HEADER)
        for path, names in columns.LISTED.items():
            for element in inside(head, path):
                self.archive.columns(_HEAD, element, names)
        if whole(text(head, "moodle_version")[:8]) < _OLDEST or not amount(head, "backup_release") >= 4:
            self.archive.say(_HEAD, "the version is one with another layout of questions")
        if number(head, "backup_version") < 0 or not text(head, "original_site_identifier_hash"):
            self.archive.say(_HEAD, "no version of the backup, or no site that it comes from")
        if text(head, "original_course_startdate") != "0":
            self.archive.say(_HEAD, "a course with a start lets Moodle shift the days of the quiz")
        for name in _IDS:
            self.archive.id_of(_HEAD, etree.Element(name, id=text(head, name)))
        if text(head, "details/detail/type") not in ("activity", "course"):
            self.archive.say(_HEAD, "is a backup of neither activity nor course")
        if self.is_activity and (len(self.activities) != 1 or self.courses or self.sections):
            self.archive.say(_HEAD, "a backup of an activity has one of them and nothing else")
        if not self.is_activity and len(self.courses) != 1:
            self.archive.say(_HEAD, "a backup of a course has a course")

    def _settings(self) -> None:
        root: Counter[tuple[str, str]] = Counter()
        parts: set[tuple[str, str, str]] = set()
        for setting in inside(self.head, "settings/setting"):
            level = text(setting, "level")
            self.archive.columns(_HEAD, setting, f"level name value {level if level != 'root' else ''}")
            name, value = (text(setting, key) for key in ("name", "value"))
            part = text(setting, level) if level in ("activity", "section") else ""
            root[name, value] += level == "root"
            parts.add((level, part, name.removeprefix(f"{part}_")))
            if level != "root" and (not part or not name.startswith(f"{part}_")):
                self.archive.say(_HEAD, f"the setting {name[:60]} names no part of its own")
        wanted = {"activities": str(int(bool(self.activities))), "users": "0", "groups": "0", "questionbank": "1"}
        for name, value in wanted.items():
            if not root[name, value]:
                self.archive.say(_HEAD, f"the setting {name} is not {value}")
        listed = [("activity", a) for a in self.activities] + [("section", s) for s in self.sections]
        for level, element in listed:
            part = text(element, "directory").rpartition("/")[2]
            if not {(level, part, "included"), (level, part, "userinfo")} <= parts:
                self.archive.say(_HEAD, f"no settings for {part[:60]}")

    def _activities(self, held: Held) -> dict[int, tuple[str, int]]:
        """Says what is wrong with them; gives folder and level by the context of each."""
        owners: dict[int, tuple[str, int]] = {}
        modules = Counter(text(activity, "moduleid") for activity in self.activities)
        for activity in self.activities:
            module, folder = text(activity, "moduleid"), text(activity, "directory")
            if folder != f"activities/quiz_{module}" or modules[module] > 1 or text(activity, "modulename") != "quiz":
                self.archive.say(_HEAD, f"the activity {module[:20]} is no quiz in a folder of its own")
            look = QuizLook(self.archive, activity, held)
            look.look()
            if look.context in owners:
                self.archive.say(look.path, "another quiz has the same context")
            owners[look.context] = (folder, _MODULE)
        return owners

    def _course(self) -> None:
        root = self.archive.root("course/course.xml")
        agrees = root.get("id") == text(self.head, "original_course_id")
        if not agrees or root.get("contextid") != text(self.head, "original_course_contextid"):
            self.archive.say("course/course.xml", "the course has other ids than in the head")
        self.archive.root("course/roles.xml")
        self.archive.root("course/inforef.xml")
        numbers = {text(section, "sectionid"): text(section, "directory") for section in self.sections}
        for own, folder in numbers.items():
            path = f"{folder}/section.xml"
            section = self.archive.root(path)
            self.archive.columns(path, section, columns.SECTION)
            if section.get("id") != own or folder != f"sections/section_{own}":
                self.archive.say(path, "the section has another id than in the head")
        for activity in self.activities:
            if text(activity, "sectionid") not in numbers:
                self.archive.say(_HEAD, "an activity stands in a section that is not there")

    def _listed(self, held: Held, owners: dict[int, tuple[str, int]]) -> None:
        """A category that its owner does not list is not restored, without a word; nor is what draws from it."""
        for context, (folder, level) in owners.items():
            path = f"{folder}/inforef.xml"
            listed = Counter(
                number(c, "id") for c in inside(self.archive.root(path), "question_categoryref/question_category")
            )
            mine = {id for id, pool in held.pools.items() if pool.context == context}
            if set(listed) != mine or any(count > 1 for count in listed.values()):
                self.archive.say(path, f"lists {len(listed)} categories, the bank has {len(mine)}")
            for id in mine:
                if held.pools[id].level != level:
                    self.archive.say(path, f"the category {id} is one of level {held.pools[id].level}")
        for id, pool in held.pools.items():
            if pool.context not in owners:
                self.archive.say("questions.xml", f"the category {id} belongs to nothing in the file")

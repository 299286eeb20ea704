"""`moodle_backup.xml`, which says what a backup holds, and the files of the course that it is made for."""

from collections.abc import Iterator
from hashlib import md5

from qoima.formats.moodle_backup.backup import Backup
from qoima.formats.moodle_backup.ids import Ids
from qoima.formats.moodle_backup.tree import COURSE_LEVEL, Bank, Context, bank_of
from qoima.formats.moodle_backup.write.quiz import ROLES, QuizWriter, inforef
from qoima.formats.moodle_backup.xml import NULL, TIME, Fields, document, element, leaves

MOODLE_VERSION, MOODLE_RELEASE = 2022112800, "4.1"
"""The oldest Moodle that takes the file: a newer number than the site's would make it warn."""
SITE = md5(b"qoima", usedforsecurity=False).hexdigest()
"""Must be the site of nobody: Moodle would keep ids as they are."""
MODE_GENERAL, IS_NOW, IS_INTERACTIVE = 10, 1, 1


class CourseWriter:
    """Writes the file's head and, where it is more than one quiz, the course."""

    def __init__(self, backup: Backup, ids: Ids) -> None:
        self.backup, self.ids = backup, ids
        self.course, self.section, self.context, self.system = (
            ids.new(kind, backup.key) for kind in ("course", "section", "course context", "system context")
        )
        self.quizzes = [QuizWriter(quiz, self.section, ids) for quiz in backup.quizzes]
        self.bank: Bank | None = None
        if backup.bank:
            context = Context(self.context, COURSE_LEVEL, self.course)
            self.bank = bank_of(backup.key, backup.bank, context, ids)

    @property
    def is_activity(self) -> bool:
        """Whether the backup is one of an activity and not of a course."""
        return len(self.quizzes) == 1 and self.bank is None

    @property
    def banks(self) -> list[Bank]:
        """Every bank in the file."""
        return [quiz.bank for quiz in self.quizzes] + ([self.bank] if self.bank else [])

    def members(self) -> dict[str, bytes]:
        """The files other than questions and pictures, by their path in the backup."""
        held = {
            "groups.xml": document(element("groups", [element("groupings")])),
            "moodle_backup.xml": document(self._header()),
            "outcomes.xml": document(element("outcomes_definition")),
            "roles.xml": document(element("roles_definition")),
            "scales.xml": document(element("scales_definition")),
        }
        for quiz in self.quizzes:
            held |= quiz.members()
        return held if self.is_activity else held | self._course_members()

    def _course_members(self) -> dict[str, bytes]:
        held = {
            "course/course.xml": document(self._course()),
            "course/inforef.xml": inforef(self.bank),
            "course/roles.xml": ROLES,
        }
        if self.quizzes:
            held[f"sections/section_{self.section}/section.xml"] = document(self._section())
        return held

    def _header(self) -> str:
        """Moodle knows a backup by the first 200 bytes of this file, so nothing stands before or between them."""
        parts = [leaves(self._information()), element("details", [self._detail()])]
        contents = element("contents", self._contents())
        settings = element("settings", [*self._settings()])
        return element("moodle_backup", [element("information", [*parts, contents, settings])])

    def _information(self) -> Fields:
        return {
            "name": self.backup.file_name,
            "moodle_version": MOODLE_VERSION,
            "moodle_release": MOODLE_RELEASE,
            "backup_version": MOODLE_VERSION,
            "backup_release": MOODLE_RELEASE,
            "backup_date": TIME,
            "mnet_remoteusers": 0,
            "include_files": 1,
            "include_file_references_to_external_content": 0,
            "original_wwwroot": "https://qoima.invalid",
            "original_site_identifier_hash": SITE,
            "original_course_id": self.course,
            "original_course_format": "topics",
            "original_course_fullname": self.backup.course_name,
            "original_course_shortname": self.backup.short_name,
            # 0: Moodle shifts no dates.
            "original_course_startdate": 0,
            "original_course_enddate": 0,
            "original_course_contextid": self.context,
            "original_system_contextid": self.system,
        }

    def _detail(self) -> str:
        held: Fields = {
            "type": "activity" if self.is_activity else "course",
            "format": "moodle2",
            "interactive": IS_INTERACTIVE,
            "mode": MODE_GENERAL,
            "execution": IS_NOW,
            "executiontime": 0,
        }
        own = md5(self.backup.key.encode(), usedforsecurity=False).hexdigest()
        return element("detail", [leaves(held)], backup_id=own)

    def _contents(self) -> Iterator[str]:
        if self.quizzes:
            yield element("activities", (self._activity(quiz) for quiz in self.quizzes))
        if self.is_activity:
            return
        if self.quizzes:
            yield element("sections", [element("section", [leaves(self._section_listed())])])
        listed: Fields = {"courseid": self.course, "title": self.backup.short_name, "directory": "course"}
        yield element("course", [leaves(listed)])

    def _activity(self, quiz: QuizWriter) -> str:
        held: Fields = {
            "moduleid": quiz.module,
            "sectionid": self.section,
            "modulename": "quiz",
            "title": quiz.quiz.name,
            "directory": f"activities/{quiz.name}",
            "insubsection": "",
        }
        return element("activity", [leaves(held)])

    def _section_listed(self) -> Fields:
        return {
            "sectionid": self.section,
            "title": "0",
            "directory": f"sections/section_{self.section}",
            "parentcmid": "",
            "modname": "",
        }

    def _settings(self) -> Iterator[str]:
        """Without `activities` Moodle restores the bank and leaves the quiz away, without a word."""
        root: Fields = {
            "filename": self.backup.file_name,
            "users": 0,
            "activities": int(bool(self.quizzes)),
            "groups": 0,
            "questionbank": 1,
        }
        for name, value in root.items():
            yield element("setting", [leaves({"level": "root", "name": name, "value": value})])
        parts = [("activity", quiz.name) for quiz in self.quizzes]
        if self.quizzes and not self.is_activity:
            parts.insert(0, ("section", f"section_{self.section}"))
        for level, part in parts:
            for name, value in ((f"{part}_included", 1), (f"{part}_userinfo", 0)):
                yield element("setting", [leaves({"level": level, level: part, "name": name, "value": value})])

    def _course(self) -> str:
        held: Fields = {
            "shortname": self.backup.short_name,
            "fullname": self.backup.course_name,
            "idnumber": "",
            "summary": "",
            "summaryformat": 1,
            "format": "topics",
            "showgrades": 1,
            "newsitems": 5,
            "startdate": 0,
            "enddate": 0,
            "marker": 0,
            "maxbytes": 0,
            "legacyfiles": 0,
            "showreports": 0,
            "visible": 1,
            "groupmode": 0,
            "groupmodeforce": 0,
            "defaultgroupingid": 0,
            "lang": "",
            "theme": "",
            "timecreated": TIME,
            "timemodified": TIME,
            "requested": 0,
            "showactivitydates": 1,
            "showcompletionconditions": 1,
            "pdfexportfont": NULL,
            "enablecompletion": 0,
            "completionstartonenrol": 0,
            "completionnotify": 0,
        }
        parts = [leaves(held), element("category", [leaves({"name": "", "description": ""})], id=self.ids.new("group"))]
        return element("course", [*parts, element("tags")], id=self.course, contextid=self.context)

    def _section(self) -> str:
        """The part at the top of a course. It has no name: Moodle would give it to the part that is there."""
        held: Fields = {
            "number": 0,
            "name": NULL,
            "summary": "",
            "summaryformat": 1,
            "sequence": ",".join(str(quiz.module) for quiz in self.quizzes),
            "visible": 1,
            "availabilityjson": NULL,
            "component": NULL,
            "itemid": NULL,
            "timemodified": TIME,
        }
        return element("section", [leaves(held)], id=self.section)

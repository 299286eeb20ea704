"""A backup of Moodle 4.0 to 5.x, of a quiz or of a course, read to what that Moodle holds: nothing is mended."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qoima.core.diagnostic import Diagnostic
from qoima.core.garbage import without_search
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.formats.decode import MAX_PICTURE_MIB, MAX_TEXT_MIB, MIB, decode
from qoima.formats.moodle.holding import Held, HeldQuiz, Holding
from qoima.formats.moodle.question import File
from qoima.formats.moodle_backup.container import TooLarge, Unfit, members
from qoima.formats.moodle_backup.read import questions as of_questions
from qoima.formats.moodle_backup.read import quiz as of_quiz
from qoima.formats.moodle_backup.read.questions import QuestionsReader
from qoima.formats.moodle_backup.read.values import value
from qoima.formats.moodle_xml.elements import Element
from qoima.formats.moodle_xml.literal import LiteralDocument

_HEAD, _QUESTIONS, _FILES = "moodle_backup.xml", "questions.xml", "files.xml"
_READ = re.compile(r"(?:moodle_backup|questions|files|activities/quiz_[0-9]+/(?:quiz|module|grades))\.xml")
_PICTURE = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{40})")
_NO_FILES = re.compile(rb"<include_files>\s*0\s*</include_files>|<name>files</name>\s*<value>0</value>")
_QUIZ = re.compile(r"(activities/quiz_[0-9]+)/quiz\.xml")
_COMPONENTS = ("question", "qtype_", "mod_quiz")
_MAX_QUIZZES = 1000
_DROPPED = frozenset(("attempt",))
"""What students did; it is nobody's business here."""
_SHOWN = 60

Place = tuple[str, str, str]
"""Component (`question`, `mod_quiz`), `filearea`, number of what the file belongs to (the context, for a quiz)."""


@without_search
def read_backup(path: str, data: bytes) -> Holding:
    """What the backup holds. Never raises; what cannot be read is said."""
    reader = _Reader(path)
    try:
        reader.read(data)
    except TooLarge as error:
        reader.say("DLV052", name=error.name or path, limit_mib=error.limit_mib)
    except Unfit as error:
        reader.say("DLV051", reason=str(error)[:_SHOWN])
    return Holding(
        form="mbz",
        questions=tuple(reader.held),
        quizzes=tuple(reader.quizzes),
        release=reader.release,
        has_files=reader.has_files or not reader.missing,
        said=tuple(reader.said),
    )


@dataclass(slots=True)
class _Reader:
    path: str
    said: list[Diagnostic] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    quizzes: list[HeldQuiz] = field(default_factory=list)
    release: str = ""
    rows: dict[Place, list[tuple[str, str]]] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    has_files: bool = True
    """False for a backup that was made without files: its rows are there, their bytes are not."""

    def say(self, code: str, **values: object) -> None:
        """Something is wrong with the archive as such."""
        self.said.append(problem(code, Source(self.path, "").whole(), related=(), **values))

    def read(self, data: bytes) -> None:
        texts = members(data, lambda name: MAX_TEXT_MIB * MIB if _READ.fullmatch(name) else 0)
        missing = next((name for name in (_HEAD, _QUESTIONS, _FILES) if name not in texts), "")
        if missing:
            self.say("DLV053", name=missing)
        if missing in (_HEAD, _QUESTIONS):
            return
        self.has_files = not _NO_FILES.search(texts[_HEAD])
        for child in self.parts(_HEAD, texts)[1]:
            self.release = value(child, "moodle_release")[:_SHOWN] or self.release
        for child in self.parts(_FILES, texts)[1]:
            self.note_file(child)
        self.pictures = self.read_pictures(data)
        source = self.source(_QUESTIONS, texts)
        if source is None:
            return
        document = LiteralDocument(source, of_questions.PARTS)
        questions = QuestionsReader(self.files)
        questions.read(document)
        if document.refused is not None:
            self.said.append(document.refused)
            return
        self.said += questions.said
        self.held = list(questions.held())
        folders = [match[1] for name in texts if (match := _QUIZ.fullmatch(name))]
        for folder in sorted(folders)[:_MAX_QUIZZES]:
            self.quiz(folder, texts, questions)

    def source(self, name: str, texts: Mapping[str, bytes]) -> Source | None:
        """The text of a file of the archive."""
        source, said = decode(f"{self.path}:{name}", texts[name])
        if source is None:
            self.said += [one for one in said if one.code not in ("FIL003", "FIL004")]
        return source

    def parts(
        self, name: str, texts: Mapping[str, bytes], wanted: frozenset[str] = frozenset()
    ) -> tuple[Mapping[str, str], list[Element]]:
        """The attributes of the root of a file, and the elements that are wanted; what is no XML is said."""
        source = self.source(name, texts) if name in texts else None
        if source is None:
            return {}, []
        document = LiteralDocument(source, wanted)
        found = [part for part in document.read() if isinstance(part, Element) and part.name not in _DROPPED]
        if document.refused is not None or document.root is None:
            self.said += [document.refused] if document.refused is not None else []
            return {}, []
        return document.root.attributes, found

    def note_file(self, row: Element) -> None:
        component, name, digest = value(row, "component"), value(row, "filename"), value(row, "contenthash")
        if component.startswith(_COMPONENTS) and name not in ("", "."):
            area, number = value(row, "filearea"), value(row, "itemid")
            if component == "mod_quiz":
                number = value(row, "contextid")
            place = (component.partition("_")[0], area, number)
            folder = value(row, "filepath").removeprefix("/")
            self.rows.setdefault(place, []).append((folder + name, digest))

    def read_pictures(self, data: bytes) -> dict[str, bytes]:
        """The bytes of the pictures of questions, by SHA-1."""
        wanted = {digest for rows in self.rows.values() for _, digest in rows}

        def limit(name: str) -> int:
            match = _PICTURE.fullmatch(name)
            return MAX_PICTURE_MIB * MIB if match and match[1] in wanted else 0

        return {name[-40:]: held for name, held in members(data, limit).items()} if wanted else {}

    def files(self, area: str, number: str) -> tuple[File, ...]:
        """The files of a text of a question."""
        rows = self.rows.get(("question", area, number)) or self.rows.get(("qtype", area, number), [])
        return tuple(self.file(name, digest) for name, digest in rows)

    def file(self, name: str, digest: str) -> File:
        data = self.pictures.get(digest, b"")
        if hashlib.sha1(data, usedforsecurity=False).hexdigest() != digest and digest not in self.missing:
            self.missing.add(digest)
            if self.has_files:
                self.say("DLV055", name=name[:_SHOWN])
            elif len(self.missing) == 1:
                self.say("DLV057")
        return File(name, data)

    def quiz(self, folder: str, texts: Mapping[str, bytes], questions: QuestionsReader) -> None:
        """Adds the quiz of a folder of the archive."""
        activity, found = self.parts(f"{folder}/quiz.xml", texts, of_quiz.PARTS)
        parts: dict[str, list[Element]] = {}
        for part in found:
            parts.setdefault(part.name, []).append(part)
        if "quiz" not in parts:
            return
        context = activity.get("contextid", "")
        module = {part.name: part.text for part in self.parts(f"{folder}/module.xml", texts)[1]}
        items = self.parts(f"{folder}/grades.xml", texts, frozenset(("grade_item",)))[1]
        item = next((one for one in items if one.name == "grade_item"), None)
        slots = of_quiz.held_slots(
            parts.get("question_instance", []), questions.path, questions.names(), questions.tags
        )
        files = tuple(self.file(*row) for row in self.rows.get(("mod", "intro", context), ()))
        self.quizzes.append(of_quiz.held_quiz(parts, module, item, tuple(slots), files, context))

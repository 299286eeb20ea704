"""Backups in the shape in which Moodle makes them, written by hand: gzipped tar, or ZIP."""

import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from html import escape

from moodle_made import NO_COMBINED, TOP_NAMES, VERSIONS, Moodle, Version, number

from qoima.formats.moodle.holding import Held, HeldQuiz, HeldSlot, Path
from qoima.formats.moodle.question import Question, Rich, StoredAnswer

OPTIONS = {
    "multichoice": "multichoice",
    "truefalse": "truefalse",
    "shortanswer": "shortanswer",
    "numerical": "numerical_options/numerical_option",
    "match": "matchoptions",
    "essay": "essay",
}
FOLDER = "activities/quiz_25"


class _Ids:
    """Numbers as a database gives them, and the rows of `files.xml`."""

    def __init__(self) -> None:
        self.last = 100
        self.rows: list[str] = []
        self.pool: dict[str, bytes] = {}

    def new(self) -> int:
        self.last += 1
        return self.last

    def files(self, text: Rich, component: str, area: str, item: int) -> None:
        for file in text.files:
            digest = hashlib.sha1(file.data).hexdigest()
            self.pool[digest] = file.data
            for name in (file.name, "."):
                held = digest if name != "." else "da39a3ee5e6b4b0d3255bfef95601890afd80709"
                self.rows.append(
                    f'  <file id="{self.new()}">\n    <contenthash>{held}</contenthash>\n'
                    f"    <contextid>70</contextid>\n"
                    f"    <component>{component}</component>\n    <filearea>{area}</filearea>\n"
                    f"    <itemid>{item}</itemid>\n"
                    f"    <filepath>/</filepath>\n    <filename>{name}</filename>\n  </file>\n"
                )


def backup(moodle: Moodle, version: Version = VERSIONS[1]) -> bytes:
    """As Moodle backs up a quiz: a tar in gzip."""
    return tarred(members(moodle, version))


def tarred(files: dict[str, bytes]) -> bytes:
    """The files as Moodle packs them by default."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(packed.getvalue(), compresslevel=1, mtime=0)


def zipped(files: dict[str, bytes]) -> bytes:
    """The files as an older Moodle packs them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def members(moodle: Moodle, version: Version = VERSIONS[1]) -> dict[str, bytes]:
    """The files of a backup of the quiz, by path."""
    ids = _Ids()
    categories = _category_ids(moodle.questions, ids)
    entries: dict[str, int] = {}
    questions = _questions(moodle, categories, entries, ids, version)
    held = {
        ".ARCHIVE_INDEX": b"Moodle archive file index. Count: 6\n",
        "moodle_backup.xml": _document(
            f"<moodle_backup>\n  <information>\n    <name>backup.mbz</name>\n    <moodle_release>{version.release}"
            "</moodle_release>\n  </information>\n</moodle_backup>"
        ),
        "questions.xml": _document(f"<question_categories>\n{questions}</question_categories>"),
    }
    if moodle.quiz is not None:
        held |= _quiz(moodle.quiz, categories, entries, ids, version)
    held["files.xml"] = _document(f"<files>\n{''.join(ids.rows)}</files>")
    return held | {f"files/{digest[:2]}/{digest}": data for digest, data in ids.pool.items()}


def _document(inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{inside}'.encode()


def _category_ids(questions: Iterable[Held], ids: _Ids) -> dict[Path, int]:
    """Children may stand before their parents."""
    held: dict[Path, int] = {(): ids.new()}
    for one in questions:
        for depth in range(len(one.question.category), 0, -1):
            held.setdefault(one.question.category[:depth], ids.new())
    return held


def _leaf(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>\n"


def _questions(
    moodle: Moodle, categories: dict[Path, int], entries: dict[str, int], ids: _Ids, version: Version
) -> str:
    shown = []
    for path, id in categories.items():
        inside = "".join(
            _entry(held, id, moodle, entries, ids, version)
            for held in moodle.questions
            if held.question.category == path
        )
        name, parent = (path[-1], categories[path[:-1]]) if path else ("top", 0)
        shown.append(
            f'  <question_category id="{id}">\n{_leaf("name", name)}{_leaf("contextid", "70")}'
            f"{_leaf('contextlevel', '70')}"
            f"{_leaf('info', '')}{_leaf('stamp', f'site+{id}')}{_leaf('parent', str(parent))}"
            f"<idnumber>$@NULL@$</idnumber>\n<question_bank_entries>\n"
            f"{inside}</question_bank_entries>\n  </question_category>\n"
        )
    return "".join(shown)


def _entry(held: Held, category: int, moodle: Moodle, entries: dict[str, int], ids: _Ids, version: Version) -> str:
    question, id = held.question, ids.new()
    entries.setdefault(question.idnumber, id)
    versions = ((held.version, question), *moodle.besides.get(question.idnumber, ()))
    inside = "".join(
        f'<question_versions id="{ids.new()}">\n{_leaf("version", str(number))}{_leaf("status", one.status)}'
        f"<questions>\n{_stored(one, ids)}</questions>\n</question_versions>\n"
        for number, one in versions
    )
    return (
        f'<question_bank_entry id="{id}">\n{_leaf("questioncategoryid", str(category))}'
        f"{_leaf('idnumber', question.idnumber or '$@NULL@$')}{_leaf('ownerid', '2')}{version.more}"
        f"<question_version>\n{inside}</question_version>\n</question_bank_entry>\n"
    )


def _stored(question: Question, ids: _Ids) -> str:
    id = ids.new()
    ids.files(question.text, "question", "questiontext", id)
    ids.files(question.general_feedback, "question", "generalfeedback", id)
    plugin = f"plugin_qtype_{question.qtype}_question"
    hints = "".join(_hint(hint, ids) for hint in question.hints)
    tags = "".join(
        f'<tag id="{ids.new()}" contextid="70">{_leaf("name", tag.lower())}{_leaf("rawname", tag)}</tag>\n'
        for tag in question.tags
    )
    return (
        f'<question id="{id}">\n{_leaf("parent", "0")}{_leaf("name", question.name)}'
        f"{_leaf('questiontext', question.text.html)}{_leaf('questiontextformat', '1')}"
        f"{_leaf('generalfeedback', question.general_feedback.html)}{_leaf('generalfeedbackformat', '1')}"
        f"{_leaf('defaultmark', number(question.default_mark))}{_leaf('penalty', number(question.penalty))}"
        f"{_leaf('qtype', question.qtype)}{_leaf('length', '1')}{_leaf('stamp', f'site+{id}')}"
        f"{_leaf('timecreated', '1795387386')}{_leaf('modifiedby', '2')}"
        f"<{plugin}>\n{''.join(_plugin(question, id, ids))}</{plugin}>\n"
        f"<question_hints>\n{hints}</question_hints>\n<tags>\n{tags}</tags>\n</question>\n"
    )


def _hint(hint: Rich, ids: _Ids) -> str:
    id = ids.new()
    ids.files(hint, "question", "hint", id)
    return f'<question_hint id="{id}">\n{_leaf("hint", hint.html)}{_leaf("hintformat", "1")}</question_hint>\n'


def _plugin(question: Question, id: int, ids: _Ids) -> Iterator[str]:
    numbers = [ids.new() for _ in question.answers]
    if question.answers:
        yield "<answers>\n"
        for number, answer in zip(numbers, question.answers, strict=True):
            yield _answer(question, number, answer, ids)
        yield "</answers>\n"
    if question.qtype == "numerical":
        yield "<numerical_records>\n"
        for number, answer in zip(numbers, question.answers, strict=True):
            yield f'<numerical_record id="{ids.new()}">{_leaf("answer", str(number))}'
            yield f"{_leaf('tolerance', str(answer.tolerance))}</numerical_record>\n"
        yield "</numerical_records>\n"
    yield from _options(question, id, numbers, ids)
    if question.pairs:
        yield "<matches>\n"
        for pair in question.pairs:
            row = ids.new()
            ids.files(pair.left, "qtype_match", "subquestion", row)
            yield f'<match id="{row}">{_leaf("questiontext", pair.left.html)}{_leaf("questiontextformat", "1")}'
            yield f"{_leaf('answertext', pair.right)}</match>\n"
        yield "</matches>\n"


def _answer(question: Question, id: int, answer: StoredAnswer, ids: _Ids) -> str:
    text = answer.text.html
    if question.qtype == "truefalse":
        text = {"True": "Дұрыс", "False": "Бұрыс"}[text]
    ids.files(answer.text, "question", "answer", id)
    ids.files(answer.feedback, "question", "answerfeedback", id)
    form = "1" if question.qtype == "multichoice" else "0"
    return (
        f'<answer id="{id}">\n{_leaf("answertext", text)}{_leaf("answerformat", form)}'
        f"{_leaf('fraction', number(answer.percent / 100))}{_leaf('feedback', answer.feedback.html)}"
        f"{_leaf('feedbackformat', '1')}</answer>\n"
    )


def _options(question: Question, id: int, numbers: list[int], ids: _Ids) -> Iterator[str]:
    path = OPTIONS.get(question.qtype, "")
    if not path:
        return
    names = path.split("/")
    yield "".join(f"<{name}>\n" for name in names[:-1]) + f'<{names[-1]} id="{ids.new()}">\n'
    if question.qtype == "truefalse":
        yield _leaf("trueanswer", str(numbers[0])) + _leaf("falseanswer", str(numbers[1]))
    yield "".join(_leaf(name, value) for name, value in question.settings.items())
    if question.qtype not in NO_COMBINED:
        for name in TOP_NAMES:
            text = question.combined.get(name, Rich())
            ids.files(text, "question", name, id)
            yield _leaf(name, text.html) + _leaf(f"{name}format", "1")
    if question.qtype == "essay":
        ids.files(question.notes, "qtype_essay", "graderinfo", id)
        yield _leaf("graderinfo", question.notes.html) + _leaf("graderinfoformat", "1")
    yield "".join(f"</{name}>\n" for name in reversed(names))


def _quiz(
    quiz: HeldQuiz, categories: dict[Path, int], entries: dict[str, int], ids: _Ids, version: Version
) -> dict[str, bytes]:
    ids.files(quiz.intro, "mod_quiz", "intro", 0)
    slots = "".join(_slot(slot, place, categories, entries, ids, version) for place, slot in enumerate(quiz.slots))
    sections = "".join(
        f'<section id="{ids.new()}">{_leaf("firstslot", str(one.first))}{_leaf("heading", one.heading)}'
        f"{_leaf('shufflequestions', str(int(one.is_shuffled)))}</section>\n"
        for one in quiz.sections
    )
    overrides = "".join(f'<override id="{n}">{_leaf("groupid", "4")}</override>\n' for n in range(quiz.overrides))
    settings = "".join(_leaf(name, value) for name, value in quiz.settings.items())
    shown = (
        f'<activity id="12" moduleid="25" modulename="quiz" contextid="70">\n  <quiz id="12">\n'
        f"{_leaf('name', quiz.name)}"
        f"{_leaf('intro', quiz.intro.html)}{_leaf('introformat', '1')}{settings}{_leaf('timecreated', '1795387386')}"
        f"<subplugin_quizaccess_seb_quiz>\n    </subplugin_quizaccess_seb_quiz>\n"
        f"<quiz_grade_items>\n</quiz_grade_items>\n"
        f"<question_instances>\n{slots}</question_instances>\n<sections>\n{sections}</sections>\n"
        f"<overrides>\n{overrides}</overrides>\n<grades>\n</grades>\n<attempts>\n</attempts>\n  </quiz>\n</activity>"
    )
    module = (
        f"{_leaf('modulename', 'quiz')}{_leaf('idnumber', quiz.idnumber)}{_leaf('visible', str(int(quiz.is_visible)))}"
    )
    item = f"{_leaf('itemmodule', 'quiz')}{_leaf('gradepass', str(quiz.grade_to_pass or 0))}"
    return {
        f"{FOLDER}/quiz.xml": _document(shown),
        f"{FOLDER}/module.xml": _document(f'<module id="25" version="2024100700">\n{module}</module>'),
        f"{FOLDER}/grades.xml": _document(
            f'<activity_gradebook><grade_items><grade_item id="23">{item}</grade_item></grade_items>'
            "</activity_gradebook>"
        ),
    }


def _slot(
    slot: HeldSlot, place: int, categories: dict[Path, int], entries: dict[str, int], ids: _Ids, version: Version
) -> str:
    head = (
        f'<question_instance id="{ids.new()}">{_leaf("slot", str(place + 1))}{_leaf("page", str(slot.page))}'
        f"{_leaf('maxmark', number(slot.max_mark))}"
    )
    if not slot.is_drawn:
        held = _leaf("questionbankentryid", str(entries[slot.question])) + _leaf(
            "version", str(slot.version or "$@NULL@$")
        )
        return f'{head}<question_reference id="{ids.new()}">{held}</question_reference></question_instance>\n'
    category = categories[slot.category]
    drawn: dict[str, object] = {"questioncategoryid": str(category), "includingsubcategories": slot.below}
    if version.has_new_filter:
        among = {"jointype": 1, "values": [category], "filteroptions": {"includesubcategories": slot.below}}
        drawn = {"filter": {"category": among}, "cat": f"{category},70", "tabname": "questions", "jointype": 2}
    held = _leaf("questionscontextid", "70") + _leaf("filtercondition", json.dumps(drawn))
    return f'{head}<question_set_reference id="{ids.new()}">{held}</question_set_reference></question_instance>\n'

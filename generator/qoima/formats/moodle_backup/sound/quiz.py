"""Whether a quiz of a finished backup is what Moodle takes whole: its columns, slots, marks, grade and place."""

import json
from collections import Counter
from decimal import Decimal

from lxml import etree

from qoima.formats.moodle_backup.sound import columns
from qoima.formats.moodle_backup.sound.archive import Archive, amount, inside, named, number, text, whole
from qoima.formats.moodle_backup.sound.questions import MAX_IDNUMBER, MAX_NAME, Held

_OLD_SLOTS = 2022020300
"""Below this version of the module Moodle looks for slots as they were."""
_CONDITION = {"questioncategoryid", "includingsubcategories"}


class QuizLook:
    """Looks at the quiz in the folder `directory`; `listed` is what the head of the backup says of it."""

    def __init__(self, archive: Archive, listed: etree._Element, held: Held) -> None:
        self.archive, self.listed, self.held = archive, listed, held
        self.folder = text(listed, "directory")
        self.path = f"{self.folder}/quiz.xml"
        self.activity = archive.root(self.path)
        quiz = self.activity.find("quiz")
        self.quiz = etree.Element("quiz") if quiz is None else quiz
        self.context = whole(self.activity.get("contextid") or "")
        self.module = number(listed, "moduleid")

    def look(self) -> None:
        """Says what is wrong with the quiz."""
        archive, quiz = self.archive, self.quiz
        archive.columns(self.path, quiz, columns.QUIZ)
        own = archive.id_of(self.path, quiz)
        for attribute in ("moduleid", "contextid"):
            archive.id_of(self.path, self.activity, attribute)
        is_same = self.activity.get("id") == quiz.get("id") and self.activity.get("modulename") == "quiz"
        if not is_same or self.activity.get("moduleid") != str(self.module):
            archive.say(self.path, "the ids of activity, quiz and module do not agree")
        if not 0 < len(text(quiz, "name")) <= MAX_NAME or "@@PLUGINFILE@@" in text(quiz, "intro"):
            archive.say(self.path, "the name is none that Moodle takes, or the introduction shows a file")
        for field in ("timeopen", "timeclose", "timelimit", "attempts_number", "questionsperpage"):
            if number(quiz, field) < 0:
                archive.say(self.path, f"{field} is no number")
        self._slots(own)
        self._module()
        self._grade(own)
        archive.root(f"{self.folder}/roles.xml")

    def _slots(self, own: int) -> None:
        slots = list(inside(self.quiz, "question_instances/question_instance"))
        numbers = [number(slot, "slot") for slot in slots]
        if not slots or numbers != list(range(1, len(slots) + 1)):
            self.archive.say(self.path, f"the slots are {numbers[:40]}")
        per_page = number(self.quiz, "questionsperpage")
        for slot, count in zip(slots, numbers, strict=True):
            self.archive.columns(self.path, slot, columns.SLOT)
            if number(slot, "quizid") != own:
                self.archive.say(self.path, f"{named(slot)} is one of another quiz")
            if number(slot, "page") != ((count - 1) // per_page + 1 if per_page > 0 else 1):
                self.archive.say(self.path, f"{named(slot)} is on page {text(slot, 'page')[:20]}")
        marks = sum((amount(slot, "maxmark") for slot in slots), Decimal(0))
        if amount(self.quiz, "sumgrades") != marks or not marks > 0:
            self.archive.say(self.path, f"sumgrades is {text(self.quiz, 'sumgrades')[:20]}, the slots have {marks}")
        self._pools(slots)
        ids = Counter(element.get("id") for slot in slots for element in slot.iter("*") if "id" in element.attrib)
        if any(count > 1 for count in ids.values()):
            self.archive.say(self.path, "two slots have the same id")
        for name, names in (
            ("sections/section", columns.SLOT_SECTION),
            ("feedbacks/feedback", columns.OVERALL_FEEDBACK),
        ):
            for element in inside(self.quiz, name):
                self.archive.columns(self.path, element, names)
        if [number(section, "firstslot") for section in inside(self.quiz, "sections/section")][:1] != [1]:
            self.archive.say(self.path, "no section begins with the first slot")

    def _pools(self, slots: list[etree._Element]) -> None:
        """Every slot has its questions, in the bank of this quiz or of the course, and enough of them."""
        drawn: Counter[int] = Counter()
        taken: Counter[int] = Counter()
        for slot in slots:
            references = [child for child in slot if str(child.tag).startswith("question_")]
            if len(references) != 1:
                self.archive.say(self.path, f"{named(slot)} has {len(references)} references")
                continue
            reference = references[0]
            names = columns.DRAWN if reference.tag == "question_set_reference" else columns.NAMED
            self.archive.columns(self.path, reference, names)
            self.archive.id_of(self.path, reference)
            used = tuple(text(reference, name) for name in ("usingcontextid", "component", "questionarea"))
            if used != (str(self.context), "mod_quiz", "slot"):
                self.archive.say(self.path, f"{named(reference)} is used by {used}")
            if reference.tag == "question_set_reference":
                drawn[self._category(reference)] += 1
            else:
                taken[number(reference, "questionbankentryid")] += 1
        for entry, count in taken.items():
            if count > 1 or not self.held.entries.get(entry, False):
                self.archive.say(self.path, f"the question {entry} is taken {count} times, or is not there to be taken")
        for category, count in drawn.items():
            pool = self.held.pools.get(category)
            if pool is None or len(pool.drawable - taken.keys()) < count:
                have = 0 if pool is None else len(pool.drawable)
                self.archive.say(self.path, f"{count} questions are drawn from category {category}, which has {have}")

    def _category(self, reference: etree._Element) -> int:
        """The category that is drawn from, -1 where the condition is not the old one."""
        try:
            condition = json.loads(text(reference, "filtercondition"))
        except (ValueError, RecursionError):
            condition = None
        if not isinstance(condition, dict) or condition.keys() != _CONDITION:
            self.archive.say(self.path, f"{named(reference)} has no condition that all versions read")
            return -1
        category = whole(str(condition["questioncategoryid"]))
        pool = self.held.pools.get(category)
        if condition["includingsubcategories"] is not False:
            self.archive.say(self.path, f"{named(reference)} draws from the categories below too")
        if pool is None or not number(reference, "questionscontextid") == pool.context == self.context:
            self.archive.say(self.path, f"{named(reference)} draws from a category of another context")
        return category

    def _module(self) -> None:
        path = f"{self.folder}/module.xml"
        module = self.archive.root(path)
        self.archive.columns(path, module, columns.MODULE)
        if self.archive.id_of(path, module) != self.module or whole(module.get("version") or "") < _OLD_SLOTS:
            self.archive.say(path, "the module has another id than in the head, or a version with other slots")
        if text(module, "modulename") != "quiz" or text(module, "sectionid") != text(self.listed, "sectionid"):
            self.archive.say(path, "the module is no quiz, or stands in another section than in the head")
        if len(text(module, "idnumber")) > MAX_IDNUMBER or number(module, "visible") not in (0, 1):
            self.archive.say(path, "the idnumber is too long, or `visible` is neither 0 nor 1")

    def _grade(self, own: int) -> None:
        path = f"{self.folder}/grades.xml"
        items = list(inside(self.archive.root(path), "grade_items/grade_item"))
        if len(items) != 1:
            self.archive.say(path, f"there are {len(items)} grade items instead of one")
        for item in items:
            self.archive.columns(path, item, columns.GRADE_ITEM)
            self.archive.id_of(path, item)
            kind = tuple(text(item, name) for name in ("itemtype", "itemmodule", "itemnumber"))
            if kind != ("mod", "quiz", "0") or number(item, "iteminstance") != own:
                self.archive.say(path, f"{named(item)} is one of another thing")
            best = amount(item, "grademax")
            if best != amount(self.quiz, "grade") or not 0 <= amount(item, "gradepass") <= best:
                self.archive.say(path, f"{named(item)} has other grades than the quiz")

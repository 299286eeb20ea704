"""The files of one quiz in a backup: its settings, slots, grade and place in the course."""

from decimal import Decimal

from qoima.formats.moodle_backup.backup import REVIEW_FIELDS, Quiz, Slot
from qoima.formats.moodle_backup.ids import Ids
from qoima.formats.moodle_backup.tree import MODULE_LEVEL, Bank, Context, bank_of
from qoima.formats.moodle_backup.write.questions import HTML
from qoima.formats.moodle_backup.xml import NULL, TIME, Fields, decimal, document, element, leaf, leaves

MODULE_VERSION = 2022112800
"""Moodle 4.1: from its number Moodle sees how the slots are written."""
ROLES = document(element("roles", [element("role_overrides"), element("role_assignments")]))


class QuizWriter:
    """Writes a quiz whose bank is its own; `section` is the id of the part of the course that it goes to."""

    def __init__(self, quiz: Quiz, section: int, ids: Ids) -> None:
        self.quiz, self.section, self.ids = quiz, section, ids
        self.id, self.module, self.context = (ids.new(kind, quiz.key) for kind in ("quiz", "module", "context"))
        context = Context(self.context, MODULE_LEVEL, self.module)
        self.bank: Bank = bank_of(quiz.key, quiz.categories, context, ids)

    @property
    def name(self) -> str:
        """How the backup calls the quiz."""
        return f"quiz_{self.module}"

    def members(self) -> dict[str, bytes]:
        """The files of the quiz by their path in the backup."""
        held = {
            "grades": document(self._grades()),
            "inforef": inforef(self.bank),
            "module": document(self._module()),
            "quiz": document(self._quiz()),
            "roles": ROLES,
        }
        return {f"activities/{self.name}/{name}.xml": data for name, data in held.items()}

    def _new(self, kind: str, number: int = 0) -> int:
        return self.ids.new(kind, self.quiz.key, number)

    def _quiz(self) -> str:
        parts = [
            leaves(self._settings()),
            element("quiz_grade_items"),
            element("question_instances", (self._slot(n, s) for n, s in enumerate(self.quiz.slots, 1))),
            element("sections", [self._slot_section()]),
            element("feedbacks", [self._feedback()]),
            element("overrides"),
            element("grades"),
            element("attempts"),
        ]
        quiz = element("quiz", [*parts], id=self.id)
        owner: Fields = {"moduleid": self.module, "modulename": "quiz", "contextid": self.context}
        return element("activity", [quiz], id=self.id, **owner)

    def _settings(self) -> Fields:
        quiz = self.quiz
        return {
            "name": quiz.name,
            "intro": quiz.intro,
            "introformat": HTML,
            "timeopen": quiz.opens,
            "timeclose": quiz.closes,
            "timelimit": quiz.time_limit_seconds,
            "overduehandling": "autosubmit",
            "graceperiod": 0,
            "preferredbehaviour": quiz.behaviour,
            "canredoquestions": 0,
            "attempts_number": quiz.attempts,
            "attemptonlast": 0,
            "grademethod": 1,
            "decimalpoints": 2,
            "questiondecimalpoints": -1,
            **{name: quiz.review.get(name, 0) for name in REVIEW_FIELDS},
            "questionsperpage": quiz.questions_per_page,
            "navmethod": "free",
            "shuffleanswers": 1,
            "sumgrades": decimal(sum((slot.max_mark for slot in quiz.slots), Decimal(0)), 5),
            "grade": decimal(quiz.grade, 5),
            "timecreated": TIME,
            "timemodified": TIME,
            "password": "",
            "subnet": "",
            "browsersecurity": "-",
            "delay1": 0,
            "delay2": 0,
            "showuserpicture": 0,
            "showblocks": 0,
            "completionattemptsexhausted": 0,
            "completionminattempts": 0,
            "allowofflineattempts": 0,
        }

    def _slot(self, number: int, slot: Slot) -> str:
        per_page = self.quiz.questions_per_page
        values: Fields = {
            "quizid": self.id,
            "slot": number,
            "page": (number - 1) // per_page + 1 if per_page else 1,
            "displaynumber": NULL,
            "requireprevious": 0,
            "maxmark": decimal(slot.max_mark),
            "quizgradeitemid": NULL,
        }
        named = self._named(number, slot) if slot.question else self._drawn(number, slot)
        return element("question_instance", [leaves(values), named], id=self._new("slot", number))

    def _used(self) -> Fields:
        return {"usingcontextid": self.context, "component": "mod_quiz", "questionarea": "slot"}

    def _named(self, number: int, slot: Slot) -> str:
        entry = self.bank.entries.get(slot.question)
        held: Fields = {**self._used(), "questionbankentryid": entry.id if entry else 0, "version": NULL}
        return element("question_reference", [leaves(held)], id=self._new("reference", number))

    def _drawn(self, number: int, slot: Slot) -> str:
        """The condition is written as before Moodle 4.3: later versions convert it, older ones know no other."""
        node = self.bank.nodes.get(slot.category)
        condition = f'{{"questioncategoryid": "{node.id if node else 0}", "includingsubcategories": false}}'
        held: Fields = {**self._used(), "questionscontextid": self.context, "filtercondition": condition}
        return element("question_set_reference", [leaves(held)], id=self._new("reference", number))

    def _slot_section(self) -> str:
        held: Fields = {"firstslot": 1, "heading": "", "shufflequestions": int(self.quiz.shuffle_questions)}
        return element("section", [leaves(held)], id=self._new("slot section"))

    def _feedback(self) -> str:
        best = decimal(self.quiz.grade + 1, 5)
        held: Fields = {"feedbacktext": "", "feedbacktextformat": HTML, "mingrade": "0.00000", "maxgrade": best}
        return element("feedback", [leaves(held)], id=self._new("feedback"))

    def _module(self) -> str:
        is_visible = int(self.quiz.is_visible)
        held: Fields = {
            "modulename": "quiz",
            "sectionid": self.section,
            "sectionnumber": 0,
            "idnumber": self.quiz.idnumber,
            "added": TIME,
            "score": 0,
            "indent": 0,
            "visible": is_visible,
            "visibleoncoursepage": 1,
            "visibleold": is_visible,
            "groupmode": 0,
            "groupingid": 0,
            "completion": 0,
            "completiongradeitemnumber": NULL,
            "completionpassgrade": 0,
            "completionview": 0,
            "completionexpected": 0,
            "availability": NULL,
            "showdescription": 0,
            "downloadcontent": 1,
            "lang": NULL,
        }
        return element("module", [leaves(held), element("tags")], id=self.module, version=MODULE_VERSION)

    def _grades(self) -> str:
        items = element("grade_items", [self._grade_item()])
        return element("activity_gradebook", [items, element("grade_letters")])

    def _grade_item(self) -> str:
        held: Fields = {
            "categoryid": NULL,
            "itemname": self.quiz.name,
            "itemtype": "mod",
            "itemmodule": "quiz",
            "iteminstance": self.id,
            "itemnumber": 0,
            "iteminfo": NULL,
            "idnumber": self.quiz.idnumber,
            "calculation": NULL,
            "gradetype": 1,
            "grademax": decimal(self.quiz.grade, 5),
            "grademin": "0.00000",
            "scaleid": NULL,
            "outcomeid": NULL,
            "gradepass": decimal(self.quiz.grade_to_pass, 5),
            "multfactor": "1.00000",
            "plusfactor": "0.00000",
            "aggregationcoef": "0.00000",
            "aggregationcoef2": "0.00000",
            "weightoverride": 0 if self.quiz.counts_in_total else 1,
            "sortorder": 2,
            "display": 0,
            "decimals": NULL,
            "hidden": 0,
            "locked": 0,
            "locktime": 0,
            "needsupdate": 0,
            "timecreated": TIME,
            "timemodified": TIME,
        }
        return element("grade_item", [leaves(held), element("grade_grades")], id=self._new("grade item"))


def inforef(bank: Bank | None) -> bytes:
    """What a part of the backup needs of the others; a category that is not here is not restored at all."""
    nodes = bank.nodes.values() if bank else ()
    held = [element("question_category", [leaf("id", node.id)]) for node in nodes]
    return document(element("inforef", [element("question_categoryref", [*held])]))

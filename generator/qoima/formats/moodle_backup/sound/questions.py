"""Whether the questions of a finished backup are what Moodle takes whole: categories, columns, answers, pictures."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from qoima.formats.moodle_backup.sound import columns
from qoima.formats.moodle_backup.sound.archive import Archive, amount, inside, named, number, text, whole
from qoima.formats.moodle_backup.sound.pictures import Place, look_at_pictures, shown_pictures

QUESTIONS = "questions.xml"
MAX_NAME, MAX_STAMP, MAX_IDNUMBER, MAX_TAG = 255, 255, 100, 50
_COURSE, _MODULE = 50, 70
_NEAR = Decimal("0.0001")
_PERCENT = [
    "100",
    "90",
    "83.33333",
    "80",
    "75",
    "70",
    "66.66667",
    "60",
    "50",
    "40",
    "33.33333",
    "30",
    "25",
    "20",
    "16.66667",
    "14.28571",
    "12.5",
    "11.11111",
    "10",
    "5",
    "0",
]
_FRACTIONS = {(Decimal(percent) / 100).quantize(Decimal("0.0000001")) for percent in _PERCENT}


@dataclass(slots=True)
class Pool:
    """A category: the context that it is in, the one above, its questions that a slot may draw."""

    context: int
    level: int
    parent: int
    drawable: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Held:
    """What the quizzes of the file are compared with: categories by id, entries by id with whether they are ready."""

    pools: dict[int, Pool] = field(default_factory=dict)
    entries: dict[int, bool] = field(default_factory=dict)
    shown: set[Place] = field(default_factory=set)


def look_at_questions(archive: Archive) -> Held:
    """Says what is wrong with the questions and their pictures."""
    held, root = Held(), archive.root(QUESTIONS)
    _unique_ids(archive, root)
    stamps: Counter[str] = Counter()
    for category in inside(root, "question_category"):
        _category(archive, category, held)
        stamps[text(category, "stamp")] += 1
    for stamp, count in stamps.items():
        if count > 1 or not 0 < len(stamp) <= MAX_STAMP:
            archive.say(QUESTIONS, f"the stamp {stamp[:MAX_STAMP]!r} is no stamp, or stands {count} times")
    _trees(archive, held)
    look_at_pictures(archive, held.shown)
    return held


def _unique_ids(archive: Archive, root: etree._Element) -> None:
    kinds: dict[str, Counter[str]] = {}
    for element in root.iter("*"):
        if "id" in element.attrib and element.tag != "tag":
            archive.id_of(QUESTIONS, element)
            kinds.setdefault(str(element.tag), Counter())[element.get("id", "")] += 1
    for kind, ids in kinds.items():
        for id, count in ids.items():
            if count > 1:
                archive.say(QUESTIONS, f"{kind} {id} stands {count} times")


def _category(archive: Archive, category: etree._Element, held: Held) -> None:
    archive.columns(QUESTIONS, category, f"{columns.CATEGORY} question_bank_entries")
    own = whole(category.get("id") or "")
    pool = Pool(number(category, "contextid"), number(category, "contextlevel"), number(category, "parent"))
    held.pools[own] = pool
    entries = list(inside(category, "question_bank_entries/question_bank_entry"))
    name = text(category, "name")
    if pool.parent == 0 and (name != "top" or entries):
        archive.say(QUESTIONS, f"{named(category)} is at the top of its context, where only an empty `top` may be")
    if not name or len(name) > MAX_NAME or len(text(category, "idnumber")) > MAX_IDNUMBER:
        archive.say(QUESTIONS, f"{named(category)} has a name or an idnumber that Moodle does not take")
    idnumbers = Counter(text(entry, "idnumber").casefold() for entry in entries)
    for idnumber, count in idnumbers.items():
        if idnumber and count > 1:
            archive.say(QUESTIONS, f"{named(category)} has {count} questions with the idnumber {idnumber}")
    for entry in entries:
        _entry(archive, entry, own, held)


def _entry(archive: Archive, entry: etree._Element, category: int, held: Held) -> None:
    archive.columns(QUESTIONS, entry, columns.ENTRY)
    own = whole(entry.get("id") or "")
    if len(text(entry, "idnumber")) > MAX_IDNUMBER or number(entry, "questioncategoryid") != category:
        archive.say(QUESTIONS, f"{named(entry)} has an idnumber that is too long, or names another category")
    versions = list(inside(entry, "question_version/question_versions"))
    questions = list(inside(entry, "question_version/question_versions/questions/question"))
    if len(versions) != 1 or len(questions) != 1:
        archive.say(QUESTIONS, f"{named(entry)} has {len(versions)} versions and {len(questions)} questions")
        return
    archive.columns(QUESTIONS, versions[0], columns.VERSION)
    status = text(versions[0], "status")
    if number(versions[0], "version") != 1 or status not in ("ready", "hidden", "draft"):
        archive.say(QUESTIONS, f"{named(entry)} has a version that is not 1, or a status that Moodle does not know")
    held.entries[own] = status == "ready"
    if status == "ready" and text(questions[0], "qtype") != "description":
        held.pools[category].drawable.add(own)
    _question(archive, questions[0], held, held.pools[category].context)


def _question(archive: Archive, question: etree._Element, held: Held, context: int) -> None:
    archive.columns(QUESTIONS, question, columns.QUESTION)
    name, stamp, qtype = (text(question, key) for key in ("name", "stamp", "qtype"))
    if len(name) > MAX_NAME or not 0 < len(stamp) <= MAX_STAMP:
        archive.say(QUESTIONS, f"{named(question)} has a name or a stamp that Moodle does not take")
    kind = columns.TYPES.get(qtype)
    own = question.find(f"plugin_qtype_{qtype}_question") if kind is not None else None
    if kind is None or own is None:
        archive.say(QUESTIONS, f"{named(question)} has no fields of a type that Moodle knows ({qtype[:20]})")
        return
    for path, names in kind.items():
        found = list(inside(own, path))
        if not found:
            archive.say(QUESTIONS, f"{named(question)} lacks {path}")
        for element in found:
            archive.columns(QUESTIONS, element, names)
    for hint in inside(question, "question_hints/question_hint"):
        archive.columns(QUESTIONS, hint, columns.HINT)
    _empty_containers(archive, question, own)
    _tags(archive, question)
    _answers(archive, question, own, qtype)
    held.shown.update(shown_pictures(question, context))


def _empty_containers(archive: Archive, question: etree._Element, own: etree._Element) -> None:
    """Moodle 4.5 takes an empty element for a value unless a line ends in it, and stops at some of them."""
    found = [question.find("question_hints"), question.find("tags"), own, own.find("answers"), own.find("matches")]
    for element in (*found, own.find("numerical_units")):
        if element is not None and not len(element) and not (element.text or "").startswith("\n"):
            archive.say(QUESTIONS, f"{named(question)}: {element.tag} is empty without the end of a line inside")


def _tags(archive: Archive, question: etree._Element) -> None:
    for tag in inside(question, "tags/tag"):
        archive.columns(QUESTIONS, tag, columns.TAG)
        raw = text(tag, "rawname")
        archive.id_of(QUESTIONS, tag, "contextid")
        if not raw.strip() or len(raw) > MAX_TAG or "," in raw or "<" in raw:
            archive.say(QUESTIONS, f"{named(question)} has a tag that Moodle does not take: {raw[:MAX_TAG]!r}")


def _answers(archive: Archive, question: etree._Element, own: etree._Element, qtype: str) -> None:
    answers = list(inside(own, "answers/answer"))
    for answer in answers:
        archive.columns(QUESTIONS, answer, columns.ANSWER)
    fractions = [amount(answer, "fraction") for answer in answers]
    ids = [answer.get("id") for answer in answers]
    least = {"multichoice": 2, "truefalse": 2, "shortanswer": 1, "numerical": 1}.get(qtype, 0)
    if len(answers) < least or (qtype == "match" and len(list(inside(own, "matches/match"))) < 2):
        archive.say(QUESTIONS, f"{named(question)} has too few answers")
    if any(not fraction.is_finite() or abs(fraction) not in _FRACTIONS for fraction in fractions):
        archive.say(QUESTIONS, f"{named(question)} has a weight that is none of Moodle's")
    elif least:
        is_several = text(own, "multichoice/single") == "0"
        earned = sum((f for f in fractions if f > 0), Decimal(0)) if is_several else max(fractions, default=Decimal(0))
        is_twice = qtype == "multichoice" and not is_several and fractions.count(Decimal(1)) > 1
        if abs(earned - 1) > _NEAR or is_twice:
            archive.say(QUESTIONS, f"{named(question)} does not earn 100 % in one way")
    named_ids = [text(own, f"truefalse/{side}") for side in ("trueanswer", "falseanswer") if qtype == "truefalse"]
    named_ids += [text(record, "answer") for record in inside(own, "numerical_records/numerical_record")]
    if qtype in ("truefalse", "numerical") and sorted(named_ids) != sorted(id or "" for id in ids):
        archive.say(QUESTIONS, f"{named(question)} names answers that it does not have")


def _trees(archive: Archive, held: Held) -> None:
    tops = Counter(pool.context for pool in held.pools.values() if pool.parent == 0)
    for context in {pool.context for pool in held.pools.values()}:
        if tops[context] != 1:
            archive.say(QUESTIONS, f"context {context} has {tops[context]} categories at the top instead of one")
    for id, pool in held.pools.items():
        seen, above = {id}, pool.parent
        while above in held.pools and above not in seen and held.pools[above].context == pool.context:
            seen.add(above)
            above = held.pools[above].parent
        if above != 0 or pool.level not in (_COURSE, _MODULE):
            archive.say(QUESTIONS, f"question_category {id} hangs below no top, or its level is none")

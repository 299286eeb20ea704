"""Rules on the passport of a test base. Where there is no passport, only `passport-exists` speaks."""

from qoima.core.problems import did_you_mean
from qoima.model.links import TestBase
from qoima.rules.registry import Findings, Say, finding, rule


@rule(
    "passport-exists",
    TestBase,
    "the test base in the language {language} has no passport",
    help="write {path}",
)
def passport_exists(node: TestBase) -> Findings:
    """Each test base has a passport: one for all banks of a course in a language.

    Silent where there is no bank either (`bank-exists`), and where the file is there and cannot be read.

    Why: nobody can answer for a bank that does not say who made it, for whom, and with which materials.

    Wrong:
        --- content/courses/demo.yaml
        teaching:
          - {language: en, term: autumn, teachers: [a-omarova]}   # <-
        --- testbanks/demo/en/passport.yaml
        (absent)

    Right:
        --- content/courses/demo.yaml
        teaching:
          - {language: en, term: autumn, teachers: [a-omarova]}
        --- testbanks/demo/en/passport.yaml
        language: en
    """
    path = f"{node.folder}/passport.yaml"
    if node.passport is None and node.banks and path not in node.unread:
        yield finding(node.at, language=node.language, path=path)


@rule(
    "passport-names-course",
    TestBase,
    "the passport does not name the course",
    help="add `course: {course}`",
    variants={
        "other": Say(
            "the passport names the course {have}, but lies in the folder of {course}", "write `course: {course}`"
        )
    },
)
def passport_names_course(node: TestBase) -> Findings:
    """The passport names the course, and the one it lies with.

    Why: a sheet that is printed alone must say what it belongs to.

    Wrong:
        language: en   # <-
        compilers: [a-omarova]

    Wrong:
        course: databases   # <-

    Right:
        course: demo
    """
    passport, course = node.passport, node.course.course.id
    if passport is None:
        return
    if passport.course is None:
        yield finding(passport.at, course=course)
    elif passport.course != course:
        yield finding(passport.place("course"), "other", have=passport.course, course=course)


@rule(
    "passport-names-programmes",
    TestBase,
    "the passport names no educational programme",
    help="add `programmes:` with the codes of the programmes that the test base serves",
    variants={
        "other": Say(
            "the catalogue has no programme {have}{near}", "correct the code, or write content/programmes/{have}.yaml"
        )
    },
)
def passport_names_programmes(node: TestBase) -> Findings:
    """The passport names one educational programme or more, each of the catalogue.

    Why: items are weighed against the programme that they examine.

    Wrong:
        course: demo   # <-
        language: en

    Wrong:
        course: demo
        programmes: [P2]   # <-

    Right:
        programmes: [P1]
    """
    passport = node.passport
    if passport is None:
        return
    if not passport.programmes:
        yield finding(passport.place("programmes"))
    for id in passport.programmes or ():
        if id not in node.programmes:
            near = did_you_mean(id, node.programmes)
            yield finding(passport.place("programmes"), "other", have=id, near=near)


@rule(
    "passport-names-language",
    TestBase,
    "the passport does not name the language of instruction",
    help="add `language: {language}`",
    variants={
        "other": Say(
            "the passport names the language {have}, but lies in the folder of {language}",
            "write `language: {language}`",
        )
    },
)
def passport_names_language(node: TestBase) -> Findings:
    """The passport names the language of instruction, and the one whose folder it lies in.

    Another language is not reported where the course is not taught in that of the folder: then the folder is wrong.

    Why: each language has a test base and a passport of its own.

    Wrong:
        course: demo   # <-

    Wrong:
        course: demo
        language: kk   # <-

    Right:
        language: en
    """
    passport, language = node.passport, node.language
    if passport is None:
        return
    if passport.language is None:
        yield finding(passport.at, language=language)
    elif passport.language != language and language in node.course.course.languages:
        yield finding(passport.place("language"), "other", have=passport.language, language=language)


@rule(
    "passport-names-compilers",
    TestBase,
    {
        "count": "have",
        "one": "{have} compiler, at least {at_least} required",
        "other": "{have} compilers, at least {at_least} required",
    },
    help="list under `compilers` who has written the items, by their ids in content/people.yaml",
)
def passport_names_compilers(node: TestBase, *, at_least: int) -> Findings:
    """The passport lists a least number of compilers.

    Why: experts must not have written what they review.

    Wrong:
        course: demo   # <-

    Wrong:
        limits: {at_least: 2}
        compilers: [a-omarova]   # <-

    Right:
        compilers: [a-omarova]

    Limits:
        at_least: compilers of a test base (count).
    """
    if node.passport is None:
        return
    have = len(set(node.passport.compilers or ()))
    if have < at_least:
        yield finding(node.passport.place("compilers"), have=have)


@rule(
    "responsible-compiles",
    TestBase,
    "{responsible}, who is responsible, is not among the compilers",
    help="add {responsible} to `compilers`, if that is so",
)
def responsible_compiles(node: TestBase) -> Findings:
    """The responsible teacher is one of the compilers.

    Silent while the passport names no responsible teacher or no compilers.

    Why: who answers for the items knows them best having written some.

    Wrong:
        responsible: a-omarova   # <-
        compilers: [b-li]

    Right:
        responsible: a-omarova
        compilers: [a-omarova, b-li]
    """
    passport = node.passport
    if passport is None or not passport.responsible or not passport.compilers:
        return
    if passport.responsible not in passport.compilers:
        yield finding(passport.place("responsible"), responsible=passport.responsible)


@rule(
    "passport-on-paper",
    TestBase,
    "nothing says where the signed paper copy is kept",
    help="print the passport, have it signed, then add `paper_record: {{place: …, date: …}}`",
)
def passport_on_paper(node: TestBase) -> Findings:
    """The passport says where its signed paper copy is kept.

    Why: an inspection asks for the paper.

    Wrong:
        course: demo   # <-

    Right:
        paper_record: {place: department, date: 2026-09-01}
    """
    if node.passport is not None and node.passport.paper_record is None:
        yield finding(node.passport.at)


RULES = (
    passport_exists,
    passport_names_course,
    passport_names_programmes,
    passport_names_language,
    passport_names_compilers,
    responsible_compiles,
    passport_on_paper,
)

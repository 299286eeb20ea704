"""What learners get on paper each week: texts of lectures and tasks as files (ATU form F-01, items 19 and 21)."""

import posixpath
from collections.abc import Iterator

from qoima.model.mooc import SelfStudyMaterial
from qoima.model.text import LocalText
from qoima.model.views import MoocInYear
from qoima.rules.mooc.media import other_text
from qoima.rules.registry import Finding, Findings, Rule, Say, finding, rule


@rule(
    "weekly-lecture-text",
    MoocInYear,
    "module {module}: no text of a lecture for independent study is given as a file",
    help="add a material with `file:` to the units of a lecture, of one of the kinds {kinds}",
    variants={
        "format": Say("lecture {lesson}: the file {have} is not of the format {endings}", "save it as {endings}"),
        "number": Say("the file {have} does not show the number of its lecture", "add `lecture:` as the file shows it"),
        "topic": Say("the file {have} does not show the topic of its lecture", "add `topic:` as the file shows it"),
        "other-number": Say(
            "the file {have} shows the lecture number {number}; it belongs to lecture {wanted}", "correct the number"
        ),
        "other-topic": Say(
            "the file {have} shows the topic “{topic}”; the lecture is called “{wanted}”", "correct one"
        ),
    },
)
def weekly_lecture_text(node: MoocInYear, *, kinds: tuple[str, ...], endings: tuple[str, ...]) -> Findings:
    """Each module has the text of a lecture as a file, and each such file shows number and topic of its lecture.

    Why: a sheet without number and topic cannot be put back where it belongs.

    Wrong:
        limits: {kinds: [lecture_iwos], endings: [pdf]}
        modules:
          m1:   # <-
            title: First
            lessons: {l1: {title: Reading, units: [{kind: reading, materials: [{kind: lecture_iwos}]}]}}

    Wrong:
        limits: {kinds: [lecture_iwos], endings: [pdf]}
        modules:
          m1:
            title: First
            lessons:
              l1:
                title: Reading
                units:
                  - kind: reading
                    materials:
                      - {kind: lecture_iwos, file: l1.pdf}   # <-
                      - kind: lecture_iwos
                        file: l2.docx   # <-
                        lecture: 2   # <-
                        topic: Writing   # <-

    Right:
        limits: {kinds: [lecture_iwos], endings: [pdf]}
        modules:
          m1:
            title: First
            lessons:
              l1:
                title: Reading
                units:
                  - kind: reading
                    materials: [{kind: lecture_iwos, file: l1.pdf, lecture: 1, topic: Reading}, {kind: external_ref}]

    Limits:
        kinds: the kinds of materials that are texts of lectures.
        endings: endings of file names, without the dot.
    """
    number = 0
    for module in node.mooc.modules:
        given = False
        for lesson in module.lessons:
            number += 1
            for material in lesson.materials:
                if material.kind in kinds and material.file:
                    given = True
                    if not _ends(material.file, endings):
                        yield finding(material.place("file"), "format", lesson=lesson.id, have=material.file)
                    yield from _labelled(material, number, lesson.title)
        if not given:
            yield finding(module.at, module=module.id)


def _labelled(material: SelfStudyMaterial, number: int, title: LocalText) -> Iterator[Finding]:
    """What is wrong with the label of a text of a lecture."""
    have = material.file
    if material.lecture is None:
        yield finding(material.at, "number", have=have)
    elif material.lecture != number:
        yield finding(material.place("lecture"), "other-number", have=have, number=material.lecture, wanted=number)
    if not material.topic:
        yield finding(material.at, "topic", have=have)
    elif other := other_text(material.topic, title):
        yield finding(material.place("topic"), "other-topic", have=have, topic=other[0], wanted=other[1])


@rule(
    "weekly-task-file",
    MoocInYear,
    "module {module}: no task is given as a file of the format {endings}",
    help="add `file:` to a practical or summative task of the module",
)
def weekly_task_file(node: MoocInYear, *, endings: tuple[str, ...]) -> Findings:
    """Each module has a task as a file: an assignment, independent work, a seminar, practical or laboratory work.

    Why: a task that can be printed can be done without the platform.

    Wrong:
        limits: {endings: [pdf]}
        modules:
          m1:   # <-
            title: First
            practical: {p1: {title: Draw, file: p1.docx}}
            summative: {s1: {title: Test}}

    Right:
        limits: {endings: [pdf]}
        modules:
          m1:
            title: First
            practical: {p1: {title: Draw, file: p1.docx}}
            summative: {s1: {title: Test, file: S1.PDF}}

    Limits:
        endings: endings of file names, without the dot.
    """
    for module in node.mooc.modules:
        if not any(_ends(task.file, endings) for task in (*module.practical, *module.summative)):
            yield finding(module.at, module=module.id)


def _ends(path: str, endings: tuple[str, ...]) -> bool:
    return posixpath.splitext(path)[1].removeprefix(".").lower() in endings


RULES: tuple[Rule, ...] = (weekly_lecture_text, weekly_task_file)

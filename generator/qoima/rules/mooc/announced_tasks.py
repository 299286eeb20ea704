"""The test tasks that the work programme of a MOOC announces, and those that there are (ATU, F-01 item 22, F-02)."""

from qoima.core.diagnostic import Message
from qoima.model.views import MoocInYear
from qoima.rules.labels import LABELS
from qoima.rules.registry import Findings, Rule, Say, finding, rule
from qoima.rules.things.reach import is_blank


@rule(
    "lecture-states-tasks",
    MoocInYear,
    "lecture {lesson}: type and number of its test tasks are missing",
    help="add a unit of the kind `evaluation` with `type:` and `questions:`",
    variants={"field": Say("lecture {lesson}: `{field}` of its test tasks is missing ({label})", "add `{field}:`")},
)
def lecture_states_tasks(node: MoocInYear) -> Findings:
    """Each lecture says of which type its test tasks are and how many.

    Why: the work programme prints both beneath the name of the lecture.

    Wrong:
        modules:
          m1:
            title: First
            lessons:
              l1: {title: Reading}   # <-
              l2:
                title: Writing
                units:
                  - {kind: evaluation, type: test}   # <-

    Right:
        modules:
          m1:
            title: First
            lessons: {l1: {title: Reading, units: [{kind: evaluation, type: test, questions: 1}]}}
    """
    for lesson in node.mooc.lessons:
        units = [unit for unit in lesson.units if unit.kind == "evaluation"]
        if not units:
            yield finding(lesson.at, lesson=lesson.id)
        for unit in units:
            for field in ("type", "questions"):
                key = f"field.unit.{field}"
                if is_blank(getattr(unit, field)):
                    yield finding(unit.at, "field", lesson=lesson.id, field=field, label=Message(key, LABELS[key]))


@rule(
    "announced-tasks-held",
    MoocInYear,
    "lecture {lesson}: {have} test tasks are announced; the practice set of the MOOC has {held} on this lecture",
    help="correct `questions:`, or add or remove items whose `topic` is {lesson}",
)
def announced_tasks_held(node: MoocInYear) -> Findings:
    """There are as many practice items on a lecture as it announces test tasks.

    Items count whose topic is the lecture. Where the repository holds none on it, nothing is compared.

    Why: who reads "test, 10 questions" and finds seven looks for the three.

    Wrong:
        modules:
          m1:
            title: First
            lessons:
              l1:
                title: Reading
                units:
                  - kind: evaluation
                    type: test
                    questions: 2   # <-
        --- content/practice/mooc/en.yaml
        items:
          - {id: mooc-1, topic: l1, stem: Who reads?, correct: I, distractors: [you]}

    Right:
        modules:
          m1:
            title: First
            lessons:
              l1: {title: Reading, units: [{kind: evaluation, type: test, questions: 1}]}
              l2: {title: Writing, units: [{kind: evaluation, type: essay, questions: 1}]}
        --- content/practice/mooc/en.yaml
        items:
          - {id: mooc-1, topic: l1, stem: Who reads?, correct: I, distractors: [you]}
    """
    for lesson in node.mooc.lessons:
        units = [unit for unit in lesson.units if unit.questions is not None]
        announced = sum(unit.questions or 0 for unit in units)
        held = sum(item.topic == lesson.id for item in node.practice)
        if units and held and announced != held:
            yield finding(units[0].place("questions"), lesson=lesson.id, have=announced, held=held)


@rule(
    "has-test-items",
    MoocInYear,
    "the MOOC has no test assignments",
    help="write the items of its final test to testbanks/{mooc}/{language}/final.yaml",
)
def has_test_items(node: MoocInYear) -> Findings:
    """A MOOC comes with test assignments, live or open; how many there must be is another requirement.

    Why: without them nothing can be examined.

    Wrong:
        final: {title: Final test}   # <-

    Right:
        final: {title: Final test}
        --- testbanks/mooc/en/final.yaml
        items:
          - {id: mooc-1, topic: l1, stem: Who reads?, correct: I, distractors: [you]}
    """
    held = any(bank.items or bank.unread_items for bank in node.banks) or node.practice
    if node.has_testbanks and not held:
        yield finding(node.mooc.place("final"), mooc=node.mooc.id, language=node.mooc.language or "en")


RULES: tuple[Rule, ...] = (lecture_states_tasks, announced_tasks_held, has_test_items)

"""Rules on the tasks of a MOOC: which there are, what they verify, and how they are marked."""

from qoima.model.views import MoocInYear
from qoima.rules.registry import Findings, Say, finding, rule


@rule(
    "formative-and-summative",
    MoocInYear,
    "no module has a practical (formative) task",
    help="add `practical:` to the modules",
    variants={
        "summative": Say("there is no summative task", "add `summative:` to the modules, or `final:`"),
        "feedback": Say(
            "no practical task says how the teacher gives feedback",
            "add `feedback:` to a practical task: who gives it, how and when",
        ),
    },
)
def formative_and_summative(node: MoocInYear) -> Findings:
    """A MOOC has practical tasks with feedback of the teacher, and tasks for summative assessment.

    Why: the one is for learning, the other for the mark.

    Wrong:
        modules:   # <-
          m1: {title: First, summative: {s1: {title: Test}}}

    Wrong:
        modules:   # <-
          m1: {title: First, practical: {p1: {title: A table, feedback: The teacher answers in the forum}}}

    Wrong:
        modules:   # <-
          m1: {title: First, practical: {p1: {title: A table}}, summative: {s1: {title: Test}}}

    Right:
        modules:
          m1:
            title: First
            practical: {p1: {title: A table, feedback: The teacher answers in the forum}}
            summative: {s1: {title: Test}}
    """
    mooc = node.mooc
    practical = [task for module in mooc.modules for task in module.practical]
    if not practical:
        yield finding(mooc.place("modules"))
    elif not any(task.feedback for task in practical):
        yield finding(mooc.place("modules"), "feedback")
    if len(mooc.tasks) == len(practical):
        yield finding(mooc.place("modules"), "summative")


@rule(
    "outcomes-verified",
    MoocInYear,
    "no task verifies the outcome {outcome}",
    help="name {outcome} under `outcomes` of a task, or write items on it in the bank",
    variants={
        "practice": Say(
            "only practice items verify the outcome {outcome}",
            "name {outcome} under `outcomes` of a task, or write items on it in the bank",
        ),
        "task": Say("the task {task} names no outcome that it verifies", "add `outcomes:` to the task"),
    },
)
def outcomes_verified(node: MoocInYear, *, practice_only: bool) -> Findings:
    """Every planned learning outcome is verified by a task or by an item, and every task names some.

    With `practice_only` a finding is an outcome that is verified, but only by open practice items; without, one that
    nothing verifies. Where the repository comes without its banks, outcomes are not looked at.

    Why: what is promised and not verified is only promised.

    Wrong:
        limits: {practice_only: false}
        modules:
          m1:
            title: First
            outcomes:
              o1: name keys
              o2: draw joins   # <-
            practical: {p1: {title: A table, outcomes: [o1]}}

    Wrong:
        limits: {practice_only: true}
        modules:
          m1:
            title: First
            outcomes:
              o1: name keys   # <-
        --- content/practice/mooc/en.yaml
        - {stem: Which key is unique?, topic: l01, outcome: o1}

    Wrong:
        limits: {practice_only: false}
        modules:
          m1:
            title: First
            outcomes: {o1: name keys}
            practical: {p1: {title: A table, outcomes: [o1]}}
            summative:
              s1: {title: Test}   # <-

    Right:
        limits: {practice_only: false}
        modules:
          m1:
            title: First
            outcomes: {o1: name keys}
            practical: {p1: {title: A table, outcomes: [o1]}}

    Limits:
        practice_only: whether outcomes are looked for that only practice verifies.
    """
    named = {outcome for task in node.mooc.tasks for outcome in task.outcomes}
    named |= {item.outcome for bank in node.banks for item in bank.items}
    practised = {item.outcome for item in node.practice}
    for module in node.mooc.modules if node.has_testbanks else ():
        for outcome, text in module.outcomes.items():
            if outcome not in named and (outcome in practised) is practice_only:
                yield finding(text.at, "practice" if practice_only else "", outcome=outcome)
    for task in node.mooc.tasks if not practice_only else ():
        if not task.outcomes:
            yield finding(task.at, "task", task=task.id)


@rule(
    "rubric-points",
    MoocInYear,
    "the criteria of the task {task} do not describe the points {missing}",
    help="describe under `rubric` what earns {missing}",
)
def rubric_points(node: MoocInYear, *, points: tuple[str, ...]) -> Findings:
    """The assessment criteria of a task say what earns each number of points. A task without criteria is passed over.

    Why: learners who mark each other need a line for every mark they may give.

    Wrong:
        limits: {points: [0, 1, 2]}
        final:
          title: Report
          rubric: {2: Complete, 1: With gaps}   # <-

    Right:
        limits: {points: [0, 1, 2]}
        final: {title: Report, rubric: {2: Complete, 1: With gaps, 0: Not handed in}}

    Limits:
        points: numbers of points that a task may earn.
    """
    for task in node.mooc.tasks:
        missing = [number for number in points if number not in task.rubric]
        if task.rubric and missing:
            yield finding(task.place("rubric"), task=task.id, missing=", ".join(missing))


@rule(
    "practice-questions",
    MoocInYear,
    {
        "count": "have",
        "one": "the module {module} has {have} practice question; at least {at_least} required",
        "other": "the module {module} has {have} practice questions; at least {at_least} required",
    },
    help="add practice questions, and count them in `questions` of the evaluation units",
)
def practice_questions(node: MoocInYear, *, at_least: int) -> Findings:
    """The lessons of a module have a least number of practice questions together.

    They are the `questions` of units of the kind `evaluation`; for a unit that does not say, the open practice items on
    its lesson.

    Why: only who answers finds out what has not been understood.

    Wrong:
        limits: {at_least: 11}
        modules:
          m1:   # <-
            title: First
            lessons:
              l01: {title: Keys, units: [{kind: evaluation, questions: 10}]}

    Right:
        limits: {at_least: 11}
        modules:
          m1:
            title: First
            lessons:
              l01: {title: Keys, units: [{kind: evaluation, questions: 5}]}
              l02: {title: Joins, units: [{kind: evaluation, questions: 6}]}

    Limits:
        at_least: practice questions of a module (count).
    """
    for module in node.mooc.modules:
        have = 0
        for lesson in module.lessons:
            held = sum(item.topic == lesson.id for item in node.practice)
            units = [unit for unit in lesson.units if unit.kind == "evaluation"]
            have += sum(held if unit.questions is None else unit.questions for unit in units)
        if have < at_least:
            yield finding(module.at, module=module.id, have=have)


RULES = (
    formative_and_summative,
    outcomes_verified,
    rubric_points,
    practice_questions,
)

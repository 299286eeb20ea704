"""Rules on what the tasks of a MOOC count in the final grade, and how they are protected against copying."""

from decimal import Decimal

from qoima.model.views import MoocInYear
from qoima.rules.registry import Findings, Say, finding, rule
from qoima.rules.things.amounts import plain


@rule(
    "weights-add-up",
    MoocInYear,
    "the weights of the tasks add up to {have} %; {exactly} % required",
    help="correct the `weight` of the tasks",
)
def weights_add_up(node: MoocInYear, *, exactly: Decimal) -> Findings:
    """The weights of all graded tasks make up the final grade.

    Why: with less, nobody can reach the full grade; with more, some can exceed it.

    Wrong:
        limits: {exactly: 100}
        modules:   # <-
          m1: {title: First, summative: {s1: {title: Test, weight: 40}}}
        final: {title: Exam, weight: 50}

    Right:
        limits: {exactly: 100}
        modules:
          m1: {title: First, summative: {s1: {title: Test, weight: 50}}}
        final: {title: Exam, weight: 50}

    Limits:
        exactly: the sum (percent).
    """
    have = sum((task.weight or Decimal(0) for task in node.mooc.tasks), Decimal(0))
    if have != exactly:
        yield finding(node.mooc.place("modules"), have=plain(have), exactly=plain(exactly))


@rule(
    "protected-share",
    MoocInYear,
    "protected tasks make up {have} % of the final grade; at least {at_least} % required",
    help="add `protection:` ({protections}) to more tasks",
    variants={
        "similarity": Say(
            "the task {task} has a unique open answer, but its answers are not checked for full matches",
            "turn that check on and write `similarity_check: true`",
        ),
        "unknown": Say("the regulation knows no protection “{have}” of the task {task}", "write one of: {protections}"),
    },
)
def protected_share(
    node: MoocInYear, *, at_least: Decimal, protections: tuple[str, ...], checked: tuple[str, ...]
) -> Findings:
    """Tasks that make up a part of the final grade are protected against copying.

    Why: what can be copied from a forum says nothing about the learner.

    Wrong:
        limits: {at_least: 50, protections: [parameterised, open_unique], checked: [open_unique]}
        modules:   # <-
          m1: {title: First, summative: {s1: {title: Test, weight: 49.5, protection: parameterised}}}
        final: {title: Exam, weight: 50.5}

    Wrong:
        limits: {at_least: 50, protections: [parameterised, open_unique], checked: [open_unique]}
        final:
          title: Exam
          weight: 50
          protection: parameterised
        modules:
          m1:
            title: First
            summative:
              s1: {title: Essay, weight: 50, protection: open_unique}   # <-

    Wrong:
        limits: {at_least: 0, protections: [parameterised, open_unique], checked: [open_unique]}
        final:
          title: Exam
          protection: camera   # <-

    Right:
        limits: {at_least: 50, protections: [parameterised, open_unique], checked: [open_unique]}
        modules:
          m1: {title: First, summative: {s1: {title: Test, weight: 50}}}
        final: {title: Report, weight: 50, protection: open_unique, similarity_check: true}

    Limits:
        at_least: weight of all protected tasks together (percent).
        protections: the kinds of protection there are.
        checked: of them, those that need a check for fully matching answers as well.
    """
    share, shown = Decimal(0), ", ".join(protections)
    for task in node.mooc.tasks:
        if task.protection and task.protection not in protections:
            yield finding(task.place("protection"), "unknown", task=task.id, have=task.protection, protections=shown)
        elif task.protection in checked and not task.similarity_check:
            yield finding(task.at, "similarity", task=task.id)
        elif task.protection:
            share += task.weight or Decimal(0)
    if share < at_least:
        yield finding(node.mooc.place("modules"), have=plain(share), at_least=plain(at_least), protections=shown)


RULES = (weights_add_up, protected_share)

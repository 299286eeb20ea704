"""Rules on the paper that a student gets at a test."""

from qoima.model.links import ControlInCourse
from qoima.rules.registry import Findings, Say, finding, rule


@rule(
    "paper-questions",
    ControlInCourse,
    {
        "count": "have",
        "one": "{have} question in the paper, 1 to {at_most} allowed",
        "other": "{have} questions in the paper, 1 to {at_most} allowed",
    },
    help="write a number from 1 to {at_most}",
    variants={
        "missing": Say(
            "the control {control} does not say how many questions a paper has",
            "add `questions:` under `paper:`, at most {at_most}",
        )
    },
)
def paper_questions(node: ControlInCourse, *, at_most: int) -> Findings:
    """A paper has at most a number of questions; the bank that it is drawn from is larger. Only tests are judged.

    Why: a paper must be answerable in its time.

    Wrong:
        limits: {at_most: 2}
        controls:
          exam:
            kind: interim
            paper:
              questions: 3   # <-

    Wrong:
        limits: {at_most: 2}
        controls:
          exam: {kind: interim}   # <-

    Right:
        limits: {at_most: 2}
        controls:
          exam: {kind: interim, paper: {questions: 2}}

    Limits:
        at_most: questions in a paper (count).
    """
    control, paper = node.control, node.control.paper
    if not node.is_test:
        return
    if paper is None or paper.questions is None:
        yield finding(paper.at if paper else control.at, "missing", control=control.id)
    elif not 1 <= paper.questions <= at_most:
        yield finding(paper.place("questions"), have=paper.questions)


@rule(
    "paper-attempts",
    ControlInCourse,
    {"count": "have", "one": "{have} attempt, {exactly} required", "other": "{have} attempts, {exactly} required"},
    help="write `attempts: {exactly}`",
    variants={
        "missing": Say(
            "the paper of the control {control} does not limit the attempts",
            "add `attempts: {exactly}` under `paper:`",
        )
    },
)
def paper_attempts(node: ControlInCourse, *, exactly: int) -> Findings:
    """A test may be taken a fixed number of times. A test without a paper is left to `paper-questions`.

    Why: a second attempt would show what the first one taught.

    Wrong:
        limits: {exactly: 1}
        controls:
          exam:
            kind: interim
            paper:
              attempts: 2   # <-

    Wrong:
        limits: {exactly: 1}
        controls:
          exam:
            kind: interim
            paper: {questions: 30}   # <-

    Right:
        limits: {exactly: 1}
        controls:
          exam: {kind: interim, paper: {attempts: 1}}

    Limits:
        exactly: attempts that a student has (count).
    """
    control, paper = node.control, node.control.paper
    if not node.is_test or paper is None:
        return
    if paper.attempts is None:
        yield finding(paper.at, "missing", control=control.id)
    elif paper.attempts != exactly:
        yield finding(paper.place("attempts"), have=paper.attempts)


@rule(
    "paper-minutes",
    ControlInCourse,
    {"count": "have", "one": "{have} minute, {exactly} required", "other": "{have} minutes, {exactly} required"},
    help="write `minutes: {exactly}`",
    variants={
        "missing": Say(
            "the paper of the control {control} has no time limit",
            "add `minutes: {exactly}` under `paper:`",
        )
    },
)
def paper_minutes(node: ControlInCourse, *, exactly: int) -> Findings:
    """A test takes a fixed time, no more and no less. A test without a paper is left to `paper-questions`.

    Why: results are comparable when everyone had the same time.

    Wrong:
        limits: {exactly: 50}
        controls:
          exam:
            kind: interim
            paper:
              minutes: 60   # <-

    Wrong:
        limits: {exactly: 50}
        controls:
          exam:
            kind: interim
            paper: {questions: 30}   # <-

    Right:
        limits: {exactly: 50}
        controls:
          exam: {kind: interim, paper: {minutes: 50}}

    Limits:
        exactly: time for a paper (minutes).
    """
    control, paper = node.control, node.control.paper
    if not node.is_test or paper is None:
        return
    if paper.minutes is None:
        yield finding(paper.at, "missing", control=control.id)
    elif paper.minutes != exactly:
        yield finding(paper.place("minutes"), have=paper.minutes)


RULES = (paper_questions, paper_attempts, paper_minutes)

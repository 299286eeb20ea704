"""Rules on how a control is conducted: the ways there are, and what proctoring must see."""

from qoima.core.problems import did_you_mean
from qoima.model.links import ControlInCourse
from qoima.rules.registry import Findings, finding, rule


@rule(
    "known-conduct",
    ControlInCourse,
    "{have} is no known way to conduct a control{near}",
    help="take one of {known}",
)
def known_conduct(node: ControlInCourse, *, known: tuple[str, ...]) -> Findings:
    """A control is conducted in one or several of the ways that are named; one that names none is not judged.

    Why: each way has its own rules of supervision.

    Wrong:
        limits: {known: [lms_quiz, lms_assignment]}
        controls:
          exam:
            kind: interim
            conduct: [lms_quizz]   # <-

    Right:
        limits: {known: [lms_quiz, lms_assignment]}
        controls:
          exam: {kind: interim, conduct: [lms_quiz]}

    Limits:
        known: the ways there are.
    """
    for have in node.control.conduct:
        if have not in known:
            yield finding(node.control.place("conduct"), have=have, near=did_you_mean(have, known))


@rule(
    "conduct-technology",
    ControlInCourse,
    "the control {control} is conducted as {conduct}, but the course does not use the technology {technology}",
    help="conduct it another way, or add {technology} to `technology:` under `det:`",
)
def conduct_technology(node: ControlInCourse, *, conduct: str, technology: str) -> Findings:
    """One way to conduct a control belongs to one technology of distance learning.

    A course that names no technology uses the network.

    Why: papers that travel by post need a course whose materials do.

    Wrong:
        limits: {conduct: written_case, technology: case}
        controls:
          exam:
            kind: interim
            conduct: [written_case]   # <-

    Right:
        limits: {conduct: written_case, technology: case}
        det: {technology: [network, case]}
        controls:
          exam: {kind: interim, conduct: [written_case]}

    Limits:
        conduct: the way to conduct a control.
        technology: the technology that it belongs to.
    """
    if conduct in node.control.conduct and technology not in node.course.course.det.technology:
        yield finding(node.control.place("conduct"), control=node.control.id)


@rule(
    "proctoring-features",
    ControlInCourse,
    "the proctoring of the control {control} lacks {missing}",
    help="add to `proctoring:`: {missing}",
)
def proctoring_features(node: ControlInCourse, *, conduct: str, features: tuple[str, ...]) -> Findings:
    """A supervised control declares everything that supervision must be able to do.

    Why: a test without a witness proves nothing about who took it.

    Wrong:
        limits: {conduct: proctored_test, features: [verify, screen, record]}
        controls:
          exam:
            kind: interim
            conduct: [proctored_test]
            proctoring: [verify, screen]   # <-

    Right:
        limits: {conduct: proctored_test, features: [verify, screen]}
        controls:
          exam: {kind: interim, conduct: [proctored_test], proctoring: [screen, verify]}

    Limits:
        conduct: the way of conducting that is supervised.
        features: what supervision must be able to do.
    """
    control = node.control
    missing = [feature for feature in features if feature not in control.proctoring]
    if conduct in control.conduct and missing:
        yield finding(control.place("proctoring"), control=control.id, missing=", ".join(missing))


@rule(
    "marked-by-machine",
    ControlInCourse,
    "the control {control} is a test, but is conducted as {have}, which a person marks",
    help="conduct it as a test that the portal marks, or correct its `form:`",
)
def marked_by_machine(node: ControlInCourse, *, by_hand: tuple[str, ...]) -> Findings:
    """A test is conducted in a way that marks by itself; one that names no way is not judged.

    Whether a machine can mark the single items is asked of the items.

    Why: a mark that a machine gives does not depend on who reads the paper.

    Wrong:
        limits: {by_hand: [lms_assignment]}
        controls:
          exam:
            kind: interim
            form: test
            conduct: [lms_assignment]   # <-

    Right:
        limits: {by_hand: [lms_assignment]}
        controls:
          exam: {kind: interim, form: test, conduct: [lms_quiz]}
          defence: {kind: summative, form: project, conduct: [lms_assignment]}

    Limits:
        by_hand: the ways in which a person marks.
    """
    control = node.control
    if node.is_test and control.conduct and set(control.conduct) <= set(by_hand):
        yield finding(control.place("conduct"), control=control.id, have=", ".join(control.conduct))


RULES = (known_conduct, conduct_technology, proctoring_features, marked_by_machine)

"""Rules on how papers are drawn from a bank."""

from qoima.model.links import BankOfControl, ControlInCourse
from qoima.rules.registry import Findings, Say, finding, rule


@rule(
    "random-draw",
    ControlInCourse,
    "nothing says how the items of a paper are chosen",
    help="write `draw: random` under `paper:`",
    variants={"other": Say("the items of a paper are chosen so: {have}", "write `draw: random`")},
)
def random_draw(node: ControlInCourse, *, needs_paper: bool) -> Findings:
    """The paper of a test is drawn from its bank at random.

    Why: neighbours then answer different items, and nobody chooses for them.

    Wrong:
        controls:
          exam:
            kind: interim
            paper: {questions: 30}   # <-

    Wrong:
        controls:
          exam:
            kind: interim
            paper:
              draw: fixed   # <-

    Wrong:
        limits: {needs_paper: true}
        controls:
          exam: {kind: interim, form: test}   # <-

    Right:
        limits: {needs_paper: true}
        controls:
          exam: {kind: interim, form: test, paper: {draw: random}}
          rk1: {kind: midterm, form: written}

    Limits:
        needs_paper: whether a test without `paper` is found here; false where another rule asks for it (true or false).
    """
    paper = node.control.paper
    if not node.is_test:
        return
    if paper is None:
        if needs_paper:
            yield finding(node.control.at)
    elif not paper.draw:
        yield finding(paper.at)
    elif paper.draw != "random":
        yield finding(paper.place("draw"), "other", have=paper.draw)


@rule(
    "bank-exceeds-paper",
    BankOfControl,
    {
        "count": "have",
        "one": "a paper takes {questions} of {have} item: every student gets the same",
        "other": "a paper takes {questions} of {have} items: every student gets the same",
    },
    help="let a paper have fewer questions than the bank has items",
)
def bank_exceeds_paper(node: BankOfControl, *, at_least: int) -> Findings:
    """The bank has more items than one paper takes.

    Silent for a bank below `at_least`: that it is too small is a finding of its own (`enough-items`).

    Why: what takes all items is no draw.

    Wrong:
        limits: {at_least: 2}
        items:
          - stem: Which key is unique?
          - stem: Which model has rows?
        --- content/courses/demo.yaml
        controls:
          exam:
            kind: interim
            paper:
              questions: 2   # <-

    Right:
        limits: {at_least: 2}
        items:
          - stem: Which key is unique?
          - stem: Which model has rows?
        --- content/courses/demo.yaml
        controls:
          exam: {kind: interim, paper: {questions: 1}}

    Limits:
        at_least: items that the bank must have anyway (count).
    """
    paper = node.control.control.paper
    have = len(node.bank.items) + node.bank.unread_items
    if paper is not None and paper.questions is not None and at_least <= have <= paper.questions:
        yield finding(paper.place("questions"), questions=paper.questions, have=have)


@rule(
    "paper-keeps-mix",
    ControlInCourse,
    "a paper need not keep the shares of the levels that the bank has",
    help="write `mix: same` under `paper:`, or how many of each level: `mix: {{easy: 12, medium: 12, hard: 6}}`",
)
def paper_keeps_mix(node: ControlInCourse) -> Findings:
    """One student's paper keeps the shares of the levels of difficulty that the bank has, or has declared numbers.

    Silent for a test without `paper`, which other rules find.

    Why: an even draw over the whole bank makes some papers harder than others.

    Wrong:
        controls:
          exam:
            kind: interim
            paper: {questions: 30, draw: random}   # <-

    Wrong:
        controls:
          exam:
            kind: interim
            paper:
              mix: free   # <-

    Right:
        controls:
          exam: {kind: interim, paper: {questions: 30, draw: random, mix: same}}
          rk1: {kind: midterm, paper: {questions: 30, draw: random, mix: {easy: 12, medium: 12, hard: 6}}}
    """
    paper = node.control.paper
    if node.is_test and paper is not None and (paper.mix is None or paper.mix.word not in ("", "same")):
        yield finding(paper.place("mix"))


RULES = (random_draw, bank_exceeds_paper, paper_keeps_mix)

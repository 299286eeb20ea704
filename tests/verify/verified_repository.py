"""A small repository with a bank of every kind of item, and what is delivered of it."""

from functools import cache

from qoima.cli.files import Files, load
from qoima.core import resources
from qoima.diff.verify.delivered import DeliveredBank, delivered_banks
from qoima.model.repository import Repository

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><title>Plan</title><path d="M2 2h16v16H2z"/></svg>'
)
BANK = """\
# yaml-language-server: $schema=../../../../schemas/bank.json
items:
  - id: d-1
    topic: keys
    difficulty: easy
    stem: Which key identifies each row of the table of students?
    correct: Primary key
    distractors: [Foreign key, Sort key, Partial key]
    feedback: Each row has its own value of the primary key.
    hints: [Look at week 1.]
    tags: [Keys of tables]
  - id: d-2
    topic: joins
    difficulty: easy
    stem: 'The query joins $R(A, B)$ and $S(B, C)$ & keeps rows with `A < 3`. Which columns has the result?'
    correct: [A, B, C]
    several: true
    distractors: [D, E]
  - id: d-3
    topic: joins
    difficulty: medium
    stem: |-
      What does the plan show?

      ![A plan with one join](images/plan.svg)
    correct: A nested loop
    distractors: [A hash join, A sort, A scan of an index]
  - id: d-4
    topic: keys
    difficulty: medium
    stem: A foreign key may be empty.
    answer: true
    when_false: It may, unless the column forbids it.
  - id: d-5
    topic: joins
    difficulty: medium
    stem: Name the word that removes equal rows.
    answers: [DISTINCT, {text: UNIQUE, weight: 50, feedback: Few systems know this word.}]
  - id: d-6
    topic: joins
    difficulty: hard
    stem: How many rows has the product of tables with 12 and 5 rows?
    number: [{value: 60, tolerance: 0.5}, {value: 17, weight: 10, feedback: This is the sum.}]
  - id: d-7
    topic: keys
    difficulty: hard
    stem: Match each normal form with what it forbids.
    pairs: [[1NF, a list in a cell], [2NF, dependence on a part of a key]]
    extra: [a table without rows]
  - id: d-8
    topic: joins
    difficulty: hard
    stem: Қайсы кілт кестелерді байланыстырады?
    correct: Сыртқы кілт
    distractors: [Бастапқы кілт, Құрама кілт, Балама кілт]
    points: 2
  - id: d-9
    topic: joins
    difficulty: hard
    stem: Explain why the order of joins matters.
    essay: {lines: 10, notes: Two reasons are enough.}
"""
PRACTICE = """\
# yaml-language-server: $schema=../../../schemas/practice.json
items:
  - id: p-1
    topic: keys
    stem: Which key may be missing?
    correct: Foreign key
    distractors: [Primary key, Natural key, Candidate key]
    feedback: A primary key has a value in each row.
"""
BANK_PATH = "testbanks/demo/en/exam.yaml"
PRACTICE_PATH = "content/practice/demo/en.yaml"


def files() -> dict[str, bytes]:
    """The files of the repository by path."""
    held = dict(resources.tree("examples", "base"))
    held[BANK_PATH] = BANK.encode()
    held["testbanks/demo/en/images/plan.svg"] = PICTURE
    held[PRACTICE_PATH] = PRACTICE.encode()
    return held


@cache
def repository() -> Repository:
    """It, read."""
    held, said = load(Files(held=files()))
    assert not [one for one in said if one.code.startswith(("YML", "FIL"))]
    return held


@cache
def banks() -> tuple[DeliveredBank, ...]:
    """What is delivered: the bank of the examination, and the practice set."""
    held = repository()
    assert held.university is not None
    return tuple(delivered_banks(held, held.university))

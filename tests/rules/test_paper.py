"""The paper of a test: questions, attempts, minutes; a test without one gives a single finding."""

import pytest

from examples import said
from qoima.rules.bank.paper import paper_attempts, paper_minutes, paper_questions


def exam(paper: str, form: str = "test") -> str:
    return f"controls:\n  exam:\n    kind: interim\n    form: {form}\n    paper: {paper}"


@pytest.mark.parametrize(("questions", "lines"), [(0, [5]), (1, []), (30, []), (31, [5])])
def test_a_paper_has_one_question_at_least_and_the_limit_at_most(questions: int, lines: list[int]) -> None:
    assert [n for n, _ in said(paper_questions, exam(f"{{questions: {questions}}}"), at_most="30")] == lines


@pytest.mark.parametrize(("attempts", "lines"), [(0, [5]), (1, []), (2, [5])])
def test_attempts_are_exactly_as_many(attempts: int, lines: list[int]) -> None:
    assert [n for n, _ in said(paper_attempts, exam(f"{{attempts: {attempts}}}"), exactly="1")] == lines


@pytest.mark.parametrize(("minutes", "lines"), [(49, [5]), (50, []), (51, [5])])
def test_minutes_are_exactly_as_many(minutes: int, lines: list[int]) -> None:
    assert [n for n, _ in said(paper_minutes, exam(f"{{minutes: {minutes}}}"), exactly="50")] == lines


def test_a_test_without_paper_is_one_finding_at_the_control() -> None:
    bare = "controls:\n  exam: {kind: interim, form: test}"
    assert said(paper_questions, bare, at_most="30") == [
        (2, "the control exam does not say how many questions a paper has")
    ]
    assert said(paper_attempts, bare, exactly="1") == []
    assert said(paper_minutes, bare, exactly="50") == []


def test_another_form_than_a_test_has_no_paper_to_judge() -> None:
    project = exam("{questions: 99, attempts: 9, minutes: 9}", form="project")
    assert said(paper_questions, project, at_most="30") == []
    assert said(paper_attempts, project, exactly="1") == []
    assert said(paper_minutes, project, exactly="50") == []


def test_an_exam_without_a_form_has_the_form_of_its_task() -> None:
    bare = "controls:\n  exam: {kind: interim}\ntasks:\n  - {id: shop, title: Shop, control: exam, form: project}"
    assert said(paper_questions, bare, at_most="30") == []
    assert [n for n, _ in said(paper_questions, bare.replace("form: project", "form: test"), at_most="30")] == [2]

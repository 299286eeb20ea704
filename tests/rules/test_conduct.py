"""How a control is conducted."""

from examples import said
from qoima.rules.course.conduct import conduct_technology, known_conduct, marked_by_machine, proctoring_features


def exam(*fields: str) -> str:
    return f"controls:\n  exam: {{kind: interim, {', '.join(fields)}}}"


def test_each_unknown_way_is_found_with_the_nearest_known_one() -> None:
    assert said(known_conduct, exam("conduct: [lms_quiz, lms_qiuz, telepathy]"), known=["lms_quiz"]) == [
        (2, "lms_qiuz is no known way to conduct a control (did you mean “lms_quiz”?)"),
        (2, "telepathy is no known way to conduct a control"),
    ]


def test_a_control_that_names_no_way_is_not_judged() -> None:
    bare = exam("form: test")
    assert said(known_conduct, bare, known=["lms_quiz"]) == []
    assert said(conduct_technology, bare, conduct="written_case", technology="case") == []
    assert said(proctoring_features, bare, conduct="proctored_test", features=["record"]) == []
    assert said(marked_by_machine, bare, by_hand=["lms_assignment"]) == []


def test_features_in_any_order_and_more_of_them_are_enough() -> None:
    limits = {"conduct": "proctored_test", "features": ["verify", "record"]}
    whole = exam("conduct: [proctored_test]", "proctoring: [record, screen, verify]")
    assert said(proctoring_features, whole, **limits) == []
    assert said(proctoring_features, whole.replace("record, ", ""), **limits) == [
        (2, "the proctoring of the control exam lacks record")
    ]


def test_proctoring_is_not_asked_of_another_way() -> None:
    limits = {"conduct": "proctored_test", "features": ["verify"]}
    assert said(proctoring_features, exam("conduct: [lms_quiz]"), **limits) == []


def test_one_way_that_marks_by_itself_is_enough() -> None:
    by_hand = ["lms_assignment", "online_direct"]
    assert said(marked_by_machine, exam("conduct: [online_direct, lms_quiz]"), by_hand=by_hand) == []
    assert len(said(marked_by_machine, exam("conduct: [online_direct, lms_assignment]"), by_hand=by_hand)) == 1
    assert said(marked_by_machine, exam("form: oral", "conduct: [online_direct]"), by_hand=by_hand) == []

"""Where a course has two midterm controls, its quizzes and its printed forms number them alike: by week."""

from dataclasses import replace

from lxml import html
from small_course import held, repository

from qoima.deliver.quiz.words import control_name
from qoima.forms.files import forms_of


def test_a_quiz_and_a_form_number_a_control_alike() -> None:
    read, _ = repository()
    stream = held().stream
    first, second, exam = stream.course.controls
    turned = replace(stream.course, controls=(second, first, exam))
    names = [control_name(replace(stream, course=turned), one) for one in (first, second, exam)]
    assert names == ["midterm control 1", "midterm control 2", "examination"]
    form = forms_of(replace(read, courses=(turned,)), "databases", "en", {})["control-plan.en.html"]
    shown = " ".join(html.document_fromstring(form.decode()).text_content().split())
    assert "Midterm control 1 (rk1)" in shown
    assert "Midterm control 2 (rk2)" in shown

"""Papers whose numbers do not agree with each other."""

from collections.abc import Iterator

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.model.control_plan import Paper
from qoima.model.course import Course


def uneven_papers(course: Course) -> Iterator[Diagnostic]:
    """The slips in the papers of a course."""
    for control in course.controls:
        if control.paper:
            yield from uneven_paper(control.paper)


def uneven_paper(paper: Paper) -> Iterator[Diagnostic]:
    """A declared mix whose levels do not come to as many as the paper has questions (YML026)."""
    numbers = paper.mix.numbers if paper.mix else None
    if numbers is not None and paper.questions not in (None, sum(numbers.values())):
        yield problem("YML026", paper.place("mix"), have=sum(numbers.values()), questions=paper.questions)

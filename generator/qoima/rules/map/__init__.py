"""Rules about integration maps and the tutor who works by them."""

from qoima.rules.map import (
    form,
    schedule,
    tutoring,
    tutoring_course,
    use,
)
from qoima.rules.registry import Rule

RULES: tuple[Rule, ...] = (
    *form.RULES,
    *schedule.RULES,
    *tutoring.RULES,
    *tutoring_course.RULES,
    *use.RULES,
)

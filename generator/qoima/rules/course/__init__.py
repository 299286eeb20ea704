"""Rules about courses and programmes: plan, package, staff, credits."""

from qoima.rules.course import (
    approval,
    attestation,
    conduct,
    control,
    credit,
    lectures,
    outside_moocs,
    package,
    platform,
    schedule,
    staff,
    task,
    work,
)
from qoima.rules.registry import Rule

RULES: tuple[Rule, ...] = (
    *approval.RULES,
    *attestation.RULES,
    *conduct.RULES,
    *control.RULES,
    *credit.RULES,
    *lectures.RULES,
    *outside_moocs.RULES,
    *package.RULES,
    *platform.RULES,
    *schedule.RULES,
    *staff.RULES,
    *task.RULES,
    *work.RULES,
)

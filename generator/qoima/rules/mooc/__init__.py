"""Rules about MOOCs: structure, tasks, papers, media, expertise."""

from qoima.rules.mooc import (
    announced_tasks,
    expertise,
    hours,
    items,
    media,
    papers,
    posting,
    score,
    self_study,
    structure,
    tasks,
    weights,
)
from qoima.rules.registry import Rule

RULES: tuple[Rule, ...] = (
    *announced_tasks.RULES,
    *expertise.RULES,
    *hours.RULES,
    *items.RULES,
    *media.RULES,
    *papers.RULES,
    *posting.RULES,
    *score.RULES,
    *self_study.RULES,
    *structure.RULES,
    *tasks.RULES,
    *weights.RULES,
)

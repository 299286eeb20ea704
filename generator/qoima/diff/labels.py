"""What people call the fields of an item."""

from qoima.core.diagnostic import Message

RIGHT = Message("diff.option.right", "right option")
WRONG = Message("diff.option.wrong", "wrong option")

LABELS = {
    "stem": Message("diff.field.stem", "question"),
    "kind": Message("diff.field.kind", "kind"),
    "several": Message("diff.field.several", "several options may be chosen"),
    "correct": Message("diff.field.correct", "right answer"),
    "option": Message("diff.field.option", "option"),
    "weight": Message("diff.field.weight", "what an option pays"),
    "option_feedback": Message("diff.field.option-feedback", "feedback on an option"),
    "answer": Message("diff.field.answer", "the statement is"),
    "when_true": Message("diff.field.when-true", "feedback on “true”"),
    "when_false": Message("diff.field.when-false", "feedback on “false”"),
    "answers": Message("diff.field.answers", "accepted answer"),
    "match_case": Message("diff.field.match-case", "small and capital letters differ"),
    "numbers": Message("diff.field.numbers", "accepted number"),
    "pairs": Message("diff.field.pairs", "pair"),
    "left": Message("diff.field.left", "left side of a pair"),
    "extra": Message("diff.field.extra", "right side without a pair"),
    "order": Message("diff.field.order", "order of the answers"),
    "lines": Message("diff.field.lines", "lines for the essay"),
    "notes": Message("diff.field.notes", "notes for markers"),
    "difficulty": Message("diff.field.difficulty", "difficulty"),
    "topic": Message("diff.field.topic", "topic"),
    "outcome": Message("diff.field.outcome", "learning outcome"),
    "points": Message("diff.field.points", "points"),
    "symbols": Message("diff.field.symbols", "symbol"),
    "uses": Message("diff.field.uses", "reference materials"),
    "translates": Message("diff.field.translates", "translation of"),
    "sample_of": Message("diff.field.sample-of", "task type"),
    "tags": Message("diff.field.tags", "tags"),
    "name": Message("diff.field.name", "name in Moodle"),
    "feedback": Message("diff.field.feedback", "feedback"),
    "hints": Message("diff.field.hints", "hint"),
    "accepts": Message("diff.field.accepts", "accepted advice"),
    "key": Message("diff.field.key", "right answers or what they pay"),
}
"""By field. `key` stands for whatever tells which answer is right, where that is hidden."""

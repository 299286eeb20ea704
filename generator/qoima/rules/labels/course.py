"""Names of the records and fields of courses."""

COURSE: dict[str, str] = {
    "thing.course": "course",
    "thing.control": "control",
    "thing.task": "task",
    "thing.programme": "programme",
    "thing.component": "component",
    "thing.week": "week",
    "field.title": "title",
    "field.name": "name",
    "field.credits": "credits",
    "field.description": "description",
    "field.form": "form",
    "field.week": "week",
    "field.opens": "opening",
    "field.closes": "closing",
    "field.approval": "approval",
    "field.topics": "topics",
    "field.outcomes": "learning outcomes",
    "field.release": "week of posting",
    "field.difficulty": "difficulty",
    "field.paper": "paper",
}

"""Names of the records and fields of programmes, people and attestation."""

PROGRAMME: dict[str, str] = {
    "thing.course-tutor": "tutor",
    "thing.oral-exam": "oral exam",
    "field.programme.field": "field of study",
    "field.programme.grounds": "grounds of distance learning",
    "field.course.tutor": "tutor",
    "field.course.tutor.by": "who has appointed the tutor",
    "field.course.tutor.date": "day of the tutor's appointment",
    "field.course.tasks": "assignments",
    "field.control.mode": "how it is held",
    "field.control.oral.prepare_minutes": "minutes to prepare",
    "field.control.oral.answer_minutes": "minutes to answer",
    "field.control.oral.tickets": "how tickets are drawn",
    "field.control.oral.results_days": "days until the results are told",
    "field.control.deferred_until": "last day of deferred exams and defences",
}

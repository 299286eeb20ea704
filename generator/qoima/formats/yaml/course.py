"""Courses from YAML."""

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.formats.yaml import catalogue_files as files
from qoima.formats.yaml.catalogue import at_path, local, local_map, optional, places
from qoima.formats.yaml.model import read_file
from qoima.formats.yaml.nodes import Mapping, Node
from qoima.model.catalogue import Approval, Control, Course, Paper, Task, Teaching, Week


def read_course(source: Source, id: str, default: str) -> tuple[Course | None, Diagnostics]:
    """content/courses/<id>.yaml"""
    file, node, diagnostics = read_file(source, files.FileCourse)
    if file is None or node is None:
        return None, diagnostics
    default = file.language or default
    syllabus = at_path(node, "syllabus")
    weeks = file.syllabus.weeks if file.syllabus else ()
    course = Course(
        id=id,
        code=file.code or "",
        name=local(file.name, default, at_path(node, "name").at),
        status=file.status,
        level=file.level or "",
        kind=file.kind,
        credits=file.credits,
        description=optional(file.description, default, at_path(node, "description")),
        teaching=tuple(
            Teaching(t.language, t.term, tuple(t.teachers), at_path(node, "teaching", i).at)
            for i, t in enumerate(file.teaching)
        ),
        prerequisites=tuple(file.prerequisites or ()),
        technology=tuple(file.det.technology) if file.det else ("network",),
        outcomes=local_map(file.outcomes, default, at_path(node, "outcomes")),
        topics=local_map(file.topics, default, at_path(node, "topics")),
        approval=_approval(file.syllabus.approval if file.syllabus else None),
        weeks=tuple(_week(w, at_path(syllabus, "weeks", i)) for i, w in enumerate(weeks)),
        reference_materials=local_map(file.reference_materials, default, at_path(node, "reference_materials")),
        tasks=tuple(_task(t, default, at_path(node, "tasks", i)) for i, t in enumerate(file.tasks or ())),
        controls=tuple(_control(i, c, at_path(node, "controls")) for i, c in (file.controls or {}).items()),
        at=node.at,
        places=places(node),
    )
    return course, diagnostics


def _approval(file: files.FileApproval | None) -> Approval | None:
    return Approval(file.body, file.number, file.date) if file else None


def _week(file: files.FileWeek, node: Node) -> Week:
    return Week(
        week=file.week, topics=tuple(file.topics), hours=dict(file.hours or {}), at=node.at, places=places(node)
    )


def _task(file: files.FileTask, default: str, node: Node) -> Task:
    return Task(
        id=file.id,
        title=local(file.title, default, at_path(node, "title").at),
        control=file.control,
        form=file.form or "",
        release=file.release,
        week=file.week,
        topics=tuple(file.topics or ()),
        difficulty=file.difficulty or "",
        approval=_approval(file.approval),
        at=node.at,
        places=places(node),
    )


def _control(id: str, file: files.FileControl, owner: Node) -> Control:
    node = at_path(owner, id)
    at = owner.keys[id].span if isinstance(owner, Mapping) and id in owner.keys else node.at
    return Control(
        id=id,
        kind=file.kind,
        form=file.form or "",
        week=file.week,
        opens=file.opens,
        closes=file.closes,
        conduct=tuple(file.conduct or ()),
        proctoring=tuple(file.proctoring or ()),
        requires=tuple(file.requires or ()),
        materials=tuple(file.materials or ()),
        approval=_approval(file.approval),
        paper=_paper(file.paper, at_path(node, "paper")),
        at=at,
        places=places(node),
    )


def _paper(file: files.FilePaper | None, node: Node) -> Paper | None:
    if file is None:
        return None
    return Paper(
        questions=file.questions,
        minutes=file.minutes,
        attempts=file.attempts,
        draw=file.draw or "",
        mix=file.mix or "",
        at=node.at,
        places=places(node),
    )

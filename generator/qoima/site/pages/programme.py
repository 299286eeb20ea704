"""The page of a programme: facts, the structure by semester as diagram and table, what its credits are made of."""

from typing import get_args

from qoima.model.programme import Component, ComponentKind, Programme
from qoima.site.edition import Edition
from qoima.site.index import Index
from qoima.site.pages.programme_diagram import diagram
from qoima.site.pages.programme_parts import Semester, semesters, shares
from qoima.site.settings import site_address


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each programme."""
    return {f"programmes/{p.id}.md": programme_page(edition, p, index) for p in edition.published.programmes}


def programme_page(edition: Edition, programme: Programme, index: Index) -> str:
    """Everything that a student is told about a programme."""
    held = semesters(programme, index)
    courses = [part.course for semester in held for part in semester.parts if part.course]
    values = {
        "programme": programme,
        "languages": [
            one for one in edition.published.university.languages if any(one in c.languages for c in courses)
        ],
        "semesters": held,
        "diagram": diagram(held),
        "beside": next((semester for semester in held if semester.n is None), None),
        "shares": _shares(programme),
        "blended": index.blended_of.get(programme.id, []),
        "moocs": index.moocs_of.get(programme.id, []),
        "courses": index.courses,
    }
    about = edition.words.plain(programme.description)
    data = _data(edition, programme, held)
    path, hide = f"programmes/{programme.id}", ("navigation", "toc")
    return edition.page(path, "programme.md", values, title=programme.name, description=about, hide=hide, json_ld=data)


def _shares(programme: Programme) -> dict[str, object]:
    """The credits three times: core and elective, kinds of components, distance and not; without what is all one."""

    def part(component: Component) -> str:
        return "elective" if component.slot or component.part == "elective" else "core"

    def mode(component: Component) -> str:
        return "distance" if component.distance else "campus"

    held = {
        "part": shares(programme, part, ("core", "elective")),
        "component": shares(programme, lambda component: component.kind, get_args(ComponentKind)),
        "distance": shares(programme, mode, ("distance", "campus")),
    }
    return {name: parts for name, parts in held.items() if len(parts) > 1}


def _data(edition: Edition, programme: Programme, held: list[Semester]) -> dict[str, object]:
    """The programme in the words of schema.org."""
    words, university = edition.words, edition.published.university
    home = f"{site_address(edition.published)}{words.lang}/"
    data: dict[str, object] = {
        "@type": "EducationalOccupationalProgram",
        "name": words.plain(programme.name),
        "url": f"{home}programmes/{programme.id}.html",
        "identifier": programme.id,
        "provider": {
            "@type": "CollegeOrUniversity",
            "name": words.plain(university.name),
            "url": site_address(edition.published),
        },
        "hasCourse": [
            {
                "@type": "Course",
                "name": words.plain(part.course.name),
                "courseCode": part.course.code,
                "url": f"{home}courses/{part.course.id}.html",
            }
            for semester in held
            for part in semester.parts
            if part.course
        ],
    }
    if programme.description:
        data["description"] = words.plain(programme.description)
    if programme.level:
        data["educationalCredentialAwarded"] = words.label("level", programme.level)
    if programme.total_credits is not None:
        data["numberOfCredits"] = programme.total_credits
    if programme.form:
        data["educationalProgramMode"] = "full-time" if programme.form == "full-time" else "part-time"
    return data

"""University, people, calendar, programmes and passports from YAML. Courses: `yaml_course`."""

from collections.abc import Mapping as Dict

from qoima.core.diagnostic import Diagnostics, Message
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.yaml import bank_files, catalogue_files
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml.file_types import FileLocalText, FileOneText
from qoima.formats.yaml.model import is_empty, read_file, validate
from qoima.formats.yaml.nodes import Mapping, Node, Sequence
from qoima.model.bank import Passport, ReferenceMaterial, Update
from qoima.model.catalogue import (
    ALL,
    AcademicYear,
    Component,
    MidtermPeriod,
    Override,
    Period,
    Person,
    ProfileUse,
    Programme,
    Term,
    University,
    Waiver,
)
from qoima.model.text import LocalText


def at_path(node: Node, *path: str | int) -> Node:
    """The node at a path, as far as it goes."""
    for step in path:
        if isinstance(node, Mapping) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node


def places(node: Node) -> dict[str, Span]:
    """Where the fields of a mapping stand: the key, with its value where that is a text on the same line."""
    if not isinstance(node, Mapping):
        return {}
    return {key: node.field(key) for key, value in node.values.items() if not is_empty(value)}


def local(file: FileLocalText, default: str, at: Span) -> LocalText:
    """A text with its languages; a bare string is in the default one."""
    if isinstance(file, FileOneText):
        return LocalText(((default, file.only),), at)
    texts = ((lang, getattr(file, lang)) for lang in ("kk", "ru", "en"))
    return LocalText(tuple((lang, text) for lang, text in texts if text), at)


def optional(file: FileLocalText | None, default: str, node: Node) -> LocalText | None:
    """`local` for a field that may be absent."""
    return local(file, default, node.at) if file is not None else None


def read_university(source: Source) -> tuple[University | None, Diagnostics]:
    """content/university.yaml"""
    file, node, diagnostics = read_file(source, catalogue_files.FileUniversity)
    if file is None or node is None:
        return None, diagnostics
    uses = tuple(_use(use, at_path(node, "profiles", i)) for i, use in enumerate(file.profiles))
    overrides = tuple(
        Override(
            code=o.code, reason=o.reason, severity=o.severity, limits=dict(o.limits or {}),
            at=at_path(node, "overrides", i).at, places=places(at_path(node, "overrides", i)),
        )
        for i, o in enumerate(file.overrides or ())
    )  # fmt: skip
    waivers = tuple(
        Waiver(
            code=w.code, files=tuple(w.files), reason=w.reason, by=w.by, until=w.until,
            at=at_path(node, "waivers", i).at, places=places(at_path(node, "waivers", i)),
        )
        for i, w in enumerate(file.waivers or ())
    )  # fmt: skip
    university = University(
        id=file.id,
        name=local(file.name, file.default_language, at_path(node, "name").at),
        languages=tuple(dict.fromkeys(file.languages)),
        default_language=file.default_language,
        site_url=file.site_url.rstrip("/"),
        academic_year=file.academic_year,
        penalty=file.scoring is None or file.scoring.several_right == "penalty",
        profiles=uses,
        overrides=overrides,
        waivers=waivers,
        at=node.at,
        places=places(node),
    )
    return university, diagnostics


def _use(file: catalogue_files.FileProfileUse, node: Node) -> ProfileUse:
    kinds = ("courses", "programmes", "moocs", "maps", "banks")
    binds = ((kind, getattr(file, kind)) for kind in kinds if getattr(file, kind) is not None)
    held = tuple((kind, ALL if ids == ["all"] else tuple(ids)) for kind, ids in binds)
    return ProfileUse(file.use, held, node.at)


def read_people(source: Source, default: str) -> tuple[tuple[Person, ...], Diagnostics]:
    """content/people.yaml: id -> person."""
    node, diagnostics = yaml_nodes.read(source)
    if not isinstance(node, Mapping):
        wrong = problem("YML005", source.whole(), expected=Message("expected.map", "a mapping (key: value)"))
        return (), diagnostics or (wrong,)
    people = []
    for id, entry in node.values.items():
        file, wrong_here = validate(entry, catalogue_files.FilePerson)
        diagnostics = (*diagnostics, *wrong_here)
        if file is not None:
            fields = {
                key: optional(getattr(file, key), default, at_path(entry, key))
                for key in ("degree", "title", "position", "department")
            }
            name = local(file.name, default, at_path(entry, "name").at)
            people.append(
                Person(id=id, name=name, **fields, email=file.email or "", at=node.keys[id].span, places=places(entry))
            )
    return tuple(people), diagnostics


def read_calendar(source: Source) -> tuple[tuple[AcademicYear, ...], Diagnostics]:
    """content/calendar.yaml"""
    file, node, diagnostics = read_file(source, catalogue_files.FileCalendar)
    if file is None or node is None:
        return (), diagnostics
    years = []
    for i, year in enumerate(file.years):
        here = at_path(node, "years", i)
        terms = tuple(_term(term, at_path(here, "terms", j)) for j, term in enumerate(year.terms))
        years.append(
            AcademicYear(
                year=year.year, terms=terms, holidays=tuple(year.holidays or ()), at=here.at, places=places(here)
            )
        )
    return tuple(years), diagnostics


def _term(file: catalogue_files.FileTerm, node: Node) -> Term:
    session = Period(file.exam_session.from_, file.exam_session.to) if file.exam_session else None
    midterms = tuple(MidtermPeriod(m.week, Period(m.from_, m.to)) for m in file.midterms or ())
    return Term(
        id=file.id, kind=file.kind, start=file.start, weeks=file.weeks, midterms=midterms, exam_session=session,
        at=node.at, places=places(node),
    )  # fmt: skip


def read_programme(source: Source, id: str, default: str) -> tuple[Programme | None, Diagnostics]:
    """content/programmes/<code>.yaml"""
    file, node, diagnostics = read_file(source, catalogue_files.FileProgramme)
    if file is None or node is None:
        return None, diagnostics
    default = file.language or default
    components = tuple(
        Component(
            course=c.course, semester=c.semester, credits=c.credits, distance=bool(c.distance), part=c.part or "core",
            at=at_path(node, "components", i).at, places=places(at_path(node, "components", i)),
        )
        for i, c in enumerate(file.components or ())
    )  # fmt: skip
    programme = Programme(
        id=id,
        name=local(file.name, default, at_path(node, "name").at),
        level=file.level,
        field=file.field,
        total_credits=file.total_credits,
        description=optional(file.description, default, at_path(node, "description")),
        components=components,
        at=node.at,
        places=places(node),
    )
    return programme, diagnostics


def read_passport(source: Source, folder: tuple[str, str]) -> tuple[Passport | None, Diagnostics]:
    """testbanks/<course>/<language>/passport.yaml; `folder` is (course, language)."""
    file, node, diagnostics = read_file(source, bank_files.FilePassport)
    if file is None or node is None:
        return None, diagnostics
    language = folder[1]
    materials = None
    if file.reference_materials is not None:
        materials = tuple(
            ReferenceMaterial(
                id=m.id,
                title=optional(m.title, language, at_path(node, "reference_materials", i, "title")),
                at=at_path(node, "reference_materials", i).at,
            )
            for i, m in enumerate(file.reference_materials)
        )
    updates = tuple(
        Update(u.academic_year, u.date, optional(u.note, language, at), at.at)
        for i, u in enumerate(file.updates or ())
        for at in (at_path(node, "updates", i),)
    )
    passport = Passport(
        folder=folder,
        course=file.course,
        programmes=_some(file.programmes),
        language=file.language,
        compilers=_some(file.compilers),
        responsible=file.responsible,
        reference_materials=materials,
        updates=updates,
        paper_record=file.paper_record.place if file.paper_record else None,
        at=node.at,
        places=places(node),
    )
    return passport, diagnostics


def _some(values: list[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values is not None else None


LocalTexts = Dict[str, FileLocalText]


def local_map(file: LocalTexts | None, default: str, node: Node) -> dict[str, LocalText]:
    """id -> text."""
    return {id: local(text, default, at_path(node, id).at) for id, text in (file or {}).items()}

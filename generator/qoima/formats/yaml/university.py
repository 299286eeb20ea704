"""content/university.yaml: the university, its profiles and what it has decided about them."""

from typing import Annotated, Literal

from pydantic import Field

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.formats.yaml.file_types import FileDate, FileModel, FileText, FileTruth, Local, OneOrMany
from qoima.formats.yaml.model import read_file
from qoima.formats.yaml.nodes import Node
from qoima.formats.yaml.placing import at_path, local, places
from qoima.model.university import (
    ALL,
    KAZAKHSTAN,
    KINDS,
    ApprovedMooc,
    Override,
    Preference,
    ProfileUse,
    University,
    Waiver,
)

Language = Literal["kk", "ru", "en"]
Names = Annotated[list[FileText], OneOrMany]


class FileScoring(FileModel):
    """How several-choice items are marked."""

    several_right: Literal["penalty", "no-penalty"] = "penalty"


class FileProfileUse(FileModel):
    """A profile and the things it binds: `all` or a list of ids, by kind of thing."""

    use: FileText
    courses: Names | None = None
    programmes: Names | None = None
    moocs: Names | None = None
    maps: Names | None = None
    banks: Names | None = None
    emergency: FileTruth | None = None


class FileOverride(FileModel):
    """Another severity or other limits for one code."""

    code: FileText
    severity: Literal["error", "warning", "info"] | None = None
    limits: dict[str, FileText | list[FileText]] | None = None
    reason: FileText


class FilePreference(FileModel):
    """Of two requirements that exclude each other, the one that is taken."""

    over: FileText
    take: FileText
    reason: FileText


class FileWaiver(FileModel):
    """Findings of one code in some files, left out until a date."""

    code: FileText
    files: Names
    reason: FileText
    by: FileText
    until: FileDate


class FileApprovedMooc(FileModel):
    """An outside MOOC that the university accepts in place of credits."""

    name: FileText
    platform: FileText


class FileUniversity(FileModel):
    """content/university.yaml"""

    id: FileText
    name: Local
    languages: Annotated[list[Language], Field(min_length=1)]
    default_language: Language
    site_url: FileText
    academic_year: Annotated[FileText, Field(pattern=r"^20\d\d-20\d\d$")]
    utc_offset: Annotated[FileText, Field(pattern=r"^[+-](0[0-9]|1[0-3]):[0-5][0-9]$")] | None = None
    scoring: FileScoring | None = None
    methodologists: Names | None = None
    guides: dict[str, FileText] | None = None
    approved_moocs: list[FileApprovedMooc] | None = None
    profiles: list[FileProfileUse]
    overrides: list[FileOverride] | None = None
    prefer: list[FilePreference] | None = None
    waivers: list[FileWaiver] | None = None


def read_university(source: Source) -> tuple[University | None, Diagnostics]:
    """content/university.yaml"""
    file, node, diagnostics = read_file(source, FileUniversity)
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
        utc_offset=file.utc_offset or KAZAKHSTAN,
        penalty=file.scoring is None or file.scoring.several_right == "penalty",
        methodologists=tuple(dict.fromkeys(file.methodologists or ())),
        guides=dict(file.guides or {}),
        approved_moocs=tuple(
            ApprovedMooc(name=m.name, platform=m.platform, at=here.at, places=places(here))
            for i, m in enumerate(file.approved_moocs or ())
            for here in (at_path(node, "approved_moocs", i),)
        ),
        profiles=uses,
        overrides=overrides,
        prefer=tuple(
            Preference(over=p.over, take=p.take, reason=p.reason, at=here.at, places=places(here))
            for i, p in enumerate(file.prefer or ())
            for here in (at_path(node, "prefer", i),)
        ),
        waivers=waivers,
        at=node.at,
        places=places(node),
    )
    return university, diagnostics


def _use(file: FileProfileUse, node: Node) -> ProfileUse:
    binds = ((kind, getattr(file, kind)) for kind in KINDS if getattr(file, kind) is not None)
    held = tuple((kind, ALL if ids == ["all"] else tuple(ids)) for kind, ids in binds)
    return ProfileUse(file.use, held, node.at, bool(file.emergency))

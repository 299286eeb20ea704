"""Profiles from YAML: a regulation's requirements, each with its clause and checks."""

from typing import Literal

from qoima.core import resources
from qoima.core.diagnostic import Clause, Diagnostic, Diagnostics, Severity
from qoima.core.problems import did_you_mean, problem
from qoima.core.source import Source
from qoima.formats.yaml.file_types import FileDate, FileInt, FileModel, FileText, FileTruth
from qoima.formats.yaml.model import read_file
from qoima.formats.yaml.nodes import Node
from qoima.formats.yaml.placing import at_path, places
from qoima.model.course import Status
from qoima.model.profile import FACTS, REGULATIONS, Check, Document, Profile, Requirement


class FileDocument(FileModel):
    """The regulation."""

    code: FileText
    title: FileText
    language: FileText
    in_force: FileDate
    edition: FileText | None = None
    approved: FileText | None = None
    replaces: FileText | None = None
    review_years: FileInt | None = None
    next_check: FileText | None = None
    form_codes: list[FileText] | None = None


class FileCheck(FileModel):
    """One use of a rule."""

    rule: FileText
    on: FileText | None = None
    stage: Status | None = None
    severity: Literal["error", "warning", "info"]
    limits: dict[str, FileText | list[FileText]] | None = None
    where: dict[str, FileText] | None = None


class FileRequirement(FileModel):
    """One clause."""

    code: FileText
    clause: FileText
    quote: FileText
    reading: FileText | None = None
    derived: FileTruth | None = None
    deviation: FileText | None = None
    subsumed_by: list[FileText] | None = None
    excludes: list[FileText] | None = None
    blocks: Literal["bank"] | None = None
    checks: list[FileCheck] | None = None
    manual: FileText | None = None


class FileProfile(FileModel):
    """profiles/<name>.yaml"""

    document: FileDocument
    requirements: list[FileRequirement]


def codes_of(name: str) -> set[str]:
    """Every code of the regulation, from profiles/codes.txt."""
    digit = REGULATIONS.get(name)
    return {code for code in resources.text("profiles", "codes.txt").split() if code[3] == digit}


def read_profile(source: Source, name: str) -> tuple[Profile | None, Diagnostics]:
    """A profile; rules and limits are judged by `rules.binding`, which knows them."""
    file, node, diagnostics = read_file(source, FileProfile)
    if file is None or node is None:
        return None, diagnostics
    said: list[Diagnostic] = []
    seen: set[str] = set()
    requirements = []
    codes = codes_of(name)
    for i, entry in enumerate(file.requirements):
        here = at_path(node, "requirements", i)
        if entry.code in seen:
            said.append(problem("PRF007", here.at, code=entry.code))
        seen.add(entry.code)
        if entry.code not in codes:
            near = did_you_mean(entry.code, codes)
            said.append(problem("PRF019", at_path(here, "code").at, code=entry.code, near=near))
        if (entry.checks is None) == (entry.manual is None):
            said.append(problem("PRF006", here.at))
        requirements.append(_requirement(entry, here, file.document.code, said))
    held = Document(
        code=file.document.code,
        title=file.document.title,
        language=file.document.language,
        in_force=file.document.in_force,
        edition=file.document.edition or "",
        approved=file.document.approved or "",
        replaces=file.document.replaces or "",
        review_years=file.document.review_years,
        next_check=file.document.next_check or "",
        form_codes=tuple(file.document.form_codes or ()),
    )
    profile = Profile(name=name, document=held, requirements=tuple(requirements), at=node.at, places=places(node))
    return profile, (*diagnostics, *said)


def _requirement(file: FileRequirement, node: Node, document: str, said: list[Diagnostic]) -> Requirement:
    checks = []
    for i, check in enumerate(file.checks or ()):
        here = at_path(node, "checks", i)
        for fact in check.where or {}:
            if fact not in FACTS:
                near = did_you_mean(fact, FACTS)
                said.append(problem("PRF012", here.at, name=fact, near=near, known=", ".join(FACTS)))
        checks.append(
            Check(
                rule=check.rule,
                on=check.on or "",
                stage=check.stage,
                severity=Severity(check.severity),
                limits=dict(check.limits or {}),
                where=dict(check.where or {}),
                at=here.at,
                places=places(here),
            )
        )
    clause = Clause(document, file.clause, file.quote, file.reading or "", bool(file.derived))
    return Requirement(
        code=file.code,
        clause=clause,
        checks=tuple(checks),
        manual=file.manual or "",
        deviation=file.deviation or "",
        subsumed_by=tuple(file.subsumed_by or ()),
        excludes=tuple(file.excludes or ()),
        blocks=file.blocks or "",
        at=node.at,
        places=places(node),
    )

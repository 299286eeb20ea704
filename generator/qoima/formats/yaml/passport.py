"""testbanks/<course>/<language>/passport.yaml"""

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.formats.yaml import bank_files
from qoima.formats.yaml.model import read_file
from qoima.formats.yaml.placing import at_path, optional, places
from qoima.model.bank import Passport, ReferenceMaterial, Update
from qoima.model.people import Appointment


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
    appointment = None
    if file.appointment:
        here = at_path(node, "appointment")
        appointment = Appointment(by=file.appointment.by, date=file.appointment.date, at=here.at, places=places(here))
    passport = Passport(
        folder=folder,
        course=file.course,
        programmes=_some(file.programmes),
        language=file.language,
        compilers=_some(file.compilers),
        responsible=file.responsible,
        appointment=appointment,
        reference_materials=materials,
        updates=updates,
        paper_record=file.paper_record.place if file.paper_record else None,
        at=node.at,
        places=places(node),
    )
    return passport, diagnostics


def _some(values: list[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values is not None else None

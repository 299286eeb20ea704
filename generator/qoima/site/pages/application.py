"""The blank application for blended learning: one list of its lines, which the page shows and a Word file holds."""

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from qoima.core.words import Lang
from qoima.model.blended import BlendedLearning
from qoima.model.programme import Programme
from qoima.model.published import Published
from qoima.site.wording import Wording

BLANK = "_"
SHORT, NUMBER, MIDDLE, LONG = 6, 16, 20, 34
"""Lengths of blanks, in signs: each fits into its line of the Word file."""
GAP = BLANK * MIDDLE
LOCALES: dict[Lang, str] = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
ALWAYS = datetime.datetime(2000, 1, 1)
"""The time that the file names: the same content gives the same bytes."""
ZIP_TIME = (1980, 1, 1, 0, 0, 0)

GROUNDS = ("regional_employment", "watch_method", "health")
DOCUMENTS = ("workplace_certificate", "medical_certificate")
CONSENTS = ("director_of_institute", "head_of_department")
"""What an application may name, and who agrees to it, where no requirement in force says otherwise."""


@dataclass(frozen=True, slots=True)
class Blank:
    """The words of the application, in the order of the sheet; `sender` are pairs of a label and what stands there."""

    lang: Lang
    addressee: str
    university: str
    sender: tuple[tuple[str, str], ...]
    title: str
    request: str
    grounds: tuple[str, ...]
    documents_title: str
    documents: tuple[str, ...]
    signature: str
    date: str
    consents_title: str
    columns: tuple[str, str, str]
    consents: tuple[str, ...]


def offered(published: Published, code: str, rule: str, field: str, otherwise: Sequence[str]) -> tuple[str, ...]:
    """The values that a requirement in force allows for a field; those given where there is none."""
    for clause in published.clauses:
        values = clause.limits.get("values")
        if (clause.code, clause.rule, clause.limits.get("field")) == (code, rule, field) and isinstance(
            values, list | tuple
        ):
            return tuple(str(value) for value in values)
    return tuple(otherwise)


def grounds(published: Published) -> tuple[str, ...]:
    """On which grounds one may apply."""
    return offered(published, "BLD402", "allowed-values", "grounds", GROUNDS)


def documents(published: Published) -> tuple[str, ...]:
    """Which documents may go with an application."""
    return offered(published, "BLD408", "allowed-values", "documents", DOCUMENTS)


def consents(published: Published, blended: BlendedLearning) -> tuple[str, ...]:
    """Who must agree."""
    named = blended.application.consents if blended.application else ()
    return offered(published, "BLD408", "holds-all", "consents", named or CONSENTS)


def blank(published: Published, blended: BlendedLearning, programme: Programme | None, lang: Lang) -> Blank:
    """The application in that language."""
    words = Wording(lang, published.university.default_language)
    level = programme.level if programme and programme.level in ("master", "doctor") else "any"
    name = f"{programme.id} {words.plain(programme.name)}" if programme else blended.programme
    return Blank(
        lang=lang,
        addressee=words("blended.addressee"),
        university=words.plain(published.university.name),
        sender=(
            (words(f"blended.from.{level}"), BLANK * LONG),
            (words("blended.course_year"), BLANK * SHORT),
            (words("blended.programme"), name),
            (words("blended.phone"), BLANK * NUMBER),
        ),
        title=words("blended.statement"),
        request=words("blended.request"),
        grounds=tuple(
            words(f"blended.because.{one}", city=GAP) if one in GROUNDS else one for one in grounds(published)
        ),
        documents_title=words("blended.attached"),
        documents=tuple(words.label("blended.document", one) for one in documents(published)),
        signature=words("blended.signature"),
        date=words("blended.date"),
        consents_title=words("blended.agreed"),
        columns=(words("blended.position"), words("blended.visa"), words("blended.full_name")),
        consents=tuple(words.label("blended.official", one) for one in consents(published, blended)),
    )


@lru_cache(maxsize=100)  # each edition of the site offers it in all languages
def word_file(held: Blank) -> bytes:
    """The application as a Word file (.docx), with blanks to fill by hand or on a computer."""
    document = Document()
    _properties(document, held)
    _page(document, held.lang)
    _head(document, held)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(30), Pt(14)
    title.add_run(held.title).bold = True
    document.add_paragraph(held.request)
    _boxes(document, held.grounds)
    document.add_paragraph(held.documents_title).paragraph_format.space_before = Pt(10)
    _boxes(document, held.documents)
    sign = document.add_paragraph(f"{held.date} {GAP}\t{held.signature} {GAP}")
    sign.paragraph_format.space_before, sign.paragraph_format.space_after = Pt(24), Pt(24)
    sign.paragraph_format.tab_stops.add_tab_stop(Cm(8.5))
    document.add_paragraph(held.consents_title).runs[0].bold = True
    _table(document, held)
    return _same_bytes(document)


def _properties(document: DocumentFile, held: Blank) -> None:
    core = document.core_properties
    core.title, core.subject, core.author, core.last_modified_by = held.title, held.request, "", ""
    core.comments, core.keywords, core.language, core.revision = "", "", LOCALES[held.lang], 1
    core.created = core.modified = ALWAYS
    # The template of python-docx brings a picture of its own first page.
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        relations.pop(key)


def _page(document: DocumentFile, lang: Lang) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), "Times New Roman")
    tongue = properties.makeelement(qn("w:lang"), {qn("w:val"): LOCALES[lang], qn("w:eastAsia"): LOCALES[lang]})
    properties.append(tongue)


def _head(document: DocumentFile, held: Blank) -> None:
    """Addressee and sender, on the right half of the sheet."""
    for text in (held.addressee, held.university, *(f"{label} {value}" for label, value in held.sender)):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.left_indent = Cm(7.5)
        paragraph.paragraph_format.space_after = Pt(6)


def _boxes(document: DocumentFile, lines: Sequence[str]) -> None:
    for line in lines:
        paragraph: Paragraph = document.add_paragraph(f"☐\t{line}")
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent, form.space_after = Cm(1.5), Cm(-0.8), Pt(4)
        form.tab_stops.add_tab_stop(Cm(1.5))


def _table(document: DocumentFile, held: Blank) -> None:
    table = document.add_table(rows=1, cols=len(held.columns))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, held.columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for office in held.consents:
        row = table.add_row()
        row.height = Cm(1.2)
        row.cells[0].text = office


def _same_bytes(document: DocumentFile) -> bytes:
    """The file with the same time at each of its parts."""
    written, again = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(again, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, ZIP_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 3
            target.writestr(part, source.read(name))
    return again.getvalue()

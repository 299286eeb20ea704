"""The page of blended learning, and the blank application: the same words on the page and in the Word file."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import etree

import trial_site
from page_trees import made_by, select, tree, words_of
from qoima.model.published import ClauseInForce, Published
from qoima.site.pages import application, blended

BLANKS = ("blended/physics-application-{}.docx", "blended/plain-application-{}.docx")


@pytest.fixture(scope="module")
def published() -> Published:
    return trial_site.trial()


@pytest.fixture(scope="module")
def files(published: Published) -> dict[str, bytes]:
    return made_by(blended, published=published)


def test_the_steps_stand_in_order_with_their_days_and_who_decides(files: dict[str, bytes]) -> None:
    steps = [words_of(li) for li in select(tree(files, "en/blended/physics.md"), ".q-process > li")]
    assert [step.split(" Fill ")[0].split(" The ")[0].split(" Lecture ")[0] for step in steps] == [
        "Application 1 September 2026",
        "Order of transfer 10 September 2026",
        "Course materials 20 September 2026",
        "own <stage>",
    ]
    assert "Document: certificate from the workplace or medical certificate" in steps[0]
    assert "Who: vice-rector for science and international cooperation" in steps[1]
    assert "Orders: No. 12-м of 10 September 2026" in steps[1]


def test_without_a_process_of_its_own_the_usual_six_steps_are_shown(files: dict[str, bytes]) -> None:
    page = tree(files, "ru/blended/plain.md")
    assert len(select(page, ".q-process > li")) == 6
    assert not select(page, ".q-process time")


def test_the_format_of_which_the_meaning_is_known_is_explained_with_days(files: dict[str, bytes]) -> None:
    shown = words_of(tree(files, "en/blended/physics.md"))
    assert "28 September – 18 October online" in shown
    assert "15–31 December in person, at the university" in shown
    assert "before the term begins on 28 September 2026" in shown
    other = words_of(tree(files, "en/blended/plain.md"))
    assert "30/0/70" in other
    assert "in person" not in other


@pytest.mark.parametrize("lang", trial_site.LANGUAGES)
def test_nothing_about_single_learners_is_shown(files: dict[str, bytes], lang: str) -> None:
    text = files[f"docs/{lang}/blended/physics.md"].decode()
    assert not [word for word in ("3739", "secret", "2026-09-21", "21 September", "21 сентября") if word in text]


def test_programme_courses_and_files_are_linked(files: dict[str, bytes]) -> None:
    links = {a.get("href") for a in select(tree(files, "kk/blended/physics.md"), "a")}
    assert {"../programmes/6B05301.html", "../courses/signals.html", "https://teams.example.org/signals"} <= links
    for lang in trial_site.LANGUAGES:
        assert f"physics-application-{lang}.docx" in links
        assert f"docs/kk/blended/physics-application-{lang}.docx" in files


@pytest.mark.parametrize("lang", trial_site.LANGUAGES)
@pytest.mark.parametrize("path", BLANKS)
def test_the_word_file_holds_what_the_page_shows(files: dict[str, bytes], lang: str, path: str) -> None:
    data = files[f"docs/{lang}/{path.format(lang)}"]
    document = docx.Document(io.BytesIO(data))
    page = path.split("/")[1].split("-")[0]
    shown = words_of(select(tree(files, f"{lang}/blended/{page}.md"), ".q-sheet")[0])
    lines = [paragraph.text for paragraph in document.paragraphs]
    parts = [
        " ".join(part.split())
        for line in lines
        for part in line.replace("\t", "_").replace("☐", "").split("_")
        if part.strip()
    ]
    assert len(parts) >= 12
    assert not [part for part in parts if part not in shown]
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells if cell.text]
    assert len(cells) == (4 if page == "physics" else 5)
    assert not [cell for cell in cells if cell not in shown]


def test_the_word_files_have_the_same_bytes_each_time(files: dict[str, bytes], published: Published) -> None:
    again = made_by(blended, published=published)
    blanks = [path for path in files if path.endswith(".docx")]
    assert len(blanks) == 18
    assert all(files[path] == again[path] for path in blanks)
    assert files["docs/kk/blended/physics-application-ru.docx"] == files["docs/en/blended/physics-application-ru.docx"]


def test_the_word_file_is_whole_and_tells_nothing_of_its_making(files: dict[str, bytes]) -> None:
    data = files["docs/kk/blended/physics-application-kk.docx"]
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert held.testzip() is None
        assert {part.date_time for part in held.infolist()} == {application.ZIP_TIME}
        assert not [name for name in held.namelist() if "thumbnail" in name]
        for name in held.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(held.read(name))
        assert b"python-docx" not in held.read("docProps/core.xml")
        assert b"kk-KZ" in held.read("word/styles.xml")
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.created == application.ALWAYS.replace(
        tzinfo=document.core_properties.created.tzinfo
    )
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


def test_requirements_in_force_say_what_the_blank_offers(published: Published) -> None:
    clause = ClauseInForce(
        code="BLD402",
        profile="satbayev",
        document="P",
        clause="4.2",
        rule="allowed-values",
        limits={"field": "grounds", "values": ["health", "an own ground"]},
    )
    bound = replace(published, clauses=(clause,))
    assert application.grounds(bound) == ("health", "an own ground")
    assert application.documents(bound) == application.DOCUMENTS
    held = application.blank(bound, bound.blended[0], None, "en")
    assert held.grounds == ("my state of health", "an own ground")
    assert held.sender[0][0].startswith("from a master’s / doctoral student")

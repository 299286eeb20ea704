"""The page of an integration map: the form of the regulation, without what is about students."""

import lxml.html
import pytest

import trial_site
from page_trees import made_by, select, tree, words_of
from qoima.site.pages import integration


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made_by(integration)


def rows(page: lxml.html.HtmlElement) -> list[list[str]]:
    return [[words_of(cell) for cell in row] for row in select(page, "table.q-weekplan tbody tr")]


def test_the_schedule_has_the_columns_and_rows_of_the_form(files: dict[str, bytes]) -> None:
    page = tree(files, "en/maps/signals.md")
    head = [words_of(cell) for cell in select(page, "table.q-weekplan thead th")]
    assert head == ["Week", "Topic", "Hours", "Tasks", "Assessment", "Format of the class", "Platform and link"]
    held = rows(page)
    assert held[0][0] == "Week 1 28 September – 4 October"
    assert held[0][2:] == ["2", "Watch the videos", "A test", "asynchronous", "Trial Platform"]
    assert held[1] == [
        "Practical class Laboratory",
        "1.5",
        "A spectrum",
        "",
        "synchronous, in the classroom",
        "MS Teams",
    ]
    assert held[2] == ["", "Consultation before RK 1", "1", "", "", "synchronous", "MS Teams"]
    assert held[3] == ["", "Midterm control 1 (RK 1)", "", "", "", "", ""]
    assert [row[1].split(" (")[0] for row in held[-2:]] == [
        "Midterm control 2",
        "Final control mark comes from the online course Oscillations and Waves",
    ]
    assert words_of(select(page, "table.q-weekplan tfoot")[0]) == "Total 7.5"


def test_each_row_fills_all_seven_columns(files: dict[str, bytes]) -> None:
    """A week spans its rows, so that the columns stay under their heads."""
    for body in select(tree(files, "kk/maps/signals.md"), "table.q-weekplan tbody"):
        widths = [len(row) for row in select(body, "tr")]
        spans = [int(cell.get("rowspan", 1)) for cell in select(body, "th")]
        assert widths in ([7], [7] + [6] * (len(widths) - 1), [7] * len(widths))
        assert not spans or spans == [len(widths)]


def test_what_the_moocs_change_is_told_and_added_up(files: dict[str, bytes]) -> None:
    page = tree(files, "en/maps/signals.md")
    changes = [words_of(li) for li in select(page, ".q-changes > li")]
    assert changes[0].startswith("Week 1 A series of")
    assert "replaces the lecture" in changes[0]
    assert "topic is re-credited" in changes[0]
    assert "mark comes from the online course" in changes[0]
    assert "in addition to the class" in changes[1]
    assert changes[2].startswith("Final control")
    shown = words_of(page)
    assert "Of these replaced 2 academic h" in shown
    assert "Topics re-credited 1" in shown
    assert "Results of the online courses count where the schedule says so" in shown


def test_courses_are_linked_where_they_are(files: dict[str, bytes]) -> None:
    page = tree(files, "ru/maps/signals.md")
    cards = select(page, ".q-outside")
    assert [[a.get("href") for a in select(card, "a")] for card in cards] == [
        ["../moocs/waves.html", "https://mooc.example.kz/waves"],
        ["https://elsewhere.example.org/course"],
    ]
    assert [bar.get("style") for bar in select(page, ".q-match-bar > span")] == ["width:35%", "width:0%"]
    assert "../courses/signals.html" in {a.get("href") for a in select(page, "a")}


def test_the_chosen_model_alone_is_explained(files: dict[str, bytes]) -> None:
    models = select(tree(files, "en/maps/signals.md"), ".q-models > li")
    assert [len(select(model, "p")) for model in models] == [0, 0, 1]
    assert models[2].get("aria-current") == "true"


@pytest.mark.parametrize("lang", trial_site.LANGUAGES)
def test_the_tutor_is_named_and_no_number_of_students(files: dict[str, bytes], lang: str) -> None:
    text = files[f"docs/{lang}/maps/signals.md"].decode()
    assert "../people.html#a-serik" in text
    assert not [word for word in ("3737", "3738", "secret", "a.serik@", "nobody-known", "javascript:") if word in text]


def test_sessions_of_the_tutor_stand_in_the_order_of_the_weeks(files: dict[str, bytes]) -> None:
    table = select(tree(files, "en/maps/signals.md"), ".q-frame table")[-1]
    held = [[words_of(cell) for cell in row] for row in select(table, "tbody tr")]
    assert held == [["1", "Introduction", "1", "Teams"], ["3", "Consultation before the exam", "1", "Zoom"]]


def test_signatures_are_roles_names_and_days(files: dict[str, bytes]) -> None:
    said = select(tree(files, "en/maps/signals.md"), ".q-said > div")
    assert [words_of(div) for div in said] == [
        "Teacher Aisha Serik 26 August 2026",
        "Director of the online education department 28 August 2026",
    ]


def test_texts_of_authors_do_not_become_markup(files: dict[str, bytes]) -> None:
    assert "&lt;b&gt;portal&lt;/b&gt;" in files["docs/en/maps/signals.md"].decode()

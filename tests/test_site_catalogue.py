"""The catalogue, the home page, catalogue.json and the colours."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qoima.core import resources
from qoima.model.calendar import Term
from qoima.model.course import Course
from qoima.model.text import LocalText
from qoima.site.edition import Edition
from qoima.site.entries import Entry, entries, facets, named
from qoima.site.index import index_of
from qoima.site.pages import catalogue, home
from qoima.site.pages.catalogue_json import catalogue_json
from qoima.site.wording import Wording
from trial_site import LANGUAGES, trial

ROOT = Path(__file__).parent.parent


def edition(lang: str = "kk", **changes: object) -> Edition:
    public = replace(trial(), **changes)  # type: ignore[arg-type]
    return Edition(public, Wording(lang, public.university.default_language))  # type: ignore[arg-type]


def listed(made: Edition) -> list[Entry]:
    return entries(made, index_of(made.published))


def course(made: Edition, known: str, /, **changes: object) -> Course:
    return replace(next(c for c in made.published.courses if c.id == known), **changes)  # type: ignore[arg-type]


def test_everything_is_listed_in_the_alphabetical_order_of_the_language() -> None:
    texts = ["Ярмарка", "Ёлка", "Енот", "Әлем", "Бала"]
    courses = tuple(course(edition(), "cpp", id=f"c{n}", name=LocalText((("kk", t),))) for n, t in enumerate(texts))
    made = edition("kk", courses=courses)
    assert [named(made, e) for e in listed(made) if e.kind == "courses"] == ["Әлем", "Бала", "Енот", "Ёлка", "Ярмарка"]
    assert {(e.kind, e.id) for e in listed(made) if e.kind != "courses"} == {
        *(("programmes", p.id) for p in made.published.programmes),
        *(("moocs", m.id) for m in made.published.moocs),
    }


def test_an_entry_says_what_a_student_chooses_by() -> None:
    made = edition()
    signals = next(e for e in listed(made) if e.id == "signals" and e.kind == "courses")
    facts = {name: some for name, some in signals.facts.items() if some}
    assert facts["kind"] == ("course",)
    assert facts["level"] == ("bachelor",)
    assert facts["language"] == ("kk", "en")
    assert facts["credits"] == ("5",)
    assert facts["semester"] == ("2", "3")
    assert facts["term"] == ("autumn",)
    assert set(facts["mode"]) == {"distance", "campus"}
    assert facts["practice"] == ("yes",)
    assert "6B05301" in facts["programme"]


def test_a_course_has_the_level_and_the_form_of_its_programme() -> None:
    made = edition()
    programmes = tuple(replace(p, form="evening") for p in made.published.programmes if p.id == "6B05301")
    made = edition(courses=(course(made, "signals", level=None),), programmes=programmes)
    [entry] = [e for e in listed(made) if e.kind == "courses"]
    assert (entry.facts["level"], entry.facts["study"]) == (("bachelor",), ("evening",))


def test_only_facts_that_part_the_entries_are_offered() -> None:
    made = edition(programmes=(), moocs=(), courses=tuple(course(edition(), "cpp", id=f"c{n}") for n in range(3)))
    assert facets(made, index_of(made.published), listed(made)) == []
    assert 'class="q-facet"' not in catalogue.pages(made, index_of(made.published))["catalogue.md"]


def test_credits_and_semesters_stand_in_their_order() -> None:
    made = edition()
    made = edition(courses=tuple(course(made, "cpp", id=f"c{n}", credits=n) for n in (10, 9, 2)))
    offered = {f.name: list(f.values) for f in facets(made, index_of(made.published), listed(made))}
    assert offered["credits"] == ["2", "9", "10"]


def test_a_department_is_one_whatever_languages_its_files_name_it_in() -> None:
    both, one = LocalText((("kk", "Физика"), ("en", "Physics"))), LocalText((("kk", "Физика "),))
    made = edition()
    held = (course(made, "cpp", department=one), course(made, "signals", department=both))
    made = edition("en", courses=(*held, course(made, "optics", department=None)))
    offered = {f.name: f.values for f in facets(made, index_of(made.published), listed(made))}
    assert offered["department"]["Физика"] == "Physics"
    assert "Физика " not in offered["department"]


def test_the_rows_of_a_long_list_wait_without_scripts_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "PORTION", 1)
    hostile = "</noscript></ul><img src=x onerror=alert(1)><script>"
    made = edition()
    courses = (*made.published.courses, course(made, "cpp", id="zzz", name=LocalText((("kk", hostile),))))
    made = edition(courses=courses)
    text = catalogue.pages(made, index_of(made.published))["catalogue.md"]
    first, waiting = text.split('id="courses"')[1].split("<noscript>")
    assert first.count("<li data-v=") == 1
    assert waiting.split("</noscript>")[0].count("<li data-v=") == len(courses) - 1
    assert "<img" not in text
    assert "<script" not in text
    assert text.count("</noscript>") == text.count("<noscript>")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_home_page_shows_the_days_of_each_term(lang: str) -> None:
    made = edition(lang)
    text = home.pages(made, index_of(made.published))["index.md"]
    year = made.published.year
    assert year
    assert text.count('class="q-timeline"') == len(year.terms)
    for term in year.terms:
        assert term.exam_session
        assert made.words.days(term.exam_session) in text
    assert "data-search-open" in text


def test_the_days_of_a_term_follow_each_other() -> None:
    made = edition()
    assert made.published.year
    term: Term = made.published.year.terms[0]
    days = [days.first for _, _, days in home.dates(made, term)]
    assert days == sorted(days)
    without = edition(year=None)
    assert "q-timeline" not in home.pages(without, index_of(without.published))["index.md"]


def test_catalogue_json_keeps_its_schema(tmp_path: Path) -> None:
    public = trial()
    held = catalogue_json(public, index_of(public), {"docs/kk/courses/signals.ics"})
    told = json.loads(held)
    file = tmp_path / "catalogue.json"
    file.write_bytes(held)
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(ROOT / "schemas/catalogue.json"),
        str(file),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    signals = next(c for c in told["courses"] if c["id"] == "signals")
    assert signals["calendars"] == {"kk": "https://trial.example.kz/study/kk/courses/signals.ics"}
    assert signals["pages"]["ru"] == "https://trial.example.kz/study/ru/courses/signals.html"
    assert signals["practice"][0]["questions"] > 0
    assert b"@" not in held.replace(b"https://", b""), "no e-mail address"
    turned = replace(public, courses=public.courses[::-1], programmes=public.programmes[::-1])
    assert catalogue_json(turned, index_of(turned), {"docs/kk/courses/signals.ics"}) == held


def test_catalogue_json_is_explained_field_by_field() -> None:
    schema = json.loads((ROOT / "schemas/catalogue.json").read_bytes())
    guide = (ROOT / "docs/formats.md").read_text(encoding="utf-8").split("## The catalogue for other systems")[1]
    explained = set(re.findall(r"`([a-z_]+)`", guide)) - {"null"}

    def fields(node: object) -> set[str]:
        if isinstance(node, list):
            return {name for part in node for name in fields(part)}
        if isinstance(node, dict):
            own = set(node.get("properties", ()))
            return own | {name for part in node.values() for name in fields(part)}
        return set()

    assert fields(schema) == explained


def luminance(colour: str) -> float:
    wide = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAPER = {"light": "ffffff", "dark": "1e2029"}
"""The theme's own background; the dark one is hsl(230 15% 14%)."""
TEXT = ("ink", "quiet", "accent", "right", "wrong", "partly")
GROUNDS = ("paper", "soft", "hero-from", "hero-to", "accent-soft")


def colours(scheme: str) -> dict[str, str]:
    css = resources.text("site", "assets", "styles", "theme.css")
    blocks = re.findall(r"\n\[data-md-color-scheme(?:=\"slate\")?\] \{(.*?)\n\}", css, re.S)
    held: dict[str, str] = {"paper": PAPER[scheme]}
    for block in blocks if scheme == "dark" else blocks[:1]:
        held |= dict(re.findall(r"--(?:q-|md-)([\w-]+): #([0-9a-f]{3,6});", block))
    return held


@pytest.mark.parametrize("scheme", PAPER)
def test_each_pair_of_colours_has_the_contrast_of_wcag_aa(scheme: str) -> None:
    held = colours(scheme)
    pairs = [(text, ground) for text in TEXT[:3] for ground in GROUNDS]
    pairs += [(text, ground) for text in TEXT[3:] for ground in ("paper", "soft", f"{text}-soft")]
    pairs += [("ink", f"{text}-soft") for text in TEXT[3:]]
    pairs += [("on-accent", "accent")]
    poor = {pair: round(contrast(held[pair[0]], held[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}
    assert contrast("ffffff", held["primary-fg-color"]) >= 7
    assert contrast(held["edge"], held["paper"]) >= 3, "edges of fields"

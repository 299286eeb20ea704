"""`qoima new` writes files in which every finding stands below a mark that says what to write there."""

import re
from datetime import date
from pathlib import Path

import pytest

from processes import Done, inside
from qoima.cli.workspace import examine
from qoima.core import resources
from qoima.core.diagnostic import Diagnostic
from qoima.core.source import Source
from qoima.core.words import LANGUAGES, Lang, fill
from qoima.formats.messages import catalogue
from qoima.formats.yaml import nodes
from qoima.render.skeleton import MARK, comment, comments, path
from qoima.requirement_example import base_files

ROOT = Path(__file__).parent.parent
DAY = date(2026, 10, 1)
KINDS = [name.removesuffix(".yaml") for name in resources.listing("templates", "new")]
EXAM_FORM = "overrides:\n  - {code: CTL106, limits: {forms: [test, project]}, reason: The council allows projects}\n"
MINUTES = "{body: department, number: 1, date: 2026-08-28}"
WORDS = {
    "course": ["course", "networks"],
    "mooc": ["mooc", "reading-maps"],
    "map": ["map", "demo-map", "--course", "demo"],
    "programme": ["programme", "6B06199"],
    "bank": ["bank", "--course", "demo", "--control", "rk1", "--language", "en"],
    "passport": ["bank", "--course", "demo", "--control", "rk1", "--language", "ru"],
}
FILES = {
    "course": "content/courses/networks.yaml",
    "mooc": "content/moocs/reading-maps.yaml",
    "map": "content/maps/demo-map.yaml",
    "programme": "content/programmes/6B06199.yaml",
    "bank": "testbanks/demo/en/rk1.yaml",
    "passport": "testbanks/demo/ru/passport.yaml",
}
PROGRAMME = {
    "name": "Computer Networks",
    "level": "bachelor",
    "field": "other",
    "total_credits": "27",
    "components.course": "demo",
    "components.semester": "2",
    "components.credits": "9",
    "components.title": "Practice",
}


def course() -> dict[str, str]:
    """What a teacher may write below the marks of a course, by the path of the key."""
    lectures = (
        f"{{title: Lecture {n}, week: {n}, pages: 3, self_check: [What is new], "
        f"video: https://video.example.org/{n}, lecturer: a-omarova}}"
        for n in range(1, 16)
    )
    tasks = {"lab-1": "current, week: 3, release: 2", "rk1": "rk1, week: 6", "rk2": "rk2, week: 14"}
    tasks |= {"final": "exam, week: 15", "siw": "none, week: 10", "siwt": "none, week: 12"}
    kinds = {"lab-1": "laboratory, theory: Frames, submit_formats: [docx]", "siw": "siw", "siwt": "siwt"}
    said = {
        "code": "CN1",
        "name": "Networks",
        "level": "bachelor",
        "teaching.term": "autumn",
        "teaching.teachers": "[a-omarova]",
        "tutor": "{person: b-li, by: c-seitov, date: 2026-08-25}",
        "credits": "5",
        "description": "How messages travel.",
        "lms_url": "https://edu.vkgu.kz/course/view.php?id=8",
        "feedback": "[message, forum]",
        "outcomes.LO1": "Read a message",
        "topics.topic-1": "Layers",
        "work_programme.number": "12",
        "work_programme.topics": "[topic-1]",
        "work_programme.approval": MINUTES.replace("department", "faculty"),
        "syllabus.updated": "2026-08-25",
        "syllabus.content": "Layers of a network.",
        "syllabus.approval": MINUTES,
        "syllabus.literature.main": "[{title: Computer Networks, url: https://www.example.org/networks}]",
        "syllabus.literature.additional": "[{title: Networking, file: networking.pdf}]",
        "syllabus.consultations": "[{weekday: wednesday, time: 17:00, channel: forum, teacher: a-omarova}]",
        "syllabus.addendum.outcomes": "By recorded lectures.",
        "syllabus.addendum.assignments": "On the portal.",
        "syllabus.addendum.literature": "On the portal.",
        "syllabus.weeks": f"[{', '.join(f'{{week: {n}, topics: [topic-1]}}' for n in range(1, 16))}]",
        "lectures": f"[{', '.join(lectures)}]",
        "materials": "[{title: Electronic course, kind: electronic_course, url: https://edu.vkgu.kz/8}]",
        "glossary": "[{term: Frame, meaning: A message of the second layer, topics: [topic-1]}]",
        "grading.scale": "point-rating-letter",
        "grading.conversion": "[traditional, ects]",
        "grading.incomplete": "I",
        "grading.incomplete_becomes": "F",
        "emc.attestation": MINUTES.replace("department", "faculty"),
        "emc.order": "2026-08-28",
        "emc.uploaded": "2026-09-03",
        "emc.additional": "[{title: Guidelines, kind: guidelines, file: paper.pdf}]",
        "controls.exam.requires": "[networks-lab-1, rk1, rk2]",
    }
    rows = (
        f"{{id: networks-{id}, title: Work, control: {control}, kind: {kinds.get(id, 'project')}, form: project, "
        f"approval: {MINUTES}}}"
        for id, control in tasks.items()
    )
    said["tasks"] = f"[{', '.join(rows)}]"
    opened = {"rk1": ("2026-10-06", "2026-10-12"), "rk2": ("2026-12-01", "2026-12-07"), "exam": ("2026-12-21",) * 2}
    for control, (opens, closes) in opened.items():
        said |= {f"controls.{control}.form": "project", f"controls.{control}.approval": MINUTES}
        said |= {f"controls.{control}.opens": f"{opens}T09:00", f"controls.{control}.closes": f"{closes}T18:00"}
    return said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small repository of the examples, everything in it bound."""
    for where, data in base_files().items():
        (tmp_path / where).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / where).write_bytes(data)
    university = tmp_path / "content/university.yaml"
    lines = ("eku, courses: all, programmes: all", "atu, moocs: all", "almau, maps: all")
    profiles = "".join(f"  - {{use: {line}}}\n" for line in lines)
    text = university.read_text(encoding="utf-8")
    university.write_text(f"{text[: text.index('profiles:')]}profiles:\n{profiles}{EXAM_FORM}", encoding="utf-8")
    return tmp_path


def new(root: Path, *words: str) -> Done:
    return inside("new", *words, "--repo", str(root))


def found(root: Path, where: str) -> list[Diagnostic]:
    """What is said of a file."""
    return [d for d in examine(root, day=DAY).report.diagnostics if d.at.source.path == where]


def unmarked(said: list[Diagnostic]) -> list[tuple[str, int, str]]:
    """Findings that stand on a line without a mark above it."""
    places = [(d.code, d.at.position.line, d.at.source.text.split("\n")) for d in said]
    return [(code, n, lines[n - 1]) for code, n, lines in places if n < 2 or not _is_mark(lines[n - 2])]


def _is_mark(line: str) -> bool:
    return line.lstrip().startswith(f"# {MARK}")


def fill_in(root: Path, where: str, values: dict[str, str], only: set[int] | None = None) -> None:
    """Write values behind the empty keys below marks, or only behind those of some lines."""
    lines = (root / where).read_text(encoding="utf-8").split("\n")
    for n, line in enumerate(lines):
        key = ".".join(path(lines, n))
        if line.endswith(":") and _is_mark(lines[n - 1]) and (only is None or n + 1 in only) and key in values:
            lines[n] = f"{line} {values[key]}"
    (root / where).write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_lies_where_it_belongs_and_each_finding_is_explained_there(
    root: Path, kind: str, lang: Lang
) -> None:
    done = new(root, *WORDS[kind], "--lang", lang)
    assert (done.status, done.err) == (0, "")
    assert FILES[kind] in done.out.splitlines()
    text = (root / FILES[kind]).read_text(encoding="utf-8")
    schema = text.split("\n")[0].removeprefix("# yaml-language-server: $schema=")
    assert (root / FILES[kind]).parent.joinpath(schema).resolve() == root.resolve() / f"schemas/{kind}.json"
    assert (ROOT / f"schemas/{kind}.json").is_file()
    assert nodes.read(Source("new.yaml", text))[1] == ()
    said = found(root, FILES[kind])
    assert said
    assert unmarked(said) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_finding_is_explained_when_the_file_can_be_read(root: Path, kind: str) -> None:
    name = [] if kind in ("bank", "passport") else ["--name", "Networks"]
    new(root, *WORDS[kind], *name)
    required = {"name": "Networks", "teaching.term": "autumn", "teaching.teachers": "[a-omarova]"}
    lines = (root / FILES[kind]).read_text(encoding="utf-8").split("\n")
    required |= {key: "Title" for n in range(len(lines)) if (key := ".".join(path(lines, n))).endswith("title")}
    required |= {"modules.m1.outcomes.o11": "Read maps"}
    fill_in(root, FILES[kind], required)
    said = found(root, FILES[kind])
    assert {d.code for d in said if d.code.startswith(("YML", "REF"))} == set()
    assert unmarked(said) == []


@pytest.mark.parametrize(("kind", "values"), [("programme", PROGRAMME), ("course", course())])
def test_who_fills_in_what_is_marked_has_no_finding_left(root: Path, kind: str, values: dict[str, str]) -> None:
    new(root, *WORDS[kind], "--language", "en")
    fill_in(root, FILES[kind], values, {d.at.position.line for d in found(root, FILES[kind])})
    assert unmarked(found(root, FILES[kind])) == []
    fill_in(root, FILES[kind], values)
    assert [(d.code, d.at.position.line, d.message.key) for d in found(root, FILES[kind])] == []


def test_a_name_is_written_so_that_it_is_read_as_given(root: Path) -> None:
    for n, name in enumerate(["C: a language", "it's", "- one", "# 1", "Сызықтық алгебра", "{a}", "no", 'say "x"']):
        assert new(root, "programme", f"P-{n}", "--name", name).status == 0
        node, said = nodes.read(Source("p.yaml", (root / f"content/programmes/P-{n}.yaml").read_text(encoding="utf-8")))
        assert said == ()
        assert isinstance(node, nodes.Mapping)
        assert isinstance(node.values["name"], nodes.Scalar)
        assert node.values["name"].text == name


def test_nothing_is_written_over_a_file_that_is_there(root: Path) -> None:
    assert new(root, *WORDS["course"]).status == 0
    (root / FILES["course"]).write_text("mine", encoding="utf-8")
    done = new(root, *WORDS["course"], "--lang", "en")
    assert (done.status, (root / FILES["course"]).read_text(encoding="utf-8")) == (2, "mine")
    assert f"{FILES['course']} is there; nothing was written" in done.err
    (root / "testbanks/demo/en/rk1.gift").write_text("::a::b{T}", encoding="utf-8")
    assert new(root, *WORDS["bank"]).status == 2
    assert not (root / FILES["bank"]).exists()


def test_a_bank_gets_a_passport_where_there_is_none(root: Path) -> None:
    passport = (root / "testbanks/demo/en/passport.yaml").read_bytes()
    assert new(root, *WORDS["bank"]).out.split() == [FILES["bank"]]
    assert (root / "testbanks/demo/en/passport.yaml").read_bytes() == passport
    assert new(root, *WORDS["passport"]).out.split() == ["testbanks/demo/ru/rk1.yaml", FILES["passport"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["course"], "ID is missing"),
        (["course", "Networks"], "Networks is no id"),
        (["course", "../x"], "../x is no id"),
        (["map", "m"], "--course is missing"),
        (["bank", "--course", "demo", "--language", "en"], "--control is missing"),
        (["bank", "--course", "demo", "--language", "en", "--control", "../../x"], "../../x is no id"),
    ],
)
def test_a_file_without_a_name_is_wrong_usage(root: Path, words: list[str], said: str) -> None:
    before = sorted(root.rglob("*"))
    done = new(root, *words, "--lang", "en")
    assert (done.status, sorted(root.rglob("*"))) == (2, before)
    assert said in done.err


def example(text: str) -> list[str]:
    """Keys, ids, dates and brackets of the example in a comment; its texts may be in another language."""
    start = min((text.index(sign) for sign in "[{" if sign in text), default=len(text))
    return re.findall(r"[a-z_\d]+(?=: )|[a-z]+-[a-z\d]+|\d[\d:T-]*|[\[\]{}…]", text[start:])


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_each_comment_is_translated_with_the_same_example_and_none_is_left_over(lang: Lang) -> None:
    english = {key: comment(line)[1] for kind in KINDS for line, key in comments(kind) if key}
    kept = {key: text for key, text in catalogue(lang).items() if key.startswith("new.")}
    assert set(kept) == set(english)
    for key, text in kept.items():
        shown = fill(text, lang, {})
        assert example(shown) == example(english[key]), key
        for part in (r"[\w-]+\.\w+\b", r"\b\w+/", r"F-\d\d", MARK):
            assert sorted(re.findall(part, shown)) == sorted(re.findall(part, english[key])), key


def test_one_place_has_one_comment() -> None:
    seen: dict[str, str] = {}
    for kind in KINDS:
        for line, key in comments(kind):
            assert not key or seen.setdefault(key, comment(line)[1]) == comment(line)[1]

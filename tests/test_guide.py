"""docs/formats.md keeps its word: its examples are read without a finding, its traps are traps, no key is left out."""

import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from markdown_it import MarkdownIt

from qoima.core.problems import PROBLEMS
from qoima.core.source import Source
from qoima.formats.messages import catalogue
from qoima.formats.moodle import marks as item_marks
from qoima.formats.repository import read_repository
from qoima.formats.yaml import bank_files, schemas, shape, university
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.file_types import FileAnswer, FileModel
from qoima.model.item import WEIGHTS_PERCENT, Choice
from qoima.model.linking import link
from qoima.render.terminal import diagnostic

GUIDE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
MARKDOWN = MarkdownIt().enable("table")
TOKENS = MARKDOWN.parse(GUIDE)
FIRST_LINE = re.compile(r"(?:#|//) ((?:content|testbanks)/\S+?\.(?:yaml|gift))(, continued)?\n")
"""A block that begins so is a file; with `continued` it is more of that file."""
MODULES = {bank_files.__name__, university.__name__, shape.__name__, item_marks.__name__}
assert schemas.SCHEMAS  # the models of all files are made
MODELS: list[type[FileModel]] = [FileAnswer]
MODELS += [m for one in FileModel.__subclasses__() for m in (one, *one.__subclasses__()) if m.__module__ in MODULES]
COURSE = "content/courses/databases.yaml"


def example_files() -> dict[str, str]:
    """The examples, by path."""
    files: dict[str, str] = {}
    for token in TOKENS:
        first = FIRST_LINE.match(token.content) if token.type == "fence" else None
        assert first or token.info != "gift", token.content
        if first:
            assert bool(first[2]) == (first[1] in files), first[0]
            files[first[1]] = files.get(first[1], "") + token.content
    return files


EXAMPLES = example_files()


def findings(files: dict[str, str]) -> list[str]:
    """What is said of these files as a repository; the pictures that they name lie beside them."""
    held = {path: text.encode() for path, text in files.items()}
    for path, text in files.items():
        folder = posixpath.dirname(path)
        held |= {f"{folder}/{name}": b"<svg/>" for name in re.findall(r"\bimages/[\w.-]+", text)}
    repository, said = read_repository(held)
    assert repository.university is not None or said
    dangling = link(repository, repository.university)[1] if repository.university else ()
    return [diagnostic(d, "en") for d in (*said, *dangling)]


def in_code(text: str) -> list[str]:
    """What stands in backticks, blocks of code left out."""
    blocks = MARKDOWN.parse(text)
    return [t.content for block in blocks for t in block.children or () if t.type == "code_inline"]


def tables() -> Iterator[list[list[str]]]:
    """Each table as rows of cells, the head first."""
    rows: list[list[str]] = []
    for before, token in pairwise(TOKENS):
        if token.type == "tr_open":
            rows.append([])
        elif before.type in ("td_open", "th_open"):
            rows[-1].append(token.content)
        elif token.type == "table_close":
            yield rows
            rows = []


def rows_of(head: str) -> list[list[str]]:
    """The rows of all tables whose first column has this head."""
    return [row for table in tables() if table[0][0] == head for row in table[1:]]


def read_line(line: str) -> tuple[list[str], list[str]]:
    """(texts, codes) that an item with this line in it gives."""
    key = line.partition(":")[0]
    lines = {"stem": "stem: s", "correct": "correct: a", "distractors": "distractors: [b, c]", key: line}
    text = "items:\n  - id: q-1\n" + "".join(f"    {held}\n" for held in lines.values())
    reading = read_items(Source("x.yaml", text))
    items, said = reading.items, reading.said
    texts = []
    for item in items:
        assert isinstance(item.response, Choice)
        options = {"correct": item.response.correct, "distractors": item.response.distractors}
        texts += [o.text.source for o in options[key]] if key in options else [item.stem.source]
    return texts, [d.code for d in said]


def test_there_is_an_example_of_every_file() -> None:
    kinds = {re.sub(r"/(?:databases|6B06103)\b", "/*", posixpath.dirname(path)) for path in EXAMPLES}
    assert kinds == {
        *("content", "content/programmes", "content/courses", "content/moocs", "content/maps", "content/blended"),
        *("content/practice/*",),
        *("testbanks", "testbanks/*/en", "testbanks/*/en/reviews", "testbanks/*/en/deliveries"),
    }
    assert {posixpath.splitext(path)[1] for path in EXAMPLES} == {".yaml", ".gift"}


def test_the_examples_are_read_without_a_finding_and_name_each_other() -> None:
    assert findings(EXAMPLES) == []


def test_a_text_of_several_lines_is_read() -> None:
    blocks = [t.content for t in TOKENS if t.info == "yaml" and not FIRST_LINE.match(t.content)]
    assert len(blocks) == 1
    reading = read_items(Source("x.yaml", f"items:\n- answer: true\n{indent(blocks[0], '  ')}"))
    items, said = reading.items, reading.said
    assert not said
    assert items[0].stem.source == "".join(line.strip() + "\n" for line in blocks[0].splitlines()[1:])


@pytest.mark.parametrize("path", EXAMPLES)
def test_a_slip_in_an_example_would_be_found(path: str) -> None:
    slip = "\n\n{\n" if path.endswith(".gift") else "\nnonsense: 1\n"
    assert findings({**EXAMPLES, path: EXAMPLES[path] + slip}) != []


def keys() -> set[str]:
    """Every key of the file models."""
    return {info.alias or name for model in MODELS for name, info in model.model_fields.items()}


def test_every_key_of_the_files_is_explained() -> None:
    assert keys() - set(in_code(GUIDE)) == set()


def test_the_tables_explain_no_key_that_does_not_exist() -> None:
    listed = {key for row in rows_of("key") for key in in_code(row[0])}
    assert len(listed) > 50
    assert listed - keys() == set()


def test_every_value_of_a_closed_list_is_named() -> None:
    def values(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from schema.get("enum", ())
            for held in schema.values():
                yield from values(held)
        elif isinstance(schema, list):
            for held in schema:
                yield from values(held)

    wanted = {value for model in MODELS for value in values(model.model_json_schema())}
    assert {"interim", "tvet", "no-penalty"} <= wanted
    assert wanted - {"kk", "ru", "en"} - set(in_code(GUIDE)) == set()


def test_the_weights_are_those_of_moodle() -> None:
    assert ", ".join(f"{w:f}" for w in WEIGHTS_PERCENT) in " ".join(GUIDE.split())


def test_the_tags_of_gift_are_named() -> None:
    assert set(item_marks.TAG_NAMES) <= set(in_code(GUIDE[GUIDE.index("## GIFT banks") :]))


TRAPS = [
    (wrong, right, row[3])
    for row in rows_of("trap")
    for wrong, right in zip(in_code(row[1]), in_code(row[2]), strict=True)
]


@pytest.mark.parametrize(("wrong", "right", "code"), TRAPS)
def test_a_trap_is_named_and_its_cure_is_read_as_typed(wrong: str, right: str, code: str) -> None:
    assert code in read_line(wrong)[1]
    typed = wrong.partition(": ")[2]
    texts, said = read_line(right)
    assert said == []
    assert texts in ([typed], [typed[1:-1]])


@pytest.mark.parametrize("wrong", [wrong for wrong, _, _ in TRAPS if not wrong.startswith("distractors")])
def test_behind_a_bar_no_sign_means_anything(wrong: str) -> None:
    key, _, typed = wrong.partition(": ")
    assert read_line(f"{key}: |\n      {typed}") == ([f"{typed}\n"], [])


@pytest.mark.parametrize("row", rows_of("you write"), ids=lambda row: in_code(row[0])[0])
def test_what_passes_unseen_is_read_as_the_guide_says(row: list[str]) -> None:
    wrong, right = in_code(row[0])[0], in_code(row[2])[0]
    assert read_line(wrong) == (in_code(row[1]), [])
    texts, said = read_line(right)
    assert said == []
    assert texts != in_code(row[1])


@pytest.mark.parametrize("typed", ["3.10", "012", "no", "1e3", "null", "~", "2026-09-01", "0x1F", "Yes"])
def test_a_text_is_what_was_typed(typed: str) -> None:
    assert read_line(f"correct: {typed}") == ([typed], [])


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("2026-10-06T09:00", "2026-10-06"),
        ("2026-10-06T09:00", "06.10.2026 09:00"),
        ("2026-10-06T09:00", "1791270000"),
        ("2026-08-28", "28.08.2026"),
        ("2026-08-28", "86400"),
    ],
)
def test_a_date_is_written_as_the_guide_says(typed: str, instead: str) -> None:
    said = findings({**EXAMPLES, COURSE: EXAMPLES[COURSE].replace(typed, instead, 1)})
    assert ["YML005" in text for text in said].count(True) == 1


def test_only_codes_of_programmes_may_have_capitals() -> None:
    files = {path.replace("courses/databases", "courses/Databases"): text for path, text in EXAMPLES.items()}
    assert "FIL009" in findings(files)[0]
    assert "content/programmes/6B06103.yaml" in files


def test_a_year_that_will_not_do_is_told_how_years_are_written() -> None:
    path = "content/university.yaml"
    said = findings({**EXAMPLES, path: EXAMPLES[path].replace("2026-2027", "2026/27")})
    assert "2026-2027" in said[0]
    assert "docs/formats.md" in said[0]


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_the_help_of_a_wrong_value_names_the_guide_in_each_language(lang: Any) -> None:
    assert "docs/formats.md" in str(PROBLEMS["YML006"].help)
    assert "docs/formats.md" in str(catalogue(lang)["YML006.help"])

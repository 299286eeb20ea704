"""The examples of a rule's page, made into a small repository that can be checked.

A fragment is the part of a file that holds the node; what a file cannot do without is filled in. Several files are
parted by lines `--- path`; a first line `on: …` names the kind of record, a line `limits: {…}` sets limits, a line
`document: {…}` what the regulation says of itself; `# <-` marks the line of the expected finding. A file whose text is
`(absent)` is taken away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qoima.core.source import Source
from qoima.formats.yaml.model import plain
from qoima.formats.yaml.nodes import Mapping, Sequence, read, texts
from qoima.model.links import BankOfControl, ItemInBank, TestBase
from qoima.model.views import BlendedInYear, MapInYear, MoocInYear, ReviewedBase
from qoima.rules.registry import Rule

MARK = re.compile(r" *# <-$")

FILES = {
    "content/university.yaml": """\
id: example
name: Example University
languages: [en]
default_language: en
site_url: https://example.org
academic_year: 2026-2027
profiles:
  - {use: example, courses: all, programmes: all, moocs: all, maps: all}
""",
    "content/people.yaml": "a-omarova: {name: Aigerim Omarova}\nb-li: {name: Boris Li}\n",
    "content/calendar.yaml": """\
years:
  - year: 2026-2027
    terms:
      - id: autumn
        start: 2026-09-01
        weeks: 15
        midterms:
          - {week: 6, from: 2026-10-06, to: 2026-10-12}
          - {week: 14, from: 2026-12-01, to: 2026-12-07}
        certification_weeks:
          - {from: 2026-10-20, to: 2026-10-26}
          - {from: 2026-12-08, to: 2026-12-14}
        exam_session: {from: 2026-12-15, to: 2026-12-31}
""",
    "content/programmes/P1.yaml": """\
name: Programme
level: bachelor
field: other
total_credits: 240
components: [{course: demo, semester: 1, credits: 5}]
""",
    "content/courses/demo.yaml": "",
    "content/blended/blended.yaml": "",
    "testbanks/demo/en/exam.yaml": "items: []",
    "testbanks/demo/en/passport.yaml": "course: demo\nreference_materials: []",
}
COURSE = {
    "name": "name: Demo",
    "status": "status: approved",
    "teaching": "teaching: [{language: en, term: autumn, teachers: [a-omarova]}]",
    "topics": "topics: {keys: Keys, joins: Joins}",
    "syllabus": "syllabus: {weeks: [{week: 1, topics: [keys]}, {week: 8, topics: [joins]}]}",
    "controls": "controls: {exam: {kind: interim, form: test}}",
}
MOOC = {"name": "name: Mooc", "language": "language: en", "status": "status: draft"}
ITEM = {
    "stem": "stem: Which key is unique?",
    "topic": "topic: keys",
    "difficulty": "difficulty: easy",
    "correct": "correct: primary",
    "distractors": "distractors: [foreign, composite, sort, candidate]",
}
_WHOLE = {
    "content/courses/": COURSE,
    "content/moocs/": MOOC,
    "content/maps/": {"course": "course: demo"},
    "content/blended/": {"programme": "programme: P1", "courses": "courses: [demo]"},
}
DIGEST = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
"""That of a bank without items: a sheet of review that lacks its digest would wait for a signature."""
_CHOICE_KEYS = {"correct", "distractors"}
_OTHER_KINDS = {"answer", "answers", "number", "pairs", "essay", "text_only"}
_HOMES = {
    ItemInBank: "testbanks/demo/en/exam.yaml",
    BankOfControl: "testbanks/demo/en/exam.yaml",
    TestBase: "testbanks/demo/en/passport.yaml",
    ReviewedBase: "testbanks/demo/en/reviews/2026-09-01-exam.yaml",
    MoocInYear: "content/moocs/mooc.yaml",
    MapInYear: "content/maps/map.yaml",
    BlendedInYear: "content/blended/blended.yaml",
}
"""Where a fragment belongs that names no file; the others belong to the course."""


@dataclass(frozen=True, slots=True)
class Example:
    """A block of a rule's page: the files of a repository, the limits it sets, and the marked (path, line) places.

    `on` is the kind of record that a rule about any record looks at, `document` what the regulation in force says of
    itself.
    """

    files: dict[str, bytes]
    on: str
    limits: dict[str, object]
    marks: frozenset[tuple[str, int]]
    document: dict[str, Any] = field(default_factory=dict)


def section(doc: str, name: str) -> list[str]:
    """The texts under each heading `name:` of a rule's page, their indentation taken away."""
    blocks = re.split(r"^(Why|Wrong|Right|Limits):", doc, flags=re.M)
    return [_dedent(text) for head, text in zip(blocks[1::2], blocks[2::2], strict=True) if head == name]


def _dedent(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.strip("\n").rstrip().split("\n")).strip("\n")


def examples(rule: Rule, name: str) -> Iterator[Example]:
    """The `Wrong` or `Right` examples of a rule."""
    for block in section(rule.doc, name):
        yield example(rule.node, block)


def example(node: type, block: str) -> Example:
    """A block as a repository."""
    limits: dict[str, object] = {}
    lines = block.split("\n")
    document: dict[str, Any] = {}
    on = lines.pop(0).removeprefix("on:").strip() if lines[0].startswith("on:") else ""
    if lines[0].startswith("limits:"):
        limits = plain(_tree(lines.pop(0)).values["limits"])
    if lines and lines[0].startswith("document:"):
        document = plain(_tree(lines.pop(0)).values["document"])
    files, marks = dict(FILES), set[tuple[str, int]]()
    for path, text in _parts(lines, _HOMES.get(node, "content/courses/demo.yaml")):
        if not text:
            continue
        if text == "(absent)":
            del files[path]
            continue
        text = f"items:\n{text}" if text.startswith("- ") else text
        files[path] = "\n".join(MARK.sub("", line) for line in text.split("\n"))
        marks |= {(path, n) for n, line in enumerate(text.split("\n"), 1) if MARK.search(line)}
    held = {path: complete(path, text).encode() for path, text in files.items()}
    return Example(held, on, limits, frozenset(marks), document)


def _parts(lines: list[str], home: str) -> Iterator[tuple[str, str]]:
    path, held = home, list[str]()
    for line in lines:
        if line.startswith("--- "):
            if held:
                yield path, "\n".join(held)
            path, held = line.removeprefix("--- ").strip(), []
        else:
            held.append(line)
    yield path, "\n".join(held)


def complete(path: str, text: str) -> str:
    """The text of a file with what it cannot do without, added so that no line of it moves."""
    whole = next((lines for folder, lines in _WHOLE.items() if path.startswith(folder)), None)
    if whole is not None:
        held = _tree(text).values if text else {}
        lacks = [line for key, line in whole.items() if key not in held]
        return "\n".join([*([text] if text else []), *lacks]) + "\n"
    if "/reviews/" in path and "digest" not in _tree(text).values:
        return f"{text}\ndigest: '{DIGEST}'\n"
    is_bank = path.startswith(("testbanks/", "content/practice/")) and path.endswith(".yaml")
    return _complete_items(path, text) if is_bank and not path.endswith("passport.yaml") else text + "\n"


def _complete_items(path: str, text: str) -> str:
    """A bank whose items get the fields they lack: inside the braces, or on lines behind the item's last text."""
    listed = _tree(text).values.get("items")
    lines = text.split("\n")
    for n, item in reversed(list(enumerate(listed.items if isinstance(listed, Sequence) else [], 1))):
        if not isinstance(item, Mapping):
            continue
        id = "-".join(path.removesuffix(".yaml").split("/")[1:])
        needed = {"id": f"id: {id}-{n}", **ITEM}
        if _OTHER_KINDS & set(item.values):
            needed = {key: line for key, line in needed.items() if key not in _CHOICE_KEYS}
        lacks = [line for key, line in needed.items() if key not in item.values]
        source, column = item.span.source, item.at.position.column
        last = max(source.position(text.span.end).line for text in texts(item))
        if source.text[item.span.start] == "{":
            lines[last - 1] = ", ".join([lines[last - 1].rstrip().removesuffix("}"), *lacks]) + "}"
        else:
            lines[last:last] = [" " * (column - 1) + line for line in lacks]
    return "\n".join(lines) + "\n"


def _tree(text: str) -> Mapping:
    source = Source("example", text)
    node, _ = read(source)
    return node if isinstance(node, Mapping) else Mapping({}, {}, source, 0, 0)

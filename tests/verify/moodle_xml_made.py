"""Moodle XML in the shape in which Moodle's question bank exports it, written by hand."""

from base64 import b64encode
from decimal import Decimal
from html import escape

from moodle_made import NO_COMBINED, TOP_NAMES, VERSIONS, Moodle, Version, number

from qoima.formats.moodle.holding import Path
from qoima.formats.moodle.question import Question, Rich, StoredAnswer


def percent(value: Decimal) -> str:
    return f"{float(value / 100) * 100:.7g}"


def moodle_xml(moodle: Moodle, version: Version = VERSIONS[1]) -> bytes:
    """As the question bank exports a category with those below it."""
    parts: list[str] = []
    last: Path | None = None
    for place, held in enumerate(sorted(moodle.questions, key=lambda one: one.question.category)):
        path = held.question.category
        if held.question.status == "hidden":
            continue
        if path != last:
            for depth in range(1, len(path) + 1):
                if last is None or path[:depth] != last[:depth]:
                    parts.append(_category(path[:depth], version))
            last = path
        parts.append(_xml_question(held.question, 1000 + place))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(parts)}</quiz>'.encode()


def _category(path: Path, version: Version) -> str:
    address = "/".join((version.context, "top", *(name.replace("/", "//") for name in path)))
    return (
        f'\n<!-- question: 0  -->\n  <question type="category">\n    <category>\n'
        f"      {_text(address)}    </category>\n"
        '    <info format="html">\n      <text></text>\n    </info>\n    <idnumber></idnumber>\n  </question>\n'
    )


def _text(value: str) -> str:
    inside = value
    if escape(value, quote=True) != value:
        inside = f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return f"<text>{inside}</text>\n"


def _rich(name: str, text: Rich, attributes: str = "", inside: str = "") -> str:
    beside = "".join(
        f'<file name="{file.name}" path="/" encoding="base64">{b64encode(file.data).decode()}</file>\n'
        for file in text.files
    )
    return f'    <{name}{attributes} format="html">\n      {_text(text.html)}{beside}{inside}    </{name}>\n'


def _xml_question(question: Question, id: int) -> str:
    kind = {"match": "matching"}.get(question.qtype, question.qtype)
    settings = {**question.settings}
    settings.pop("layout", None)
    if question.qtype == "truefalse":
        settings = {}
    counts = settings.pop("shownumcorrect", "0")
    for name in ("single", "shuffleanswers"):
        if name in settings:
            settings[name] = {"1": "true", "0": "false"}[settings[name]]
    combined = (
        "" if question.qtype in NO_COMBINED else "".join(_rich(n, question.combined.get(n, Rich())) for n in TOP_NAMES)
    )
    tags = "".join(f"      <tag>{_text(tag)}</tag>\n" for tag in question.tags)
    return "".join(
        (
            f'\n<!-- question: {id}  -->\n  <question type="{kind}">\n    <name>\n'
            f"      {_text(question.name)}    </name>\n",
            _rich("questiontext", question.text),
            _rich("generalfeedback", question.general_feedback),
            f"    <defaultgrade>{number(question.default_mark)}</defaultgrade>\n",
            f"    <penalty>{number(question.penalty)}</penalty>\n    <hidden>0</hidden>\n",
            f"    <idnumber>{escape(question.idnumber)}</idnumber>\n",
            *(f"    <{name}>{escape(value)}</{name}>\n" for name, value in settings.items()),
            combined,
            "    <shownumcorrect/>\n" if counts == "1" else "",
            *(_xml_answer(answer, question.qtype) for answer in question.answers),
            *(
                _rich("subquestion", pair.left, inside=f"      <answer>\n        {_text(pair.right)}      </answer>\n")
                for pair in question.pairs
            ),
            _rich("graderinfo", question.notes) if question.qtype == "essay" else "",
            *(_rich("hint", hint) for hint in question.hints),
            f"    <tags>\n{tags}    </tags>\n" if tags else "",
            "  </question>\n",
        )
    )


def _xml_answer(answer: StoredAnswer, qtype: str) -> str:
    text = Rich(answer.text.html.lower()) if qtype == "truefalse" else answer.text
    tolerance = f"      <tolerance>{answer.tolerance}</tolerance>\n" if answer.tolerance is not None else ""
    return _rich(
        "answer", text, f' fraction="{percent(answer.percent)}"', _rich("feedback", answer.feedback) + tolerance
    )

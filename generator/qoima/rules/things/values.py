"""What a field of a record may say."""

import posixpath
from urllib.parse import urlsplit

from qoima.model.views import Thing
from qoima.rules.registry import Findings, finding, rule
from qoima.rules.things.reach import name_of, reach


@rule(
    "allowed-values",
    Thing,
    "{thing}: `{field}` is {have}; the regulation names {values}",
    help="allowed here: {values}",
)
def allowed_values(node: Thing, *, field: str, values: tuple[str, ...]) -> Findings:
    """A field, or each entry of it, is one of the values that the regulation names. Nothing written is no finding.

    Why: another value has no meaning in the regulation, and no form has a box for it.

    Wrong:
        on: control
        limits: {field: form, values: [test, oral]}
        controls:
          exam:
            kind: interim
            form: song   # <-

    Right:
        on: control
        limits: {field: form, values: [test, oral]}
        controls:
          exam: {kind: interim, form: oral}
          rk1: {kind: midterm}

    Limits:
        field: the field, by path.
        values: what it may say.
    """
    for held in reach(node.value, field):
        entries = held.value if isinstance(held.value, tuple) else (held.value,)
        for have in entries:
            if have is not None and str(have) not in values:
                yield finding(held.at, thing=name_of(node), field=field.replace("[]", ""), have=str(have))


@rule(
    "file-ending",
    Thing,
    "{thing}: `{field}` names {have}; a file of the format {endings} is required",
    help="save the document as {endings} and name that file",
)
def file_ending(node: Thing, *, field: str, endings: tuple[str, ...]) -> Findings:
    """A file is of the format that the regulation asks for. Nothing written is no finding.

    Why: what is sent in another format is sent back.

    Wrong:
        on: course
        limits: {field: code, endings: [pdf]}
        code: programme.docx   # <-

    Right:
        on: course
        limits: {field: code, endings: [pdf]}
        code: programme.PDF

    Limits:
        field: the field, by path.
        endings: endings of file names, without the dot.
    """
    for held in reach(node.value, field):
        if isinstance(held.value, str) and posixpath.splitext(held.value)[1].removeprefix(".").lower() not in endings:
            yield finding(held.at, thing=name_of(node), field=field.replace("[]", ""), have=held.value)


@rule(
    "web-address",
    Thing,
    "{thing}: `{field}` is {have}, which is not a web address",
    help="write the whole address, beginning with https://",
    variants={},
)
def web_address(node: Thing, *, field: str) -> Findings:
    """A link is a whole web address: http or https, with a host. Nothing written is no finding.

    Why: half an address leads nowhere. Whether the page is there is not tried: the check works offline.

    Wrong:
        on: course
        limits: {field: code}
        code: www.example.org/course   # <-

    Right:
        on: course
        limits: {field: code}
        code: https://www.example.org/course

    Limits:
        field: the field, by path.
    """
    for held in reach(node.value, field):
        if isinstance(held.value, str) and not is_web_address(held.value):
            yield finding(held.at, thing=name_of(node), field=field.replace("[]", ""), have=held.value)


def is_web_address(text: str) -> bool:
    """Whether a text is an address with scheme http or https and a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in text


RULES = (allowed_values, file_ending, web_address)

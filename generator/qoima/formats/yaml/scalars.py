"""Values as lines of YAML the way authors write them: plain where YAML leaves the text alone, else quoted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qoima.formats.yaml.slips import quoted

MAX_LINE = 110
"""A list or mapping in brackets that would be longer stands on lines of its own."""
MAX_BARE_LINE = 80
"""The same for options."""

_NOT_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML takes for a line break of its own, or forbids."""
_NOT_PLAIN = re.compile(r"""\A[,\[\]{}#&*!|>'"%@`]|\A[-?:](?:\s|\Z)|:(?:\s|\Z)|\s#""")
_NOT_PLAIN_IN_BRACKETS = re.compile(r"""[,\[\]{}]|:["']|\A[?:]""")
_ESCAPED = re.compile('["\\\\]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class InBrackets:
    """A list or mapping on one line, if it fits there; with `bare`, only a short one of texts without quotes."""

    held: "Sequence[Value] | Mapping[str, Value]"
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Exact:
    """A text that is not Markdown: every line end and blank counts."""

    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


Value = str | Exact | bool | int | Decimal | InBrackets | Sequence["Value"] | Mapping[str, "Value"]
"""A text is Markdown: line ends at its end do not count."""


def field(key: str, value: Value, pad: str) -> Iterator[str]:
    """The lines of `key: value`, the key behind `pad`."""
    yield from _hung(f"{pad}{scalar(key)}:", value, pad)


def _hung(lead: str, value: Value, pad: str) -> Iterator[str]:
    """The value behind `lead`, on the same line or, indented deeper than `pad`, below it."""
    if isinstance(value, InBrackets):
        line = _in_brackets(value.held)
        if line is not None and _fits(lead, line, value.bare):
            yield f"{lead} {line}"
            return
        value = value.held
    if isinstance(value, str) and "\n" in value and not _NOT_IN_LINES.search(value):
        yield from _lines(lead, value, pad)
    elif isinstance(value, str | Exact | bool | int | Decimal):
        yield f"{lead} {_one(value)}"
    elif not value:
        yield f"{lead} {'{}' if isinstance(value, Mapping) else '[]'}"
    elif isinstance(value, Mapping):
        yield lead
        for key, held in value.items():
            yield from field(key, held, f"{pad}  ")
    else:
        yield lead
        for held in value:
            yield from entry(held, f"{pad}  ")


def _fits(lead: str, line: str, bare: bool) -> bool:
    if bare:
        return len(lead) + len(line) < MAX_BARE_LINE and not {"'", '"'} & set(line)
    return len(lead) + len(line) < MAX_LINE


def entry(value: Value, pad: str) -> Iterator[str]:
    """The lines of an entry of a list, its hyphen behind `pad`; what the entry holds begins on the same line."""
    if isinstance(value, InBrackets) and (len(pad) + len(_in_brackets(value.held) or "-" * MAX_LINE)) >= MAX_LINE:
        value = value.held
    if isinstance(value, str | Exact | bool | int | Decimal | InBrackets) or not value:
        yield from _hung(f"{pad}-", value, pad)
        return
    inside = f"{pad}  "
    if isinstance(value, Mapping):
        lines = (line for key, held in value.items() for line in field(key, held, inside))
    else:
        lines = (line for held in value for line in entry(held, inside))
    yield f"{pad}- {next(lines).lstrip(' ')}"
    yield from lines


def _lines(lead: str, text: str, pad: str) -> Iterator[str]:
    yield f"{lead} |2" if text[0] in " \t" else f"{lead} |"
    for line in text.split("\n"):
        yield f"{pad}  {line}" if line else ""


def _one(value: str | Exact | bool | int | Decimal) -> str:
    match value:
        case str():
            return scalar(value)
        case Exact(text=text):
            return scalar(text)
        case bool():
            return "true" if value else "false"
        case Decimal():
            return number(value)
        case _:
            return str(value)


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """The text in one line: plain, else in single quotes, else in double ones.

    Where the text has apostrophes, double quotes come first, if nothing in it means something between them.
    """
    if "\n" in text or _NOT_IN_LINES.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    if text == text.strip() != "" and _is_bare(text, in_brackets):
        return text
    return f'"{text}"' if "'" in text and '"' not in text and "\\" not in text else quoted(text)


def _is_bare(text: str, in_brackets: bool) -> bool:
    if "\t" in text or _NOT_PLAIN.search(text):
        return False
    return not (in_brackets and _NOT_PLAIN_IN_BRACKETS.search(text))


def _escape(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    return _SHORT.get(sign[0]) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def number(value: Decimal) -> str:
    """A number as people write it; without zeros at its end, and with an exponent only where it is very long."""
    if not value:
        return "0"
    value = value.normalize()
    return f"{value:f}" if abs(value.adjusted()) < 20 else str(value)


def _in_brackets(held: Sequence[Value] | Mapping[str, Value]) -> str | None:
    """The list or mapping in one line; None where that cannot be."""
    values = list(held.values()) if isinstance(held, Mapping) else list(held)
    parts: list[str] = []
    for value in values:
        if isinstance(value, InBrackets):
            part = _in_brackets(value.held)
        elif isinstance(value, str | Exact):
            text = value.text if isinstance(value, Exact) else value
            part = None if "\n" in text else scalar(text, in_brackets=True)
        else:
            part = _one(value) if isinstance(value, bool | int | Decimal) else None
        if part is None:
            return None
        parts.append(part)
    if isinstance(held, Mapping):
        keys = (scalar(key, in_brackets=True) for key in held)
        return f"{{{', '.join(f'{key}: {part}' for key, part in zip(keys, parts, strict=True))}}}"
    return f"[{', '.join(parts)}]"

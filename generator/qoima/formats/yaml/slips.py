"""What YAML stops at or silently changes, in an author's words, and how the text looks when it is right."""

import re
from collections.abc import Iterator

import yaml
from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Source, Span

Slip = tuple[Diagnostic, int, str]
"""A diagnostic, and which characters to overwrite with what so that reading can go on ("" to give up)."""

_VALUE = re.compile(r"^(\s*(?:- +)*(?:[\w-]+: +)?)(.*?)\s*$")
_DOUBLE_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)', re.S)
_ESCAPE = re.compile(r"\\(.)", re.S)
_ITSELF = '"\\/'
"""What is itself behind a backslash in double quotes; anything else is a sign of YAML's own, or none at all."""


def quoted(text: str) -> str:
    """The text between single quotes, as YAML wants it."""
    return "'" + text.replace("'", "''") + "'"


def quoted_line(source: Source, offset: int) -> str:
    """The line of `offset` with its value put in quotes."""
    match = _VALUE.match(source.line(source.position(offset).line))
    if not match:
        return ""
    lead, value = match.groups()
    return lead.strip() + " " * bool(lead.strip()) + quoted(value)


def escape_in_formula(text: str) -> int | None:
    """Where in a text in double quotes the first backslash of a formula stands that YAML takes for itself.

    It does so with the `\\t` of `\\to`, and says nothing.
    """
    inside, found = False, None
    for match in re.finditer(r"\\.|\$", text, re.S):
        if match[0] == "$":
            if found is not None:
                return found
            inside = not inside
        elif inside and found is None and re.match(r"\\(?:_|[^\W\d_]{2})", text[match.start() : match.start() + 3]):
            found = match.start()
    return None


def escape_problem(sign: Span, opening: int) -> Diagnostic:
    """YML024 for a backslash in the text that begins with the double quote at `opening`."""
    match = _DOUBLE_QUOTED.match(sign.source.text, opening)
    typed = _ESCAPE.sub(lambda m: m[1] if m[1] in _ITSELF else m[0], match[1] if match else "")
    return problem("YML024", sign, sign=sign.text, fixed=quoted(" ".join(typed.split())))


def slip(source: Source, text: str, error: yaml.YAMLError) -> Slip:
    """What libyaml stopped at in `text`, which is that of the source with earlier slips overwritten."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        code_point = f"{getattr(error, 'character', 0):04X}"
        at = min(getattr(error, "position", 0), len(source.text))
        return problem("FIL008", source.span(at, min(at + 1, len(source.text))), code_point=code_point), 0, ""
    at = min(mark.index, len(text))
    said = str(getattr(error, "problem", "") or "")
    if "quoted scalar" in str(getattr(error, "context", "") or ""):
        return _in_quotes(source, text, at, said, getattr(error, "context_mark", None) or mark)
    for make in (_tab, _colon, _sign, _quotes):
        if (found := make(source, text, at, said)) is not None:
            return found
    return problem("YML001", source.span(at, min(at + 1, len(source.text))), reason=said or "syntax"), 0, ""


def _in_quotes(source: Source, text: str, at: int, said: str, mark: yaml.Mark) -> Slip:
    """A backslash that YAML does not know, or quotes that are never closed: the place to look is where they open."""
    match = _DOUBLE_QUOTED.match(text, mark.index)
    if match is None or not any(word in said for word in ("escape", "hexdecimal")):
        at = mark.index if said.endswith("end of stream") else at
        return problem("YML001", source.span(at, min(at + 1, len(source.text))), reason=said), 0, ""
    start = text.rindex("\\", mark.index, at + 1)
    mended = _ESCAPE.sub(lambda m: m[0] if m[1] in _ITSELF else f"x{m[1]}", text[start : match.end()])
    return escape_problem(source.span(start, min(start + 2, len(source.text))), mark.index), start, mended


def _tab(source: Source, text: str, at: int, said: str) -> Slip | None:
    start = text.rfind("\n", 0, at) + 1
    lead = re.compile(r"[ \t]*").match(text, start)
    if lead is None or "\t" not in lead[0] or not said.startswith(("found character", "found a tab")):
        return None
    tab = start + lead[0].index("\t")
    return problem("YML015", source.span(tab, tab + 1)), tab, " "


def _colon(source: Source, text: str, at: int, said: str) -> Slip | None:
    if "mapping values are not allowed" not in said or text[at : at + 1] != ":":
        return None
    return problem("YML013", source.span(at, at + 1), fixed=quoted_line(source, at)), at, "x"


def _sign(source: Source, text: str, at: int, said: str) -> Slip | None:
    signs = "`@%*&!>|" + "?" * ("mapping keys" in said) + "-" * ("sequence entries" in said)
    line_start = text.rfind("\n", 0, at) + 1
    for start in dict.fromkeys((at, *_value_starts(text, line_start, at))):
        sign = text[start : start + 1]
        if sign and sign in signs:
            span = source.span(start, start + 1)
            return problem("YML014", span, sign=sign, fixed=quoted_line(source, start)), start, "x"
    return None


def _value_starts(text: str, line_start: int, at: int) -> Iterator[int]:
    match = _VALUE.match(text[line_start : text.find("\n", line_start) if "\n" in text[line_start:] else len(text)])
    if match:
        yield line_start + match.end(1)
    yield at - 1 if at else 0


def _quotes(source: Source, text: str, at: int, said: str) -> Slip | None:
    line_start = text.rfind("\n", 0, at) + 1
    match = _VALUE.match(source.line(source.position(line_start).line))
    value = line_start + match.end(1) if match else at
    sign = text[value : value + 1]
    closing = text.find(sign, value + 1, at + 1) if sign and sign in "\"'" else -1
    if closing < 0:
        return None
    inside = re.sub(r"[^\w ]", "x", text[value : closing + 1])
    return problem("YML020", source.span(closing, closing + 1), fixed=quoted_line(source, value)), value, inside

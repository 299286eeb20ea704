"""From bytes to a source: UTF-8, byte order marks, line ends, control characters, size."""

import re

from qoima.core.diagnostic import Diagnostic, Diagnostics
from qoima.core.problems import problem
from qoima.core.source import Source

MAX_TEXT_MIB = 64
MAX_ITEM_TEXT_KIB = 256
MAX_PICTURE_MIB = 5
MIB = 1 << 20

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_FOR_MOODLE = (".gift", ".txt")
"""Files that Moodle reads line by line: it takes all control characters but the first, and parts lines at LF only,
unless there is none."""


def decode(path: str, data: bytes) -> tuple[Source | None, Diagnostics]:
    """The text of a file with `\\n` line ends; None where it is no text of ours."""
    said: list[Diagnostic] = []
    nothing = Source(path, "").whole()
    if len(data) > MAX_TEXT_MIB * MIB:
        return None, (too_large(path, len(data)),)
    if not data.strip():
        return None, (problem("FIL005", nothing),)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, (problem("FIL002", nothing, encoding="UTF-16"),)
    if data.startswith(b"\xef\xbb\xbf"):
        said.append(problem("FIL003", nothing))
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        source = Source(path, before + "�")
        at = source.span(len(before), len(before) + 1)
        return None, (*said, problem("FIL002", at, encoding=_guess(data)))
    for_moodle = path.endswith(_FOR_MOODLE)
    if "\r" in text:
        said.append(problem("FIL004", nothing))
        text = text.replace("\r\n", "\n")
        text = text if for_moodle and "\n" in text else text.replace("\r", "\n")
    source = Source(path, text)
    for match in _CONTROL.finditer(text):
        if match[0] == "\0" and path.endswith(".gift"):
            continue  # It matters inside of texts only: the reader tells.
        code = "FIL018" if for_moodle and match[0] != "\0" else "FIL008"
        said.append(problem(code, source.span(match.start(), match.end()), code_point=f"{ord(match[0]):04X}"))
        if len(said) > 20:
            break
    return source, tuple(said)


def sound_part(path: str, data: bytes) -> Source | None:
    """The blocks of lines before the first byte that is no UTF-8, where Moodle's importer stumbles; None for none."""
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.removeprefix(b"\xef\xbb\xbf")[: error.start].decode("utf-8")
    text = text.replace("\r\n", "\n")
    text = text if "\n" in text else text.replace("\r", "\n")
    blank = [match.start() for match in re.finditer(r"\n[ \t\r]*\n", text)]
    return Source(path, text[: blank[-1] + 1]) if blank and path.endswith(_FOR_MOODLE) else None


def too_large(path: str, size: int) -> Diagnostic:
    """FIL007, for a file that is not even read."""
    return problem("FIL007", Source(path, "").whole(), have_mib=size // MIB, limit_mib=MAX_TEXT_MIB)


def _guess(data: bytes) -> str:
    """The code page that gives the most Cyrillic letters in words of one case."""
    scores = {}
    for name, label in (("cp1251", "Windows-1251"), ("cp866", "CP866"), ("koi8-r", "KOI8-R")):
        text = data[:20000].decode(name, errors="replace")
        scores[label] = len(re.findall(r"\b[А-ЯЁ]?[а-яё]{3,}\b", text))
    best = max(scores, key=lambda label: scores[label])
    return best if scores[best] else "no text"

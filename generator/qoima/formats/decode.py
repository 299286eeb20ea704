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
_CODE_PAGES = {"Windows-1251": "cp1251", "CP866": "cp866", "KOI8-R": "koi8-r"}
_FREQUENT = "оеаинт"
_LEAST_SCORE = 12
_ALIEN = re.compile("[ђћѓќљњџѕјєїґ\x00-\x08\x0e-\x1f]", re.I)
"""Signs that no text of ours has, but a file in another code page (Kazakh KZ-1048) read as one of these has."""

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


def decode_any(path: str, data: bytes) -> tuple[Source | None, Diagnostics]:
    """As `decode`, but a file in UTF-16 or surely in a Cyrillic code page is converted, with FIL020."""
    source, said = decode(path, data)
    refused = next((one for one in said if one.code == "FIL002"), None)
    if refused is None:
        return source, said
    encoding = "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _guess(data, sure=True)
    try:
        text = data.decode(_CODE_PAGES.get(encoding, encoding))
    except (UnicodeDecodeError, LookupError):
        return source, said
    if _CODE_PAGES.get(encoding) and _ALIEN.search(text):
        return source, said
    source, said = decode(path, text.encode("utf-8"))
    return source, (problem("FIL020", Source(path, "").whole(), encoding=encoding), *said)


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


def _guess(data: bytes, *, sure: bool = False) -> str:
    """The code page that gives the most frequent letters of Russian in words of one case; `sure`: by far the most."""
    scores = {label: _score(data[:20000].decode(name, errors="replace")) for label, name in _CODE_PAGES.items()}
    second, best = sorted(scores.values())[-2:]
    if not best or (sure and best < max(_LEAST_SCORE, 2 * second)):
        return "no text"
    return max(scores, key=lambda label: scores[label])


def _score(text: str) -> int:
    """Words in capitals count less: small letters of one code page are capitals of another."""
    small = "".join(re.findall(r"\b[А-ЯЁ]?[а-яё]{2,}\b", text))
    large = "".join(re.findall(r"\b[А-ЯЁ]{3,}\b", text))
    return 2 * sum(small.lower().count(letter) for letter in _FREQUENT) + sum(
        large.lower().count(letter) for letter in _FREQUENT
    )

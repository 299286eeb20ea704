"""The tokens of XML without document types: tags, texts, CDATA, comments, and signs written as `&…;`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

_START = (
    ":A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = f"[{_START}][{_START}.0-9\xb7\u0300-\u036f\u203f-\u2040-]*+"
_EQUALS = r"[ \t\n\r]*+=[ \t\n\r]*+"
_ATTRIBUTES = rf"""(?:[ \t\n\r]++{_NAME}{_EQUALS}(?:"[^"<]*+"|'[^'<]*+'))*+"""
_CDATA = r"<!\[CDATA\[((?:[^\]]++|\](?!\]>))*+)\]\]>"
_SPACE = r"[ \t\n\r]*+"
TOKEN = re.compile(
    rf"{_SPACE}<({_NAME})({_ATTRIBUTES}){_SPACE}(?:(/)>|>(?:(?:{_CDATA}|([^<&]*+))</\1{_SPACE}>)?)"
    rf"|{_SPACE}</({_NAME}){_SPACE}>|([^<&]++)|{_CDATA}"
    r"|&(?:(amp|lt|gt|quot|apos)|\#(?:([0-9]{1,9})|x([0-9a-fA-F]{1,8})));|[ \t\n\r]*+<!--(.*?)-->|(.)",
    re.S,
)
NAME, OPEN, EMPTY, CDATA_LEAF, LEAF, END, TEXT, CDATA, ENTITY, DECIMAL, HEXADECIMAL, COMMENT, OTHER = range(1, 14)
"""The groups of `TOKEN`. Which one matched last tells what the token is: an opening tag, an empty one, a whole element
with nothing but CDATA or bare text in it (both at once: that is what most of a file is), a closing tag, a text, and so
on. `NAME` and `OPEN` hold the name and the attributes of the first four."""
_ATTRIBUTE = re.compile(rf"""({_NAME}){_EQUALS}(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(?:([0-9]{1,9})|x([0-9a-fA-F]{1,8})));|&")
TAG_BEGINS = re.compile(rf"</?{_NAME}")
DECLARATION = re.compile(
    rf"<\?xml[ \t\n\r]+version{_EQUALS}[\"']1\.[0-9]+[\"']"
    rf"(?:[ \t\n\r]+encoding{_EQUALS}[\"']([A-Za-z][A-Za-z0-9._-]*)[\"'])?"
    rf"(?:[ \t\n\r]+standalone{_EQUALS}[\"'](?:yes|no)[\"'])?[ \t\n\r]*\?>"
)
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Wrong(NamedTuple):
    """What is wrong with attributes: a code, where, and the values of its message."""

    code: str
    at: int
    values: Mapping[str, object]


def attributes(written: str) -> tuple[Mapping[str, str], Wrong | None]:
    """Attributes by name, as they stand in a tag."""
    held: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        name = match[1]
        if name in held:
            return held, Wrong("MXL015", match.start(), {"name": name})
        value = match[2] if match[2] is not None else match[3]
        wrong: list[Wrong] = []

        def replaced(reference: re.Match[str], at: int = match.start(), wrong: list[Wrong] = wrong) -> str:
            sign = sign_of(reference[1], reference[2], reference[3])
            if sign == "":
                bare = reference[0] == "&"
                values = {"sign": "&"} if bare else {"code_point": reference[0]}
                wrong.append(Wrong("MXL006" if bare else "MXL001", at, values))
            return sign

        held[name] = _REFERENCE.sub(replaced, value.replace("\n", " ").replace("\t", " "))
        if wrong:
            return held, wrong[0]
    return held, None


few_attributes = lru_cache(maxsize=1024)(attributes)


def sign_of(entity: str | None, decimal: str | None, hexadecimal: str | None) -> str:
    """The sign that stands as `&…;`; "" for one that XML does not know or allow."""
    if entity:
        return _ENTITIES[entity]
    code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    sign = chr(code) if 0 < code <= 0x10FFFF else ""
    return "" if FORBIDDEN.match(sign) else sign

"""Which files are mended, and what kind of file a path is."""

import re

from pydantic import BaseModel

from qoima.formats.yaml.schemas import SCHEMAS

_KINDS = {
    r"testbanks/[^/]+/[^/]+/passport\.yaml": "passport",
    r"testbanks/[^/]+/[^/]+/[^/]+\.yaml": "bank",
    r"testbanks/experts\.yaml": "experts",
    r"content/practice/[^/]+/[^/]+\.yaml": "bank",
    r"content/programmes/[^/]+\.yaml": "programme",
    r"content/courses/[^/]+\.yaml": "course",
    r"content/moocs/[^/]+\.yaml": "mooc",
    r"content/maps/[^/]+\.yaml": "map",
    r"content/blended/[^/]+\.yaml": "blended",
    r"content/people\.yaml": "people",
    r"content/calendar\.yaml": "calendar",
    r"content/university\.yaml": "university",
}
_GIFT = re.compile(r"(?:testbanks/[^/]+/[^/]+|content/practice/[^/]+)/[^/]+\.gift")
_BANK = re.compile(r"testbanks/([^/]+)/([^/]+)/([^/]+)\.(?:yaml|gift)")
_PRACTICE = re.compile(r"content/practice/([^/]+)/([^/]+)\.(?:yaml|gift)")


def kind_of(path: str) -> str | None:
    """The name of the schema of a YAML file; None for a file that is left alone, as signed reviews are."""
    return next((kind for pattern, kind in _KINDS.items() if re.fullmatch(pattern, path)), None)


def model_of(path: str) -> type[BaseModel]:
    """The model of a YAML file."""
    return SCHEMAS[kind_of(path) or ""]


def is_gift(path: str) -> bool:
    """Whether a path is that of a bank or practice set in GIFT."""
    return bool(_GIFT.fullmatch(path))


def is_mended(path: str) -> bool:
    """Whether slips in a file of this path are mended at all."""
    return kind_of(path) is not None or is_gift(path)


def folder_of(path: str) -> tuple[str, str, str] | None:
    """Course, language and control of a file of items; a practice set has the control `practice`."""
    if (match := _BANK.fullmatch(path)) is not None:
        return match[1], match[2], match[3]
    match = _PRACTICE.fullmatch(path)
    return (match[1], match[2], "practice") if match else None

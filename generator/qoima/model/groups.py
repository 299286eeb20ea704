"""How a repository is cut into parts that can be checked one by one.

Everything about one course or MOOC is one part: its record, its practice, its test bases with papers and pictures. So
is each programme, integration map and blended learning. What they all rest on is the frame: the university, people, the
calendar, the experts.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

FRAME = ""
"""The name of the part that all others rest on."""

FRAME_FILES = (
    "content/university.yaml",
    "content/people.yaml",
    "content/calendar.yaml",
    "testbanks/experts.yaml",
)
_OF_ONE = re.compile(r"content/(?P<kind>programmes|maps|blended)/(?P<id>[^/]+)\.yaml")
_OF_COURSE = re.compile(r"content/(?:courses|moocs)/(?P<id>[^/]+)\.yaml")
_BELOW_COURSE = re.compile(r"(?:content/practice|testbanks)/(?P<id>[^/]+)/.+", re.DOTALL)


def group_of(path: str) -> str:
    """The part to which a file belongs: `courses/<id>`, `programmes/<code>`, `maps/<id>`, `blended/<id>` or `FRAME`."""
    if match := _OF_ONE.fullmatch(path):
        return f"{match['kind']}/{match['id']}"
    if match := _OF_COURSE.fullmatch(path) or _BELOW_COURSE.fullmatch(path):
        return f"courses/{match['id']}"
    return FRAME


def cut(paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The paths of each part, in their order; the frame is always there."""
    held: dict[str, list[str]] = {FRAME: []}
    for path in paths:
        held.setdefault(group_of(path), []).append(path)
    return MappingProxyType({name: tuple(mine) for name, mine in held.items()})

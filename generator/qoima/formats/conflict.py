"""The marks that git leaves in a file whose two versions it could not merge."""

import re
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.core.source import Source

_MARK = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: (.*))?$", re.M)
_NAMED_LINES = 12

CONFLICTS = ("YML016", "GFT071")
"""The codes of the message, for YAML and for GIFT. It says lines and the names of versions, and no text of the file."""


def conflict(source: Source, code: str = "YML016") -> Diagnostic | None:
    """One message for all marks of a file, at the first.

    They stand at the beginning of a line, where no text of YAML can; a rule `=======` alone may stand in GIFT, and so
    counts only beside another mark.
    """
    marks = list(_MARK.finditer(source.text))
    if not marks or (code != "YML016" and all(match[1][0] == "=" for match in marks)):
        return None
    lines = [str(source.position(match.start()).line) for match in marks]
    shown = ", ".join(lines[:_NAMED_LINES]) + ", …" * (len(lines) > _NAMED_LINES)
    return problem(code, source.span(marks[0].start(), marks[0].end()), lines=shown, versions=_versions(marks))


def _versions(marks: list[re.Match[str]]) -> Message | str:
    """The names that git gives the two versions, where both are there: a branch, a commit, a stash."""
    names = [next((match[2] for match in marks if match[1][0] == sign and match[2]), "") for sign in "<>"]
    if not all(names):
        return ""
    values = MappingProxyType({"ours": names[0].strip(), "theirs": names[1].strip()})
    return Message("conflict.versions", " (“{ours}” and “{theirs}”)", values)

"""Committed reference pages are what the code makes of them today."""

import os
from pathlib import Path

from qoima.core.problems import PROBLEMS
from qoima.render.reference import FAMILIES, codes_page

PAGE = Path(__file__).parent.parent / "docs" / "codes.md"


def test_the_page_of_codes_is_current() -> None:
    if os.environ.get("QOIMA_GOLDEN") == "write":
        PAGE.write_text(codes_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == codes_page(), "run make golden"


def test_every_code_belongs_to_a_family_and_ends_in_0xx() -> None:
    for code in PROBLEMS:
        assert code[:3] in FAMILIES
        assert code[3] == "0"
        assert len(code) == 6

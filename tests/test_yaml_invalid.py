"""What authors read when a bank file is broken: one fixture a kind of slip, the whole text compared."""

import os
from pathlib import Path

import pytest

from qoima.core.diagnostic import ordered
from qoima.formats.decode import decode
from qoima.formats.yaml.bank import read_items
from qoima.render.terminal import diagnostic

HERE = Path(__file__).parent / "yaml" / "invalid"


@pytest.mark.parametrize("path", sorted(HERE.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_broken_bank_is_explained(path: Path) -> None:
    source, said = decode(path.name, path.read_bytes())
    assert source is not None
    wrong = read_items(source).said
    text = "\n\n".join(diagnostic(d, "en") for d in ordered((*said, *wrong))) + "\n"
    expected = path.with_suffix(".txt")
    if os.environ.get("QOIMA_GOLDEN") == "write":
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert wrong

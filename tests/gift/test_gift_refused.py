"""Files in which Moodle refuses a question or breaks off: each error on the line of its question, and what is stored.

Beside each `refused/x.gift` stands `x.txt`: the errors as `line code`, then the names of the questions that Moodle 4.5
stores, in order.
"""

from pathlib import Path

import pytest

from qoima.core.diagnostic import Severity
from qoima.formats.decode import decode
from qoima.formats.gift.read import read_gift
from qoima.formats.moodle.stored import stored

FILES = sorted((Path(__file__).parent / "refused").glob("*.gift"))


def outcome(path: Path) -> str:
    source, said = decode(path.name, path.read_bytes())
    assert source is not None
    reading = read_gift(source)
    errors = {(d.at.position.line, d.code) for d in (*said, *reading.said) if d.severity is Severity.ERROR}
    names = [str(item["name"]) for item in stored(reading.items[: reading.stored], penalty=True, named_by_id=False)]
    return "".join(f"{line} {code}\n" for line, code in sorted(errors)) + f"stored: {' | '.join(names) or 'nothing'}\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_errors_stand_at_their_question_and_what_moodle_stores_is_read(path: Path) -> None:
    assert outcome(path) == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_file_here_has_an_error() -> None:
    assert len(FILES) >= 50
    assert all(" GFT" in outcome(path) or " DLV" in outcome(path) for path in FILES)

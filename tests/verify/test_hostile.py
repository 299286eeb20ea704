"""An export that is broken, or made to hurt, is refused in words; memory stays bounded."""

import gzip
import io
import tarfile
import tracemalloc
import zipfile
from base64 import b64encode

import pytest
from backup_made import backup, members, tarred, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moodle_made import as_restored
from moodle_xml_made import moodle_xml

from qoima.core.source import Source
from qoima.formats.moodle.holding import Holding
from qoima.formats.moodle_backup import container
from qoima.formats.moodle_backup.read.whole import read_backup
from qoima.formats.moodle_xml.questions import read_export

MIB = 1 << 20
SOUND = members(as_restored())
BYTES = backup(as_restored())
ENTITY = '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz><question type="essay">&a;</question></quiz>'


def codes(holding: Holding) -> list[str]:
    return [one.code for one in holding.said]


def of_files(**changed: bytes | None) -> list[str]:
    """What is said of a backup with other files."""
    held = {**SOUND, **{name.replace("__", "."): data for name, data in changed.items() if data is not None}}
    for name, data in changed.items():
        if data is None:
            del held[name.replace("__", ".")]
    return codes(read_backup("quiz.mbz", tarred(held)))


def xml(text: str) -> list[str]:
    return codes(read_export(Source("export.xml", text)))


def test_xml_that_is_none_is_refused() -> None:
    assert xml(ENTITY) == ["MXL012"]
    assert xml("<quiz><question>") == ["MXL003"]
    assert xml("<html><body/></html>") == ["DLV050"]


def test_a_question_that_is_odd_is_read_with_what_can_be() -> None:
    odd = (
        '<quiz><question type="multichoice"><name><text>a</text></name><penalty>1,5</penalty>'
        '<answer fraction="half"><text>x</text></answer>'
        '<questiontext format="html"><text>?</text><file name="../../p.png" encoding="base64">%%</file></questiontext>'
        "</question><question/></quiz>"
    )
    holding = read_export(Source("export.xml", odd))
    assert codes(holding) == ["DLV055", "DLV056", "DLV056"]
    assert len(holding.questions) == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"questions__xml": None}, ["DLV053"]),
        ({"files__xml": None}, ["DLV053", "DLV055"]),
        ({"questions__xml": ENTITY.encode()}, ["MXL012"]),
        ({"questions__xml": b"\xff\xfe"}, ["FIL002"]),
        ({"activities/quiz_25/quiz__xml": b"<activity><quiz>"}, ["MXL003"]),
        ({"activities/quiz_25/quiz__xml": b"<activity/>"}, []),
        ({"../../../etc/passwd": b"x", "/etc/passwd": b"x"}, []),
        (
            {
                "questions__xml": b'<question_categories><question_category id="1"><name>a</name><questions>'
                b'<question id="1"/><question id="2"/></questions></question_category></question_categories>'
            },
            ["DLV054"],
        ),
    ],
)
def test_a_backup_that_lacks_something_is_refused(changed: dict[str, bytes | None], said: list[str]) -> None:
    found = of_files(**changed)
    # Pictures that are not listed are not asked for.
    assert found == [code for code in said if code != "DLV055"]


def test_a_picture_that_is_not_what_is_listed_is_told() -> None:
    name = next(name for name in SOUND if name.startswith("files/"))
    assert codes(read_backup("a", tarred({**SOUND, name: b"no picture"}))) == ["DLV055"]
    assert codes(read_backup("a", zipped({n: d for n, d in SOUND.items() if n != name}))) == ["DLV055"]


def bomb_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("moodle_backup.xml", b"<moodle_backup/>")
        archive.writestr("questions.xml", bytes(65 * MIB))
    return packed.getvalue()


def lying_zip() -> bytes:
    """Its list says that a file is small."""
    data = bytearray(zipped({"questions.xml": bytes(MIB)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + at
        data[place : place + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def bomb_tar() -> bytes:
    """A tar whose first file, which nobody wants, is larger than all that is unpacked."""
    head = tarfile.TarInfo("filler")
    head.size = 20 * MIB
    return gzip.compress(head.tobuf(tarfile.USTAR_FORMAT) + bytes(20 * MIB), compresslevel=1, mtime=0)


@pytest.mark.parametrize(
    ("data", "said"),
    [(bomb_zip(), ["DLV052"]), (lying_zip(), ["DLV051"]), (bomb_tar(), ["DLV052"])],
    ids=["zip", "lie", "tar"],
)
def test_a_bomb_does_not_fill_the_memory(data: bytes, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_ALL_MIB", 16)
    tracemalloc.start()
    try:
        assert codes(read_backup("bomb.mbz", data)) == said
        assert tracemalloc.get_traced_memory()[1] < 20 * MIB
    finally:
        tracemalloc.stop()


def test_an_archive_of_countless_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_MEMBERS", 3)
    assert codes(read_backup("many.mbz", zipped(SOUND))) == ["DLV052"]


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", b"\x1f\x8b", gzip.compress(b"no tar", mtime=0), zipped({})[:10], BYTES[:500]],
    ids=["zip", "gzip", "no tar", "empty", "half"],
)
def test_half_an_archive_is_refused(data: bytes) -> None:
    assert codes(read_backup("half.mbz", data)) in (["DLV051"], ["DLV053"] * 3)


FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(st.data())
def test_a_damaged_byte_never_raises(data: st.DataObject) -> None:
    whole = zipped(SOUND) if data.draw(st.booleans()) else BYTES
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1 :]
    read_backup("damaged.mbz", damaged)


@FEW
@given(st.data())
def test_a_damaged_text_never_raises(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in SOUND if name.endswith(".xml")]))
    start = data.draw(st.integers(0, len(SOUND[name])))
    cut = (
        SOUND[name][:start]
        + data.draw(st.sampled_from([b"", b"<", b"</quiz>", b"\x00", b"9" * 50]))
        + SOUND[name][start + 3 :]
    )
    read_backup("damaged.mbz", tarred({**SOUND, name: cut}))
    text = moodle_xml(as_restored()).decode()
    at = data.draw(st.integers(0, len(text)))
    read_export(Source("damaged.xml", text[:at] + text[at + 5 :]))


def test_a_filter_of_slots_that_is_no_filter_is_a_place_that_draws_from_nowhere() -> None:
    quiz = SOUND["activities/quiz_25/quiz.xml"]
    for odd in (b"[]", b"{", b"[" * 100_000, b'{"filter": {"category": [1, 2]}}', b'{"filter": 7}'):
        start = quiz.index(b"<filtercondition>") + len(b"<filtercondition>")
        end = quiz.index(b"</filtercondition>")
        holding = read_backup("a", tarred({**SOUND, "activities/quiz_25/quiz.xml": quiz[:start] + odd + quiz[end:]}))
        assert codes(holding) == []
        assert holding.quizzes[0].slots[0].category == ()


def test_a_picture_of_many_bytes_in_xml_is_not_read() -> None:
    held = b64encode(bytes(12 * MIB)).decode()
    text = (
        f'<quiz><question><questiontext><text>?</text><file name="a.png">{held}</file></questiontext></question></quiz>'
    )
    assert xml(text) == ["DLV055"]

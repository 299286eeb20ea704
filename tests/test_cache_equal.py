"""Parts, cache and processes change nothing but time: every way to a report comes to the same text."""

from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cached_checks import DAYS, edited, in_one_piece, repository, shown

from qoima.cli.checking import whole as whole_check
from qoima.cli.checking.parts import Order
from qoima.cli.checking.whole import WholeCheck
from qoima.cli.files import Files, files_here
from qoima.cli.workspace import examine

PATIENT = settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@PATIENT
@given(seed=st.integers(0, 10_000), days=st.lists(st.sampled_from(DAYS), min_size=4, max_size=6))
def test_a_check_with_cache_says_what_one_without_says(seed: int, days: list) -> None:
    with TemporaryDirectory() as folder:
        root = repository(Path(folder) / "repository")
        examine(root, day=days[0], cached=True)
        for day, edit in zip(days, islice(edited(root, seed), len(days)), strict=True):
            cached, anew = examine(root, day=day, cached=True), examine(root, day=day)
            whole = shown(*in_one_piece(root, day))
            assert shown(anew.report, anew.rows) == whole, edit
            assert shown(cached.report, cached.rows) == whole, edit


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    root = repository(tmp_path / "repository")
    for edit in islice(edited(root, 3), 3):
        assert edit
    monkeypatch.setattr(whole_check, "BYTES_WORTH_PROCESSES", 0)
    monkeypatch.setattr(whole_check, "_start_method", lambda: method)
    check = WholeCheck(Order(files=files_here(root), day=DAYS[0]), None, processes=2)
    assert shown(*check.run()) == shown(*in_one_piece(root, DAYS[0]))


def test_a_profile_of_one_run_is_no_profile_of_the_next(tmp_path: Path) -> None:
    root = repository(tmp_path / "repository")
    for added in ((), ("quality",), ()):
        checked = examine(root, day=DAYS[0], extra_profiles=added, cached=True)
        assert shown(checked.report, checked.rows) == shown(*in_one_piece(root, DAYS[0], added))


def test_files_of_another_revision_have_entries_of_their_own(tmp_path: Path) -> None:
    root = repository(tmp_path / "repository")
    before = files_here(root)
    (root / "content/courses/demo.yaml").unlink()
    now = examine(root, day=DAYS[0], cached=True)
    then = examine(root, day=DAYS[0], files=before, cached=True)
    again = examine(root, day=DAYS[0], cached=True)
    assert shown(now.report, now.rows) == shown(again.report, again.rows) != shown(then.report, then.rows)
    assert again.evaluated == ()


def test_a_file_that_cannot_be_had_is_no_file_that_is_not_there(tmp_path: Path) -> None:
    root = repository(tmp_path / "repository")
    held = dict(files_here(root).held)
    people = "content/people.yaml"
    rest = {path: data for path, data in held.items() if path != people}
    reports = []
    for files in (Files(held=held), Files(held=rest), Files(held=rest, unread=frozenset({people}))):
        cached = examine(root, day=DAYS[0], files=files, cached=True)
        anew = examine(root, day=DAYS[0], files=files)
        assert shown(cached.report, cached.rows) == shown(anew.report, anew.rows)
        reports.append(shown(anew.report, anew.rows))
    assert len(set(reports)) == 3

"""Only what changed is built again, with the same bytes; previews stay out of the way of the site."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

import trial_site
from processes import ANOTHER, COMMAND, COURSE, DAY, DESCRIPTION, build, edit, environment, held, small, trees
from qoima.cli import mkdocs, site_cache
from qoima.cli.preview import preview
from qoima.site.finish import POLICY

LANGUAGES = ("kk", "ru", "en")
LIVE_STEM = "A distance vector protocol counts to infinity after a link has failed. Which measure shortens the count?"
SECONDS = 120


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return trial_site.staged()


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Path:
    """A repository whose site has been built once."""
    root = tmp_path_factory.mktemp("once")
    assert trial_site.build(root, files) is None
    return root


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(once, tmp_path / "again")


def languages_built(root: Path, files: dict[str, bytes], target: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Build; which languages MkDocs was asked for."""
    asked: list[str] = []
    one_build = mkdocs._Builder.build

    def noted(self: mkdocs._Builder, how: bytes) -> str | None:
        asked.append(re.sub(r".*mkdocs\.(\w+)\.yml", r"\1", str(self._process.args[-1])))
        return one_build(self, how)

    monkeypatch.setattr(mkdocs._Builder, "build", noted)
    assert mkdocs.build(root, files, LANGUAGES, root / target) is None
    monkeypatch.undo()
    return sorted(asked)


def test_a_language_that_has_not_changed_is_not_built_again_and_has_the_same_bytes(
    root: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert languages_built(root, files, "second", monkeypatch) == []
    assert held(root / "second") == held(root / "site")
    changed = {**files, "docs/ru/index.md": files["docs/ru/index.md"] + "\nЕщё одна строка.\n".encode()}
    assert languages_built(root, changed, "third", monkeypatch) == ["ru"]
    before, after = held(root / "site"), held(root / "third")
    assert "Ещё одна строка." in after["ru/index.html"].decode()
    assert {path.split("/")[0] for path in before if before[path] != after.get(path)} == {"ru"}
    assert languages_built(root, files, "fourth", monkeypatch) == []
    assert held(root / "fourth") == before


def test_settings_of_all_languages_and_overrides_build_all_anew(
    root: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert languages_built(root, files, "second", monkeypatch) == sorted(LANGUAGES)
    other = {**files, "overrides/main.html": files["overrides/main.html"] + b"<!-- -->"}
    assert languages_built(root, other, "third", monkeypatch) == sorted(LANGUAGES)
    assert [len(list(folder.iterdir())) for folder in (root / "build/cache/site").iterdir()] == [site_cache.KEPT] * 3


@pytest.mark.parametrize("harm", ["changed", "missing", "more"])
def test_an_entry_of_the_cache_that_is_not_whole_is_not_used(
    root: Path, files: dict[str, bytes], harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry,) = (root / "build/cache/site/kk").iterdir()
    page = entry / "index.html"
    match harm:
        case "changed":
            page.write_bytes(page.read_bytes().replace(b"<p", b"<P", 1))
        case "missing":
            page.unlink()
        case "more":
            (entry / "more.html").write_bytes(b"")
    assert languages_built(root, files, "second", monkeypatch) == ["kk"]
    assert held(root / "second") == held(root / "site")


def test_nothing_in_the_site_is_a_link_into_the_cache(once: Path) -> None:
    assert [file for file in (once / "site").rglob("*") if file.is_file() and file.stat().st_nlink > 1] == []


def test_a_page_that_is_not_fit_to_be_published_stops_the_build(root: Path, files: dict[str, bytes]) -> None:
    broken = {**files, "docs/ru/index.md": files["docs/ru/index.md"] + b"\n<p onclick=x()>a</p>\n"}
    said = mkdocs.build(root, broken, LANGUAGES, root / "second")
    assert said == "mkdocs (ru):\nindex.html: event handler: <p onclick=x()>"
    assert not (root / "second").exists()


def test_each_page_has_a_policy_and_nothing_that_no_reader_loads_is_there(once: Path) -> None:
    found = held(once / "site")
    assert [path for path in found if path.endswith((".map", ".gz")) or "/lunr/" in path or "/workers/" in path] == []
    for path, data in found.items():
        if path.endswith(".html"):
            assert data.decode().count(POLICY) == 1, path
        if path.endswith((".js", ".css")):
            assert b"sourceMappingURL" not in data, path


def test_a_second_build_of_a_repository_is_the_same_whatever_the_commit(tmp_path: Path) -> None:
    root = small(tmp_path / "repository")
    assert build(root, SOURCE_DATE_EPOCH="1").status == 0
    before = trees(root)
    entries = sorted((root / "build/cache/site").glob("*/*"))
    assert build(root, SOURCE_DATE_EPOCH="1000000000").status == 0
    assert trees(root)["site"] == before["site"]
    assert sorted((root / "build/cache/site").glob("*/*")) == entries


# What is shown while one writes


def test_the_preview_follows_the_files_and_keeps_the_last_good_site(tmp_path: Path) -> None:
    root = small(tmp_path / "repository")
    day = date.fromisoformat(DAY)
    with preview(root) as made:
        _, leaks, failed = made.renew(day)
        assert (leaks, failed) == ((), None)
        first = made.shown
        assert first is not None
        page = first / "en/courses/networks.html"
        assert DESCRIPTION in page.read_text(encoding="utf-8")

        edit(root / COURSE, DESCRIPTION, f"{DESCRIPTION} {LIVE_STEM}")
        _, leaks, _ = made.renew(day)
        assert {one.code for one in leaks} == {"BNK112"}
        assert made.shown == first
        assert page.is_file()

        edit(root / COURSE, f"{DESCRIPTION} {LIVE_STEM}", ANOTHER)
        (root / "content/people.yaml").rename(root / "people.yaml")
        checked, _, _ = made.renew(day)
        assert checked.errors
        assert made.shown == first

        (root / "people.yaml").rename(root / "content/people.yaml")
        _, leaks, failed = made.renew(day)
        assert (leaks, failed) == ((), None)
        assert made.shown is not None
        assert ANOTHER in (made.shown / "en/courses/networks.html").read_text(encoding="utf-8")
        preview_files = held(made.shown)
    assert not (root / "site").exists()
    assert not (root / "dist").exists()
    assert build(root).status == 0
    assert held(root / "site") == preview_files


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], root: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        command, cwd=root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def fetched(address: str, holds: str, process: "subprocess.Popen[str]") -> str:
    """The page, as soon as it is there and holds the words."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, process.stdout and process.stdout.read()
        try:
            with urllib.request.urlopen(address, timeout=SECONDS) as answer:
                text: str = answer.read().decode()
            if holds in text:
                return text
        except OSError:
            pass
        time.sleep(0.1)
    return pytest.fail(f"{address} never held “{holds}”")


def test_serve_shows_what_is_typed_reloads_the_page_and_ends_cleanly(tmp_path: Path) -> None:
    root = small(tmp_path / "repository")
    port = free_port()
    home = f"http://127.0.0.1:{port}/"
    with running([*COMMAND, "serve", "--port", str(port)], root) as process:
        page = fetched(f"{home}en/courses/networks.html", DESCRIPTION, process)
        reload = re.search(r'<script src="(/-/reload\.js)" data-number="(\d+)"></script>$', page)
        assert reload is not None
        assert "fetch" in fetched(home.rstrip("/") + reload[1], "", process)
        edit(root / COURSE, DESCRIPTION, ANOTHER)
        with urllib.request.urlopen(f"{home}-/newer-than/{reload[2]}", timeout=SECONDS) as answer:
            assert answer.status in (200, 204)
        fetched(f"{home}en/courses/networks.html", ANOTHER, process)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert home in said
    assert not (root / "site").exists()
    assert not (root / "dist").exists()


@pytest.mark.parametrize("command", ["build", "serve"])
def test_mkdocs_typed_by_habit_shows_a_preview_and_never_writes_the_site(root: Path, command: str) -> None:
    before = held(root / "site")
    habit = [sys.executable, "-m", "mkdocs", command]
    if command == "build":
        done = subprocess.run([*habit, "--strict"], cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert (root / "build/preview/courses/signals.html").is_file()
    else:
        port = free_port()
        with running([*habit, "--dev-addr", f"127.0.0.1:{port}"], root) as process:
            fetched(f"http://127.0.0.1:{port}/courses/signals.html", "<h1", process)
    assert held(root / "site") == before
    assert {name for name in os.listdir(root) if name not in ("site", "build", "mkdocs.yml")} == set()

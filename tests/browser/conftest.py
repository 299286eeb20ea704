"""One built site, one server on the loopback and one browser for all tests of this folder."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

import trial_site

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium(play: Playwright) -> str:
    """The program: QOIMA_CHROMIUM, else one on the path, else Playwright's own."""
    own = play.chromium.executable_path
    found = os.environ.get("QOIMA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found or Path(own).exists():
        return found or own
    return pytest.fail(f"no Chromium here; run: {sys.executable} -m playwright install chromium", pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        one = play.chromium.launch(executable_path=chromium(play), args=arguments)
        yield one
        one.close()


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose `site/` is built, with its stage."""
    root = tmp_path_factory.mktemp("trial")
    assert trial_site.build(root, trial_site.staged()) is None
    return root


@pytest.fixture(scope="session")
def site(root: Path) -> Iterator[str]:
    """The address of the built site."""
    with served(root / "site") as address:
        yield address


@pytest.fixture(scope="session")
def zensical_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that zensical makes of the same stage."""
    copy = tmp_path_factory.mktemp("zensical")
    shutil.copy(root / "mkdocs.yml", copy)
    stage = copy / "build" / "stage"
    shutil.copytree(root / "build" / "stage", stage, ignore=shutil.ignore_patterns("out"))
    for language in trial_site.LANGUAGES:
        command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", f"mkdocs.{language}.yml"]
        done = subprocess.run(command, cwd=stage, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return stage / "out"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def watched(
    browser: Browser, home: str, *, width: int = 1280, locale: str = "kk", scripts: bool = True
) -> Iterator[Page]:
    """A page that must not complain, miss anything, or ask any other place than `home`."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=locale, java_script_enabled=scripts, has_touch=width < 600
    )
    wrong: list[str] = []
    page = context.new_page()
    page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda r: wrong.append(f"foreign: {r.url}") if not r.url.startswith((home, "data:")) else None)
    # A page that is left while its fonts are on the way aborts them.
    page.on("requestfailed", lambda r: wrong.append(f"failed: {r.url}") if "ABORTED" not in str(r.failure) else None)
    page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    yield page
    context.close()
    assert not wrong, wrong

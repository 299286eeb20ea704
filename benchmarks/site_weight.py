"""What a first visit to each kind of page costs on a slow network: `python -m benchmarks.site_weight SITE`.

SITE is a built site; a server of our own hands it out with gzip, as any web server does. Chromium asks with an empty
cache, at 400 kbit/s with 400 ms of latency, and says how many bytes came and when the text stood on the screen.
"""

import argparse
import functools
import gzip
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright

KBIT_PER_SECOND, LATENCY_MS = 400, 400
PHONE = {"width": 390, "height": 844}
SMALL = (".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".txt")
"""What servers compress."""

HEAD = ("page", "KB", "of it fonts", "scripts", "styles", "page itself", "text after, s", "all after, s")
KINDS = {"Font": "fonts", "Script": "scripts", "Stylesheet": "styles", "Document": "page"}


class Visit(NamedTuple):
    """Bytes over the wire, headers included, in all and by kind; seconds until the text is seen, and until the end."""

    bytes: int
    by_kind: dict[str, int]
    text_seconds: float
    all_seconds: float
    addresses: tuple[str, ...]


class _Compressing(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body, small = file.read_bytes(), file.suffix in SMALL
        body = _compressed(body) if small else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@functools.lru_cache(maxsize=1000)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server that compresses what servers compress."""
    handler = functools.partial(_Compressing, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def visit(browser: Browser, address: str, *, slow: bool = True) -> Visit:
    """A first visit to the page."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2)  # type: ignore[arg-type]
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": False})
    if slow:
        rate = KBIT_PER_SECOND * 1000 / 8
        network.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate},
        )
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    addresses: dict[str, str] = {}

    def began(told: dict[str, Any]) -> None:
        kinds[told["requestId"]] = told.get("type", "Other")
        addresses[told["requestId"]] = told["request"]["url"]

    network.on("Network.requestWillBeSent", began)
    network.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle", timeout=120_000)
    page.evaluate("document.fonts.ready")
    text = page.evaluate(
        """() => new Promise(seen => new PerformanceObserver(list => {
             seen(list.getEntriesByName('first-contentful-paint')[0]?.startTime);
           }).observe({type: 'paint', buffered: true}))"""
    )
    ended = page.evaluate("Math.max(...performance.getEntriesByType('resource').map(one => one.responseEnd), 0)")
    context.close()
    by_kind: dict[str, int] = {}
    for request, size in sizes.items():
        kind = KINDS.get(kinds.get(request, ""), "other")
        by_kind[kind] = by_kind.get(kind, 0) + int(size)
    asked = tuple(addresses[request] for request in sizes if request in addresses)
    return Visit(sum(by_kind.values()), by_kind, float(text or 0) / 1000, float(ended) / 1000, asked)


def typical(site: Path, language: str) -> list[str]:
    """A page of each kind: the largest of each folder, and all pages beside the folders."""
    root = site / language
    own = [file for file in sorted(root.glob("*.html")) if file.name != "404.html"]
    folders = sorted(folder for folder in root.iterdir() if folder.is_dir() and folder.name not in ("assets", "search"))
    largest = [
        max(files, key=lambda one: one.stat().st_size) for one in folders if (files := list(one.rglob("*.html")))
    ]
    return [file.relative_to(site).as_posix() for file in (*own, *largest)]


def chromium() -> str | None:
    """The program, where there is one on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("QOIMA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def main() -> None:
    """Visit, and print a table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.site_weight", description="What a first visit costs.")
    options.add_argument("site", type=Path, help="a built site")
    options.add_argument("--languages", nargs="+", default=["kk", "ru", "en"])
    options.add_argument("--every", action="store_true", help="every page, not one of each kind")
    chosen = options.parse_args()
    print(f"| {' | '.join(HEAD)} |\n| --- |{' ---: |' * (len(HEAD) - 1)}")
    with sync_playwright() as play, served(chosen.site) as home:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for language in chosen.languages:
            every = [
                file.relative_to(chosen.site).as_posix() for file in sorted(chosen.site.rglob(f"{language}/**/*.html"))
            ]
            for path in every if chosen.every else typical(chosen.site, language):
                one = visit(browser, home + path)
                kinds = [f"{one.by_kind.get(kind, 0) / 1000:.0f}" for kind in ("fonts", "scripts", "styles", "page")]
                row = (path, f"{one.bytes / 1000:.0f}", *kinds, f"{one.text_seconds:.1f}", f"{one.all_seconds:.1f}")
                print(f"| {' | '.join(row)} |", flush=True)
                print("\n".join(f"    {address}" for address in one.addresses), file=sys.stderr)
        browser.close()


if __name__ == "__main__":
    main()

"""A web server for this machine alone, which shows the newest preview and has open pages load themselves again.

What makes pages reload is added on the way to the browser; the files of the site do not have it.
"""

import http.server
import threading
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT_ADDRESS, WAIT_ADDRESS = "/-/reload.js", "/-/newer-than/"
WAIT_SECONDS = 20.0
TAG = f'<script src="{SCRIPT_ADDRESS}" data-number="%d"></script>'
SCRIPT = """(function () {
  var number = document.currentScript.dataset.number;
  function wait() {
    fetch("/-/newer-than/" + number).then(function (answer) {
      if (answer.status === 200) location.reload(); else wait();
    }, function () { setTimeout(wait, 2000); });
  }
  wait();
})();
"""


class Shown:
    """Which folder is shown; those who wait for a newer one are told."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.number = 0
        self._changed = threading.Condition()

    def show(self, folder: Path) -> None:
        """Show this folder from now on."""
        with self._changed:
            self.folder, self.number = folder, self.number + 1
            self._changed.notify_all()

    def newer_than(self, number: int) -> bool:
        """Whether there is something newer; after a while, if need be."""
        with self._changed:
            return self._changed.wait_for(lambda: self.number != number, WAIT_SECONDS)


def server(port: int, shown: Shown) -> http.server.ThreadingHTTPServer:
    """The server, not yet running. Raises OSError where the port is taken."""

    class Handler(_Handler):
        site = shown

    return http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)


class _Handler(http.server.SimpleHTTPRequestHandler):
    site: Shown

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == SCRIPT_ADDRESS:
            self._send("text/javascript", SCRIPT.encode())
        elif path.startswith(WAIT_ADDRESS):
            number = path.removeprefix(WAIT_ADDRESS)
            newer = self.site.newer_than(int(number) if number.isdecimal() else 0)
            self._send("text/plain", b"", 200 if newer else 204)
        elif self.site.folder is None:
            self._send("text/plain", b"There is no site yet: the terminal says why.\n", 503)
        else:
            self.directory = str(self.site.folder)
            page = Path(self.translate_path(self.path))
            page = page / "index.html" if path.endswith("/") else page
            if page.suffix == ".html" and page.is_file():
                tag = (TAG % self.site.number).encode()
                self._send("text/html; charset=utf-8", page.read_bytes() + tag)
            else:
                super().do_GET()

    def _send(self, kind: str, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        if not any(b"Cache-Control" in line for line in getattr(self, "_headers_buffer", ())):
            self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """No line a request: the terminal belongs to the findings."""

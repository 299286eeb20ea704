"""`qoima serve`: the site in a browser, made anew while files change."""

import functools
import http.server
import os
import threading
import time
from contextlib import suppress
from pathlib import Path

import click

from qoima.cli.commands.build import build
from qoima.cli.options import language_option, repository_option
from qoima.cli.workspace import today
from qoima.core.words import Lang

PAUSE_SECONDS = 1.0


@click.command()
@repository_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this machine.")
@language_option
@click.pass_context
def serve(context: click.Context, root: Path, port: int, lang: Lang) -> None:
    """Build, show the site on this machine alone, and build again when content/ or testbanks/ changes."""
    with _server(root / "site", port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        seen: dict[Path, int] = {}
        while True:
            now = _changes(root)
            if now != seen:
                seen = now
                _build(context, root, lang)
                click.echo(f"http://127.0.0.1:{port}/")
            time.sleep(PAUSE_SECONDS)


def _server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    handler = functools.partial(_Quiet, directory=str(folder))
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise click.UsageError(f"port {port}: {error.strerror}; choose another with --port") from error


def _build(context: click.Context, root: Path, lang: Lang) -> None:
    try:
        context.invoke(build, root=root, without_banks=False, day=today(None), lang=lang)
    except (SystemExit, click.ClickException) as stop:
        click.echo(str(stop) if isinstance(stop, click.ClickException) else "")


def _changes(root: Path) -> dict[Path, int]:
    """When each file was changed last, in nanoseconds."""
    found = {}
    for top in ("content", "testbanks"):
        for folder, _, names in os.walk(root / top):
            for path in (Path(folder, name) for name in names):
                with suppress(FileNotFoundError):
                    found[path] = path.stat().st_mtime_ns
    return found


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """No line a request: the terminal belongs to the findings."""

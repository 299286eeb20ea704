"""`qoima serve`: the site in a browser, made anew while files change."""

import threading
import time
from pathlib import Path

import click

from qoima.cli.commands.check import print_report
from qoima.cli.options import language_option, repository_option, style
from qoima.cli.preview import Preview, changes, preview
from qoima.cli.preview_server import Shown, server
from qoima.cli.progress import step
from qoima.cli.workspace import today
from qoima.core.diagnostic import Severity
from qoima.core.words import Lang
from qoima.render import terminal
from qoima.render.terminal import word

PAUSE_SECONDS = 0.3


@click.command()
@repository_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this machine.")
@language_option
def serve(root: Path, port: int, lang: Lang) -> None:
    """Show the site on this machine alone. It is made anew when content/ or testbanks/ changes.

    site/ and dist/ stay as they are. With an error the last site without one is shown. Ctrl-C ends it.
    """
    shown = Shown()
    try:
        web = server(port, shown)
    except OSError as error:
        raise click.UsageError(f"port {port}: {error.strerror}; choose another with --port") from error
    with web, preview(root) as made:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        try:
            _follow(root, made, shown, f"http://127.0.0.1:{port}/", lang)
        except KeyboardInterrupt:
            click.echo()
        finally:
            web.shutdown()


def _follow(root: Path, made: Preview, shown: Shown, address: str, lang: Lang) -> None:
    seen: dict[str, int] = {}
    while True:
        now = changes(root)
        if now != seen:
            seen = now
            _renew(made, lang)
            if made.shown is not None and made.shown != shown.folder:
                shown.show(made.shown)
            click.echo(f"{address}\n" if shown.folder is not None else "")
        time.sleep(PAUSE_SECONDS)


def _renew(made: Preview, lang: Lang) -> None:
    """Make the site anew and say what was found."""
    with step(word("step.site", "site", lang), lang) as note:
        checked, leaks, failed = made.renew(today(None), note)
    print_report(checked, tuple(d for d in checked.report.diagnostics if d.severity is not Severity.INFO), lang)
    for one in leaks:
        click.echo(terminal.diagnostic(one, lang, style()) + "\n")
    if failed is not None:
        click.echo(failed)

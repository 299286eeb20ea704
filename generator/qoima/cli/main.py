"""The `qoima` command."""

import sys
import traceback

import click

from qoima import __version__
from qoima.cli.commands.build import build
from qoima.cli.commands.check import check
from qoima.cli.commands.explain import explain
from qoima.cli.commands.export import export
from qoima.cli.commands.profile import profile
from qoima.cli.commands.schema import schema
from qoima.cli.commands.serve import serve

BUG_STATUS = 3
INTERRUPTED_STATUS = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qoima")
def cli() -> None:
    """Check course catalogues and test banks, build the course site, write the files for Moodle."""


for command in (build, check, explain, export, profile, schema, serve):
    cli.add_command(command)


def main() -> None:
    """Exit status: 0 no error, 1 errors found, 2 wrong usage, 3 a bug of ours, 130 interrupted."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED_STATUS)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception:
        log = traceback.format_exc()
        click.echo(
            f"qoima {__version__} has failed; this is a bug of ours, not of your files. Please report this:\n\n{log}",
            err=True,
        )
        sys.exit(BUG_STATUS)

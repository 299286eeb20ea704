"""The `qoima` command."""

import errno
import sys
import traceback
from io import TextIOWrapper
from typing import NoReturn

import click

from qoima import __version__
from qoima.cli.commands.build import build
from qoima.cli.commands.check import check
from qoima.cli.commands.convert import convert
from qoima.cli.commands.dump import dump
from qoima.cli.commands.explain import explain
from qoima.cli.commands.export import export
from qoima.cli.commands.import_ import import_items
from qoima.cli.commands.new import new
from qoima.cli.commands.profile import profile
from qoima.cli.commands.schema import schema
from qoima.cli.commands.serve import serve

BUG_STATUS = 3
INTERRUPTED_STATUS = 130

OF_THE_MACHINE = frozenset(
    (
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EEXIST,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.ENOENT,
        errno.EFBIG,
        errno.ENAMETOOLONG,
        errno.EIO,
    )
)
"""Why a file cannot be written, where that is no bug of ours."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qoima")
def cli() -> None:
    """Check course catalogues and test banks, build the course site, write the files for Moodle."""


for command in (build, check, convert, dump, explain, export, import_items, new, profile, schema, serve):
    cli.add_command(command)


def main() -> None:
    """Exit status: 0 no error, 1 errors found, 2 wrong usage, 3 a bug of ours, 130 interrupted."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks Kazakh letters
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
    except OSError as error:
        if error.errno not in OF_THE_MACHINE:
            _own_bug()
        click.echo(f"Error: {error.filename or 'a file'}: {error.strerror}", err=True)
        sys.exit(2)
    except Exception:
        _own_bug()


def _own_bug() -> NoReturn:
    said = "has failed; this is a bug of ours, not of your files. Please report this"
    click.echo(f"qoima {__version__} {said}:\n\n{traceback.format_exc()}", err=True)
    sys.exit(BUG_STATUS)

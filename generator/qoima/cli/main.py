"""The `qoima` command."""

import errno
import sys
import traceback
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from qoima import __version__

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


COMMANDS = {
    "build": ("build:build", "Check everything; if there is no error, write dist/ and site/."),
    "check": ("check:check", "Check the whole repository; PATHS choose what is shown and counted."),
    "codeowners": ("codeowners:codeowners", "Who must approve what, as CODEOWNERS says it to GitHub and GitLab."),
    "convert": ("convert:convert", "Convert IN, a file of items or a folder of such files, into OUT."),
    "diff": ("diff:diff", "Show what has changed in banks, practice sets and all other files since BASE."),
    "dump": ("dump:dump", "Print what each FILE (GIFT, Aiken, Moodle XML, bank YAML) means: a JSON line a file."),
    "explain": ("explain:explain", "Explain CODE: what the regulation says, what the rule does, and a wrong example."),
    "export": ("export:export", "Write BANKS, or all of them, for Moodle."),
    "fix": ("fix:fix", "Mend slips in PATHS, or in all files; nothing else in them moves."),
    "import": ("import_:import_items", "Write the items of FILE as bank YAML, reading it as a person would."),
    "new": ("new:new", "Write a new file of KIND, with a comment at each place that must be filled in."),
    "plan": ("plan:plan", "Compare banks with what was handed out last, and record what is handed out now."),
    "profile": ("profile:profile", "Show how the profile NAME covers its regulation; without NAME, all profiles."),
    "review": ("review:review", "Begin, sign, show and prove expert reviews of banks."),
    "schema": ("schema:schema", "Write schemas/*.json, which the first line of each file names for the editor."),
    "serve": ("serve:serve", "Show the site on this machine alone."),
    "verify": ("verify:verify", "Compare EXPORT, which Moodle has made, with what was delivered."),
}
"""By name: module and function below `cli/commands`, and a line of help."""


class Commands(click.Group):
    """The commands by name: what a command needs is only imported when it runs, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"qoima.cli.commands.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The lines of help, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qoima")
def cli() -> None:
    """Check course catalogues and test banks, build the course site, write the files for Moodle."""


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

"""`qoima diff`: what has changed, item by item."""

import json
import re
from pathlib import Path
from typing import Any

import click

from qoima.cli import git
from qoima.cli.checking.states import revisions, two_states
from qoima.cli.files import write_files
from qoima.cli.options import language_option, repository_option, style
from qoima.cli.progress import step
from qoima.core.words import Lang
from qoima.diff.change import Difference
from qoima.diff.hidden import hidden
from qoima.diff.json_form import as_json
from qoima.diff.markdown import markdown
from qoima.diff.text import text
from qoima.diff.whole import below, difference, rewritable
from qoima.render.terminal import Style, word

_PATHS = "qoima.paths"


class _WithPaths(click.Command):
    """What stands after `--` are paths, as in git."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the paths apart before click takes the `--` away."""
        at = args.index("--") if "--" in args else len(args)
        ctx.meta[_PATHS] = args[at + 1 :]
        return super().parse_args(ctx, args[:at])


def _web(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not re.match(r"https?://[^\s<>\"]+$", value):
        raise click.BadParameter("no address of the web (https://…)")
    return value


@click.command(cls=_WithPaths, options_metavar="[OPTIONS]")
@click.argument("revision", default="HEAD", metavar="[BASE[..HEAD]] [-- PATH...]")
@repository_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    help="For a terminal, a comment on a pull request, a browser, a program.",
)
@click.option(
    "--keys", is_flag=True, help="Show the right answers of live banks: the output is then as secret as these."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write into a file.")
@click.option(
    "--html-link", default="", callback=_web, metavar="URL", help="Where the full report is; for a comment cut short."
)
@language_option
@click.pass_context
def diff(
    context: click.Context,
    revision: str,
    root: Path,
    form: str,
    keys: bool,
    out: Path | None,
    html_link: str,
    lang: Lang,
) -> None:
    """Show what has changed in banks, practice sets and all other files since BASE (the last commit).

    One revision is compared with the files as they are, A..B are two commits, A...B is what B has changed since it
    parted from A. PATHS after -- choose what is shown. Right answers of live banks are hidden without --keys.
    """
    paths = [place for path in context.meta[_PATHS] for place in _from_root(root, path, lang)]
    named = revisions(root, revision, lang)
    with step(word("step.diff", "compare", lang), lang):
        try:
            before, after, changed = two_states(root, named)
        except git.GitFailure as failure:
            raise click.ClickException(str(failure)) from failure
        found = difference(before, after, rewritable(changed), lang)
    found = below(found, paths) if paths else found
    shown = found if keys else hidden(found)
    look = style() if out is None else Style()
    pictures = (before.repository.pictures, after.repository.pictures)
    title = f"{word('diff.title', 'What has changed', lang)}: {named.title}"
    given = {"keys": keys, "html_link": html_link, "title": title, "pictures": pictures}
    printed = _printed(shown, form, lang, look, given)
    if out is None:
        click.echo(printed, nl=False)
    else:
        write_files(out.parent, {out.name: printed.encode()})


def _printed(shown: Difference, form: str, lang: Lang, look: Style, given: dict[str, Any]) -> str:
    keys = given["keys"]
    if form == "json":
        return json.dumps(as_json(shown, lang, keys=keys), ensure_ascii=False, indent=2) + "\n"
    if form == "markdown":
        return markdown(shown, lang, keys=keys, html_link=given["html_link"])
    if form == "html":
        from qoima.diff.page.html import html  # its templates take a while

        return html(shown, lang, keys=keys, title=given["title"], pictures=given["pictures"])
    return text(shown, lang, look, keys=keys)


def _from_root(root: Path, path: str, lang: Lang) -> list[str]:
    """A path as reports name it. One that is gone may be meant from here or, as reports name it, from the root."""
    places = [place for base in (Path.cwd(), root) if (place := (base / path).resolve()).is_relative_to(root)]
    if not places:
        raise click.UsageError(word("no-path", "{path} is not there, or not in {root}", lang, path=path, root=root))
    there = [place for place in places if place.exists()]
    return [place.relative_to(root).as_posix() for place in there[:1] or places]

"""`qoima new`: a file with what an author must fill in, in the place where it belongs."""

import posixpath
import re
from pathlib import Path

import click

from qoima.cli.files import load_here, write_files
from qoima.cli.options import language_option, repository_option
from qoima.core.words import LANGUAGES, Lang
from qoima.formats.repository import BANK_SUFFIXES, CODE, ID
from qoima.model.university import University
from qoima.render.skeleton import skeleton
from qoima.render.terminal import word

FOLDERS = {
    "course": "content/courses",
    "mooc": "content/moocs",
    "map": "content/maps",
    "programme": "content/programmes",
}


@click.command()
@click.argument("kind", type=click.Choice([*FOLDERS, "bank"]))
@click.argument("id", required=False)
@click.option("--name", help="The name of the course, MOOC or programme; of a map, its discipline.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of its texts; of a bank, its own.")
@click.option("--course", help="The course of a bank or of a map, by its id.")
@click.option("--control", help="The control of a bank, by its id.")
@repository_option
@language_option
def new(
    kind: str,
    id: str | None,
    name: str | None,
    language: Lang | None,
    course: str | None,
    control: str | None,
    root: Path,
    lang: Lang,
) -> None:
    """Write a new file of KIND, with a comment at each place that must be filled in. ID names the file.

    A bank has no ID: --course, --language and --control say where it lies; its passport is written with it if there is
    none. A file that exists is never touched.
    """
    university = load_here(root, with_testbanks=False)[0].university
    text = language or _default(university)
    wanted = {"course": course, "language": language, "control": control} if kind == "bank" else {"ID": id}
    wanted |= {"course": course} if kind == "map" else {}
    for what, value in wanted.items():
        _check_id(what, value, kind, lang)
    values = {
        "id": id or "",
        "name": _quoted(name) if name else "",
        "language": text,
        "course": course or "",
        "control": control or "",
        "year": university.academic_year if university else "",
    }
    path = f"testbanks/{course}/{language}/{control}.yaml" if kind == "bank" else f"{FOLDERS[kind]}/{id}.yaml"
    for taken in _taken(root, path):
        raise click.UsageError(word("new.taken", "{path} is there; nothing was written", lang, path=taken))
    files = {path: kind}
    passport = posixpath.join(posixpath.dirname(path), "passport.yaml")
    if kind == "bank" and not (root / passport).exists():
        files[passport] = "passport"
    for where, what in files.items():
        schema = posixpath.relpath(f"schemas/{what}.json", posixpath.dirname(where))
        write_files(root, {where: skeleton(what, values, lang, schema=schema).encode()})
        click.echo(where)


def _default(university: University | None) -> Lang:
    """The language of texts where none is named."""
    held = university.default_language if university else "en"
    return next((lang for lang in LANGUAGES if lang == held), "en")


def _check_id(what: str, value: str | None, kind: str, lang: Lang) -> None:
    """Refuse an id that is absent or that no file can have."""
    if value is None:
        option = what if what == "ID" else f"--{what}"
        raise click.UsageError(word("new.wanted", "{option} is missing", lang, option=option))
    if not (CODE if kind == "programme" else ID).fullmatch(value):
        text = "{value} is no id: small Latin letters, digits and hyphens only"
        raise click.UsageError(word("new.no-id", text, lang, value=value))


def _taken(root: Path, path: str) -> list[str]:
    """Files that stand where the new one belongs; a bank may stand there in another format."""
    stem = path.removesuffix(".yaml")
    return [f"{stem}{suffix}" for suffix in BANK_SUFFIXES if (root / f"{stem}{suffix}").exists()]


def _quoted(name: str) -> str:
    """The name as YAML, in quotes where it needs them."""
    plain = re.fullmatch(r"\w[\w ,.()–-]*[\w.)]|\w", name)
    return name if plain else "'" + " ".join(name.split()).replace("'", "''") + "'"

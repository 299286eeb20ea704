"""`qoima schema`: write the JSON Schemas of the file formats."""

from pathlib import Path

import click

from qoima.cli.options import repository_option
from qoima.formats.yaml.schemas import schema_files


@click.command()
@repository_option
def schema(root: Path) -> None:
    """Write schemas/*.json, which the first line of each file names for the editor."""
    for path, data in schema_files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
        click.echo(path)

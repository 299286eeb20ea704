"""`qoima review`: the reviews of experts, from the empty sheet to the proof."""

import click

from qoima.cli.review.sign import sign
from qoima.cli.review.start import start
from qoima.cli.review.status import status
from qoima.cli.review.verify import verify


@click.group()
def review() -> None:
    """Begin, sign, show and prove expert reviews of banks (docs/reviews.md)."""


for command in (start, sign, status, verify):
    review.add_command(command)

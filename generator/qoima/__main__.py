"""`python -m qoima`."""

from qoima.cli.main import main

main()

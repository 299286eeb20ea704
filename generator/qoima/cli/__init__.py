"""The command line: the one layer that opens files, prints, reads the clock and the environment, and runs processes."""

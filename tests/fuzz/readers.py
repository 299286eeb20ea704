"""Coverage-guided fuzzing of every reader of item files.

    python tests/fuzz/readers.py gift [libFuzzer options, e.g. -max_total_time=600]

Each input is what a file would hold. A finding is an exception, a place outside of the file, an item that was refused
without an error, or (libFuzzer's own -timeout) an input that takes too long. A crash is written to `crash-…`; give its
path as the last argument to see it again.
"""

import sys
import tempfile
from pathlib import Path

import atheris

TESTS = Path(__file__).resolve().parent.parent

with atheris.instrument_imports(include=["qoima"]):
    from reader_promises import promise_broken


def seeds(form: str) -> dict[str, bytes]:
    """Files to start from: the fixtures of the format."""
    endings = {"gift": ("gift",), "yaml": ("yaml",), "moodle-xml": ("xml",)}.get(form, ("txt",))
    folders = {"gift": "gift", "yaml": "yaml", "moodle-xml": "xml"}.get(form, "aiken")
    files = [file for ending in endings for file in sorted((TESTS / folders).rglob(f"*.{ending}"))]
    return {f"{number:04}": file.read_bytes() for number, file in enumerate(files)}


def main() -> None:
    form, *options = sys.argv[1:]

    def one(data: bytes) -> None:
        if broken := promise_broken(form, data):
            raise AssertionError(broken)

    with tempfile.TemporaryDirectory() as folder:
        for name, data in seeds(form).items():
            (Path(folder) / name).write_bytes(data)
        given = options if any(not option.startswith("-") for option in options) else [*options, folder]
        atheris.Setup([sys.argv[0], "-timeout=20", "-max_len=4096", *given], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

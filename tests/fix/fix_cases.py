"""Files with slips planted in them, before and after: `<number>-<name>.<language or kind>.<ending>`."""

from pathlib import Path

from qoima.fix.draft import Ask
from qoima.fix.file import Fixed, mended
from qoima.fix.ids import Ids

HERE = Path(__file__).parent
BEFORE = {file.name: file.read_bytes() for file in sorted((HERE / "before").glob("[0-9]*"))}


def path_of(name: str) -> str:
    """Where in a repository a file of this name would stand."""
    match name.split("."):
        case [stem, "gift"]:
            return f"testbanks/demo/kk/{stem}.gift"
        case [_, "course", "yaml"]:
            return "content/courses/demo.yaml"
        case [_, "people", "yaml"]:
            return "content/people.yaml"
        case [stem, language, _]:
            return f"testbanks/demo/{language}/{stem}.yaml"
    raise ValueError(name)


def fix(name: str, data: bytes, ask: Ask | None = None) -> Fixed:
    """The file mended, in a repository where nothing else stands."""
    return mended(path_of(name), data, Ids({path_of(name): data.decode(errors="replace")}), ask)

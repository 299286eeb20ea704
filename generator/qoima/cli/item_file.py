"""Files of items outside of a repository, for `dump`, `convert` and `import`: one is read, nothing of it is kept."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from qoima.cli.files import file_bytes
from qoima.core.diagnostic import Diagnostic, Diagnostics
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.formats.conflict import conflict
from qoima.formats.decode import decode, decode_any, sound_part
from qoima.formats.exchange import Reading
from qoima.formats.item_files import ENDINGS, IMPORTERS, READERS, format_of
from qoima.formats.pictures import picture_problems
from qoima.model.markup import pictures


def read_item_file(
    file: Path, form: str | None = None, readers: Mapping[str, Callable[[Source], Reading]] = READERS
) -> Reading:
    """The items of a file in format `form`, else in that of its ending; what cannot be read is a diagnostic.

    For the importers other encodings than UTF-8 are converted: Moodle does not do that.
    """
    path = file.as_posix()
    data = file_bytes(file, path)
    if isinstance(data, Diagnostic):
        return _nothing(path, (data,))
    source, said = (decode_any if readers is IMPORTERS else decode)(path, data)
    source = source or sound_part(path, data)
    if source is None:
        return _nothing(path, said)
    form = form or format_of(path, source.text)
    read = readers.get(form or "")
    if read is None:
        known = ", ".join(sorted({ENDINGS[form] for form in READERS}))
        return _nothing(path, (*said, problem("FIL017", source.whole(), path=path, known=known)))
    reading = read(source)
    # Line ends and a mark at the head matter in git; here the file is only read, and Moodle minds neither.
    kept = (d for d in (*said, *reading.said) if d.code not in ("FIL003", "FIL004"))
    return replace(reading, said=tuple(kept))


def merged_item_file(file: Path, form: str | None = None) -> Reading:
    """The items of a file; none of one that git has not finished merging, whose marks Moodle would take for text."""
    reading = read_item_file(file, form)
    unmerged = conflict(reading.at.source, "GFT071") if (form or format_of(file.name)) == "gift" else None
    return replace(reading, items=(), said=(unmerged,)) if unmerged is not None else reading


def _nothing(path: str, said: Diagnostics) -> Reading:
    return Reading((), 0, Source(path, "").whole(), said)


def pictures_beside(file: Path, reading: Reading) -> tuple[dict[str, bytes], Diagnostics]:
    """The pictures below the file's folder that its items name, by relative path, and what is wrong with them."""
    held: dict[str, bytes] = {}
    said: list[Diagnostic] = []
    for address in {p.value for item in reading.items for text in item.all_texts() for p in pictures(text)}:
        path = posixpath.normpath(address)
        if path in reading.pictures:
            continue
        if address.startswith("data:") or not path.startswith("images/") or not (file.parent / path).is_file():
            continue
        data = file_bytes(file.parent / path, path)
        if isinstance(data, Diagnostic):
            said.append(data)
        else:
            held[path] = data
    return held, (*said, *picture_problems(reading.items, "", {**held, **reading.pictures}, published=False))

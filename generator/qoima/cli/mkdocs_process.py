"""`python -m qoima.cli.mkdocs_process mkdocs.<language>.yml`: builds and finishes a language for each letter it reads.

`w` asks for the whole language, `c` for the pages that have changed since: enough for a look, never published. Each is
answered with a line of JSON: `{"failure": null}`, or what went wrong as text. The process ends when its standard input
does, even in the midst of a build: left alone, it would write into the stage of the next one.
"""

import hashlib
import json
import logging
import os
import queue
import shutil
import signal
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2
from click import ClickException
from jinja2.bccache import Bucket
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin

from qoima.site import finish
from qoima.site.search.index import SEARCH, search_files


class _Said(logging.Handler):
    """What MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname:<7} -  {record.getMessage()}")


class _Compiled(jinja2.BytecodeCache):
    """The templates of the theme, compiled once for all builds of this process."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class _Templates(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    def on_env(self, env: jinja2.Environment, /, **_: object) -> jinja2.Environment:
        env.bytecode_cache = _COMPILED
        return env


def built(settings: str, done: dict[str, bytes], *, changed_only: bool = False) -> str | None:
    """Build and finish by these settings; what went wrong, if something did.

    `done` keeps what the finished pages are known by from one build to the next.
    """
    said = _Said()
    logging.getLogger("mkdocs").addHandler(said)
    try:
        # Strict: without it a broken link is no error.
        config = load_config(config_file=settings, strict=True)
        config.plugins["compiled"] = _Templates()
        config.plugins.on_startup(command="build", dirty=changed_only)
        try:
            build(config, dirty=changed_only)
        finally:
            config.plugins.on_shutdown()
        objections = finish_folder(Path(config.site_dir), done)
    except ClickException as wrong:
        return "\n".join((*said.lines, wrong.format_message()))
    except Exception:  # a plugin or theme of other people
        return "\n".join((*said.lines, traceback.format_exc()))
    finally:
        logging.getLogger("mkdocs").removeHandler(said)
    return "\n".join(map(str, objections)) or None


def finish_folder(folder: Path, done: dict[str, bytes]) -> tuple[finish.Objection, ...]:
    """Bring the output of MkDocs into the state that is published; pages that are as in `done` are in it already.

    One page at a time is held: a language may have thousands.
    """
    pages: list[str] = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if not finish.is_published(path):
            file.unlink()
        elif file.suffix == ".html":
            pages.append(path)
        elif file.suffix in (".js", ".css"):
            data = file.read_bytes()
            lean = finish.without_source_map(data)
            lean = finish.without_blanks(lean) if file.match("assets/*.css") else lean
            if lean != data:
                file.write_bytes(lean)
        elif path == "sitemap.xml":
            file.write_bytes(finish.without_dates(file.read_bytes()))
    objections = _finish_pages(folder, pages, done)
    _write_search(folder, search_files((path, (folder / path).read_bytes().decode()) for path in pages))
    return objections


def _finish_pages(folder: Path, pages: Sequence[str], done: dict[str, bytes]) -> tuple[finish.Objection, ...]:
    objections = []
    known = finish.known_scripts((folder / finish.NO_TEXT_OF_AUTHORS).read_bytes().decode())
    for path in pages:
        data = (folder / path).read_bytes()
        if done.get(path) == hashlib.sha256(data).digest():
            continue
        page = finish.finished(path, data.decode(), known)
        if isinstance(page, finish.Objection):
            objections.append(page)
        else:
            (folder / path).write_bytes(page.encode())
            done[path] = hashlib.sha256(page.encode()).digest()
    return tuple(objections)


def _write_search(folder: Path, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder / SEARCH, ignore_errors=True)
    (folder / SEARCH).mkdir()
    for path, data in files.items():
        (folder / path).write_bytes(data)


def main() -> None:
    """Build as often as a line comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one hears it too, and lets go
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a plugin prints is no answer
    # One of the warnings that --strict counts.
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in str(record.msg))
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    done: dict[str, bytes] = {}
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    while True:
        changed_only = asked.get() == b"c"
        print(json.dumps({"failure": built(sys.argv[1], done, changed_only=changed_only)}), file=answers, flush=True)


def _listen(asked: "queue.SimpleQueue[bytes]") -> None:
    while letter := os.read(0, 1):
        asked.put(letter)
    os._exit(1)


if __name__ == "__main__":
    main()

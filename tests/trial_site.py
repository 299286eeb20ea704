"""The small site that the tests build: every kind of page and item, and texts that lack a language."""

import shutil
from datetime import date
from pathlib import Path

from qoima.cli import mkdocs
from qoima.cli.files import load_here
from qoima.cli.workspace import examine, published_by
from qoima.model.published import Published
from qoima.site.stage import packaged_assets, stage

HERE = Path(__file__).parent
LANGUAGES = ("kk", "ru", "en")
PAGES = (
    "blended/physics.html",
    "blended/plain.html",
    "catalogue.html",
    "courses/cpp.html",
    "courses/optics.html",
    "courses/optics/lecture-1.html",
    "courses/optics/lecture-3.html",
    "courses/signals.html",
    "exam.html",
    "glossary.html",
    "index.html",
    "maps/signals.html",
    "moocs/bare.html",
    "moocs/waves.html",
    "people.html",
    "practice/cpp/en.html",
    "practice/signals/en.html",
    "practice/signals/kk.html",
    "programmes/6B05301.html",
    "programmes/7M05302.html",
)
"""The pages of each language."""


def trial() -> Published:
    """`tests/site_content` as read."""
    repository, said = load_here(HERE / "site_content", with_testbanks=False)
    assert not said, [(d.code, d.at.source.path, d.at.position) for d in said]
    assert repository.university is not None
    return published_by(examine(HERE / "site_content", day=date(2026, 11, 22), with_testbanks=False))


def staged(content: Published | None = None) -> dict[str, bytes]:
    """The files of the stage."""
    return stage(content or trial(), packaged_assets())


def build(root: Path, files: dict[str, bytes]) -> str | None:
    """Build into `root/site`; what MkDocs printed where it gave up."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE.parent / "mkdocs.yml", root)
    return mkdocs.build(root, files, LANGUAGES, root / "site")

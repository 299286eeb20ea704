"""What a first visit brings over the wire, with gzip, fonts included: bytes, not seconds (docs/speed.md has those)."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from benchmarks.site_weight import served, visit
from playwright.sync_api import Browser

from processes import DAY, ROOT
from qoima.cli import mkdocs
from qoima.cli.workspace import examine, published_by
from qoima.site.stage import packaged_assets, stage
from trial_site import LANGUAGES

KB = 1000
LIMIT, LIMIT_WITH_FORMULAS = 200 * KB, 350 * KB


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Our own content as a site, and its address."""
    root = tmp_path_factory.mktemp("demonstration")
    shutil.copy(ROOT / "mkdocs.yml", root)
    public = published_by(examine(ROOT, day=date.fromisoformat(DAY), with_testbanks=False))
    files = stage(public, packaged_assets(), lambda _card: b"")
    assert mkdocs.build(root, files, public.university.languages, root / "site") is None
    with served(root / "site") as home:
        yield root / "site", home


def heavy(browser: Browser, site: Path, home: str, lang: str) -> dict[str, tuple[int, dict[str, int]]]:
    """The course pages that weigh too much."""
    found = {}
    for file in sorted((site / lang / "courses").glob("*.html")):
        path = file.relative_to(site).as_posix()
        seen = visit(browser, home + path, slow=False)
        formulas = "katex" in file.read_text(encoding="utf-8")
        assert any("katex" in address for address in seen.addresses) == formulas
        if seen.bytes > (LIMIT_WITH_FORMULAS if formulas else LIMIT):
            found[path] = (seen.bytes, seen.by_kind)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_course_pages_of_the_demonstration_are_light(
    browser: Browser, demonstration: tuple[Path, str], lang: str
) -> None:
    site, home = demonstration
    assert heavy(browser, site, home, lang) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_course_pages_of_the_trial_site_are_light(browser: Browser, root: Path, lang: str) -> None:
    with served(root / "site") as home:
        assert heavy(browser, root / "site", home, lang) == {}

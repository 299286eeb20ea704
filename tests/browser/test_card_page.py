"""The card for the administrator of Moodle, printed."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from processes import DAY, ROOT
from qoima.cli.files import files_here
from qoima.cli.handing_over import hand_over
from qoima.cli.workspace import examine
from qoima.core.words import LANGUAGES
from qoima.deliver.parcel import Making


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is delivered of a course with three controls and practice."""
    out = tmp_path_factory.mktemp("out")
    files = files_here(ROOT)
    held = {
        path: data for path, data in files.held.items() if not path.startswith("testbanks/") or "/databases/" in path
    }
    checked = examine(ROOT, day=date.fromisoformat(DAY), files=type(files)(held=held))
    hand_over(checked, out, Making(commit="none", day=date.fromisoformat(DAY), version="1"), with_drafts=False)
    return out / "moodle/databases/en"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_of_three_controls_is_one_sheet_of_a4(browser: Browser, folder: Path, lang: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / f"card.{lang}.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
    assert len(asked) == 1
    page.close()

"""What MkDocs makes of the stage: links, headers, search, bytes."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

import trial_site
from qoima.cli.mkdocs import write_stage
from qoima.core.words import LANGUAGES
from qoima.site.settings import NAVIGATION


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return trial_site.staged()


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Path:
    """A repository whose site is built; like ours it has pages for contributors in `docs/`."""
    root = tmp_path_factory.mktemp("site")
    (root / "docs/reference").mkdir(parents=True)
    (root / "docs/reference/BNK101.md").write_text("# For contributors\n", encoding="utf-8")
    assert trial_site.build(root, files) is None
    return root


def test_signs_of_html_and_markdown_in_a_name_are_shown_as_typed(root: Path) -> None:
    tree = lxml.html.parse(str(root / "site" / "kk" / "courses" / "cpp.html"))
    assert tree.findtext(".//h1") == "C & C++ <шаблондар>_және_*нұсқағыштар*"
    assert "шаблондар" in tree.findtext(".//title")


def test_pages_for_contributors_are_not_published(root: Path) -> None:
    assert [path for path in (root / "site").rglob("*") if "BNK101" in path.name or path.name == "reference"] == []
    for index in (root / "site").glob("*/search/*.js"):
        assert "For contributors" not in index.read_text(encoding="utf-8")
    assert re.findall("docs_dir: *(.+)", (root / "mkdocs.yml").read_text()) == ["build/stage/docs/en"]


def test_course_pages_stay_out_of_the_navigation(root: Path) -> None:
    tree = lxml.html.parse(str(root / "site" / "en" / "index.html"))
    targets = tree.xpath("//nav[contains(@class, 'md-nav--primary')]//a[contains(@class, 'md-nav__link')]/@href")
    assert {target for target in targets if not target.startswith("#")} == {
        name.replace(".md", ".html") for _, name in NAVIGATION
    }


def test_each_page_names_itself_in_the_other_languages(root: Path) -> None:
    tree = lxml.html.parse(str(root / "site" / "ru" / "courses" / "signals.html"))
    found = {link.get("hreflang"): link.get("href") for link in tree.xpath("//head/link[@hreflang]")}
    pages = {lang: f"https://trial.example.kz/study/{lang}/courses/signals.html" for lang in LANGUAGES}
    assert found == {**pages, "x-default": pages["kk"]}


def test_every_link_of_the_site_leads_to_a_file_and_a_place_in_it(root: Path) -> None:
    site = root / "site"
    trees = {path: lxml.html.parse(str(path)) for path in site.rglob("*.html")}
    assert len(trees) == 2 + 3 * (len(trial_site.PAGES) + 1)
    broken = []
    for path, tree in trees.items():
        outside = {target for target in tree.xpath("//article//a/@href") if target.startswith("https://")}
        for target in (*tree.xpath("//@href"), *tree.xpath("//@src")):
            if target not in outside and not _leads_somewhere(site, path, target, trees):
                broken.append((path.relative_to(site).as_posix(), target))
        if own := {target for target in outside if target.startswith("https://trial.example.kz")}:
            broken.append((path.relative_to(site).as_posix(), own))
    assert broken == []


def _leads_somewhere(site: Path, path: Path, target: str, trees: dict) -> bool:
    url = urlsplit(target.removeprefix("https://trial.example.kz"))
    if url.scheme == "data":
        return True
    if url.scheme or url.netloc:
        return False
    named = unquote(url.path)
    file = site / named.removeprefix("/study/") if named.startswith("/study/") else path.parent / named
    file = (file / "index.html" if file.is_dir() and named else file if named else path).resolve()
    if not file.is_file():
        return False
    return not url.fragment or file not in trees or bool(trees[file].xpath("//*[@id=$id]", id=unquote(url.fragment)))


def test_the_styles_of_the_site_name_only_files_that_are_there(root: Path) -> None:
    assets = root / "site" / "kk" / "assets"
    for css in ("fonts.css", "site.css", "door.css"):
        for target in re.findall(r'url\("?([^")]+)"?\)', (assets / css).read_text(encoding="utf-8")):
            assert (assets / target).is_file(), target


def test_practice_items_are_not_in_the_search_index_and_courses_are(root: Path) -> None:
    pages = sorted((root / "site" / "kk" / "search").glob("page-*.js"))
    held = [json.loads(page.read_text(encoding="utf-8").partition(",")[2].removesuffix(");\n")) for page in pages]
    where = dict(held)
    assert len(where["courses/signals.html"]) > 1
    assert {len(sections) for path, sections in where.items() if path.startswith("practice/")} == {1}


def test_a_second_build_elsewhere_gives_the_same_bytes(root: Path, files: dict[str, bytes], tmp_path: Path) -> None:
    assert trial_site.build(tmp_path / "elsewhere", files) is None
    assert contents(tmp_path / "elsewhere" / "site") == contents(root / "site")


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_staging_again_touches_only_what_changed_and_removes_what_is_stale(tmp_path: Path) -> None:
    write_stage({"docs/kk/a.md": b"one", "docs/kk/old/b.md": b"two", "mkdocs.kk.yml": b"x"}, tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "page.html").write_bytes(b"built")
    before = (tmp_path / "docs/kk/a.md").stat().st_mtime_ns
    write_stage({"docs/kk/a.md": b"one", "docs/kk/old": b"now a file", "mkdocs.kk.yml": b"y"}, tmp_path)
    assert (tmp_path / "docs/kk/a.md").stat().st_mtime_ns == before
    assert contents(tmp_path) == {
        "docs/kk/a.md": b"one",
        "docs/kk/old": b"now a file",
        "mkdocs.kk.yml": b"y",
        "out/page.html": b"built",
    }


def test_where_mkdocs_gives_up_its_words_come_back_and_nothing_is_put_in_place(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    broken = {**files, "docs/ru/catalogue.md": b"# X\n\n[away](nowhere.md)\n"}
    said = trial_site.build(tmp_path, broken)
    assert said is not None
    assert said.startswith("mkdocs (ru):")
    assert "nowhere.md" in said
    assert not (tmp_path / "site").exists()

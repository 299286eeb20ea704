"""Content that tries to become code: every text and address of the demonstration attacks, and nothing runs."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import trial_site
from browser.conftest import served
from hostile_texts import ADDRESSES, TEXTS
from qoima.cli.files import load_here
from qoima.core.source import Span
from qoima.model.published import Published, published
from qoima.model.text import LocalText, Text

DEMONSTRATION = Path(__file__).parent.parent.parent
ADDRESS_FIELDS = ("url", "lms_url", "video", "recording", "platform")
PLAIN_FIELDS = ("code", "authors", "publisher", "channel", "number", "time")


class Attack:
    """Puts a hostile text behind each text, in turn, so that every text meets a field and every field a text."""

    def __init__(self) -> None:
        self.texts = itertools.cycle(TEXTS)
        self.addresses = itertools.cycle(ADDRESSES)
        self.count = 0

    def on(self, held: Any, name: str = "") -> Any:
        if isinstance(held, LocalText):
            self.count += 1
            return replace(
                held, texts=tuple((lang, f"{text.rstrip()} {next(self.texts)}") for lang, text in held.texts)
            )
        if isinstance(held, Text):
            self.count += 1
            return replace(held, source=f"{held.source.rstrip()} {next(self.texts)}")
        if isinstance(held, str):
            return self._string(held, name)
        if isinstance(held, Span):
            return held
        if is_dataclass(held) and not isinstance(held, type):
            kept = {f.name: getattr(held, f.name) for f in fields(held) if f.init}
            return type(held)(**{key: self.on(value, key) for key, value in kept.items()})
        if isinstance(held, Mapping) and name not in ("pictures", "places"):
            return {key: self.on(value, name) for key, value in held.items()}
        if isinstance(held, tuple) and type(held) is tuple:
            return tuple(self.on(value, name) for value in held)
        return held

    def _string(self, held: str, name: str) -> str:
        if name in ADDRESS_FIELDS:
            return next(self.addresses)
        return f"{held} {next(self.texts)}" if name in PLAIN_FIELDS and held else held


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    repository, _ = load_here(DEMONSTRATION, with_testbanks=False)
    assert repository.university is not None
    public = published(repository, repository.university)
    attack = Attack()
    hostile: Published = replace(
        public, **{
            name: attack.on(getattr(public, name))
            for name in ("people", "programmes", "courses", "moocs", "maps", "blended", "practice")
        },
        university=replace(public.university, name=attack.on(public.university.name)),
    )  # fmt: skip
    assert attack.count > 20 * len(TEXTS)
    root = tmp_path_factory.mktemp("hostile")
    assert trial_site.build(root, trial_site.staged(hostile)) is None
    with served(root / "site") as address:
        yield root / "site", address


@pytest.mark.parametrize("lang", trial_site.LANGUAGES)
def test_nothing_of_a_hostile_author_runs_or_leads_away(
    browser: Browser, attacked: tuple[Path, str], lang: str
) -> None:
    folder, site = attacked
    wrong: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda m: wrong.append(f"{page.url}: {m.text}") if m.type == "error" else None)
        page.on(
            "request", lambda r: wrong.append(f"foreign {r.url}") if not r.url.startswith((site, "data:")) else None
        )
        for path in sorted(p.relative_to(folder).as_posix() for p in (folder / lang).rglob("*.html")):
            page.goto(f"{site}{path}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            # What a reader may do by chance: hover, focus, press every button.
            page.evaluate(
                """() => {
                  for (const one of document.querySelectorAll('main *')) {
                    for (const kind of ['mouseover', 'focus', 'pointerenter']) one.dispatchEvent(new Event(kind));
                  }
                  for (const one of document.querySelectorAll('main button')) if (one.checkVisibility()) one.click();
                }"""
            )
            if page.evaluate("window.pwned"):
                wrong.append(f"{path}: ran")
            led = page.evaluate(
                "[...document.querySelectorAll('[href],[src],[action],[formaction],[srcdoc]')]"
                ".flatMap((one) => ['href','src','action','formaction','srcdoc'].map((name) => one.getAttribute(name)))"
                ".filter((held) => held && /^\\s*(java\\s*script|vbscript|data:text)/i.test(held))"
            )
            wrong += [f"{path}: leads to {one}" for one in led]
            own = "article :is(script:not([type]):not([src]), iframe, object, embed, base, meta, link, form[action])"
            wrong += [
                f"{path}: {one}"
                for one in page.locator(own).evaluate_all("(all) => all.map((one) => one.outerHTML.slice(0, 200))")
            ]
    assert not wrong, "\n".join(dict.fromkeys(wrong))

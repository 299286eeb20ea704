"""Pages of differences between small banks."""

from dataclasses import replace

from browser.test_hostile_site import Attack
from edited import before as example
from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.diff.change import Difference, RecordChange
from qoima.diff.items.sets import sets
from qoima.diff.page.html import html
from qoima.diff.records.marks import change
from qoima.diff.records.read import records
from qoima.formats.repository import read_repository
from qoima.model.repository import Repository

RK1 = "testbanks/demo/en/rk1.yaml"
PRACTICE = "content/practice/demo/en.yaml"
DRAWING = "testbanks/demo/en/images/a.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>'


def read(texts: dict[str, str]) -> Repository:
    return read_repository({path: text.encode() for path, text in texts.items()})[0]


def page(before: dict[str, str], after: dict[str, str], *, keys: bool = False, lang: Lang = "en") -> str:
    old, new = read(before), read(after)
    found = Difference(sets=sets(old, new), records=records(old, new, lang=lang))
    return html(found, lang, keys=keys, title="main … rk1", pictures=(old.pictures, new.pictures))


def hostile(*, keys: bool) -> str:
    """Every text of both sides tries to become code, and so does every name."""
    attack = Attack()
    old, new = attack.on(example()), attack.on(example())
    found = Difference(sets=sets(old, new), records=records(old, new))
    text = '"><script>window.pwned=1</script>'
    everywhere = RecordChange(
        happened="changed", kind=text, name=text, path=text, line=1,
        changes=(change(text, Message("x", text), text, f"{text} {text}"),),
    )  # fmt: skip
    named = tuple(replace(one, name=text, path_after=text) for one in found.sets)
    placed = tuple(replace(i, now=replace(i.now, path=text, id=text)) for i in found.sets[0].items if i.now)
    assert placed
    return html(
        replace(found, sets=(replace(named[0], items=placed), *named[1:], *found.sets),
                records=(everywhere, *found.records), rewritten=(text,)),
        "en", keys=keys, title=text,
    )  # fmt: skip

"""The glossary: the words of study, and the terms of courses and MOOCs, in the order of the language's alphabet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from markupsafe import Markup

from qoima.core.words import LANGUAGES, Lang
from qoima.formats.messages import catalogue
from qoima.model.course import Course
from qoima.model.course_package import GlossaryEntry
from qoima.model.mooc import Mooc, MoocTerm
from qoima.model.text import LocalText
from qoima.site import collation
from qoima.site.edition import Edition
from qoima.site.index import Index

SCRIPT = "assets/glossary.js"

TOGETHER = 400
"""As many terms of courses stand among the words of study; more get pages of their own, in parts of about this many."""

WORD = "site.study."
MEANING = ".means"


@dataclass(frozen=True, slots=True)
class Source:
    """The course or MOOC whose author has explained the term."""

    target: str
    name: Markup
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A word with its meaning. `term` is as shown, `plain` as sorted; `others` are the other languages' words."""

    anchor: str
    term: Markup
    plain: str
    others: Sequence[tuple[str, str]]
    meaning: Markup
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter; the letter is empty for those that begin with another sign."""

    name: str
    anchor: str
    entries: Sequence[Entry]


Holder = Course | Mooc


@cache
def known() -> tuple[str, ...]:
    """The ids of the words of study; the macro `term` links to them."""
    keys = (key for key in catalogue("en") if key.startswith(WORD) and key.endswith(MEANING))
    return tuple(key.removeprefix(WORD).removesuffix(MEANING) for key in keys)


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """`glossary.md`; where the courses have very many terms, also `glossary/<n>.md`."""
    held = [(holder, terms) for holder in _holders(index) if (terms := _terms(edition, holder))]
    words = edition.words
    study = _study(edition)
    if sum(len(terms) for _, terms in held) <= TOGETHER:
        return {"glossary.md": _page(edition, [*study, *(entry for _, terms in held for entry in terms)])}
    parts = list(_parts(held))
    where = [(_source(edition, h), n, len(t)) for n, part in enumerate(parts, start=1) for h, t in part]
    where.sort(key=lambda row: collation.key(words.lang, row[0].name.striptags()))
    made = {"glossary.md": _page(edition, study, parts=where)}
    for n, part in enumerate(parts, start=1):
        made[f"glossary/{n}.md"] = _page(edition, [entry for _, terms in part for entry in terms], number=n)
    return made


def _page(
    edition: Edition, entries: Sequence[Entry], *, parts: Sequence[tuple[Source, int, int]] = (), number: int = 0
) -> str:
    words = edition.words
    values = {"letters": letters(words.lang, entries), "parts_of_terms": parts, "count": len(entries), "number": number}
    title = words("glossary.part", n=number) if number else words("glossary.title")
    return edition.page(
        f"glossary/{number}" if number else "glossary",
        "glossary.md",
        values,
        title=title,
        description=words("glossary.lead"),
        scripts=(SCRIPT,),
        hide=("navigation", "toc"),
    )


def letters(lang: Lang, entries: Sequence[Entry]) -> list[Letter]:
    """The entries in alphabetical order, by their first letter; other signs stand where the alphabet puts them."""
    ordered = sorted(entries, key=lambda e: (collation.key(lang, e.plain), e.anchor))
    grouped = [(name, list(held)) for name, held in groupby(ordered, key=lambda e: initial(lang, e.plain))]
    # A sign of another script may come before the alphabet and behind it.
    merged: dict[str, list[Entry]] = {}
    for name, held in grouped:
        merged.setdefault(name, []).extend(held)
    return [Letter(name, f"letter-{n}", held) for n, (name, held) in enumerate(merged.items(), start=1)]


def initial(lang: str, text: str) -> str:
    """The letter under which a word stands; empty where it does not begin with one."""
    first = next((c for c in text if c.isalnum()), "")
    if not first.isalpha():
        return ""
    return "Е" if lang == "ru" and first in "ёЁ" else first.upper()


def _study(edition: Edition) -> list[Entry]:
    words = edition.words
    entries = []
    for id in known():
        plain = words(f"study.{id}")
        entries.append(
            Entry(
                anchor=id,
                term=Markup.escape(plain),
                plain=plain,
                others=[(other, str(catalogue(other)[WORD + id])) for other in LANGUAGES if other != words.lang],
                meaning=Markup.escape(words(f"study.{id}{MEANING}")),
            )
        )
    return entries


def _holders(index: Index) -> Iterator[Holder]:
    yield from (index.courses[id] for id in sorted(index.courses))
    yield from (index.moocs[id] for id in sorted(index.moocs))


def _terms(edition: Edition, holder: Holder) -> list[Entry]:
    source = _source(edition, holder)
    prefix = source.target.removesuffix(".html").replace("/", "-")
    held: Sequence[GlossaryEntry | MoocTerm] = holder.glossary
    return [_entry(edition, f"{prefix}-{n}", one, source) for n, one in enumerate(held, start=1) if one.term]


def _entry(edition: Edition, anchor: str, held: GlossaryEntry | MoocTerm, source: Source) -> Entry:
    words = edition.words
    meaning = held.meaning if isinstance(held, GlossaryEntry) else held.definition
    return Entry(
        anchor=anchor,
        term=words.name(held.term),
        plain=words.plain(held.term),
        others=_others(words.lang, held.term, words.plain(held.term)),
        meaning=words.rich(meaning) if meaning else Markup.escape(words("glossary.no_meaning")),
        source=source,
    )


def _others(lang: str, term: LocalText, shown: str) -> list[tuple[str, str]]:
    held: Mapping[str, str] = dict(term.texts)
    return [(o, held[o].strip()) for o in LANGUAGES if o != lang and held.get(o, "").strip() not in ("", shown)]


def _source(edition: Edition, holder: Holder) -> Source:
    kind, folder = ("glossary.from", "courses") if isinstance(holder, Course) else ("glossary.from_mooc", "moocs")
    return Source(f"{folder}/{holder.id}.html", edition.words.name(holder.name), kind)


def _parts(held: Sequence[tuple[Holder, list[Entry]]]) -> Iterator[list[tuple[Holder, list[Entry]]]]:
    """Courses by id, so that a part has the same address in each language."""
    part: list[tuple[Holder, list[Entry]]] = []
    for one in held:
        if part and sum(len(terms) for _, terms in part) + len(one[1]) > TOGETHER:
            yield part
            part = []
        part.append(one)
    if part:
        yield part

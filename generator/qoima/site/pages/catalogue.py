"""The catalogue: all programmes, courses and MOOCs, to be narrowed down by what a student looks for."""

from qoima.site.collation import key
from qoima.site.edition import Edition
from qoima.site.entries import Entry, Facet, Kind, entries, facets, named
from qoima.site.index import Index

SCRIPT = "assets/catalogue.js"
OPEN_FACETS = 4
"""So many facts stand open beside the list; the rest opens on demand."""
PORTION = 100
"""So many rows of a kind a browser that runs scripts lays out at a time; without scripts it shows all."""

KINDS: tuple[Kind, ...] = ("programmes", "moocs", "courses")


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """`catalogue.md`."""
    return {"catalogue.md": catalogue(edition, index)}


def catalogue(edition: Edition, index: Index) -> str:
    """The lists, and the facts to choose by."""
    held = entries(edition, index)
    offered = facets(edition, index, held)
    tokens = {(f.name, value): f"{n}.{m}" for n, f in enumerate(offered) for m, value in enumerate(f.values)}
    by_code = sorted(held, key=lambda e: (not e.code, key(edition.words.lang, e.code), e.id))
    ranks = {(entry.kind, entry.id): rank for rank, entry in enumerate(by_code)}
    values = {
        "facets": offered,
        "counts": counts(offered, held),
        "open_facets": OPEN_FACETS,
        "portion": PORTION,
        "groups": [(kind, [e for e in held if e.kind == kind]) for kind in KINDS],
        "tokens": lambda entry: " ".join(
            tokens[name, value] for name, some in entry.facts.items() for value in some if (name, value) in tokens
        ),
        "order": lambda entry: f"{ranks[entry.kind, entry.id]} {'' if entry.credits is None else entry.credits}",
        "named": lambda entry: edition.words.name(entry.name) or named(edition, entry),
        "also": also,
        "line": lambda entry: line(edition, entry),
    }
    title, lead = edition.words("catalogue.title"), edition.words("catalogue.lead")
    return edition.page(
        "catalogue",
        "catalogue.md",
        values,
        title=title,
        description=lead,
        scripts=(SCRIPT,),
        hide=("navigation", "toc"),
    )


def counts(offered: list[Facet], held: list[Entry]) -> dict[tuple[str, str], int]:
    """How many entries have a value, by (fact, value)."""
    return {(f.name, v): sum(v in e.facts.get(f.name, ()) for e in held) for f in offered for v in f.values}


def also(entry: Entry) -> str:
    """What an entry is found by besides the name that is shown: its names in all languages."""
    return " ".join(dict.fromkeys(" ".join(text.split()) for _, text in entry.name.texts))


def line(edition: Edition, entry: Entry) -> list[str]:
    """The facts of an entry in a few words."""
    words = edition.words
    facts = entry.facts
    said = [words.label("level", value) for value in facts.get("level", ())[:1]]
    if entry.credits is not None:
        said.append(words("count.credits", n=entry.credits))
    said += [", ".join(words.label("language", value) for value in some) for some in [facts.get("language")] if some]
    if terms := facts.get("term", ()):
        said.append(", ".join(words("home.term", term=words.label("term", value)) for value in terms))
    if semesters := sorted(map(int, facts.get("semester", ()))):
        said.append(words("catalogue.semester", n=", ".join(map(str, semesters))))
    return said

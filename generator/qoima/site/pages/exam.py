"""How your exam is made: the rules of test bases and papers in plain words, as far as they are in force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from qoima.model.item import DIFFICULTIES, Choice, Option, option_weights
from qoima.model.published import Published
from qoima.model.text import Text
from qoima.model.university import ALL
from qoima.site import collation
from qoima.site.edition import Edition
from qoima.site.index import Index
from qoima.site.pages.exam_rules import EXAM, FACTS, SECTIONS, STEPS, Said, Shown, told, whole

ALWAYS = ("marking", "never")
"""Sections that say something where no clause is in force, too."""

FEWEST_STEPS = 3
"""Fewer steps do not make a way."""

SQUARES = 60
"""Papers of more questions are not drawn as squares."""

WORDS = (
    "test-base",
    "test-item",
    "compiler",
    "expert",
    "passport",
    "reference-materials",
    "current-control",
    "midterm-control",
    "point-rating",
    "proctoring",
)
"""Words of the page that the glossary explains."""

PRACTICE_SETS = 12
"""As many practice sets are named; the catalogue has all."""

ANSWERS, RIGHT = 5, 2
"""The answers, and the right ones among them, of the question by which marking is explained."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentences; `scope` is for what they hold, where that is not everything."""

    name: str
    said: Sequence[Shown]
    scope: Sequence[tuple[str, Markup]] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What somebody has ticked in the example, and what that earns in percent."""

    ticked: str
    sum: str
    earned: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """A level of difficulty: its share of the base; its questions in the largest paper, where those come out even."""

    level: str
    percent: int
    questions: int | None


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """`exam.md`."""
    published, words = edition.published, edition.words
    shown = list(sections(edition, index))
    sets = practice(edition, index)
    values = {
        "facts": list(_row(edition, FACTS, "fact")),
        "steps": steps if len(steps := list(_row(edition, STEPS, "step"))) >= FEWEST_STEPS else [],
        "sections": shown,
        "any_clause": any(section.said for section in shown),
        "shares": shares(published),
        "squares": SQUARES,
        "glossary": WORDS,
        "penalty": published.university.penalty,
        "answers": [(letter(n), n < RIGHT) for n in range(_answers(published))],
        "rows": example(edition),
        "practice": sets[:PRACTICE_SETS],
        "more_practice": len(sets) > PRACTICE_SETS,
    }
    title, lead = words("exam.title"), words("exam.lead")
    return {"exam.md": edition.page("exam", "exam.md", values, title=title, description=lead, hide=("navigation",))}


def sections(edition: Edition, index: Index) -> Iterator[Section]:
    """The sections that have something to say."""
    for name, sentences in SECTIONS.items():
        said = [one for s in sentences if (one := told(s, name, edition.published, edition.words))]
        if said or name in ALWAYS:
            yield Section(name, said, scope(edition, index, {one.clause.profile for one in said}))


def _row(edition: Edition, sentences: Sequence[Said], part: str) -> Iterator[Shown]:
    return (one for s in sentences if (one := told(s, part, edition.published, edition.words)))


def scope(edition: Edition, index: Index, profiles: set[str]) -> list[tuple[str, Markup]]:
    """(address, name) of all that the profiles bind, where each of them binds only things that are named."""
    uses = [use for use in edition.published.university.profiles if use.profile in profiles]
    if any(ids == ALL for use in uses for _, ids in use.binds):
        return []
    found = (_bound(edition, index, kind, id) for use in uses for kind, ids in use.binds for id in ids)
    return sorted({one for one in found if one}, key=lambda one: collation.key(edition.words.lang, one[1].striptags()))


def _bound(edition: Edition, index: Index, kind: str, id: str) -> tuple[str, Markup] | None:
    name = edition.words.name
    if kind == "courses" and id in index.courses:
        return f"courses/{id}.html", name(index.courses[id].name)
    if kind == "programmes" and id in index.programmes:
        return f"programmes/{id}.html", name(index.programmes[id].name)
    if kind == "moocs" and id in index.moocs:
        return f"moocs/{id}.html", name(index.moocs[id].name)
    if kind == "maps" and id in index.maps and index.maps[id].course in index.courses:
        return f"maps/{id}.html", name(index.courses[index.maps[id].course].name)
    return None


def shares(published: Published) -> list[Share]:
    """The mix of difficulty asked of the base of an exam; nothing where none is, or the shares are no hundred."""
    clause = published.clause("BNK104", **EXAM)
    percent = {level: whole(clause, level) for level in DIFFICULTIES}
    if clause is None or sum(value or 0 for value in percent.values()) != 100:
        return []
    asked = published.clause("CTL107", **EXAM) if published.clause("BNK105", **EXAM) else None
    size = whole(asked, "at_most") or 0
    even = bool(size) and all((value or 0) * size % 100 == 0 for value in percent.values())
    return [Share(level, value or 0, (value or 0) * size // 100 if even else None) for level, value in percent.items()]


def _answers(published: Published) -> int:
    return max(whole(published.clause("ITM101", "option-count"), "exactly") or ANSWERS, RIGHT + 2)


def example(edition: Edition) -> list[Row]:
    """What a question with several right answers earns, ticked well and badly, by the scoring of the banks."""
    words = edition.words
    count = _answers(edition.published)
    options = tuple(Option(Text(str(n)), n < RIGHT) for n in range(count))
    weights = option_weights(Choice(options, several=True), penalty=edition.published.university.penalty)
    ticks = ((0, 1), (0,), (0, 1, 2), (0, 2), tuple(range(count)))
    rows = []
    for ticked in ticks:
        parts = [_rounded(weights[n]) for n in ticked if weights[n]]
        total = min(max(sum((weights[n] for n in ticked), Decimal(0)), Decimal(0)), Decimal(100))
        signs = " + ".join(words.number(part) for part in parts).replace("+ -", "− ")
        rows.append(Row(", ".join(map(letter, ticked)), signs, _rounded(total)))
    return rows


def letter(n: int) -> str:
    """The letter of an answer."""
    return chr(ord("A") + n)


def _rounded(percent: Decimal) -> Decimal:
    return percent.quantize(Decimal("0.01"))


def practice(edition: Edition, index: Index) -> list[tuple[str, Markup, str]]:
    """(address, name, language) of the practice sets, in alphabetical order of what they are about."""
    about = {id: mooc.name for id, mooc in index.moocs.items()}
    about |= {id: course.name for id, course in index.courses.items()}
    found = [
        (f"practice/{held.course}/{held.language}.html", edition.words.name(about[held.course]), held.language)
        for held in edition.published.practice
        if held.course in about
    ]
    return sorted(found, key=lambda row: (collation.key(edition.words.lang, row[1].striptags()), row[0]))

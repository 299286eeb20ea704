"""How many items of a bank each student gets, and of which: difficulty by difficulty, topic by topic where asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message
from qoima.core.problems import problem
from qoima.deliver.quiz.shares import covering, largest_remainders
from qoima.model.bank import Bank
from qoima.model.control_plan import Control, Paper
from qoima.model.item import DIFFICULTIES, Description, Item
from qoima.model.paper_sums import uneven_paper

RANDOM, ALL = ("", "random"), "all"
"""How the items of a paper are chosen: by chance for each student, or the same for all."""
SAME, TOPICS = "same", "topics"


@dataclass(frozen=True, slots=True)
class Pool:
    """Items that belong together, and how many of them each student gets; `path` is below the category of the bank."""

    path: tuple[str, ...]
    items: tuple[Item, ...]
    drawn: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What each student gets: so many of each pool. `fixed` where these are the same for all; `apart` is for no one."""

    pools: tuple[Pool, ...]
    apart: tuple[Item, ...] = ()
    fixed: bool = False

    @property
    def questions(self) -> int:
        """How many questions a paper has."""
        return sum(pool.drawn for pool in self.pools)


def drawing(bank: Bank, control: Control, topics: Sequence[str] = ()) -> tuple[Drawing | None, Diagnostics]:
    """How a paper is drawn from the bank, and what is wrong; None where it cannot be drawn as the control says.

    `topics` is the order of the course. Texts without a question are drawn by no one.
    """
    paper = control.paper
    pools = levels_of(bank)
    count = _count(paper, pools)
    if paper is None or count is None:
        return None, (problem("DLV030", paper.at if paper else control.at, control=control.id),)
    unknown = tuple(_unknown(paper))
    if unknown:
        return None, unknown
    numbers = _numbers(paper, pools, count)
    wrong = (*uneven_paper(paper), *_short(paper, pools, count))
    if wrong:
        return None, wrong
    drawn = tuple(Pool(pool.path, pool.items, number) for pool, number in zip(pools, numbers, strict=True))
    apart = tuple(item for item in bank.items if isinstance(item.response, Description))
    said = tuple(_drawn_by_no_one(paper, drawn, apart))
    if paper.cover == TOPICS:
        drawn, more = _by_topic(paper, drawn, topics)
        said = (*said, *more)
    return (Drawing(drawn, apart, fixed=paper.draw == ALL) if drawn else None), said


def levels_of(bank: Bank) -> tuple[Pool, ...]:
    """The items that can be drawn, by difficulty: the three, then other words in order; no empty pools."""
    held: dict[str, list[Item]] = {level: [] for level in DIFFICULTIES}
    drawable = [item for item in bank.items if not isinstance(item.response, Description)]
    for item in sorted(drawable, key=lambda item: item.difficulty.strip()):
        held.setdefault(item.difficulty.strip(), [])
    for item in drawable:
        held[item.difficulty.strip()].append(item)
    return tuple(Pool((level,) if level else (), tuple(items)) for level, items in held.items() if items)


def _count(paper: Paper | None, pools: Sequence[Pool]) -> int | None:
    """The questions of a paper: as it says, else as its mix does; where all get the same, else the whole bank."""
    if paper is None or paper.questions is not None:
        return paper.questions if paper else None
    if (declared := _declared(paper)) is not None:
        return sum(declared.values())
    return _size(pools) if paper.draw == ALL else None


def _declared(paper: Paper) -> Mapping[str, int] | None:
    return paper.mix.numbers if paper.mix else None


def _size(pools: Sequence[Pool]) -> int:
    return sum(len(pool.items) for pool in pools)


def _level(pool: Pool) -> str:
    return pool.path[0] if pool.path else ""


def _numbers(paper: Paper, pools: Sequence[Pool], count: int) -> list[int]:
    """How many each pool gives; may be more than it has."""
    sizes = [len(pool.items) for pool in pools]
    declared = _declared(paper)
    return largest_remainders(count, sizes) if declared is None else [declared.get(_level(pool), 0) for pool in pools]


def _short(paper: Paper, pools: Sequence[Pool], count: int) -> Iterator[Diagnostic]:
    """What the bank has too few of."""
    have, declared = _size(pools), _declared(paper)
    if declared is not None and count:
        held = {_level(pool): len(pool.items) for pool in pools}
        for level, want in declared.items():
            if want > held.get(level, 0):
                yield problem("DLV033", paper.place("mix"), want=want, have=held.get(level, 0), level=_word(level))
    elif not 1 <= count <= have:
        yield problem("DLV032", paper.place("questions"), want=count, have=have)


def _word(level: str) -> Message:
    return Message(f"word.{level}", level)


def _unknown(paper: Paper) -> Iterator[Diagnostic]:
    """Ways of drawing that are the author's own."""
    if paper.draw not in (*RANDOM, ALL):
        yield problem("DLV031", paper.place("draw"), typed=f"draw: {paper.draw}")
    if paper.mix and paper.mix.word not in ("", SAME):
        yield problem("DLV031", paper.place("mix"), typed=f"mix: {paper.mix.word}")


def _drawn_by_no_one(paper: Paper, drawn: Sequence[Pool], apart: Sequence[Item]) -> Iterator[Diagnostic]:
    """Items that stand in the bank in vain: those without a question, and those of a level that no mix names."""
    if apart:
        reason = Message("quiz.why.text-only", "they have no question to answer")
        yield problem("DLV037", apart[0].at, count=len(apart), reason=reason)
    other = [item for pool in drawn if _level(pool) not in DIFFICULTIES for item in pool.items]
    if other and _declared(paper) is not None:
        reason = Message("quiz.why.level", "`mix` of the control asks for none of their difficulty")
        yield problem("DLV037", other[0].at, count=len(other), reason=reason)


def _by_topic(paper: Paper, levels: Sequence[Pool], order: Sequence[str]) -> tuple[tuple[Pool, ...], Diagnostics]:
    """The pools parted by topic, and what is wrong: topics that no paper of these levels can have."""
    found = {item.topic for pool in levels for item in pool.items}
    topics = [*(topic for topic in order if topic in found), *sorted(found - set(order))]
    cells = [[tuple(i for i in pool.items if i.topic == topic) for topic in topics] for pool in levels]
    sums = [pool.drawn for pool in levels]
    sizes = [[len(cell) for cell in row] for row in cells]
    numbers, uncovered = covering(sums, sizes, [bool(topic) for topic in topics])
    at = paper.place("cover")
    if uncovered:
        named = ", ".join(topics[column] for column in uncovered.columns)
        given = sum(sums[row] for row in uncovered.rows)
        only = _words([_level(levels[row]) for row in uncovered.rows])
        return (), (problem("DLV035", at, topics=named, count=len(uncovered.columns), levels=only, have=given),)
    parted = tuple(
        Pool((*pool.path, topic) if topic else pool.path, items, number)
        for pool, row, counts in zip(levels, cells, numbers, strict=True)
        for topic, items, number in zip(topics, row, counts, strict=True)
        if items
    )
    asked = sum(1 for topic in topics if topic)
    if sum(sums) < asked:
        return parted, (problem("DLV038", at, topics=asked, questions=sum(sums)),)
    return parted, ()


def _words(levels: Sequence[str]) -> Message:
    """Levels in a row."""
    said = [_word(level) if level else Message("quiz.no-level", "no level") for level in levels]
    places = ", ".join(f"{{l{n}}}" for n in range(len(said)))
    return Message("quiz.levels", places, MappingProxyType({f"l{n}": one for n, one in enumerate(said)}))

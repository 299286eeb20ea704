"""The leak guard: no live item stands in the finished site. The rule is in `docs/leaks.md` (DESIGN section 9)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from qoima.core.diagnostic import Clause, Diagnostic, Diagnostics, Message, Severity, ordered
from qoima.core.source import Source, Span
from qoima.model.item import Item, response_texts
from qoima.model.markup import plain, to_html
from qoima.model.text import Text
from qoima.site.leaks import limits
from qoima.site.leaks.decoding import folded, opened, readings, shown, with_tags, without_tags
from qoima.site.leaks.index import Cluster, How, Index, Page, Run, Spellings, words
from qoima.site.leaks.pictures import PictureIndex, picture_index

_CLAUSE = Clause(
    document="ШҚУ Е 022-21",
    clause="5.16",
    quote="«рұқсат етілмеген қол жеткізуден және бұрмалаудан қорғалған»",
    derived=True,
)
_WHAT: Mapping[How, str] = {
    "stem": "its question text",
    "option": "one of its options",
    "feedback": "one of its feedbacks",
    "options": "several of its options, near each other",
    "picture": "its picture",
}


@dataclass(frozen=True, slots=True)
class Leak:
    """A file of the site that holds a live item.

    `path` is the file's in the site; `excerpt` the words found there, folded, or the picture's path in the repository;
    `item` is None for a picture of `testbanks/` that no item shows.
    """

    path: str
    item: Item | None
    how: How
    excerpt: str

    @property
    def at(self) -> Span:
        """The place of the live item: its question text, or the item."""
        if self.item is None:
            return Source(self.excerpt, "").whole()
        return self.item.place("stem") if self.how == "stem" else self.item.at


@dataclass(frozen=True, slots=True)
class Sought:
    """What must not stand on the site, ready to be looked for in any number of files."""

    live: Sequence[Item]
    index: Index
    pictures: PictureIndex


def sought(live: Sequence[Item], live_pictures: Mapping[str, bytes], public_pictures: Iterable[bytes]) -> Sought:
    """All of these items and pictures.

    `live_pictures` has all pictures under `testbanks/` by path in the repository, `public_pictures` the bytes of those
    under `content/`.
    """
    return Sought(live, _index(live), picture_index(live, live_pictures, public_pictures))


def find_leaks(
    site: Iterable[tuple[str, bytes]],
    live: Sequence[Item],
    live_pictures: Mapping[str, bytes],
    public_pictures: Iterable[bytes],
) -> tuple[Leak, ...]:
    """Every live item that a file of the site holds: `sought`, then `leaks_of`."""
    return leaks_of(site, sought(live, live_pictures, public_pictures))


def leaks_of(site: Iterable[tuple[str, bytes]], what: Sought) -> tuple[Leak, ...]:
    """Every live item that a file holds, once for each file and way of leaking.

    `site` gives the path and bytes of each file, read once.
    """
    found: dict[tuple[str, int | str, How], Leak] = {}
    for path, data in site:
        file = opened(data)
        for text in file.texts:
            for number, how, excerpt in what.index.hits(Page(text)):
                found.setdefault((path, number, how), Leak(path, what.live[number], how, _short(excerpt)))
        for picture, owner in what.pictures.hits(file):
            item = None if owner is None else what.live[owner]
            key = picture if owner is None else owner
            found.setdefault((path, key, "picture"), Leak(path, item, "picture", picture))
    return tuple(sorted(found.values(), key=lambda leak: (leak.path, leak.at.sort_key(), leak.how, leak.excerpt)))


def leak_diagnostics(leaks: Iterable[Leak]) -> Diagnostics:
    """A BNK112 error at the place of each live item that leaks."""
    return ordered(_diagnostic(leak) for leak in leaks)


def _diagnostic(leak: Leak) -> Diagnostic:
    what = Message(f"leak.{leak.how}", _WHAT[leak.how])
    values = MappingProxyType({"what": what, "path": leak.path, "excerpt": leak.excerpt})
    message = Message("leak", "the site would show this live item: {path} holds {what}: “{excerpt}”", values)
    advice = Message("leak.help", "take it out of content/, or write the live item anew; the site was not replaced")
    return Diagnostic("BNK112", Severity.ERROR, leak.at, message, help=advice, clause=_CLAUSE)


def _short(excerpt: str) -> str:
    limit = limits.EXCERPT_CHARACTERS
    return excerpt if len(excerpt) <= limit else f"{excerpt[: limit - 1]}…"


def _index(live: Sequence[Item]) -> Index:
    index = Index()
    answers = [tuple(_spelled(text) for text in response_texts(item.response)) for item in live]
    options = [_options(spelled) for spelled in answers]
    holders = Counter(spellings[0] for held in options for spellings in held)
    for number, item in enumerate(live):
        _seek_stem(index, number, item.stem, options[number])
        _seek_options(index, number, options[number], holders)
        for spellings in answers[number]:
            _seek_long_text(index, number, "option", spellings)
        for text in item.feedback_texts():
            _seek_long_text(index, number, "feedback", _spelled(text))
    return index


def _whole(text: Text) -> tuple[str, ...]:
    """The text folded, as a page may hold it; the first is what a student reads."""
    markup, spoken = to_html(text), plain(text)
    # In capitals too: `\N` is no escape.
    decoded = (shown(markup), with_tags(spoken), with_tags(spoken.upper()))
    return tuple(dict.fromkeys((without_tags(markup), folded(spoken), *decoded)))


def _spelled(text: Text) -> Spellings:
    """The text as words with blanks around, in the ways that a page may hold it."""
    spelled = (words(reading) for reading in _whole(text))
    return tuple(dict.fromkeys(f" {' '.join(one)} " for one in spelled if one))


def _seek_stem(index: Index, number: int, stem: Text, options: Sequence[Spellings]) -> None:
    rows: dict[tuple[str, ...], None] = {}
    # A page on which `<b>` is text may hold the stem without it: a row of the rest is looked for too.
    for reading in dict.fromkeys((*_whole(stem), *readings(plain(stem)))):
        held = words(reading)
        size = min(len(held), limits.RUN_WORDS)
        if size >= limits.STEM_WORDS:
            index.add_characters(number, reading)
            rows.update(dict.fromkeys(held[start : start + size] for start in range(len(held) - size + 1)))
    for row in rows:
        if _tells(row):
            index.add_run(Run(number, "stem", row))
    for whole in _spelled(stem):
        if len(whole.split()) < limits.STEM_WORDS:
            needed = 1 + limits.OPTIONS_NEAR_SHORT_STEM
            index.add_cluster(Cluster(number, "stem", ((whole,), *options), needed, with_first=True), near=(whole,))


def _seek_options(index: Index, number: int, options: Sequence[Spellings], holders: Mapping[str, int]) -> None:
    """Look for the options near the rarest: where enough of them stand, at least one of these does."""
    spare = len(options) - limits.OPTIONS_TOGETHER
    if spare < 0:
        return
    cluster = Cluster(number, "options", tuple(options), limits.OPTIONS_TOGETHER)
    rarest = sorted(options, key=lambda spellings: (holders[spellings[0]], -len(spellings[0]), spellings[0]))
    index.add_cluster(cluster, near=(spelling for spellings in rarest[: spare + 1] for spelling in spellings))


def _seek_long_text(index: Index, number: int, how: How, spellings: Spellings) -> None:
    for whole in spellings:
        held = tuple(whole.split())
        if len(held) >= limits.LONG_TEXT_WORDS and _tells(held):
            index.add_run(Run(number, how, held))


def _options(answers: Sequence[Spellings]) -> tuple[Spellings, ...]:
    """The options that count; those with the same words are taken for one."""
    counted = (spellings for spellings in answers if spellings and _tells(spellings[0].split()))
    return tuple({spellings[0]: spellings for spellings in counted}.values())


def _tells(held: Iterable[str]) -> bool:
    """Whether there is a word among numbers and single letters, which stand on every page."""
    return any(sum(map(str.isalpha, word)) >= limits.WORD_LETTERS for word in held)

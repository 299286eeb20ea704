"""What the page shows of an item: what students see, with marks where it changed, and a table of everything else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qoima.core.words import Lang
from qoima.diff.change import LIVE, Change, ItemChange, ItemPlace, Mark, PictureChange
from qoima.diff.items.changes import held_by
from qoima.diff.items.sets import name_of_set
from qoima.diff.labels import RIGHT
from qoima.diff.page.marks import data_address, folder_of, marked, pictures_of, plain, rich, side, unified
from qoima.diff.page.words import moved_from, said, was_called
from qoima.diff.readable import readable
from qoima.diff.summary import only_elsewhere
from qoima.formats.messages import say, translated
from qoima.model.item import Choice, Item, stable_order
from qoima.model.markup import plain as plain_text
from qoima.model.text import Text

_KEY = ("correct", "weight", "answer", "answers", "match_case", "numbers", "pairs", "extra", "order", "key")
GIST_WORDS = 14

_WITH_OPTIONS = ("option", "correct", "weight", "several", "key", "option_feedback")
_WORDED = ("kind", "difficulty", "several", "answer", "match_case")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field before and after; `alone`: one side says all. `note` stands instead of both."""

    label: str
    before: Markup | None = None
    after: Markup | None = None
    note: str = ""
    lang: str = ""
    loud: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option; `right` only where keys may be seen."""

    text: Markup
    mark: str
    right: bool


@dataclass(frozen=True, slots=True)
class PictureSide:
    """A picture on one side of a change."""

    address: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An item on the page."""

    anchor: str
    id: str
    happened: str
    key: str
    secrecy: str
    place: str
    notes: tuple[str, ...]
    gist: Markup
    stem: Markup
    options: tuple[OptionLine, ...]
    rows: tuple[Row, ...]
    pictures: tuple[tuple[PictureSide | None, PictureSide | None], ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards in a language. `pictures` has the bytes of both states by path; `keys` says whether keys may be seen."""

    lang: Lang
    keys: bool
    pictures: tuple[Mapping[str, bytes], Mapping[str, bytes]]

    def card(self, change: ItemChange, anchor: str) -> Card:
        """An item with what has become of it."""
        place = change.now or change.was or ItemPlace(path="", line=1, id="")
        item = change.after or change.before
        if item is None:
            raise AssertionError("an item that is nowhere")
        changes = change.changes if change.happened == "changed" else self._held(change, item)
        choice = self._options(change, item) if _shows_options(change) else ()
        shown = ("stem", "option") if choice else ("stem",)
        alone = change.happened != "changed"
        return Card(
            anchor=anchor,
            id=place.id,
            happened="moved" if only_elsewhere(change) else change.happened,
            key="changed" if change.key_changed else "maybe" if change.key_hidden else "",
            secrecy="opened" if change.opened else "known" if change.known else "",
            place=f"{place.path}:{place.line}",
            notes=tuple(self._notes(change)),
            gist=_gist(item.stem),
            stem=self._stem(change, item, place),
            options=choice,
            rows=tuple(self.row(one, alone=alone) for one in changes if one.field not in shown),
            pictures=tuple(map(self._pictures, change.pictures)),
        )

    def row(self, change: Change, *, lang: str = "", alone: bool = False) -> Row:
        """A change as a line of a table; of one that is not shown only that it is there."""
        label = say(change.label, self.lang)
        label = label[:1].upper() + label[1:]
        if change.secret and (not self.keys or (change.before is None and change.after is None)):
            return Row(label=label, note=said(self.lang)["hidden"], loud=change.field in _KEY)
        before, after = (side(change, mark) for mark in (Mark.REMOVED, Mark.ADDED))
        if change.field in _WORDED or alone:
            before, after = (self._value(change, text) for text in (change.before, change.after))
        if change.field in _WORDED and not alone:
            before, after = marked(before, Mark.REMOVED), marked(after, Mark.ADDED)
        return Row(
            label=label, before=before, after=after, lang=lang, loud=change.field in _KEY and not alone, alone=alone
        )

    def _value(self, change: Change, text: str | None) -> Markup | None:
        """A value without marks; one of few words in the reader's language."""
        if text is None:
            return None
        if change.field in _WORDED:
            words = {} if change.field == "answer" else {"true": "yes", "false": "no"}
            held, name = said(self.lang), words.get(text, text)
            text = held[name] if text in ("true", "false") else translated(f"word.{text}", text, self.lang)
        return plain(text)

    def _held(self, change: ItemChange, item: Item) -> Sequence[Change]:
        """What an item that came or went holds; nothing of its answers where keys are hidden."""
        live = not self.keys and _is_live(change)
        held = held_by(item, live=live, removed=change.happened == "removed")
        return [one for one in held if not one.secret]

    def _notes(self, change: ItemChange) -> Iterator[str]:
        if change.was and change.now and name_of_set(change.was.path) != name_of_set(change.now.path):
            yield moved_from(f"{change.was.path}:{change.was.line}", self.lang)
        if change.was and change.now and change.renamed:
            yield was_called(change.was.id or "—", self.lang)

    def _stem(self, change: ItemChange, item: Item, place: ItemPlace) -> Markup:
        """The question with its marks; pictures that are not the same stand below it on both sides."""
        held = self.pictures[0 if change.after is None else 1]
        apart = {side[1] for one in change.pictures for side in (one.before, one.after) if side}
        other = next((one for one in change.changes if one.field == "stem"), None)
        if other is None:
            return rich(item.stem, folder_of(place.path), held, apart)
        shown = Markup('<p class="text">{}</p>').format(unified(other))
        return shown + pictures_of(item.stem, folder_of(place.path), held, apart)

    def _options(self, change: ItemChange, item: Item) -> tuple[OptionLine, ...]:
        """The options in their stable order, each with what it was before; those that went stand last."""
        if not isinstance(item.response, Choice):
            return ()
        seen = self.keys or not _is_live(change)
        held = [one for one in change.changes if one.field == "option"]
        place = change.now or change.was
        folder, pictures = folder_of(place.path if place else ""), self.pictures[0 if change.after is None else 1]
        lines = []
        for option in stable_order(item.id, item.response.options):
            text = readable(option.text)
            was = next((one for one in held if one.after == text), None)
            if was is not None:
                held.remove(was)
                lines.append(
                    OptionLine(unified(was), "added" if was.before is None else "changed", seen and option.correct)
                )
            else:
                lines.append(OptionLine(rich(option.text, folder, pictures), "same", seen and option.correct))
        gone = [one for one in held if one.after is None]
        lines += [OptionLine(unified(one), "removed", seen and one.label == RIGHT) for one in gone]
        return tuple(lines)

    def _pictures(self, change: PictureChange) -> tuple[PictureSide | None, PictureSide | None]:
        inside = said(self.lang)["picture_inside"]
        before, after = (
            PictureSide(data_address(held[1]), held[0] or inside) if held else None
            for held in (change.before, change.after)
        )
        return before, after


def _is_live(change: ItemChange) -> bool:
    return any(place is not None and place.path.startswith(LIVE) for place in (change.was, change.now))


def _shows_options(change: ItemChange) -> bool:
    """Options stand beside a question that is new or gone, and where one of them or the key is another."""
    whole = change.happened != "changed" or change.key_changed or change.key_hidden
    return whole or any(one.field in _WITH_OPTIONS for one in change.changes)


def _gist(stem: Text) -> Markup:
    """The first words of a question, for lists."""
    words = plain_text(stem).split()
    return Markup.escape(" ".join(words[:GIST_WORDS]) + (" …" if len(words) > GIST_WORDS else ""))

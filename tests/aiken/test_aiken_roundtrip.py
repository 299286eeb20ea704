"""What is written as Aiken is read again as the same, up to what was said."""

from hypothesis import given
from hypothesis import strategies as st

from qoima.core.source import Source
from qoima.formats.aiken.read import read_aiken
from qoima.formats.aiken.tolerant import read_aiken_tolerant
from qoima.formats.aiken.write import write_aiken
from qoima.formats.exchange import Reading
from qoima.formats.moodle.names import clean_name, default_name
from qoima.model.bank import ItemSet
from qoima.model.item import Choice, Item
from qoima.model.markup import tree
from qoima.model.text import Text
from strategies import choices, item_sets, items, texts

_SHAPES = {"what.formatting", "what.pictures", "what.several-lines", "what.weights"}
lines = st.sampled_from(
    ["A. x", "C. elegans?", "ANSWER: B", "5", "қ", "a < b & c", "$x^2$ and $y$", "\\(a\\)", "B)", "\u00a0", "\ufeffx"]
)
typed = st.builds(Text, st.text("ab қ.,?$\\(){}<&", min_size=2), st.just("plain"))
plain_items = items(choices(texts() | st.builds(Text, lines)), texts() | st.builds(Text, lines))


def meaning(item: Item) -> tuple[object, ...]:
    """Question, options with their correctness: words and formulas, in which the width of blanks means nothing."""
    assert isinstance(item.response, Choice)
    options = sorted((_words(option.text), option.correct) for option in item.response.options)
    return (_words(item.stem), options)


def _words(text: Text) -> list[tuple[str, str]]:
    return [(piece.kind, " ".join(piece.value.split())) for piece in tree(text)]


def carried(held: ItemSet) -> tuple[Reading, list[Item], list[Item]]:
    """What is read again; the items that were not refused; those of them whose texts are said to arrive whole."""
    written = write_aiken(held, {}, penalty=True)
    reading = read_aiken(Source("x.txt", written.data.decode()))
    sent, whole = [], []
    for item in held.items:
        said = write_aiken(ItemSet(items=(item,)), {}, penalty=True).said
        if any(d.code in ("LOS001", "LOS004") for d in said):
            continue
        sent.append(item)
        kinds = {getattr(d.message.values.get("what"), "key", "") for d in said}
        if not kinds & _SHAPES:
            whole.append(item)
    return reading, sent, whole


@given(item_sets(plain_items) | item_sets())
def test_what_is_written_is_read_again(held: ItemSet) -> None:
    reading, sent, whole = carried(held)
    assert (reading.unread_items, len(reading.items)) == (0, len(sent))
    assert not sent or {d.code for d in reading.said} <= {"AIK017"}
    for item, back in zip(sent, reading.items, strict=True):
        if item in whole:
            assert meaning(back) == meaning(item)


@given(item_sets(plain_items))
def test_what_was_read_can_be_written_again_without_a_word(held: ItemSet) -> None:
    first = write_aiken(held, {}, penalty=True).data
    reading = read_aiken(Source("x.txt", first.decode()))
    again = write_aiken(ItemSet(items=reading.items), {}, penalty=True)
    back = read_aiken(Source("x.txt", again.data.decode()))
    assert again.said == ()
    assert [meaning(item) for item in back.items] == [meaning(item) for item in reading.items]
    names = [(i.name and clean_name(i.name)) or default_name(i.stem.source) for i in reading.items]
    assert [(i.name and clean_name(i.name)) or default_name(i.stem.source) for i in back.items] == names


@given(item_sets(items(choices(typed), typed)))
def test_the_tolerant_reader_takes_what_is_written_as_moodle_does(held: ItemSet) -> None:
    source = Source("x.txt", write_aiken(held, {}, penalty=True).data.decode())
    strict, tolerant = read_aiken(source), read_aiken_tolerant(source)
    assert [meaning(item)[1] for item in tolerant.items] == [meaning(item)[1] for item in strict.items]

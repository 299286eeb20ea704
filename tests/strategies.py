"""Hypothesis strategies over the whole model: every kind of item, every markup, whatever a reader may give.

`items()` makes items that stand by themselves; `item_sets()` several of them, with `pictures` to write beside them.
What Moodle would drop (an option without text, a matching of one row) is left to tests of its own.
"""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from qoima.model.bank import ItemSet
from qoima.model.item import (
    WEIGHTS_PERCENT,
    Answer,
    Choice,
    Description,
    Essay,
    Item,
    Matching,
    Number,
    Numerical,
    Option,
    Response,
    ShortAnswer,
    TrueFalse,
)
from qoima.model.markup import tree
from qoima.model.text import Markup, Text

FOLDER = "testbanks/databases/en"
PICTURES = {
    f"{FOLDER}/images/a.png": b"\x89PNG one",
    f"{FOLDER}/images/b.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    f"{FOLDER}/images/more/a.png": b"\x89PNG another of that name",
    f"{FOLDER}/images/кілт 1.jpg": b"\xff\xd8 jpg",
}
"""The pictures that texts may show, by path in the repository."""

CODE = "\n\n```\nfor (;;) {\n    a = b;\n\n  // c\n\tneq\n}\n```\n\n"
FORMULAS = ("$A \\to B$", "$x^{2}_{i} = \\frac{1}{2}$", "$a < b$", "$$\\neq$$", "\\(x_1\\)", "\\[ \\nu \\]")
PROSE = ("x", "0", "Қазақстан әліпбиі", "іздеу", "*em*", "- one\n- two", "| a | b |\n|---|---|\n| 1 | 2 |", "`a{b}\\n`")
SIGNS = ("a = b", "~", "#", ":", "::", "{", "}", "{x}", "\\", "\\n", "C:\\new", "//", "\n// note", "####", "->", "=")
TRAPS = (
    *("%50%", "[html]", "[tag:x]", "a < b", "x<y", "<td>", "&&058;", "&amp;", "C#", "$CATEGORY: x", "\n0\n", "]]>"),
    *("\n\n", "\n", "\t", "\r", "  ", "\u00a0", "\u2028", "<b>bold</b>", "<p>one</p><p>two</p>", "A.", "ANSWER: A"),
)
SHOWN = (
    "![a graph](images/a.png)",
    "![b](images/b.svg)",
    '<img src="images/more/a.png" alt="a->b">',
    "![к](<images/кілт 1.jpg>)",
)

markups: st.SearchStrategy[Markup] = st.sampled_from(["qoima", "qoima", "html", "markdown", "plain", "moodle"])
_letters = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])
_words = st.sampled_from([*PROSE, *SIGNS, *FORMULAS, *TRAPS, CODE]) | st.text(_letters, max_size=6)


def texts(markups: st.SearchStrategy[Markup] = markups, pictures: bool = True) -> st.SearchStrategy[Text]:
    """Texts that hold something, of words, signs, formulas, code and (with `pictures`) pictures."""
    words = _words | st.sampled_from(SHOWN) if pictures else _words
    sources = st.lists(words, min_size=1, max_size=6).map(" ".join)
    return st.builds(Text, sources, markups).filter(lambda text: bool(tree(text)))


def _line(text: str) -> str:
    return text.strip(" \t\n\r\0\x0b\u00a0\u2028")


_trapped = [
    "H2O",
    "a->b",
    "[html]x",
    "%50%",
    "C#",
    "a=b",
    "~",
    "&&058;",
    "0",
    "*",
    "a  b",
    "x<y",
    "сөз",
    "\\",
    "C:\\new",
]
typed = (st.sampled_from(_trapped) | st.text(_letters, max_size=12)).map(_line).filter(bool)
"""What a student types into a field, and other plain values of one line: no blanks at the ends, never empty."""

names = typed | st.text(_letters, min_size=1, max_size=300).map(_line).filter(bool)
ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True) | typed
weights = st.sampled_from([*WEIGHTS_PERCENT, *(-weight for weight in WEIGHTS_PERCENT if weight)])
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)


@st.composite
def choices(draw: st.DrawFn, text: st.SearchStrategy[Text] | None = None) -> Choice:
    """Single and several choice of two to six options; each option, some or none of them with a weight."""
    text, several = texts() if text is None else text, draw(st.booleans())
    weighed = draw(st.sampled_from(["none", "none", "some", "all"]))
    options = [Option(draw(text), draw(st.booleans()), draw(st.none() | text)) for _ in range(draw(st.integers(2, 6)))]
    if weighed == "none" and not several:
        key = draw(st.integers(0, len(options) - 1))
        options = [replace(option, correct=n == key) for n, option in enumerate(options)]
    for n, option in enumerate(options):
        if weighed == "all" or (weighed == "some" and draw(st.booleans())):
            weight = draw(weights)
            options[n] = replace(option, correct=weight > 0, weight_percent=weight)
    return Choice(tuple(options), several)


def answers(text: st.SearchStrategy[str] = typed) -> st.SearchStrategy[Answer]:
    """Accepted answers of a short-answer item."""
    return st.builds(Answer, st.builds(Text, text, st.just("plain")), weights, st.none() | texts())


@st.composite
def short_answers(draw: st.DrawFn) -> ShortAnswer:
    """One to four answers, one of which earns everything."""
    held = draw(st.lists(answers(), max_size=3))
    held.insert(draw(st.integers(0, len(held))), replace(draw(answers()), weight_percent=Decimal(100)))
    return ShortAnswer(tuple(held), draw(st.booleans()))


@st.composite
def numericals(draw: st.DrawFn) -> Numerical:
    """One to four numbers, one of which earns everything; sometimes any other number, mostly at the end."""
    numbers = st.builds(Number, decimals, decimals.map(abs), weights, st.none() | texts())
    held = draw(st.lists(numbers, max_size=2))
    held.insert(draw(st.integers(0, len(held))), replace(draw(numbers), weight_percent=Decimal(100)))
    if draw(st.booleans()):
        weight = draw(st.just(Decimal(0)) | weights)
        place = draw(st.just(len(held)) | st.integers(0, len(held)))
        held.insert(place, Number(None, Decimal(0), weight, draw(st.none() | texts())))
    return Numerical(tuple(held))


@st.composite
def matchings(draw: st.DrawFn) -> Matching:
    """Two to five rows, some of them only with a right side; the right sides mostly plain, as Moodle has them."""
    right = st.builds(Text, typed, st.just("plain")) | texts(pictures=False)
    rows = draw(st.lists(st.tuples(texts() | st.just(Text("", "html")), right), min_size=2, max_size=5))
    return Matching(tuple(rows))


responses: st.SearchStrategy[Response] = st.one_of(
    choices(),
    choices(),
    st.builds(TrueFalse, st.booleans(), st.none() | texts(), st.none() | texts()),
    short_answers(),
    numericals(),
    matchings(),
    st.builds(Essay, st.sampled_from([15, 1, 10, 40]), st.none() | texts()),
    st.just(Description()),
)
_values = st.sampled_from(["", "joins", "тақырып 1", "a]b", "LO2", "a\\", "x<y", "50 % of it"])
_sayings = st.lists(st.sampled_from([*"ақ [](){}:,#'\"\\\n\t\u2028", "[id:", "--"]), max_size=8).map("".join)
_facts = st.dictionaries(_sayings.filter(str.strip), _sayings.filter(str.strip), max_size=2)
_tags = st.sampled_from(["осень", "Осень", "joins", "week 3", "a:b", "tag\\", "x]y"])
steps = st.sampled_from(
    ["databases", "AC/DC", "/", "a//b", "top", "&&092;", "деректер қоры", "a\\:b", "50 %", "x = y", "{z}"]
)
"""Names of categories."""


def items(
    response: st.SearchStrategy[Response] = responses, text: st.SearchStrategy[Text] | None = None
) -> st.SearchStrategy[Item]:
    """Items with every field drawn; `response` and `text` narrow the kind and the texts."""
    text = texts() if text is None else text
    return st.builds(
        Item,
        id=st.just("") | ids,
        stem=text,
        response=response,
        topic=_values,
        difficulty=st.sampled_from(["easy", "medium", "hard", "", "easy", "өте қиын"]),
        outcome=_values,
        symbols=_facts,
        uses=st.lists(_values.filter(bool), max_size=2).map(tuple),
        feedback=st.none() | text,
        hints=st.lists(text, max_size=2).map(tuple),
        points=st.sampled_from([Decimal(1), Decimal(1), Decimal("2.5"), Decimal(10)]),
        translates=st.just("") | ids,
        sample_of=_values,
        accepts=_facts,
        name=st.just("") | names,
        category=st.lists(steps, max_size=3).map(tuple),
        extra_tags=st.lists(_tags, max_size=3).map(tuple),
    )


def item_sets(item: st.SearchStrategy[Item] | None = None) -> st.SearchStrategy[ItemSet]:
    """One to four items of `FOLDER`, under a category of the set or each in its own; ids are not made to differ."""
    category = st.none() | st.lists(steps, min_size=1, max_size=3).map(tuple)
    held = st.lists(items() if item is None else item, min_size=1, max_size=4).map(tuple)
    return st.builds(ItemSet, items=held, folder=st.just(FOLDER), category=category)

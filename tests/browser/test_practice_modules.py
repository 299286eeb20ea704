"""The pure modules of the practice page, in the browser that will run them."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import qoima.site
from browser.conftest import served
from qoima.model.item import Choice, Option, option_weights
from qoima.model.text import Text

SCRIPTS = Path(qoima.site.__file__).parent / "assets" / "scripts"

SINGLE = {"kind": "choice", "several": False, "weights": [0, 100, 0, 0], "right": [1]}
PENALTY = {"kind": "choice", "several": True, "weights": [50, 50, -33.33333, -33.33333, -33.33333], "right": [0, 1]}
THIRDS = {"kind": "choice", "several": True, "weights": [33.33333, 33.33333, 33.33333, 0], "right": [0, 1, 2]}
TRUTH = {"kind": "true-false", "weights": [100, 0], "right": [0]}
SHORT = {"kind": "short-answer", "answers": [["low*pass", 100], ["2\\*2", 80], ["фильтр", 50]], "match_case": False}
EXACT = {"kind": "short-answer", "answers": [["Hz", 100], ["*", 10]], "match_case": True}
NUMBER = {"kind": "numerical", "numbers": [[2.5, 0.1, 100], [25, 0, 50], [None, 0, 10]]}
BARE_NUMBER = {"kind": "numerical", "numbers": [[0.3, 0, 100]]}
MATCHING = {"kind": "matching", "pairs": [2, 0, 1, 0]}
ESSAY = {"kind": "essay"}

CASES = [
    (SINGLE, [1], 1, "right", None),
    (SINGLE, [2], 0, "wrong", None),
    (SINGLE, [], 0, "wrong", None),
    (SINGLE | {"weights": [-50, 100, 50, 0]}, [2], 0.5, "partly", None),
    (SINGLE | {"weights": [-50, 100, 50, 0]}, [0], 0, "wrong", None),
    (PENALTY, [0, 1], 1, "right", None),
    (PENALTY, [0], 0.5, "partly", None),
    (PENALTY, [0, 1, 2], 0.6666667, "partly", None),
    (PENALTY, [0, 2], 0.1666667, "partly", None),
    (PENALTY, [2, 3], 0, "wrong", None),
    (PENALTY, [0, 1, 2, 3, 4], 0, "wrong", None),
    (THIRDS, [0, 1, 2], 1, "right", None),
    (THIRDS, [0, 1, 2, 3], 1, "right", None),
    (THIRDS, [0, 2], 0.6666667, "partly", None),
    (TRUTH, [0], 1, "right", None),
    (TRUTH, [1], 0, "wrong", None),
    (SHORT, " LOW-pass ", 1, "right", 0),
    (SHORT, "lowpass", 1, "right", 0),
    (SHORT, "low passing", 0, "wrong", None),
    (SHORT, "2*2", 0.8, "partly", 1),
    (SHORT, "2x2", 0, "wrong", None),
    (SHORT, "ФИЛЬТР", 0.5, "partly", 2),
    (SHORT, "low\\pass", 1, "right", 0),
    (SHORT, "", 0, "wrong", None),
    (EXACT, "Hz", 1, "right", 0),
    (EXACT, "hz", 0.1, "partly", 1),
    (SHORT | {"answers": [["й", 100]]}, "и\u0306", 1, "right", 0),
    (SHORT | {"answers": [["a.b(c)[d]|e", 100]]}, "a.b(c)[d]|e", 1, "right", 0),
    (SHORT | {"answers": [["a.c", 100]]}, "abc", 0, "wrong", None),
    (NUMBER, "2.5", 1, "right", 0),
    (NUMBER, "2,6", 1, "right", 0),
    (NUMBER, "2,4", 1, "right", 0),
    (NUMBER, "2.61", 0.1, "partly", 2),
    (NUMBER, "25", 0.5, "partly", 1),
    (NUMBER, "+2.5e1", 0.5, "partly", 1),
    (NUMBER, "2,5x10^1", 0.5, "partly", 1),
    (NUMBER, "0,0025 × 10^3".replace(" ", ""), 1, "right", 0),
    (NUMBER, "2.5 V", 1, "right", 0),
    (NUMBER, "two", 0, "wrong", None),
    (BARE_NUMBER, "0.30000000000000004", 1, "right", 0),
    (BARE_NUMBER, "0.3001", 0, "wrong", None),
    (BARE_NUMBER | {"numbers": [[1234567.5, 0, 100]]}, "1 234 567,5", 1, "right", 0),
    (BARE_NUMBER | {"numbers": [[1234567.5, 0, 100]]}, "1,234,567.5", 1, "right", 0),
    (BARE_NUMBER | {"numbers": [[-4, 0.5, 100]]}, "−4,2", 1, "right", 0),
    (MATCHING, [2, 0, 1, 0], 1, "right", None),
    (MATCHING, [2, 0, None, 1], 0.5, "partly", None),
    (MATCHING, [0, 1, 0, 1], 0, "wrong", None),
    (MATCHING, None, 0, "wrong", None),
]
"""(item, answer, share, verdict, place of the recognised answer), worked out from Moodle's question types."""


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Page]:
    """A page that can import the modules; they are read as they are written."""
    with served(SCRIPTS) as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}formulas.js")
        yield page
        page.context.close()


def run(page: Page, module: str, body: str, *values: object) -> object:
    """The value of `body`, where `m` is the module and `v` the values."""
    return page.evaluate(f"async (v) => {{ const m = await import('/practice/{module}.js'); return {body}; }}", values)


def test_answers_earn_what_moodle_gives(modules: Page) -> None:
    found = run(modules, "scoring", "v[0].map(([item, answer]) => m.score(item, answer))", [c[:2] for c in CASES])
    for (item, answer, share, verdict, note), got in zip(CASES, found, strict=True):
        assert got["share"] == pytest.approx(share, abs=1e-6), (item, answer, got)
        assert (got["verdict"], got["note"]) == (verdict, note), (item, answer, got)


def test_an_essay_and_a_text_are_not_marked(modules: Page) -> None:
    assert run(modules, "scoring", "[m.score(v[0], 'x'), m.score({kind: 'text-only'}, null)]", ESSAY) == [None, None]


@pytest.mark.parametrize("penalty", [True, False])
def test_any_ticks_earn_between_nothing_and_all_and_the_right_ones_earn_all(modules: Page, penalty: bool) -> None:
    for right in range(1, 11):
        for wrong in range(6):
            options = tuple(Option(Text(str(n)), n < right) for n in range(right + wrong))
            weights = [float(w) for w in option_weights(Choice(options, several=True), penalty=penalty)]
            item = {"kind": "choice", "several": True, "weights": weights, "right": list(range(right))}
            shares = run(
                modules,
                "scoring",
                """[...Array(40).keys()].map((n) => m.score(v[0],
                     v[0].weights.map((_, place) => place).filter((place) => (n * 2654435761 >> place) & 1)).share)
                     .concat(m.score(v[0], v[0].right).share)""",
                item,
            )
            assert all(0 <= share <= 1 for share in shares), weights
            assert shares[-1] == 1, weights


@pytest.mark.parametrize(
    ("item", "answer", "answered", "complete"),
    [
        (SINGLE, None, False, False),
        (SINGLE, [], False, False),
        (SINGLE, [0], True, True),
        (SHORT, "  ", False, False),
        (SHORT, "0", True, True),
        (NUMBER, "2.5", True, True),
        (NUMBER, "2.5 V", True, False),
        (NUMBER, "x", True, False),
        (MATCHING, [None, None, None, None], False, False),
        (MATCHING, [0, None, 1, 1], True, False),
        (MATCHING, [0, 0, 1, 1], True, True),
        (ESSAY, "word", True, True),
    ],
)
def test_what_counts_as_an_answer(modules: Page, item: dict, answer: object, answered: bool, complete: bool) -> None:
    body = "[m.isAnswered(v[0], v[1]), m.isComplete(v[0], v[1])]"
    assert run(modules, "scoring", body, item, answer) == [answered, complete]


@pytest.mark.parametrize(
    ("total", "counts"),
    [(30, (12, 12, 6)), (25, (10, 10, 5)), (13, (5, 5, 3)), (7, (3, 3, 1)), (1, (1, 0, 0)), (0, (0, 0, 0))],
)
def test_shares_become_whole_numbers_by_the_largest_remainder(modules: Page, total: int, counts: tuple) -> None:
    found = run(modules, "draw", "m.apportioned(v[0], {easy: 40, medium: 40, hard: 20})", total)
    assert (found["easy"], found["medium"], found["hard"]) == counts


PAPER = {"questions": 30, "minutes": 50, "mix": {"easy": 40, "medium": 40, "hard": 20}}


@pytest.mark.parametrize(
    ("paper", "available", "offers"),
    [
        (PAPER, {"easy": 12, "medium": 20, "hard": 6}, [("full", 30, 50, {})]),
        (
            PAPER,
            {"easy": 9, "medium": 30, "hard": 30, "": 4},
            [("short", 23, 39, {}), ("some", 27, 45, {"easy": 3})],
        ),
        (PAPER, {"easy": 30, "medium": 30}, [("some", 24, 40, {"hard": 6})]),
        (PAPER, {"": 9}, []),
        (PAPER | {"mix": None}, {"": 9, "easy": 5}, [("some", 14, 24, {"": 16})]),
        (PAPER | {"mix": None, "minutes": None}, {"": 90}, [("full", 30, None, {})]),
    ],
)
def test_a_paper_for_which_the_set_is_too_small_is_offered_shorter(
    modules: Page, paper: dict, available: dict, offers: list
) -> None:
    found = run(modules, "draw", "m.offers(v[0], v[1])", paper, available)
    assert [(o["kind"], o["size"], o["minutes"], o["lacking"]) for o in found] == offers
    for offer in found:
        if offer["counts"]:
            assert sum(offer["counts"].values()) == offer["size"]


def test_a_draw_has_the_counts_asked_for_and_depends_on_its_seed_alone(modules: Page) -> None:
    body = """(() => { const levels = ["easy", "medium", "hard"];
        const items = [...Array(60).keys()].map((id) => ({ id, level: levels[id % 3] }));
        return [1, 1, 2].map((seed) => m.drawn(items, {easy: 12, medium: 12, hard: 6}, 30, seed)); })()"""
    one, same, other = run(modules, "draw", body)
    assert one == same != other
    levels = [item["level"] for item in one]
    assert [levels.count(level) for level in ("easy", "medium", "hard")] == [12, 12, 6]
    assert len({item["id"] for item in one}) == 30


def test_a_shuffle_keeps_everything_and_comes_again_from_its_seed(modules: Page) -> None:
    orders = run(modules, "order", "[7, 7, 8, 0].map((seed) => m.shuffled([...Array(20).keys()], seed))")
    assert orders[0] == orders[1] != orders[2]
    assert all(sorted(order) == list(range(20)) for order in orders)
    firsts = run(modules, "order", "[...Array(600).keys()].map((s) => m.shuffled([0, 1, 2], m.seedOf(s, 'item'))[0])")
    assert all(150 < firsts.count(n) < 250 for n in range(3))


def test_time_is_shown_and_warned_of_once(modules: Page) -> None:
    assert run(modules, "clock", "[3000, 2947, 59, 0, 6000].map(m.shownTime)") == [
        *("50:00", "49:07", "0:59", "0:00", "1:40:00"),
    ]
    assert run(modules, "clock", "[m.secondsLeft(5000, 3001), m.secondsLeft(5000, 9000)]") == [2, 0]
    looks = [(3000, 2999), (601, 600), (600, 599), (301, 300), (61, 60), (700, 250), (700, 0), (61, 0)]
    found = run(modules, "clock", "v[0].map(([before, after]) => m.warning(before, after))", looks)
    assert found == [None, 10, None, 5, 1, 5, None, None]


def test_points_are_summed_up_by_key(modules: Page) -> None:
    results = [
        {"key": "a", "points": 2, "share": 0.5},
        {"key": "b", "points": 1, "share": 0},
        {"key": "a", "points": 1, "share": None},
    ]
    rows = run(modules, "tally", "m.tally(v[0], (r) => r.key)", results)
    assert rows == [
        {"key": "a", "got": 1, "all": 3, "answered": 1, "count": 2},
        {"key": "b", "got": 0, "all": 1, "answered": 1, "count": 1},
    ]
    assert run(modules, "tally", "[m.percent(1, 3), m.percent(0, 0), m.percent(2, 2), m.percent(0.4999995, 4)]") == [
        33,
        0,
        100,
        13,
    ]


def test_words_have_the_plural_forms_and_the_decimal_sign_of_the_page(modules: Page) -> None:
    data = {
        "page_language": "ru",
        "decimal_sign": ",",
        "levels": {"easy": "простой"},
        "words": {
            "n": {"count": "n", "one": "{n} вопрос", "few": "{n} вопроса", "many": "{n} вопросов"},
            "points": "Баллы: {got} из {all}",
            "no_level": "не указана",
        },
    }
    body = "((w) => [[1, 2, 5, 11, 22].map((n) => w.say('n', { n })), w.say('points', { got: '{all}', all: 3 }), \
        w.number(1.5), w.number(2 / 3), w.level('easy'), w.level(''), w.level('own')])(m.wording(v[0]))"
    assert run(modules, "words", body, data) == [
        ["1 вопрос", "2 вопроса", "5 вопросов", "11 вопросов", "22 вопроса"],
        *("Баллы: {all} из 3", "1,5", "0,67", "простой", "не указана", "own"),
    ]


ITEMS = [{"id": "a", "digest": "1"}, {"id": "b", "digest": "2"}]


@pytest.mark.parametrize(
    ("held", "answers", "has_paper"),
    [
        (None, [], False),
        ("text", [], False),
        ([1, 2], [], False),
        (
            {"version": 1, "answers": {"a": {"digest": "1"}, "b": {"digest": "old"}, "gone": {"digest": "3"}}},
            ["a"],
            False,
        ),
        ({"version": 9, "answers": {"a": {"digest": "1"}}}, [], False),
        ({"version": 1, "answers": {"a": None}, "paper": {"items": [{"id": "b", "digest": "2"}]}}, [], True),
        ({"version": 1, "answers": [], "paper": {"items": [{"id": "b", "digest": "old"}]}}, [], False),
        ({"version": 1, "paper": {"items": "x"}, "only": "x", "at": {}, "seed": "x"}, [], False),
    ],
)
def test_a_changed_item_loses_its_own_answer_alone(modules: Page, held: object, answers: list, has_paper: bool) -> None:
    found = run(modules, "store", "m.kept(v[0], v[1])", held, ITEMS)
    assert list(found["answers"]) == answers
    assert (found["paper"] is not None) == has_paper
    assert (found["only"], found["at"], found["seed"]) == (None, None, None)


def test_a_browser_without_a_store_forgets_and_does_not_fail(modules: Page) -> None:
    body = """(() => { const none = { get() { throw new Error("no"); }, configurable: true };
        Object.defineProperty(window, "localStorage", none);
        m.save("x", { a: 1 }); m.forget("x"); const found = [m.load("x", []).answers, m.loadSettings().view];
        delete window.localStorage; return found; })()"""
    assert run(modules, "store", body) == [{}, "one"]


def test_decimals_of_weights_are_those_of_moodle() -> None:
    """The table above takes them for granted."""
    choice = Choice(tuple(Option(Text(str(n)), n < 2) for n in range(5)), several=True)
    assert option_weights(choice, penalty=True) == (Decimal(50), Decimal(50), *[Decimal("-33.33333")] * 3)

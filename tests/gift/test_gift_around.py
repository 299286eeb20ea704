"""Where an item does not end as its author meant, and what Moodle makes of it, in three languages."""

import pytest

from qoima.core.diagnostic import Diagnostic, Severity, ordered
from qoima.core.source import Source
from qoima.formats.gift.read import read_gift
from qoima.render.terminal import diagnostic


def said(text: str) -> tuple[Diagnostic, ...]:
    return ordered(read_gift(Source("x.gift", text)).said)


def found(text: str, code: str) -> list[Diagnostic]:
    return [d for d in said(text) if d.code == code]


BRACES = [
    (
        r"::l1::Square? {=\(x^{2}\) ~\(x^3\) ~2x}",
        "{2}",
        r"short answer “\(x^{2”",
        r"краткий ответ «\(x^{2»",
        "қысқа жауап",
    ),
    (r"x {=a#\(x^{2}\) ~b}", "{2}", "short answer “a”", "краткий ответ «a»", "қысқа жауап «a»"),
    ("x {=a ~b}}", "}", "choice “a | b”", "выбор ответа «a | b»", "жауап таңдау «a | b»"),
    (r"x {=\(\frac{1}{2}\) ~b}", "{1}", r"short answer “\(\frac{1”", "краткий ответ", "қысқа жауап"),
    ("x {=a} ~b ~c", "}", "short answer “a”", "краткий ответ «a»", "қысқа жауап «a»"),
    ("x {T} ~b", "}", "true false “T”", "верно или неверно «T»", "«T»"),
    ("x {#3} ~b", "}", "numerical “3”", "числовой ответ «3»", "«3»"),
    ("x {=a -> b =c -> d}}", "}", "matching “a -> b | c -> d”", "соответствие «a -> b", "«a -> b"),
    ("x {} ~b", "}", "of the kind “essay”", "вида «эссе»", "«эссе»"),
]


@pytest.mark.parametrize(("text", "place", "en", "ru", "kk"), BRACES, ids=lambda value: str(value)[:24])
def test_a_brace_that_ends_the_answers_too_early(text: str, place: str, en: str, ru: str, kk: str) -> None:
    (slip,) = found(text, "GFT063")
    assert slip.severity is Severity.WARNING
    assert slip.at.text == place
    assert en in diagnostic(slip, "en")
    assert ru in diagnostic(slip, "ru")
    assert kk in diagnostic(slip, "kk")
    assert all(r"\{" in diagnostic(slip, lang) and r"\}" in diagnostic(slip, lang) for lang in ("en", "ru", "kk"))


def test_a_brace_that_loses_the_whole_item_is_named_too() -> None:
    (slip,) = found(r"x {~\(x^{2}\) =b}", "GFT063")
    assert "stores" not in diagnostic(slip, "en")


def test_a_formula_before_the_answers_says_what_is_stored() -> None:
    (slip,) = found(r"\(\frac{1}{2}\)? {=a ~b}", "GFT019")
    assert "short answer “1”" in diagnostic(slip, "en")
    assert "краткий ответ «1»" in diagnostic(slip, "ru")
    assert "қысқа жауап «1»" in diagnostic(slip, "kk")


MISSING_LINES = [
    ("::q1::a? {=x ~y}\n::q2::b? {=x ~y}", ["::q2::"]),
    ("::q1::a? {=x ~y}\n  ::q2::b? {T}\n::q3::c? {T}", ["::q2::", "::q3::"]),
    ("::q1::text\n::q2::b? {=x ~y}", ["::q2::"]),
    ("::q1::a? {=x\n~y\n::q2::b? {=x ~z}", ["::q2::"]),
    ("A? {=x ~y}\nB? {=x ~y}\nC? {T}", ["B?", "C?"]),
    ("A? {=x ~y}\n// a note\nB? {=x ~y}", ["B?"]),
]


@pytest.mark.parametrize(("text", "places"), MISSING_LINES)
def test_a_question_lost_for_want_of_a_blank_line(text: str, places: list[str]) -> None:
    slips = found(text, "GFT057")
    assert [slip.at.text for slip in slips] == places
    assert all(slip.severity is Severity.WARNING for slip in slips)
    assert not {"GFT020", "GFT063", "GFT064"} & {d.code for d in said(text)}
    assert len(read_gift(Source("x.gift", text)).items) == 1
    for lang, words in (("en", "a blank line before it"), ("ru", "пустую строку"), ("kk", "бос жол")):
        assert words in diagnostic(slips[0], lang)  # type: ignore[arg-type]


def test_the_tags_of_a_lost_question_are_named() -> None:
    (slip,) = found("// [id:1]\n::q1::a {T}\n// [id:2] [tag:t]\n::q2::b {T}", "GFT057")
    assert "takes its tags, and its id" in diagnostic(slip, "en")
    assert "достанутся и его теги" in diagnostic(slip, "ru")
    assert "тегтері де алдыңғысына өтеді" in diagnostic(slip, "kk")
    (bare,) = found("// [id:1]\n::q1::a {T}\n// a note\n::q2::b {T}", "GFT057")
    assert "tags" not in diagnostic(bare, "en")


@pytest.mark.parametrize("text", ["Fill {=x ~y}\nand {=z ~y}", "x {=a ~b} y {=c ~d}", "x {=a ~b} // why"])
def test_what_stands_behind_the_answers(text: str) -> None:
    assert [d.code for d in said(text)] == ["GFT020"]


def test_general_feedback_behind_the_brace() -> None:
    (slip,) = said("x{=a ~b}####general")
    assert (slip.code, slip.at.text) == ("GFT064", "####general")
    assert "inside the braces, at their end" in diagnostic(slip, "en")
    assert "внутри скобок, в самом конце" in diagnostic(slip, "ru")
    assert "жақшаның ішіне, ең соңына" in diagnostic(slip, "kk")


SOUND = [
    "2+{=3} = 5",
    "x {=a ~b} y.",
    "::a::b\n::std::cout is what? {=x ~y}",
    r"x {=\(x^\{2\}\) ~\(\frac\{1\}\{2\}\)}",
    r"x {=a ~b} and \(x^\{2\}\)",
    "A? {=x ~y}\nthat is all.",
    "::q1::A {=x ~y}\n\n::q2::B {=x ~y}",
]


@pytest.mark.parametrize("text", SOUND)
def test_items_that_end_where_they_should(text: str) -> None:
    assert not {d.code for d in said(text)} & {"GFT019", "GFT020", "GFT057", "GFT063", "GFT064"}


def test_a_thousand_lost_questions_are_read_fast_and_named_some_times() -> None:
    assert 0 < len(found("A? {=x ~y}\n" * 20_000, "GFT057")) <= 20
    assert 0 < len(found("::a::b {=x ~y}\n" * 20_000, "GFT057")) <= 20

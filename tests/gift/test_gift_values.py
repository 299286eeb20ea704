"""Slips in answers: the message says what Moodle stores, in three languages."""

import pytest

from qoima.core.diagnostic import Diagnostic, Severity, ordered
from qoima.core.source import Source
from qoima.formats.gift.read import read_gift
from qoima.render.terminal import diagnostic


def said(text: str) -> tuple[Diagnostic, ...]:
    return ordered(read_gift(Source("x.gift", text)).said)


def codes(text: str) -> list[str]:
    return [d.code for d in said(text)]


VALUES = [
    ("x{=C# ~b}", "GFT015", "becomes “C”, the rest is feedback", "станет «C», остальное — отзыв", "«C» болып қалады"),
    ("x{=#include ~b ~c}", "GFT015", "drops the answer", "отбросит ответ", "жауапты тастап кетеді"),
    ("x {=a ~b=c ~d}", "GFT015", "“b” and “c”", "«b» и «c»", "«b» және «c»"),
    ("x{~ ~}", "GFT065", "without answers", "без ответов", "жауапсыз"),
    ("x{~a ~b}", "GFT006", "“a | b”, all of them wrong", "«a | b»", "«a | b»"),
    ("x{=a =b ~c}", "GFT007", "“a | b”", "«a | b»", "«a | b»"),
    ("::std::cout prints?{=a ~b}", "GFT045", "with “cout prints?”", "с «cout prints?»", "«cout prints?» деп"),
    ("x{~%30%a ~%60%b ~c}", "GFT030", "come to 90 %", "90 %", "90 %"),
    ("x{~%80%a ~%60%b ~c}", "GFT060", "come to 140 % together; Moodle caps", "140 %", "140 %"),
    ("x{#}", "GFT061", "no number stands here", "здесь нет числа", "мұнда сан жоқ"),
    ("x{#=}", "GFT066", "no number stands behind this sign", "нет числа", "сан жоқ"),
    ("x{=a ~%50% of it}", "GFT059", "takes 50 % for the weight", "50 % Moodle сочтёт весом", "50 % жазбасын"),
    ("x{=a ~%50% от него}", "GFT059", "“50% от”", "«50% от»", "«50% от»"),
    ("x{=a ~%50%-ы}", "GFT059", "“50%-ы”", "«50%-ы»", "«50%-ы»"),
    ("x{=50% ~%50% of it#no}", "GFT059", "“50% of”", "«50% of»", "«50% of»"),
    ("x{=a ~b ~a}", "GFT058", "stores “a” twice", "«a» дважды", "«a» жауабын екі рет"),
]


@pytest.mark.parametrize(("text", "code", "en", "ru", "kk"), VALUES, ids=lambda value: str(value)[:24])
def test_a_message_says_what_is_stored(text: str, code: str, en: str, ru: str, kk: str) -> None:
    slip = next(d for d in said(text) if d.code == code)
    assert en in diagnostic(slip, "en")
    assert ru in diagnostic(slip, "ru")
    assert kk in diagnostic(slip, "kk")


@pytest.mark.parametrize("text", ["x{=a ~%50% half}", "x{=a ~%5 of all}", "x{~%50%a ~%50%offer ~c}", "x{=a ~A ~b}"])
def test_weights_and_answers_that_are_meant_so(text: str) -> None:
    assert codes(text) == []


FORGOTTEN = ["Which one?", "Which?</p>", "Which\nA) one\nB) two", "Какой\nа) один\nб) два", "x\n=a\n~b", "x =a ~b"]


@pytest.mark.parametrize("text", FORGOTTEN)
def test_a_question_without_answers(text: str) -> None:
    (slip,) = said(text)
    assert (slip.code, slip.severity) == ("GFT013", Severity.WARNING)


TOLD = [
    "Read the text below.",
    '// [tag:topic:a]\n::n::[html]<p class\\="x">Why? Because.</p>',
    "x \\=a",
    "a = b",
    "A. Pushkin",
]


@pytest.mark.parametrize("text", TOLD)
def test_a_text_that_asks_nothing(text: str) -> None:
    (slip,) = said(text)
    assert (slip.code, slip.severity) == ("GFT062", Severity.INFO)
    assert "описание" in diagnostic(slip, "ru")
    assert "сипаттама" in diagnostic(slip, "kk")


CRASHES = [
    ("x{~a}", ["GFT005", "GFT035"]),
    ("x{#}", ["GFT061", "GFT035"]),
    ("x{#one..two}", ["GFT027", "GFT035"]),
    ("x{=a -> b}", ["GFT028", "GFT035"]),
    ("x{0}\n\ny{=a}", ["GFT033", "GFT035"]),
    ("x{~\n%--5%a\n=b}", ["GFT004", "GFT035"]),
    ("x{=%50%a}", ["GFT026", "GFT036"]),
    ("// [tag:]\nx{T}", ["GFT029", "GFT036"]),
]


@pytest.mark.parametrize(("text", "order"), CRASHES)
def test_the_cause_of_a_lost_file_stands_before_it(text: str, order: list[str]) -> None:
    assert [code for code in codes(text) if code in ("GFT035", "GFT036") or code == order[0]] == order

"""What Moodle and its editor rewrite by themselves is no difference; the list that users see is complete."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from backup_made import backup
from moodle_made import Moodle, as_restored
from moodle_xml_made import moodle_xml
from plants import Change, both, given, rewritten, settled
from test_planted import said
from test_untouched import of_backup, of_xml

from qoima.diff.verify.ignored import IGNORED, WHO
from qoima.diff.verify.normal import normal
from qoima.diff.verify.texts import text_findings
from qoima.formats.moodle.question import File, Question, Rich

ROOT = Path(__file__).parent.parent.parent
SPELLINGS = [
    ("CRLF", "<p>one</p>\n<p>two</p>", "<p>one</p>\r\n<p>two</p>"),
    ("blanks at the ends", "one", "  one\n "),
    ("a paragraph around the whole", "one <em>two</em>", "<p>one <em>two</em></p>"),
    ("a div around the whole", "one", "<div>one</div>"),
    ("an empty paragraph at the end", "<p>one</p>", "<p>one</p><p><br></p>"),
    ("a no-break space at the end", "<p>one</p>", "<p>one&nbsp;</p>"),
    ("forms of br", "one<br>two", "one<br />two"),
    ("a line break beside br", "one<br>\ntwo", "one<br>two"),
    ("blanks between blocks", "<ul><li>one</li><li>two</li></ul>", "<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>"),
    ("a line broken in a paragraph", "<p>one two</p>", "<p>one\n   two</p>"),
    ("order and quotes of attributes", '<img src="a.png" alt="b">', "<img alt='b' src=a.png />"),
    ("entities", "a &lt; b &amp; c &quot;d&quot; – e", 'a &#60; b &amp; c "d" &ndash; e'),
    ("dir of Atto", "<p>one</p>", '<p dir="ltr">one</p>'),
    ("class of pictures", '<img src="a.png" alt="b">', '<img class="img-fluid" src="a.png" alt="b">'),
    ("names of tags", "<b>one</b> <i>two</i>", "<strong>one</strong> <em>two</em>"),
    ("tbody", "<table><tr><td>1</td></tr></table>", "<table><tbody><tr><td>1</td></tr></tbody></table>"),
    ("signs without width", "one two", "one\u200b two\ufeff"),
]
LOOKS = [
    ("bold", "one two", "one <b>two</b>"),
    ("a class", "one", '<p class="lead">one</p>'),
    ("a size", '<img src="a.png" alt="b">', '<img src="a.png" alt="b" width="50">'),
]
WORDS = [
    ("a space in code", "<pre>a  b</pre>", "<pre>a b</pre>"),
    ("a paragraph parted", "<p>one two</p>", "<p>one</p><p>two</p>"),
    ("words run together", "one two", "onetwo"),
    ("a letter of another alphabet", "Ом", "Oм"),
    ("another index", "x<sub>2</sub>", "x<sub>3</sub>"),
    ("a power lost", "10<sup>3</sup>", "103"),
]


def whats(before: str, after: str) -> list[str]:
    return [finding.what for finding in text_findings(Rich(before), Rich(after), "text")]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in SPELLINGS], ids=[case[0] for case in SPELLINGS])
def test_another_spelling_is_no_difference(before: str, after: str) -> None:
    assert normal(before) == normal(after)
    assert whats(before, after) == whats(after, before) == []


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in LOOKS], ids=[case[0] for case in LOOKS])
def test_other_looks_are_a_warning(before: str, after: str) -> None:
    assert whats(before, after) == whats(after, before) == ["looks"]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in WORDS], ids=[case[0] for case in WORDS])
def test_other_words_are_an_error(before: str, after: str) -> None:
    assert whats(before, after) == whats(after, before) == ["text"]


def every(change: Callable[[Question], Question]) -> Change:
    """A change of each question."""

    def changed(moodle: Moodle) -> Moodle:
        return replace(moodle, questions=tuple(replace(h, question=change(h.question)) for h in moodle.questions))

    return changed


def above(*names: str) -> Change:
    return every(lambda question: replace(question, category=(*names, *question.category)))


def renamed_picture(question: Question) -> Question:
    html = question.text.html.replace("plan.svg", "plan-0123456789ab.svg")
    return replace(question, text=Rich(html, tuple(File("plan-0123456789ab.svg", f.data) for f in question.text.files)))


def turned(moodle: Moodle) -> Moodle:
    return replace(moodle, questions=moodle.questions[::-1])


KEPT: list[tuple[str, Change]] = [
    ("tags in capitals and another order", every(lambda q: replace(q, tags=tuple(t.upper() for t in q.tags[::-1])))),
    (
        "options in another order",
        every(lambda q: replace(q, answers=q.answers[::-1] if q.qtype == "multichoice" else q.answers)),
    ),
    ("questions in another order", turned),
    ("a share with fewer places", given("d-5", penalty=Decimal("0.33333"))),
    ("categories above the bank", above("Kafedra", "2026")),
    ("other names of files", every(renamed_picture)),
    (
        "saved by the editor",
        both(rewritten("d-1", "Which", "<p>Which"), rewritten("d-1", "students?", "students?</p>")),
    ),
    ("the penalty of an essay", given("d-9", penalty=Decimal(0))),
    ("the line above true and false", settled("d-4", showstandardinstruction="0")),
]


@pytest.mark.parametrize("change", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_what_moodle_rewrites_is_no_difference(change: Change) -> None:
    moodle = change(as_restored())
    assert said(of_xml(moodle_xml(moodle))) == []
    if moodle.questions[0].question.category == as_restored().questions[0].question.category:
        assert said(of_backup(backup(moodle))) == []


def test_the_list_has_everybody_and_says_nothing_twice() -> None:
    said = [one.key for group in IGNORED.values() for one in group]
    assert len(set(said)) == len(said)
    assert list(IGNORED) == list(WHO)


def test_the_guide_has_the_whole_list() -> None:
    guide = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    assert [one.template for group in IGNORED.values() for one in group if str(one.template) not in guide] == []

"""What the pages of rules/review.py and rules/experts.py leave open: several controls, files that cannot be read."""

from datetime import date

from qoima.check import check
from qoima.cli.workspace import packaged_profiles
from qoima.formats.repository import read_repository
from qoima.model.linking import link
from qoima.requirement_example import base_files
from qoima.rules import RULES

REVIEW = "testbanks/demo/en/reviews/2026-09-01-exam.yaml"
BANK = "testbanks/demo/en/exam.yaml"
ORDERS = "testbanks/experts.yaml"


def found(**changed: bytes) -> list[tuple[str, str, int]]:
    """(code, path, line) of what is said of reviews in the repository in order, with some files changed."""
    names = {"review": REVIEW, "bank": BANK, "orders": ORDERS}
    files = base_files() | {names.get(name, name.replace("__", "/") + ".yaml"): held for name, held in changed.items()}
    repository, read = read_repository(files)
    assert repository.university
    linked, dangling = link(repository, repository.university)
    report = check(linked, packaged_profiles(), RULES, today=date(2026, 10, 1), read=(*read, *dangling))
    papers = [d for d in report.diagnostics if d.code.startswith(("REV1", "REF"))]
    return [(d.code, d.at.source.path, d.at.position.line) for d in papers]


def test_the_repository_in_order_has_no_finding() -> None:
    assert found() == []


def test_an_order_that_cannot_be_read_is_not_missed() -> None:
    assert found(orders=b"orders: 5\n") == []


def test_items_that_cannot_be_read_are_not_taken_for_changed_ones() -> None:
    broken = (
        base_files()[BANK] + b"  - {id: d-2, topic: keys, difficulty: easy, stem: What?, corect: a, distractors: [b]}\n"
    )
    assert found(bank=broken) == []


def test_ids_of_controls_and_people_must_exist() -> None:
    review = (
        base_files()[REVIEW].replace(b"controls: [exam]", b"controls: [exam, rk9]").replace(b"[d-kim]", b"[nobody]")
    )
    assert {(code, path) for code, path, _ in found(review=review)} == {("REF002", REVIEW), ("REV105", REVIEW)}
    orders = base_files()[ORDERS].replace(b"by: c-seitov", b"by: c-setov")
    assert found(orders=orders) == [("REF002", ORDERS, 6)]


def test_the_latest_conclusion_of_a_bank_counts_whatever_it_is_called() -> None:
    later = base_files()[REVIEW].replace(b"date: 2026-09-01", b"date: 2026-09-30", 1).replace(b"primary", b"repeated")
    assert found(testbanks__demo__en__reviews__a=later) == []
    impossible = later.replace(b"verdict: possible", b"verdict: impossible")
    assert found(testbanks__demo__en__reviews__a=impossible) == [("REV111", BANK, 1)]

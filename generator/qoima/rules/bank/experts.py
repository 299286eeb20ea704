"""Rules on the order that names the experts of an academic year."""

from qoima.model.views import ReviewedBase
from qoima.rules.registry import Findings, Say, finding, rule


@rule(
    "expert-order-exists",
    ReviewedBase,
    "no order names the experts of the academic year {year}",
    help="add it to testbanks/experts.yaml under `orders:`",
)
def expert_order_exists(node: ReviewedBase) -> Findings:
    """An order names the experts of the academic year in which a base is used, and of each year with a conclusion.

    Why: who may review is not left to those who want to be reviewed.

    Wrong:
        date: 2025-09-10
        academic_year: 2025-2026   # <-
        --- testbanks/experts.yaml
        orders: [{academic_year: 2026-2027, date: 2026-03-12}]

    Wrong:
        --- content/courses/demo.yaml
        teaching:
          - {language: en, term: autumn, teachers: [a-omarova]}   # <-
        --- testbanks/experts.yaml
        orders: []

    Right:
        date: 2026-09-01
        academic_year: 2026-2027
        --- testbanks/experts.yaml
        orders: [{academic_year: 2026-2027, date: 2026-03-12}]
    """
    known = {order.academic_year for order in node.orders}
    if "testbanks/experts.yaml" in node.base.unread:
        return
    if node.base.banks and node.year not in known:
        yield finding(node.base.at, year=node.year)
    for review in node.reviews:
        if review.academic_year and review.academic_year not in (*known, node.year):
            yield finding(review.place("academic_year"), year=review.academic_year)


@rule(
    "expert-order-month",
    ReviewedBase,
    "the order on the experts of {year} is dated {have}; required: {wanted}",
    help="correct the date; an order of another month is a deviation that the department has to explain",
)
def expert_order_month(node: ReviewedBase, *, month: int) -> Findings:
    """The experts of an academic year are approved in a fixed month of the year before. The day is left open.

    For the academic year 2026-2027 the order is of that month of 2026.

    Why: whoever is to review in autumn must know in spring.

    Wrong:
        limits: {month: 3}
        --- testbanks/experts.yaml
        orders:
          - academic_year: 2026-2027
            date: 2026-04-01   # <-

    Right:
        limits: {month: 3}
        --- testbanks/experts.yaml
        orders:
          - academic_year: 2026-2027
            date: 2026-03-31

    Limits:
        month: the month (1 to 12).
    """
    for order in node.orders:
        wanted = f"{order.academic_year.partition('-')[0]}-{month:02}"
        if order.date is not None and f"{order.date:%Y-%m}" != wanted:
            yield finding(order.place("date"), year=order.academic_year, have=order.date, wanted=wanted)


@rule(
    "expert-on-order",
    ReviewedBase,
    "the expert {expert} is not on the list for {year}",
    help="name an expert of the list, or add {expert} to `experts` of the order, if the order has that name",
    variants={"at-order": Say("the order")},
)
def expert_on_order(node: ReviewedBase) -> Findings:
    """Each expert of a conclusion is on the list that was approved for its academic year.

    Silent where no order names the experts of that year: `expert-order-exists` says so.

    Why: a list that anybody may go past is none.

    Wrong:
        date: 2026-09-01
        academic_year: 2026-2027
        experts: [b-li]   # <-
        --- testbanks/experts.yaml
        orders: [{academic_year: 2026-2027, experts: [a-omarova]}]

    Right:
        date: 2026-09-01
        academic_year: 2026-2027
        experts: [b-li]
        --- testbanks/experts.yaml
        orders: [{academic_year: 2026-2027, experts: [a-omarova, b-li]}]
    """
    for review in node.reviews:
        orders = [order for order in node.orders if order.academic_year == review.academic_year]
        listed = {expert for order in orders for expert in order.experts}
        for expert in review.experts if orders else ():
            if expert not in listed:
                related = ((orders[0].place("experts"), "at-order"),)
                yield finding(review.place("experts"), related=related, expert=expert, year=review.academic_year)


RULES = (expert_order_exists, expert_order_month, expert_on_order)

"""Whether the expertise of a MOOC allows to post it (ATU forms F-10 and F-11)."""

from qoima.model.mooc_papers import CRITERIA, REFUSED, REVISION
from qoima.model.views import MoocInYear
from qoima.rules.mooc.expertise import criterion
from qoima.rules.mooc.score import decision_of, total_of
from qoima.rules.registry import Findings, Rule, Say, finding, rule


@rule(
    "score-allows-posting",
    MoocInYear,
    "the score sheet has {have} points: the MOOC may not be posted",
    help="rework the MOOC and have it reviewed anew",
    variants={
        "remarks": Say(
            "the score sheet has {have} points: the MOOC may be posted only after the remarks are eliminated",
            "eliminate the remarks and add `remarks_eliminated:` with the date to `score`",
        )
    },
)
def score_allows_posting(node: MoocInYear, *, recommended_from: int, revision_from: int) -> Findings:
    """A MOOC is posted only with the points for it, or after the remarks of the experts are eliminated.

    Why: the expertise is there to keep what is not ready from learners.

    Wrong:
        limits: {recommended_from: 22, revision_from: 19}
        score:
          total: 18   # <-

    Wrong:
        limits: {recommended_from: 22, revision_from: 19}
        score:
          total: 21   # <-

    Right:
        limits: {recommended_from: 22, revision_from: 19}
        score: {total: 19, remarks_eliminated: 2026-09-01}

    Right:
        limits: {recommended_from: 22, revision_from: 19}
        score: {total: 22}

    Limits:
        recommended_from: the fewest points with which a MOOC is recommended.
        revision_from: the fewest points with which it may be revised.
    """
    score = node.mooc.score
    total = total_of(score)
    if score is None or total is None:
        return
    at = score.place("points" if score.total is None else "total")
    decision = decision_of(total, recommended_from, revision_from)
    if decision == REFUSED:
        yield finding(at, have=total)
    elif decision == REVISION and score.remarks_eliminated is None:
        yield finding(at, "remarks", have=total)


@rule(
    "protocol-allows-posting",
    MoocInYear,
    "the expert protocol finds inconsistency (“{criterion}”): it must be put right before the MOOC is posted",
    help="put it right and add `corrected:` with the date to `protocol`",
)
def protocol_allows_posting(node: MoocInYear, *, inconsistent: str) -> Findings:
    """What the experts found inconsistent is put right before a MOOC is posted.

    Why: the expertise is there to keep what is not ready from learners.

    Wrong:
        limits: {inconsistent: inconsistent}
        protocol:
          results:
            tasks: inconsistent   # <-

    Right:
        limits: {inconsistent: inconsistent}
        protocol: {results: {tasks: inconsistent, sound: partial}, corrected: 2026-09-01}

    Limits:
        inconsistent: the mark of a criterion that is not met.
    """
    protocol = node.mooc.protocol
    if protocol is None or protocol.results is None or protocol.corrected:
        return
    for key in CRITERIA:
        if getattr(protocol.results, key) == inconsistent:
            yield finding(protocol.results.place(key), criterion=criterion(key))


RULES: tuple[Rule, ...] = (score_allows_posting, protocol_allows_posting)

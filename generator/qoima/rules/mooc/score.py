"""The score sheet of the expertise, and whether the protocol agrees with it (ATU form F-10)."""

from qoima.model.mooc_papers import CRITERIA, RECOMMENDED, REFUSED, REVISION, Points, ScoreSheet
from qoima.model.views import MoocInYear
from qoima.rules.mooc.expertise import criterion
from qoima.rules.registry import Findings, Rule, Say, finding, rule


@rule(
    "points-by-criterion",
    MoocInYear,
    "the score sheet has no points for the criterion “{criterion}” (`{key}`)",
    help="write `{key}:` with {lowest} to {highest} points under `score.points`",
    variants={
        "range": Say(
            "the score sheet has {have} points for the criterion “{criterion}”; {lowest} to {highest} are possible",
            "correct the points",
        ),
        "total": Say(
            "the points of the score sheet add up to {sum}; `total` says {have}",
            "correct the points, or leave `total` out: it is added up",
        ),
    },
)
def points_by_criterion(node: MoocInYear, *, lowest: int, highest: int) -> Findings:
    """A score sheet has points for each criterion, within their range, and its total is their sum.

    Why: the decision hangs on the total; an error in adding up decides wrongly.

    Wrong:
        limits: {lowest: 0, highest: 3}
        score:
          points:   # <-
            {sound: 3, picture: 3, structure: 3, content: 3, self_study: 3, tasks: 3, speaker: 3}

    Wrong:
        limits: {lowest: 0, highest: 3}
        score:
          points:
            sound: 4   # <-
            picture: 3
            structure: 3
            content: 3
            self_study: 3
            tasks: 3
            speaker: 3
            feedback: 3

    Wrong:
        limits: {lowest: 0, highest: 3}
        score:
          points: {sound: 3, picture: 3, structure: 3, content: 3, self_study: 3, tasks: 3, speaker: 3, feedback: 2}
          total: 24   # <-

    Right:
        limits: {lowest: 0, highest: 3}
        score:
          points: {sound: 3, picture: 3, structure: 3, content: 3, self_study: 3, tasks: 3, speaker: 3, feedback: 0}
          total: 21

    Limits:
        lowest: the fewest points for a criterion.
        highest: the most points for a criterion.
    """
    score = node.mooc.score
    if score is None or score.points is None:
        return
    for key in CRITERIA:
        have = getattr(score.points, key)
        if have is None:
            yield finding(score.place("points"), criterion=criterion(key), key=key)
        elif not lowest <= have <= highest:
            yield finding(score.points.place(key), "range", criterion=criterion(key), have=have)
    added = _sum(score.points)
    if added is not None and score.total not in (None, added):
        yield finding(score.place("total"), "total", sum=added, have=score.total)


@rule(
    "decision-by-score",
    MoocInYear,
    "the score sheet has {have} points, which means `{wanted}`; its decision is `{decision}`",
    help="correct `score.decision` or the points",
)
def decision_by_score(
    node: MoocInYear,
    *,
    recommended_from: int,
    revision_from: int,
    technical: tuple[str, ...],
    technical_from: int,
) -> Findings:
    """The decision of a score sheet is the one that its total means.

    From so many points a MOOC is `recommended`, from fewer on it needs `revision`, below it is `refused`. With
    technical problems, revision may be asked of a MOOC that has the points to be recommended.

    Why: the same points must mean the same for everybody.

    Wrong:
        limits: {recommended_from: 22, revision_from: 19, technical: [sound], technical_from: 2}
        score:
          points: {sound: 2, picture: 2, structure: 3, content: 3, self_study: 3, tasks: 3, speaker: 3, feedback: 2}
          decision: recommended   # <-

    Right:
        limits: {recommended_from: 22, revision_from: 19, technical: [sound], technical_from: 2}
        score:
          points: {sound: 2, picture: 3, structure: 3, content: 3, self_study: 3, tasks: 3, speaker: 3, feedback: 2}
          decision: recommended

    Right:
        limits: {recommended_from: 22, revision_from: 19, technical: [sound], technical_from: 2}
        score:
          points: {sound: 1, picture: 3, structure: 3, content: 3, self_study: 3, tasks: 3, speaker: 3, feedback: 3}
          decision: revision

    Limits:
        recommended_from: the fewest points with which a MOOC is recommended.
        revision_from: the fewest points with which it may be revised.
        technical: the criteria that tell of technical problems.
        technical_from: the fewest points of these criteria without technical problems.
    """
    score = node.mooc.score
    total = total_of(score)
    if score is None or total is None or not score.decision:
        return
    wanted = decision_of(total, recommended_from, revision_from)
    excused = wanted == RECOMMENDED and score.decision == REVISION and _troubled(score, technical, technical_from)
    if score.decision != wanted and not excused:
        yield finding(score.place("decision"), have=total, wanted=wanted, decision=score.decision)


@rule(
    "no-technical-problems",
    MoocInYear,
    "the score sheet recommends the MOOC, but the criterion “{criterion}” has {have} points: technical problems",
    help="put the technical problems right first; until then the decision is `revision`",
)
def no_technical_problems(node: MoocInYear, *, technical: tuple[str, ...], technical_from: int) -> Findings:
    """A MOOC with technical problems is not recommended, whatever its total.

    Why: learners cannot follow a lecture that they cannot hear.

    Wrong:
        limits: {technical: [sound], technical_from: 2}
        score:
          points:
            sound: 1   # <-
          decision: recommended

    Right:
        limits: {technical: [sound], technical_from: 2}
        score:
          points: {sound: 2}
          decision: recommended

    Limits:
        technical: the criteria that tell of technical problems.
        technical_from: the fewest points of these criteria without technical problems.
    """
    score = node.mooc.score
    if score and score.points and score.decision == RECOMMENDED:
        for key in _troubled(score, technical, technical_from):
            yield finding(score.points.place(key), criterion=criterion(key), have=getattr(score.points, key))


@rule(
    "score-matches-protocol",
    MoocInYear,
    "criterion “{criterion}”: {points} points in the score sheet mean `{wanted}`; the protocol says `{have}`",
    help="correct the one that is wrong; both papers tell of one expertise",
)
def score_matches_protocol(node: MoocInYear, *, full_from: int, partial_from: int) -> Findings:
    """Score sheet and protocol agree about each criterion, where there are both.

    Why: two papers about one thing that disagree cannot both be right.

    Wrong:
        limits: {full_from: 3, partial_from: 2}
        score:
          points: {sound: 2}
        protocol:
          results:
            sound: full   # <-

    Right:
        limits: {full_from: 3, partial_from: 2}
        score:
          points: {sound: 2, picture: 3, tasks: 0}
        protocol:
          results: {sound: partial, picture: full, tasks: inconsistent}

    Limits:
        full_from: the fewest points that mean full compliance.
        partial_from: the fewest points that mean partial non-compliance.
    """
    points = node.mooc.score.points if node.mooc.score else None
    results = node.mooc.protocol.results if node.mooc.protocol else None
    if points is None or results is None:
        return
    for key in CRITERIA:
        earned, have = getattr(points, key), getattr(results, key)
        if earned is None or have not in ("full", "partial", "inconsistent"):
            continue
        wanted = "full" if earned >= full_from else "partial" if earned >= partial_from else "inconsistent"
        if have != wanted:
            yield finding(results.place(key), criterion=criterion(key), points=earned, wanted=wanted, have=have)


def total_of(score: ScoreSheet | None) -> int | None:
    """The total of a score sheet: its points added up, or as written where not all are there."""
    if score is None:
        return None
    added = _sum(score.points) if score.points else None
    return score.total if added is None else added


def _sum(points: Points) -> int | None:
    held = [getattr(points, key) for key in CRITERIA]
    return None if None in held else sum(held)


def decision_of(total: int, recommended_from: int, revision_from: int) -> str:
    """What follows from a total."""
    return RECOMMENDED if total >= recommended_from else REVISION if total >= revision_from else REFUSED


def _troubled(score: ScoreSheet, technical: tuple[str, ...], technical_from: int) -> list[str]:
    """The technical criteria with too few points."""
    held = [(key, getattr(score.points, key)) for key in technical] if score.points else []
    return [key for key, have in held if have is not None and have < technical_from]


RULES: tuple[Rule, ...] = (
    points_by_criterion,
    decision_by_score,
    no_technical_problems,
    score_matches_protocol,
)

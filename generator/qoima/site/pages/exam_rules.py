"""What "how your exam is made" says: each sentence with the clause that it is told from.

A sentence is shown where its clause is in force, and takes its numbers from the limits of that clause, so that a
university that decides otherwise reads its own. The texts are `site.exam.<section>.<name>`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from qoima.model.published import ClauseInForce, Published
from qoima.site.wording import Wording


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence. `listed` names a limit whose values follow it as a list, `word` one that is shown as a word."""

    name: str
    code: str
    rule: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    also: str = ""
    """Another code that has to be in force, too."""
    limit: str = ""
    """The value of the limit `field` by which one of several checks is meant."""
    listed: str = ""
    word: str = ""


EXAM = {"control": "interim"}

FACTS = (
    Said("questions", "CTL107", where=EXAM),
    Said("minutes", "CTL109", where=EXAM),
    Said("attempts", "CTL108", where=EXAM),
    Said("answers", "ITM101", "option-count"),
    Said("base", "BNK101", "enough-items"),
)
"""The numbers at the head of the page."""

STEPS = (
    Said("write", "PAS105"),
    Said("approve", "CTL113", word="body"),
    Said("review", "REV102"),
    Said("base", "BNK101", "enough-items"),
    Said("draw", "BNK106", where=EXAM),
    Said("mark", "CTL110", "marked-by-machine"),
)
"""The way of a question from its author to your mark."""

SECTIONS: Mapping[str, tuple[Said, ...]] = {
    "who": (
        Said("compilers", "PAS105"),
        Said("syllabus", "BNK108", "topics-in-syllabus"),
        Said("language", "BNK109", where=EXAM),
        Said("symbols", "ITM106"),
        Said("approved", "CTL113", "approved-control", word="body"),
        Said("experts", "REV102", "expert-no-compiler"),
        Said("order", "REV104", "expert-order-exists"),
        Said("content", "REV107"),
        Said("difficulty", "REV108"),
        Said("wording", "REV109"),
        Said("verdict", "REV111"),
    ),
    "base": (
        Said("size", "BNK101", "enough-items"),
        Said("answers", "ITM101", "option-count"),
        Said("right", "ITM102", "some-correct"),
        Said("distinct", "BNK111"),
        Said("mix", "BNK104", where=EXAM),
    ),
    "paper": (
        Said("random", "BNK106", where=EXAM),
        Said("questions", "CTL107", where=EXAM),
        Said("same_mix", "BNK105", where=EXAM),
        Said("minutes", "CTL109", where=EXAM),
        Said("pace", "CTL109", where=EXAM, also="CTL107"),
        Said("attempts", "CTL108", where=EXAM),
    ),
    "term": (
        Said("current", "CTL101"),
        Said("weekly", "CTL102"),
        Said("midterm", "CTL105", where={"term": "regular"}),
        Said("taught", "CTL112"),
        Said("closes", "CTL118"),
        Said("admission", "CTL117"),
        Said("other_days", "CTL121"),
        Said("summer", "CTL124", "control-of-kind"),
    ),
    "permitted": (
        Said("listed", "PAS107"),
        Said("data", "ITM105", where=EXAM),
        Said("passport", "PAS106", "passport-lists-materials"),
    ),
    "proctoring": (Said("features", "CTL116", listed="features"),),
    "marking": (
        Said("machine", "CTL110", "marked-by-machine"),
        Said("scale", "GRD101", "allowed-values", limit="scale"),
        Said("transfer", "CTL120"),
    ),
    "year": (
        Said("updated", "BNK110"),
        Said("reviewed", "REV101"),
        Said("experts", "REV103", word="month"),
    ),
    "never": (
        Said("protected", "CTL119"),
        Said("unlike", "BNK112"),
        Said("types", "BNK107", where=EXAM),
    ),
    "final": (
        Said("in_person", "ATT101", "allowed-values"),
        Said("appeal", "ATT104"),
    ),
    "mooc": (
        Said("base", "BNK201"),
        Said("answers", "ITM201"),
        Said("right", "ITM202", "not-all-correct"),
        Said("practice", "MOC208"),
        Said("levels", "REV201", "holds-all", listed="values"),
        Said("experts", "REV203"),
        Said("authors", "REV215"),
        Said("pilot", "BNK202", "fields-filled"),
        Said("deadlines", "CAL208"),
        Said("protected", "GRD201"),
        Said("pass", "GRD202", "number-between", limit="pass_percent"),
        Said("certificate", "GRD202", "number-between", limit="certificate_percent"),
        Said("paid", "CRT205"),
    ),
    "spoc": (
        Said("tutor", "TUT315"),
        Said("consultation", "MAP317", "number-between"),
        Said("reports", "TUT316"),
    ),
    "blended": (
        Said("format", "BLD418", "allowed-values"),
        Said("certifications", "BLD421"),
        Said("weeks", "BLD420"),
        Said("session", "BLD423"),
        Said("in_person", "BLD422"),
    ),
}
"""The sections in their order."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence in the reader's language, with its clause and the list that follows it."""

    name: str
    text: str
    clause: ClauseInForce
    points: tuple[str, ...] = ()


def told(said: Said, section: str, published: Published, words: Wording, *, ending: str = "") -> Shown | None:
    """The sentence, if its clause is in force. `ending` is that of the key, where a thing has several texts."""
    clause = clause_of(said, published)
    other = published.clause(said.also) if said.also else None
    if clause is None or (said.also and other is None):
        return None
    values = shown_limits(words, clause)
    if said.word:
        values[said.word] = words.label(f"exam.{said.word}", str(values[said.word]))
    if said.name == "pace" and other is not None:
        if not (each := pace(clause, other)):
            return None
        values |= each
    key = f"exam.{section}.{said.name}{ending}"
    points = clause.limits.get(said.listed, ()) if said.listed else ()
    listed = tuple(words.label(f"exam.{said.listed}", str(one)) for one in points) if isinstance(points, tuple) else ()
    return Shown(said.name, words(key, **values), clause, listed)


def clause_of(said: Said, published: Published) -> ClauseInForce | None:
    """The check that the sentence is told from."""
    for one in published.clauses:
        fits = one.code == said.code and said.rule in ("", one.rule) and said.where.items() <= one.where.items()
        if fits and said.limit in ("", one.limits.get("field")) and _now(one, published):
            return one
    return None


def _now(clause: ClauseInForce, published: Published) -> bool:
    """Whether a clause for ordinary times, or for an emergency, has its time anywhere in the university."""
    asked = clause.where.get("emergency")
    uses = (use for use in published.university.profiles if use.profile == clause.profile)
    return asked is None or any(use.emergency == (asked == "true") for use in uses)


def shown_limits(words: Wording, clause: ClauseInForce) -> dict[str, object]:
    """The limits as they are written; whole numbers stay numbers, since texts count by them."""
    return {name: _shown(words, value) for name, value in clause.limits.items()}


def _shown(words: Wording, value: object) -> object:
    match value:
        case Decimal():
            return int(value) if value == int(value) else words.number(value)
        case tuple() | list():
            return ", ".join(str(_shown(words, one)) for one in value)
        case _:
            return value


def whole(clause: ClauseInForce | None, name: str) -> int | None:
    """A limit that is a whole number."""
    value = clause.limits.get(name) if clause else None
    return int(value) if isinstance(value, int | Decimal) and value == int(value) else None


def pace(time: ClauseInForce, questions: ClauseInForce) -> dict[str, object]:
    """Minutes and seconds for one question of a full paper; nothing where the numbers are not there."""
    minutes, count = whole(time, "exactly"), whole(questions, "at_most")
    if not minutes or not count:
        return {}
    seconds = minutes * 60 // count
    return {"each_minutes": seconds // 60, "each_seconds": f"{seconds % 60:02}"}

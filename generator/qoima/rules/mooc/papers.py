"""Description and work programme of a MOOC, and what other papers print from them (ATU, F-01, F-02, F-09, F-11)."""

import re

from qoima.core.diagnostic import Message
from qoima.model.mooc_papers import ExpertProtocol, WorkProgramme
from qoima.model.views import MoocInYear
from qoima.rules.labels import LABELS
from qoima.rules.registry import Findings, Rule, Say, finding, rule
from qoima.rules.things.reach import is_blank, one

_SENTENCE_END = re.compile(r"[.!?…]+[\s\u00a0]+(?=[«“\"(]?[^\W\d_a-zа-яёәғқңөұүһі])")


@rule(
    "author-details",
    MoocInYear,
    "author {person}: `{field}` is missing ({label})",
    help="add `{field}:` to the entry of {person} in people.yaml",
    variants={
        "either": Say(
            "author {person}: none of {fields} is given; at least one is needed",
            "add one of {fields} to the entry of {person} in people.yaml, “none” where there is none",
        )
    },
)
def author_details(node: MoocInYear, *, fields: tuple[str, ...], either: tuple[str, ...] = ()) -> Findings:
    """The authors of a MOOC are described in people.yaml as its papers print them.

    Why: learners want to know whose course it is, and the papers have a line for it.

    Wrong:
        limits: {fields: [position]}
        authors: [a-omarova]
        --- content/people.yaml
        a-omarova:   # <-
          name: Aigerim Omarova

    Wrong:
        limits: {fields: [name], either: [degree, title]}
        authors: [a-omarova]
        --- content/people.yaml
        a-omarova:   # <-
          name: Aigerim Omarova

    Right:
        limits: {fields: [position], either: [degree, title]}
        authors: [a-omarova]
        --- content/people.yaml
        a-omarova: {name: Aigerim Omarova, position: Professor, degree: PhD}

    Limits:
        fields: what must be said of each author.
        either: of these, one must be said.
    """
    for id in node.mooc.authors:
        person = node.people.get(id)
        if person is None:
            continue
        for field in fields:
            if is_blank(getattr(person, field)):
                yield finding(person.at, person=id, field=field, label=_label("person", field))
        if either and all(is_blank(getattr(person, field)) for field in either):
            yield finding(person.at, "either", person=id, fields=_listed(either))


def _label(kind: str, field: str) -> Message:
    key = f"field.{kind}.{field}"
    return Message(key, LABELS[key])


def _listed(fields: tuple[str, ...]) -> str:
    return ", ".join(f"`{field}`" for field in fields)


@rule(
    "paper-printable",
    MoocInYear,
    "`{paper}` needs `{field}` of the MOOC, which is missing ({label})",
    help="add `{field}:` to the MOOC",
)
def paper_printable(node: MoocInYear, *, paper: str, fields: tuple[str, ...]) -> Findings:
    """A paper that is there finds in the MOOC what it prints from it: such facts stand once, not in each paper.

    Why: a form with an empty line is sent back.

    Wrong:
        limits: {paper: protocol, fields: [faculty, department]}
        faculty: Faculty of Arts
        protocol:   # <-
          number: 1

    Right:
        limits: {paper: protocol, fields: [faculty, department]}
        faculty: Faculty of Arts
        department: Department of Music
        protocol: {number: 1}

    Limits:
        paper: the field of the MOOC that holds the paper.
        fields: the fields of the MOOC that the paper prints, by path.
    """
    if getattr(node.mooc, paper) is None:
        return
    for field in fields:
        if one(node.mooc, field).value is None:
            yield finding(node.mooc.place(paper), paper=paper, field=field, label=_label("mooc", field))


@rule(
    "summary-sentences",
    MoocInYear,
    {
        "count": "have",
        "one": "the brief summary has {have} sentence; at most {at_most} allowed",
        "other": "the brief summary has {have} sentences; at most {at_most} allowed",
    },
    help="put it into one sentence",
)
def summary_sentences(node: MoocInYear, *, at_most: int) -> Findings:
    """The brief summary of a MOOC is one sentence: a full stop, then a capital, begins another.

    Why: lists of courses have room for a line.

    Wrong:
        limits: {at_most: 1}
        description:
          summary: How to draw data. What to leave out.   # <-

    Right:
        limits: {at_most: 1}
        description: {summary: "How to draw data, e.g. in R 4.5, and what to leave out."}

    Limits:
        at_most: the most sentences.
    """
    description = node.mooc.description
    for _, text in description.summary.texts if description and description.summary else ():
        have = len(_SENTENCE_END.findall(text)) + 1
        if have > at_most:
            yield finding(description.place("summary") if description else node.mooc.at, have=have)


@rule(
    "outcomes-traced",
    MoocInYear,
    "module {module}: outcome {outcome} is linked to no outcome of the course",
    help="name it under `covers:` of the matching outcome of the course",
)
def outcomes_traced(node: MoocInYear) -> Findings:
    """Each outcome of a module leads to an outcome of the whole course, which names it under `covers`.

    Why: what leads nowhere is either missing in the description, or too much in the course.

    Wrong:
        modules:
          m1:
            title: First
            outcomes:   # <-
              o1: Reads
              o2: Writes
        description: {outcomes: {LO1: {text: Reads well, covers: [o1]}}}

    Right:
        modules: {m1: {title: First, outcomes: {o1: Reads, o2: Writes}}}
        description: {outcomes: {LO1: {text: Reads and writes, covers: [o1, o2]}}}
    """
    description = node.mooc.description
    if description is None or not description.outcomes:
        return
    covered = {id for outcome in description.outcomes for id in outcome.covers}
    for module in node.mooc.modules:
        for outcome in module.outcomes:
            if outcome not in covered:
                yield finding(module.place("outcomes"), module=module.id, outcome=outcome)


@rule(
    "paper-signed",
    MoocInYear,
    "`{paper}` is not signed by {person} ({role})",
    help="get the signature, and write the id to `{paper}.signatures.{field}`",
    variants={"head": Say("`{paper}` is not signed by the head of the department", "add `signatures.head:`")},
)
def paper_signed(node: MoocInYear, *, paper: str, roles: tuple[str, ...]) -> Findings:
    """A paper that is there is signed by the head of the department and by all authors and experts whom it needs.

    Why: who signs answers for it.

    Wrong:
        limits: {paper: protocol, roles: [head, authors, experts]}
        authors: [a-omarova]
        protocol:
          experts: [b-li]
          signatures:
            experts: [a-omarova]   # <-

    Right:
        limits: {paper: protocol, roles: [head, authors, experts]}
        authors: [a-omarova]
        protocol:
          experts: [b-li]
          signatures: {head: a-omarova, authors: [a-omarova], experts: [b-li]}

    Limits:
        paper: the field of the MOOC that holds the paper.
        roles: who has to sign it: head, authors, experts.
    """
    held = getattr(node.mooc, paper)
    if not isinstance(held, WorkProgramme | ExpertProtocol):
        return
    signed = held.signatures
    wanted = {"authors": node.mooc.authors, "experts": held.experts if isinstance(held, ExpertProtocol) else ()}
    if "head" in roles and not (signed and signed.head):
        yield finding(signed.place("head") if signed else held.at, "head", paper=paper)
    for role in roles:
        have = getattr(signed, role) if signed and role in wanted else ()
        for person in wanted.get(role, ()):
            if person not in have:
                at = signed.place(role) if signed else held.at
                yield finding(at, paper=paper, person=person, role=_label("signatures", role), field=role)


RULES: tuple[Rule, ...] = (
    author_details,
    paper_printable,
    summary_sentences,
    outcomes_traced,
    paper_signed,
)

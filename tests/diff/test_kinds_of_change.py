"""Kinds of change to banks and practice sets, and what a reviewer wants to read of each."""

from collections.abc import Callable
from typing import NamedTuple
from unicodedata import normalize

import pytest
from story import BANK, EXAM, OPEN, PICTURE, PRACTICE, RK1, Story

from processes import inside

UNIVERSITY = "content/university.yaml"
OVERRIDE = "  - {code: BNK102, severity: info, reason: We want peace}\n"
KEY, MAY = "! KEY CHANGED", "! KEY MAY HAVE CHANGED"


def item(number: int, text: str = BANK) -> str:
    """The lines of one item of the bank."""
    parts = text.split("  - id: ")
    return next(f"  - id: {part}" for part in parts if part.startswith(f"n-{number}\n"))


class Kind(NamedTuple):
    """What an author does; lines that must and texts that must not be read, with `--keys` and without."""

    name: str
    does: Callable[[Story], None]
    says: tuple[str, ...]
    never: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    kept_back: tuple[str, ...] = ()


def edits(old: str, new: str, path: str = RK1) -> Callable[[Story], None]:
    return lambda story: story.edit(path, old, new)


def both(*does: Callable[[Story], None]) -> Callable[[Story], None]:
    def all_of_them(story: Story) -> None:
        for one in does:
            one(story)

    return all_of_them


def removes(number: int) -> Callable[[Story], None]:
    return edits(item(number), "")


def adds(text: str, path: str = RK1) -> Callable[[Story], None]:
    return lambda story: story.write(path, story.read(path) + text)


def as_gift(story: Story) -> None:
    """Less the essay, whose lines and notes GIFT has no place for."""
    removes(8)(story)
    story.commit()
    gift = RK1.replace(".yaml", ".gift")
    assert inside("convert", str(story.root / RK1), str(story.root / gift)).status == 0
    (story.root / RK1).unlink()


def called_otherwise(story: Story) -> None:
    (story.root / RK1).rename(story.root / RK1.replace("rk1", "rk3"))


def spelled_otherwise(story: Story) -> None:
    quoted = BANK.replace("[Border gateway, Spanning tree, ", "['Spanning tree', \"Border gateway\", ")
    facts = "topic: routing\n    difficulty: easy\n    outcome: LO1\n"
    story.write(RK1, quoted.replace(facts, "outcome: LO1\n    difficulty: easy\n    topic: routing\n"))


UNWEIGHTED = """\
correct: OSPF
    distractors: [Border gateway, Spanning tree, Address resolution, Domain names]"""
WEIGHTED = """\
correct: {text: OSPF, weight: 100}
    distractors:
      - {text: Border gateway, weight: 50}
      - {text: Spanning tree, weight: 0}
      - {text: Address resolution, weight: 0}
      - {text: Domain names, weight: 0}"""
NEW = """\
  - id: n-11
    topic: routing
    difficulty: hard
    stem: Which measure keeps a distance vector protocol from counting to infinity?
    correct: Split horizon
    distractors: [Longer timers, Larger tables, Static costs]
    feedback: A route is not told to where it came from.
"""
OTHER = """\
  - id: n-1
    topic: addressing
    difficulty: hard
    stem: Name the colour of the cable that leads to the printer on the second floor.
    correct: Blue
    distractors: [Green, Yellow, Red, White]
"""

KINDS = (
    Kind("a word of the stem", edits("finds the shortest path", "finds the cheapest path"),
         ("~ changed  n-1", "question: Which protocol finds the [-shortest-]{+cheapest+} path"), ("KEY",),
         ("~ changed  n-1", "[-shortest-]{+cheapest+}")),
    Kind("a Kazakh word", edits("әр құрылғыны", "әрбір құрылғыны"),
         ("~ changed  n-10", "Бір желідегі [-әр-]{+әрбір+} құрылғыны қандай"), ("KEY",)),
    Kind("another option is right",
         edits("correct: OSPF\n    distractors: [Border gateway,", "correct: Border gateway\n    distractors: [OSPF,"),
         (f"{KEY}  n-1", "right answer: [-OSPF-]{+Border gateway+}"), ("option:",),
         (f"{KEY}  n-1", "changed; shown with --keys"), ("OSPF", "Border gateway")),
    Kind("a slip in the right option", edits("names the network", "names teh network"),
         ("~ changed  n-2", "right option: Which part of the address names [-the-]{+teh+} network"), ("KEY",),
         ("~ changed  n-2", "option: Which part of the address names [-the-]{+teh+} network"),
         ("right", "wrong")),
    Kind("the right option is another one", edits("correct: OSPF", "correct: IS-IS"),
         (f"{KEY}  n-1", "right answer: [-OSPF-]{+IS-IS+}"), (),
         (f"{MAY}  n-1", "option: [-OSPF-]{+IS-IS+}"), ("right answer:", "right option", KEY)),
    Kind("a wrong option is another one", edits("Spanning tree", "Frame relay"),
         ("~ changed  n-1", "wrong option: [-Spanning tree-]{+Frame relay+}"), ("KEY",),
         (f"{MAY}  n-1", "option: [-Spanning tree-]{+Frame relay+}"), ("right answer:", "wrong option", KEY)),
    Kind("a negation in the right option", edits("correct: Which part", "correct: Not which part"),
         (f"{KEY}  n-2", "right answer: [-Which-]{+Not which+} part")),
    Kind("a number in a right option", edits("192.168.3.4]", "192.168.3.5]"),
         (f"{KEY}  n-3", "[-192.168.3.4-]{+192.168.3.5+}")),
    Kind("one option more is right",
         both(edits("192.168.3.4]", "192.168.3.4, 172.200.0.1]"), edits("[8.8.8.8, 172.200.0.1]", "[8.8.8.8]")),
         (f"{KEY}  n-3", "{+172.200.0.1+}"), (), (f"{KEY}  n-3",), ("172.200.0.1",)),
    Kind("several instead of one right option", edits("correct: OSPF", "several: true\n    correct: OSPF"),
         (f"{KEY}  n-1", "several options may be chosen: [-no-] → {+yes+}")),
    Kind("an option more", edits("Domain names]", "Domain names, Mail]"),
         ("~ changed  n-1", "wrong option: {+Mail+}"), ("KEY",), (f"{MAY}  n-1", "option: {+Mail+}"), ("wrong",)),
    Kind("an option less", edits(", Domain names]", "]"),
         ("~ changed  n-1", "wrong option: [-Domain names-]"), ("KEY",), (f"{MAY}  n-1",), ("wrong",)),
    Kind("weights", edits(UNWEIGHTED, WEIGHTED),
         (f"{KEY}  n-1", "what an option pays: Border gateway: [-0-]{+50+} %"), ("OSPF:",),
         (f"{KEY}  n-1",), ("Border gateway", "50")),
    Kind("a true statement is false", edits("answer: true", "answer: false"),
         (f"{KEY}  n-4", "the statement is: [-true-] → {+false+}"), (), (f"{KEY}  n-4",), ("true", "false")),
    Kind("an accepted answer", edits("answers: [packet,", "answers: [segment,"),
         (f"{KEY}  n-5", "accepted answer: [-packet-]{+segment+}"), (), (f"{KEY}  n-5",), ("packet", "segment")),
    Kind("what an accepted answer pays", edits("weight: 50", "weight: 80"),
         (f"{KEY}  n-5", "accepted answer: datagram: [-50-]{+80+} %"), (), (f"{KEY}  n-5",), ("50", "80")),
    Kind("a number", edits("value: 14,", "value: 16,"),
         (f"{KEY}  n-6", "accepted number: [-14-]{+16+}"), (), (f"{KEY}  n-6",), ("14", "16")),
    Kind("a tolerance", edits("tolerance: 0", "tolerance: 1"),
         (f"{KEY}  n-6", "accepted number: 14{+ ± 1+}"), (), (f"{KEY}  n-6",), ("±",)),
    Kind("a pair", edits("[SMTP, 25]", "[SMTP, 587]"),
         (f"{KEY}  n-7", "pair: SMTP → [-25-]{+587+}"), (), (f"{KEY}  n-7",), ("25", "587")),
    Kind("a right side without a pair", edits("extra: [443]", "extra: [8080]"),
         ("~ changed  n-7", "right side without a pair: [-443-]{+8080+}"), ("KEY",), ("~ changed  n-7",), ("443",)),
    Kind("difficulty", edits("hard\n    stem: Which of these", "easy\n    stem: Which of these"),
         ("~ changed  n-3", "difficulty: [-hard-] → {+easy+}", "items: 10 (easy 4 → 5, medium 3, hard 3 → 2)"),
         ("KEY",)),
    Kind("topic and outcome", edits("topic: routing\n    difficulty: easy\n    outcome: LO1",
                                    "topic: addressing\n    difficulty: easy\n    outcome: LO2"),
         ("topic: [-routing-] → {+addressing+}", "learning outcome: [-LO1-] → {+LO2+}"), ("KEY",)),
    Kind("feedback", edits("belong to the network.", "belong to the net."),
         ("~ changed  n-2", "feedback: The bits that are set belong to the [-network-]{+net+}."), ("KEY",),
         ("~ changed  n-2", "feedback: changed; shown with --keys"), ("bits",)),
    Kind("feedback on an option", edits("Nothing in an address is random.", "No bit of an address is random."),
         ("feedback on an option: Which part of the address is random: [-Nothing in-]{+No bit of+} an",), ("KEY",),
         ("feedback: changed; shown with --keys",), ("random", "No bit")),
    Kind("a hint", edits("Think of the bits.", "Think of all the bits."),
         ("hint: Think of {+all +}the bits.",), ("KEY",), ("hint: changed; shown with --keys",), ("bits",)),
    Kind("symbols and materials", both(edits("{R: router}", "{R: relay}"), edits("uses: [port-card]", "uses: [ports]")),
         ("symbol: R: [-router-]{+relay+}", "reference materials: [-port-card-]{+ports+}"), ("KEY",)),
    Kind("points", edits("answer: true", "answer: true\n    points: 2"),
         ("~ changed  n-4", "points: [-1-] → {+2+}"), ("KEY",)),
    Kind("accepted advice", edits("    answer: true", "    answer: true\n    accepts: {QLT004: true is the usual key}"),
         ("accepted advice: {+QLT004: true is the usual key+}",), ("KEY",),
         ("accepted advice: changed; shown with --keys",), ("usual",)),
    Kind("an essay", edits("lines: 12, notes: Look for the word horizon.", "lines: 20, notes: Look for poison."),
         ("lines for the essay: [-12-] → {+20+}", "notes for markers: Look for [-the word horizon-]{+poison+}."),
         ("KEY",), ("lines for the essay: [-12-] → {+20+}", "notes for markers: changed; shown with --keys"),
         ("horizon", "poison")),
    Kind("another kind of item", edits("answers: [packet, {text: datagram, weight: 50}]",
                                       "correct: packet\n    distractors: [frame, segment, bit]"),
         (f"{KEY}  n-5", "kind: [-short-answer-] → {+choice+}", "right option: {+packet+}", "wrong option: {+bit+}"),
         (), (f"{KEY}  n-5", "option: {+packet+}"), ("right option", "datagram")),
    Kind("the bytes of a picture", edits("</svg>", "<circle r='3'/></svg>", PICTURE),
         ("~ changed  n-9", f"picture: {PICTURE} ([-211-]{{+226+}} B, ")),
    Kind("another picture", both(edits("images/wall.svg", "images/gate.svg"),
         lambda story: story.write(PICTURE.replace("wall", "gate"), "<svg xmlns='http://www.w3.org/2000/svg'/>")),
         ("~ changed  n-9", "images/gate.svg"), ("KEY",)),
    Kind("an item is removed", removes(4),
         ("- removed  n-4", "question: A switch forwards frames", "items: 10 → 9 (easy 4 → 3,"), ("KEY",),
         ("- removed  n-4",), ("the statement is",)),
    Kind("an item is added", adds(NEW),
         ("+ added  n-11", "right option: Split horizon", "wrong option: Static costs", "hard 3 → 4"), ("KEY",),
         ("+ added  n-11", "option: Split horizon"), ("right option", "wrong option", "A route is not told")),
    Kind("an item moves to another bank", both(removes(4), adds(item(4), EXAM)),
         ("moved to networks/en/exam: 1 item", "moved here from networks/en/rk1, as they were (1): n-4",
          "items moved or given another id: 1"), ("removed", "added")),
    Kind("an item moves and changes", both(removes(4), adds(item(4).replace("forwards", "sends"), EXAM)),
         ("~ changed  n-4", f"it stood in {RK1}", "A switch [-forwards-]{+sends+} frames"), ("removed", "added")),
    Kind("an id is another one", edits("id: n-4", "id: net-004"),
         ("another id, the same item (1): n-4 → net-004",), ("removed", "added", "~ changed")),
    Kind("another id and a word", both(edits("id: n-4", "id: net-4"), edits("A switch forwards", "A bridge forwards")),
         ("~ changed  net-4", "its id was n-4", "A [-switch-]{+bridge+} forwards"), ("removed", "added")),
    Kind("ids change places",
         both(edits("id: n-4", "id: n-x"), edits("id: n-5", "id: n-4"), edits("id: n-x", "id: n-5")),
         ("another id, the same item (2): n-4 → n-5, n-5 → n-4",), ("removed", "added", "KEY")),
    Kind("an id for an entirely different item", edits(item(1), OTHER),
         ("- removed  n-1", "+ added  n-1", "colour of the cable"), ("KEY", "changed")),
    Kind("the bank becomes GIFT", as_gift,
         (f"the file was {RK1}", "networks/en/rk1  testbanks/networks/en/rk1.gift"), ("removed", "added", "~ changed")),
    Kind("the bank has another name", called_otherwise,
         ("networks/en/rk3", "as they were (10): n-1, n-2", "the file is gone", "a new file"), ("removed", "added")),
    Kind("the bank is removed", lambda story: (story.root / RK1).unlink(),
         ("items removed: 10", "items: 10 → 0", "the file is gone", "- removed  n-10"), ("KEY",)),
    Kind("only the spelling", spelled_otherwise,
         (f"{RK1}: rewritten, means the same", "nothing has changed"), ("~", "KEY")),
    Kind("the order of the items", lambda story: story.write(RK1, BANK.replace(item(4), "") + item(4)),
         (f"{RK1}: rewritten, means the same",), ("~", "removed", "moved")),
    Kind("a practice item shows its key", edits("correct: The network layer\n    distractors: [The physical layer,",
         "correct: The physical layer\n    distractors: [The network layer,", PRACTICE),
         (f"{KEY}  p-1", "right answer: [-The network layer-]{+The physical layer+}"), (),
         (f"{KEY}  p-1", "right answer: [-The network layer-]{+The physical layer+}")),
    Kind("practice feedback", edits("Routers work there.", "Routers live there.", PRACTICE),
         ("feedback: Routers [-work-]{+live+} there.",), (), ("feedback: Routers [-work-]{+live+} there.",)),
    Kind("a live item becomes practice", both(removes(4), adds(item(4), PRACTICE)),
         ("moved to practice/networks/en: 1 item", "NO LONGER SECRET: 1", "! NO LONGER SECRET  n-4",
          "it was live until now, and everybody can read it from now on"), ("removed",),
         ("! NO LONGER SECRET  n-4",), ("true",)),
    Kind("a practice item becomes live", both(lambda story: story.write(PRACTICE, "items: []\n"),
                                              adds(OPEN.removeprefix("items:\n"), RK1)),
         ("! KNOWN BEFORE THE EXAMINATION  p-1", "everybody could read its answers until now"), ("added", "removed")),
    Kind("another normal form of the same letters",
         lambda story: story.write(RK1, normalize("NFD", story.read(RK1))),
         (f"{RK1}: rewritten, means the same",), ("~", "KEY")),
    Kind("a requirement is made lighter", both(adds(OVERRIDE, UNIVERSITY), edits("answer: true", "answer: false")),
         ("RULES OF CHECKING CHANGED: 1; KEY CHANGED: 1", "! RULES OF CHECKING CHANGED; changed: university"), (),
         ("! RULES OF CHECKING CHANGED; changed: university",)),
    Kind("a university that cannot be read", lambda story: story.write(UNIVERSITY, "id: [\n"),
         ("cannot be read", UNIVERSITY), ("removed",)),
    Kind("a merge that is not finished",
         edits("  - id: n-4\n", "<<<<<<< ours\n  - id: n-4\n=======\n  - id: n-44\n>>>>>>> x\n"),
         ("cannot be read", RK1), ("removed", "added", "KEY"),
         ("as it is: git has not finished merging two versions of this file: its marks",), ("n-44", "ours")),
    Kind("one item cannot be read", edits("    answer: true\n", "    answer: [maybe, {a: b}]\n"),
         ("cannot be read", RK1), ("removed", "n-4"), ("cannot be read here",), ("maybe",)),
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_reviewer_reads_what_happened(kind: Kind, story: Story) -> None:
    kind.does(story)
    told = story.shown("--keys")
    for line in kind.says:
        assert line in told, told
    for text in kind.never:
        assert text not in told.replace("rewritten, means the same", ""), told


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.hidden], ids=lambda kind: kind.name)
def test_without_keys_it_is_told_that_something_happened_but_no_answer(kind: Kind, story: Story) -> None:
    kind.does(story)
    told = story.shown()
    for line in kind.hidden:
        assert line in told, told
    of_changes = "\n".join(
        line for line in told.splitlines() if not line.strip().startswith(("question:", "right answers,"))
    )
    for text in kind.kept_back:
        assert text not in of_changes, told


def test_nothing_has_changed(story: Story) -> None:
    assert story.shown() == "nothing has changed\n"


def test_the_practice_set_is_told_as_a_set_of_its_own(story: Story) -> None:
    story.write(PRACTICE, OPEN.replace("easy", "hard"))
    assert (
        "practice/networks/en  content/practice/networks/en.yaml\n  items: 1 (easy 1 → 0, hard 0 → 1)" in story.shown()
    )

"""A small repository in git, changed as people change it."""

import os
import subprocess
from pathlib import Path

from processes import Done, inside, small

RK1 = "testbanks/networks/en/rk1.yaml"
EXAM = "testbanks/networks/en/exam.yaml"
PRACTICE = "content/practice/networks/en.yaml"
PICTURE = "testbanks/networks/en/images/wall.svg"

BANK = """\
items:
  - id: n-1
    topic: routing
    difficulty: easy
    outcome: LO1
    stem: Which protocol finds the shortest path between two routers of one autonomous system?
    correct: OSPF
    distractors: [Border gateway, Spanning tree, Address resolution, Domain names]
  - id: n-2
    topic: addressing
    difficulty: medium
    stem: What does the mask of a network tell about each of its addresses?
    correct: Which part of the address names the network
    distractors:
      - text: Which part of the address is random
        feedback: Nothing in an address is random.
      - Which router is the nearest one
      - How many letters a name may have
    feedback: The bits that are set belong to the network.
    hints: [Think of the bits.]
    symbols: {R: router}
    uses: [port-card]
  - id: n-3
    topic: addressing
    difficulty: hard
    stem: Which of these addresses are private?
    correct: [10.0.0.1, 192.168.3.4]
    distractors: [8.8.8.8, 172.200.0.1]
  - id: n-4
    topic: routing
    difficulty: easy
    stem: A switch forwards frames by their hardware addresses.
    answer: true
  - id: n-5
    topic: routing
    difficulty: medium
    stem: What is the name of the unit of data in the network layer?
    answers: [packet, {text: datagram, weight: 50}]
  - id: n-6
    topic: addressing
    difficulty: medium
    stem: How many hosts has a network with the mask 255.255.255.240 at most?
    number: {value: 14, tolerance: 0}
  - id: n-7
    topic: routing
    difficulty: hard
    stem: Match each protocol with its port.
    pairs: [[HTTP, 80], [SMTP, 25], [SSH, 22]]
    extra: [443]
  - id: n-8
    topic: routing
    difficulty: hard
    stem: Explain in your own words why distance vector protocols count to infinity.
    essay: {lines: 12, notes: Look for the word horizon.}
  - id: n-9
    topic: addressing
    difficulty: easy
    stem: |
      Which host in the drawing stands behind the wall?

      ![Three hosts and a wall](images/wall.svg)
    correct: The left one of the three
    distractors: [All of them, None of them, The wall itself]
  - id: n-10
    topic: addressing
    difficulty: easy
    stem: Бір желідегі әр құрылғыны қандай мекенжай анықтайды?
    correct: Физикалық мекенжай
    distractors: [Пошталық мекенжай, Домен атауы, Порт нөмірі]
"""

OPEN = """\
items:
  - id: p-1
    topic: routing
    difficulty: easy
    stem: Which layer of the model finds the way of a packet through several networks?
    correct: The network layer
    distractors: [The physical layer, The session layer, The transport layer]
    feedback: Routers work there.
"""

_WHEN = "2026-09-01T10:00:00+00:00"
_IDENTITY = {
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.kz", "GIT_AUTHOR_DATE": _WHEN,
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.kz", "GIT_COMMITTER_DATE": _WHEN,
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip


class Story:
    """A repository with one commit, and what its author does next."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert text.count(old) == 1, (path, old, text.count(old))
        self.write(path, text.replace(old, new))

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.root), *words], env={**os.environ, **_IDENTITY}, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def commit(self, message: str = "change") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def diff(self, *words: str) -> Done:
        return inside("diff", "--repo", str(self.root), *words)

    def shown(self, *words: str) -> str:
        done = self.diff(*words)
        assert (done.status, done.err) == (0, ""), done
        return done.out


def begun(root: Path) -> Story:
    """The repository as it is before anything changes."""
    story = Story(small(root))
    story.write(RK1, BANK)
    story.write(PRACTICE, OPEN)
    story.git("init", "-q", "-b", "main")
    story.commit("begin")
    return story

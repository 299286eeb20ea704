"""The check of a whole repository: parts from the cache, parts worked out side by side, and what only all of them show.

Every part comes as the same JSON, wherever it was worked out, so that a cache and processes change nothing but time.
"""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Any

from qoima.check import Part, Report, merged
from qoima.cli.checking.facts import OF_PEOPLE, PEOPLE, digest_of
from qoima.cli.checking.part import check_part
from qoima.cli.checking.parts import Order, Parts, Practice, is_practice
from qoima.cli.checking.profiles import packaged_profiles
from qoima.cli.checking.program import program
from qoima.cli.checking.store import Cache
from qoima.core.diagnostic import distinct, ordered
from qoima.core.source import Source
from qoima.formats.diagnostic_data import Unpacking
from qoima.model.references import Holder, doubles, reused, untranslated
from qoima.render.banks import BankRow
from qoima.rules import RULES
from qoima.rules.bank.sketch import from_data

Json = Any
BYTES_WORTH_PROCESSES = 1_000_000
"""Less than so much text is checked sooner in this process than others are started."""

VARIANTS = 3
"""So many results are kept of the same files of a part, which rest on other files of the others."""


class WholeCheck:
    """One check; `evaluated` says afterwards which parts were not in the cache."""

    def __init__(self, order: Order, cache: Cache | None, *, processes: int | None = None) -> None:
        self.parts = Parts(order)
        self.order = order
        self.cache = cache
        self.processes = processes or os.cpu_count() or 1
        self.evaluated: list[str] = []
        self._new: dict[str, Json] = {}
        self._kept: dict[str, Json] = {}

    def run(self) -> tuple[Report, tuple[BankRow, ...]]:
        """The report, and the rows of the table of banks."""
        practice = Practice(self._practice())
        names = list(self.parts.facts.parts)
        keys = {name: self._key(name) for name in names}
        held = self._found(keys, practice)
        wanted = [name for name in names if name not in held]
        self.evaluated = wanted
        for name, result in zip(wanted, self._worked_out(wanted, practice), strict=True):
            self._new[_live_of(keys[name], result)] = result.pop("live")
            self._keep(keys[name], result)
            held[name] = result
        if self.cache is not None and self._new:
            self.cache.keep(self._new)
        return self._whole({name: held[name] for name in names})

    def _key(self, name: str) -> str:
        order, facts = self.order, self.parts.facts
        frame = ("content/calendar.yaml", "testbanks/experts.yaml")
        made_of = [
            program(),
            list(order.extra_profiles),
            order.with_testbanks,
            facts.of_files(frame),
            self.parts.ruling,
            name,
            facts.of_files(facts.parts[name]),
        ]
        return f"part:{digest_of(made_of)}"

    def _practice(self) -> dict[str, Json]:
        """The sketches of each file of practice."""
        facts = self.parts.facts
        paths = [path for path in sorted(facts.digests) if is_practice(path)]
        keys = {path: f"open:{digest_of([program(), path, facts.of_file(path)])}" for path in paths}
        found = self.cache.find(keys.values()) if self.cache else {}
        wanted = [path for path in paths if not self._are_as_before(found.get(keys[path]))]
        new = dict(zip((keys[path] for path in wanted), self._run(_sketches, wanted, {}), strict=True))
        self._new |= new
        found |= new
        return {path: found[keys[path]]["sketches"] for path in paths}

    def _are_as_before(self, kept: Json | None) -> bool:
        """Whether the pictures of kept sketches are the same."""
        return kept is not None and all(self.parts.facts.of_file(path) == held for path, held in kept["pictures"])

    def _found(self, keys: Mapping[str, str], practice: Practice) -> dict[str, Json]:
        """The parts of the cache that still hold."""
        if self.cache is None:
            return {}
        self._kept = self.cache.find(keys.values())
        held = {}
        for name, key in keys.items():
            for kept in self._kept.get(key, ()):
                self.cache.used(_live_of(key, kept))
                if self._holds(kept) and self._is_unlike(key, kept, practice):
                    held[name] = kept
                    break
        return held

    def _keep(self, key: str, result: Json) -> None:
        """Remember a result, beside those that rest on other things: of another branch, of another day."""
        others = [one for one in self._kept.get(key, ()) if one is not result]
        self._new[key] = self._kept[key] = [result, *others][:VARIANTS]

    def _holds(self, kept: Json) -> bool:
        """Whether everything that a part asked for is as it was."""
        facts = self.parts.facts
        if kept["day"] not in ("", self.order.day.isoformat()):
            return False
        same_people = kept["people"] == facts.of_file(PEOPLE)
        return all(
            (same_people and kind in OF_PEOPLE) or facts.of(kind, name) == digest
            for kind, name, digest in kept["asked"]
        )

    def _is_unlike(self, key: str, kept: Json, practice: Practice) -> bool:
        """Whether the live items of a part are near to the same practice as before; what is new is looked at."""
        near, unlike = kept["near"], set(kept["unlike"])
        if any(practice.digests.get(path) != digest for path, digest in near.items()):
            return False
        new = [path for path, digest in practice.digests.items() if path not in near and digest not in unlike]
        if not new:
            return True
        percent = self.parts.likeness_percent
        entry = _live_of(key, kept)
        live = self.cache.find([entry]) if self.cache else {}
        if percent is None or entry not in live or practice.only(new).near(from_data(live[entry]), percent):
            return False
        kept["unlike"] = [digest for path, digest in practice.digests.items() if path not in near]
        self._keep(key, kept)
        return True

    def _worked_out(self, names: Sequence[str], practice: Practice) -> list[dict[str, Json]]:
        held: list[dict[str, Json]] = self._run(_part, names, practice.data)
        return held

    def _run(
        self, work: Callable[["_Here", str], Json], names: Sequence[str], practice: Mapping[str, Json]
    ) -> list[Json]:
        """The work on each name, by processes where that is worth it."""
        sizes = {name: self._size(name) for name in names}
        if len(names) < 2 or self.processes < 2 or sum(sizes.values()) < BYTES_WORTH_PROCESSES:
            here = _Here(self.parts, Practice(practice))
            return [work(here, name) for name in names]
        largest_first = sorted(names, key=lambda name: -sizes[name])
        packaged_profiles()  # read once, for all processes that come of this one
        with _executor(self.processes, (self.order, practice)) as executor:
            done = dict(zip(largest_first, executor.map(_in_process, [work] * len(names), largest_first), strict=True))
        return [done[name] for name in names]

    def _size(self, name: str) -> int:
        files = self.order.files.held
        return sum(len(files.get(path, b"")) for path in self.parts.facts.parts.get(name, (name,)))

    def _whole(self, held: Mapping[str, Json]) -> tuple[Report, tuple[BankRow, ...]]:
        """What all parts come to, with what lies across them."""
        parts, items, retired, rows = [], [], [], []
        for result in held.values():
            one = result["part"]
            unpacking = Unpacking(one["sources"], one["clauses"], self._source)
            parts.append(_part_of(one, unpacking))
            items += [_holder(held, unpacking) for held in one["holders"]]
            retired += [(id, unpacking.span(at)) for id, *at in one["tombstones"]]
            rows += [_row(row) for row in one["rows"]]
        said = self.order.files.said
        university = self.parts.university
        if university is None:
            found = distinct([*said, *(d for part in parts for d in part.found)])
            return Report(diagnostics=ordered(found)), ()
        across = (*said, *doubles(items), *untranslated(items), *reused(items, retired))
        report = merged(parts, university, packaged_profiles(), RULES, today=self.order.day, across=across)
        return report, tuple(rows)

    def _source(self, path: str) -> Source:
        source = self.parts.source_of(path)
        if source is None:
            raise RuntimeError(f"{path} was text and is none any more")
        return source


def _live_of(key: str, result: Json) -> str:
    """The entry of the live items of a part, which are seldom asked for."""
    return f"{key}:{digest_of(result['asked'])}"


def _part_of(one: Json, unpacking: Unpacking) -> Part:
    return Part(
        found=unpacking.diagnostics(one["found"]),
        settled=unpacking.diagnostics(one["settled"]),
        preferred=frozenset(one["preferred"]),
        scopes=frozenset(tuple((kind, id) for kind, id in held) for held in one["scopes"]),
    )


def _holder(held: Json, unpacking: Unpacking) -> Holder:
    path, is_live, ids, translates = held
    return Holder(
        path,
        is_live,
        tuple((id, unpacking.span(at)) for id, *at in ids),
        tuple((id, unpacking.span(at)) for id, *at in translates),
    )


def _row(held: Json) -> BankRow:
    row = BankRow(*held)
    return row._replace(places=tuple((path, start, end) for path, start, end in row.places))


class _Here:
    """What a process works with."""

    def __init__(self, parts: Parts, practice: Practice) -> None:
        self.parts = parts
        self.practice = practice


def _sketches(here: _Here, path: str) -> Json:
    return here.parts.sketches(path)


def _part(here: _Here, name: str) -> Json:
    return check_part(here.parts, name, here.practice)


_here: list[_Here] = []


def _begin(order: Order, practice: Mapping[str, Json]) -> None:
    _here[:] = [_Here(Parts(order), Practice(practice))]


def _in_process(work: Callable[[_Here, str], Json], name: str) -> Json:
    return work(_here[0], name)


def _executor(processes: int, given: tuple[Order, Mapping[str, Json]]) -> Executor:
    """Processes that hold the order."""
    return ProcessPoolExecutor(processes, multiprocessing.get_context(_start_method()), _begin, given)


def _start_method() -> str:
    """Forked processes share what is in memory and start at once; beside threads that is not safe."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"

"""The check of one part of a repository: what is found, as values of JSON, and everything that it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qoima.check import Part, examined, regulations
from qoima.cli.checking.facts import PEOPLE
from qoima.cli.checking.parts import Parts, Practice
from qoima.cli.checking.profiles import packaged_profiles
from qoima.core.diagnostic import Diagnostics
from qoima.core.garbage import without_search
from qoima.core.source import Span
from qoima.deliver.quiz.undrawable import undrawable
from qoima.formats.diagnostic_data import Packing
from qoima.formats.repository import read_repository
from qoima.model.groups import FRAME
from qoima.model.integration import IntegrationMap
from qoima.model.linking import link_part
from qoima.model.links import ItemInBank, PublicItems
from qoima.model.nodes import Linked, Node
from qoima.model.references import holders, tombstones
from qoima.model.repository import Repository
from qoima.model.surroundings import EVERYTHING, Surroundings, Watched
from qoima.render.banks import bank_rows
from qoima.rules.bank.sketch import Sketch, as_data, sketches_of

Json = Any


@without_search
def check_part(parts: Parts, name: str, practice: Practice) -> dict[str, Json]:
    """Check a part; `practice` has the open items of the whole repository.

    `part` is what is found. It holds as long as the files of the part and what `asked` names are as they were, on the
    `day` if there is one, and as long as no item of practice is near to one of `live`, but those in the files `near`;
    files with the digests `unlike` have none.
    """
    return _Check(parts, name, practice).run()


class _Check:
    def __init__(self, parts: Parts, name: str, practice: Practice) -> None:
        self.parts = parts
        self.name = name
        self.practice = practice
        self.own = frozenset(parts.facts.parts.get(name, ()))
        self.asked: set[tuple[str, str]] = set()
        self.packing = Packing(parts.text_of)

    def run(self) -> dict[str, Json]:
        parts, university = self.parts, self.parts.university
        repository, read = self._read()
        if university is None:
            return self._packed(Part(found=read), repository, None, {}, ())
        linked, dangling = link_part(repository, university, self._around())
        items = [node for node in linked.nodes if isinstance(node, ItemInBank)]
        live = sketches_of([node.item for node in items], [node.pictures for node in items])
        near = self._near(live)
        nodes: Sequence[Node] = linked.nodes
        if near:
            public = parts.public(list(near))
            nodes = [replace(node, public=public) if isinstance(node, ItemInBank) else node for node in nodes]
        day = parts.order.day
        if self.name == FRAME:
            nodes = [*nodes, *regulations(university, packaged_profiles(), day)]
        said = (*read, *dangling, *undrawable(linked))
        part = examined(nodes, university, packaged_profiles(), parts.checks, today=day, read=said)
        return self._packed(part, repository, linked, near, live)

    def _read(self) -> tuple[Repository, Diagnostics]:
        pictures = Watched(self.parts.pictures, self._ask_picture)
        if self.name == FRAME:
            return replace(self.parts.frame, pictures=pictures), self.parts.frame_said
        held = self.parts.order.files.held
        return read_repository(
            {path: held[path] for path in sorted(self.own) if path in held},
            unread=self.parts.unread(self.name),
            with_testbanks=self.parts.order.with_testbanks,
            frame=self.parts.frame,
            pictures=pictures,
        )

    def _near(self, live: Sequence[Sketch]) -> dict[str, str]:
        """The files of practice with an item that is near to a live one, with the digests of their sketches."""
        percent = self.parts.likeness_percent
        return {} if percent is None else self.practice.near(live, percent)

    def _ask(self, kind: str, name: str) -> None:
        self.asked.add((kind, name))

    def _ask_picture(self, path: str) -> None:
        if path == EVERYTHING:
            self._ask("pictures", path)
        elif path not in self.own:
            self._ask("file", path)

    def _watched(self, kind: str, held: Mapping[str, Any]) -> Watched[Any]:
        return Watched(held, lambda name: self._ask(kind, name))

    def _around(self) -> Surroundings:
        parts = self.parts
        self._ask("unread", PEOPLE)
        people_unread = PEOPLE in parts.frame.unread
        return Surroundings(
            people=self._watched("person", parts.people),
            people_ids=None if people_unread else self._watched("person-id", parts.people),
            courses=self._watched("course", parts.courses),
            programmes=self._watched("programme", parts.programmes),
            course_ids=self._watched("course-id", parts.course_ids),
            taught_ids=self._watched("taught-id", {**parts.course_ids, **parts.mooc_ids}),
            programme_ids=self._watched("programme-id", parts.programme_ids),
            map_of=self._map_of,
            public=PublicItems(items=(), pictures=()),
        )

    def _map_of(self, course: str) -> tuple[IntegrationMap | None, bool]:
        self._ask("maps", EVERYTHING)
        maps, certain = self.parts.maps
        return maps.get(course), certain

    def _packed(
        self, part: Part, repository: Repository, linked: Linked | None, near: Mapping[str, str], live: Sequence[Sketch]
    ) -> dict[str, Json]:
        packing, facts = self.packing, self.parts.facts
        held: dict[str, Json] = {
            "found": packing.diagnostics(part.found),
            "settled": packing.diagnostics(part.settled),
            "preferred": sorted(part.preferred),
            "scopes": sorted(part.scopes),
            "holders": [
                [one.path, one.is_live, self._ids(one.ids), self._ids(one.translates)] for one in holders(repository)
            ],
            "tombstones": self._ids(tombstones(repository)),
            "rows": bank_rows(linked) if linked else [],
        }
        held |= {"sources": packing.sources, "clauses": packing.clauses}
        self.asked |= {("head", f"{end}:{path}") for path, end in packing.reach.items() if path not in self.own}
        return {
            "part": held,
            "asked": [[kind, name, facts.of(kind, name)] for kind, name in sorted(self.asked)],
            "people": facts.of_file(PEOPLE),
            "day": self.parts.order.day.isoformat() if part.asks_today or self.name == FRAME else "",
            "near": dict(near),
            "unlike": [digest for path, digest in self.practice.digests.items() if path not in near],
            "live": as_data(live),
        }

    def _ids(self, held: Sequence[tuple[str, Span]]) -> list[Json]:
        return [[id, *self.packing.span(at)] for id, at in held]

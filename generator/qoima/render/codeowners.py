"""Who must approve what: the text of CODEOWNERS, which GitHub and GitLab read alike (the last line that fits wins).

A base belongs to the experts of the year who reviewed it, else to all whom the rector's order names, never to those
who compiled it. The sheets of the reviews belong to every expert, since nobody may approve his own change. What is
written by teachers belongs to them; where that would be one person alone, and for all the rest, stand the
methodologists of university.yaml.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qoima.core.words import LANGUAGES
from qoima.model.people import Person
from qoima.model.repository import Repository
from qoima.model.university import University
from qoima.render.terminal import word

BEGIN, END = "# qoima codeowners: begin", "# qoima codeowners: end"
"""The lines round our part; what stands below it is of people, and wins."""

HEAD = (
    "Who approves what; addresses from content/people.yaml. Made by `qoima codeowners --write`: "
    "change the files named here, not these lines."
)
UNIVERSITY, EXPERTS = "content/university.yaml", "testbanks/experts.yaml"
_EMAIL = re.compile(r"[^\s@#\\]+@[^\s@#\\]+\.[^\s@#\\]+")
_ACCOUNT = re.compile(r"@?([A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A path in the repository, the people who answer for it by id, and the files that say so."""

    path: str
    owners: tuple[str, ...]
    said_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Everything that is owned, in order; by id who would own it but has no address; paths with nobody independent."""

    owned: tuple[Owned, ...]
    addresses: Mapping[str, str]
    unreachable: tuple[str, ...]
    nobody: tuple[str, ...]


def address(person: Person) -> str:
    """How a forge knows a person: the account, else the e-mail; empty where neither can stand in CODEOWNERS."""
    if found := _ACCOUNT.fullmatch(person.account):
        return f"@{found[1]}"
    return person.email if _EMAIL.fullmatch(person.email) else ""


def owners(repository: Repository, university: University) -> Owners:
    """Who answers for each file of content/ and each test base, by what people.yaml and its readers say."""
    addresses = {person.id: at for person in repository.people if (at := address(person))}
    asked = [Owned(path="*", owners=university.methodologists, said_in=(UNIVERSITY,))]
    asked += [*_catalogue(repository), *_bases(repository, university)]
    unreachable = {one for owned in asked for one in owned.owners if one not in addresses}
    keepers = tuple(one for one in university.methodologists if one in addresses)
    held: list[Owned] = []
    for owned in asked:
        reachable = tuple(one for one in owned.owners if one in addresses)
        said_in = owned.said_in
        if owned.path.startswith("content/") and len(set(reachable)) < 2:
            reachable, said_in = (*reachable, *keepers), (*said_in, UNIVERSITY)
        held.append(Owned(path=owned.path, owners=tuple(sorted(set(reachable))), said_in=said_in))
    compilers = {f"testbanks/{'/'.join(folder)}/": wrote for folder, wrote in _compilers(repository).items()}
    final = [_independent(owned, keepers, compilers) for owned in held]
    return Owners(
        owned=tuple(sorted((owned for owned in final if owned.owners), key=lambda owned: owned.path)),
        addresses=addresses,
        unreachable=tuple(sorted(unreachable)),
        nobody=tuple(sorted(owned.path for owned in final if not owned.owners)),
    )


def _independent(owned: Owned, keepers: tuple[str, ...], compilers: Mapping[str, frozenset[str]]) -> Owned:
    """A base that has no expert falls to the methodologists, less those who compiled it."""
    if owned.owners or owned.path == "*":
        return owned
    wrote = next((who for folder, who in compilers.items() if owned.path.startswith(folder)), frozenset())
    left = tuple(sorted(set(keepers) - wrote))
    return Owned(path=owned.path, owners=left, said_in=tuple(dict.fromkeys((*owned.said_in, UNIVERSITY))))


def _catalogue(repository: Repository) -> Iterator[Owned]:
    wrote = {mooc.id: ("content/moocs/", tuple(mooc.authors)) for mooc in repository.moocs}
    wrote |= {
        course.id: ("content/courses/", tuple(who for teaching in course.teaching for who in teaching.teachers))
        for course in repository.courses
    }
    for id, (folder, people) in wrote.items():
        yield Owned(path=f"{folder}{id}.yaml", owners=people, said_in=(f"{folder}{id}.yaml",))
    for course in {practice.course for practice in repository.practice} & set(wrote):
        folder, people = wrote[course]
        yield Owned(path=f"content/practice/{course}/", owners=people, said_in=(f"{folder}{course}.yaml",))
    for map in repository.maps:
        if map.course in wrote:
            folder, people = wrote[map.course]
            yield Owned(path=f"content/maps/{map.id}.yaml", owners=people, said_in=(f"{folder}{map.course}.yaml",))


def _bases(repository: Repository, university: University) -> Iterator[Owned]:
    year = university.academic_year
    passports = {passport.folder for passport in repository.passports}
    appointed = {who for order in repository.expert_orders if order.academic_year == year for who in order.experts}
    for folder, compilers in _compilers(repository).items():
        sheets = [r for r in repository.reviews if r.folder == folder and r.academic_year == year]
        reviewed = {who for sheet in sheets for who in sheet.experts} & appointed
        own = appointed - compilers
        path = f"testbanks/{'/'.join(folder)}/"
        passport = (f"{path}passport.yaml",) if folder in passports else ()
        sheet = (f"{path}reviews/",) if reviewed - compilers else ()
        yield Owned(path=path, owners=tuple(reviewed - compilers or own), said_in=(EXPERTS, *passport, *sheet))
        everybody = tuple(own | set(university.methodologists) - compilers)
        yield Owned(path=f"{path}reviews/", owners=everybody, said_in=(EXPERTS, *passport, UNIVERSITY))


def _compilers(repository: Repository) -> dict[tuple[str, str], frozenset[str]]:
    """Who wrote each base, by course and language."""
    folders = {(bank.id.course, bank.id.language) for bank in repository.banks}
    passports = {passport.folder: passport for passport in repository.passports}
    authors = {mooc.id: mooc.authors for mooc in repository.moocs}
    held: dict[tuple[str, str], frozenset[str]] = {}
    for folder in sorted(folders | set(passports)):
        passport = passports.get(folder)
        wrote = {*(passport.compilers or ()), passport.responsible or ""} if passport else set()
        held[folder] = frozenset(wrote | set(authors.get(folder[0], ()))) - {""}
    return held


def codeowners(found: Owners, *, below: str = "") -> str:
    """Our part of the file; `below` is where the repository of files stands below the top of git's, as `demo/`."""
    lines = [BEGIN, *(f"# {word('owners.head', HEAD, lang)}" for lang in LANGUAGES)]
    for owned in found.owned:
        path = f"/{below}" if owned.path == "*" and below else "*" if owned.path == "*" else f"/{below}{owned.path}"
        lines += ["", f"# {', '.join(owned.said_in)}", f"{_escaped(path)} {_addresses(owned.owners, found)}"]
    return "\n".join([*lines, "", END, ""])


def laid_in(present: str, part: str) -> str:
    """The whole file with our part anew; lines of people stay as they are, and stand below where it is new."""
    before, begin, rest = present.partition(BEGIN)
    _, end, after = rest.partition(f"{END}\n")
    if begin and end:
        return before + part + after
    return part + (f"\n{present}" if present else "")


def _addresses(people: Iterable[str], found: Owners) -> str:
    return " ".join(sorted({found.addresses[one] for one in people}))


def _escaped(path: str) -> str:
    return path.replace(" ", "\\ ")

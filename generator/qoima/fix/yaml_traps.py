"""What YAML takes for signs of its own in a text, put in quotes, so that the text says what its author typed."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from qoima.core.diagnostic import Diagnostic
from qoima.core.source import Source
from qoima.fix.draft import Draft, Fix
from qoima.fix.edit import Edit
from qoima.fix.files import kind_of
from qoima.fix.seen import Place, Seen, records, scalars, see
from qoima.formats.yaml.bank_files import FileItem
from qoima.formats.yaml.file_types import FileAnswer
from qoima.formats.yaml.model import free_texts
from qoima.formats.yaml.nodes import Mapping, Node, Scalar
from qoima.formats.yaml.slips import quoted

TRAPS = frozenset(("YML007", "YML008", "YML011", "YML012", "YML013", "YML014", "YML020", "YML024"))
_SIGNS = frozenset(("YML007", "YML008"))
_SYNTAX = TRAPS | {"YML001", "YML002", "YML003", "YML004", "YML005", "YML009", "YML015"}
_MOST_ROUNDS = 60
"""The reader stops after so many slips; mended, they let it see the next ones."""

_LEAD = re.compile(r"([ ]*(?:- +)*)(?:([\w.-]+): +)?")
_ITEM_KEYS = FileItem.model_fields.keys() | FileAnswer.model_fields.keys() | {"notes", "value", "tolerance", "lines"}
_TEXT_BEHIND_SHARP = re.compile(r" #(?:[^\s#]|$)")
"""` #5`, ` #include` and a lone `#` belong to a text; behind `# ` a person may have written a note."""
_NOTE = re.compile(r"\s#")
"""What may be a comment: it must not become part of what students read unless a person says so."""
_BETWEEN_COMMAS = re.compile(r"[^,\[\]{}'\"\n#]+")
_ESCAPE = re.compile(r"\\(.)", re.S)
_OF_YAML = set("0abtnvfreNLP_xuU\n \t")
_FORMULA = re.compile(r"\$[^$]*\$")
_NAME = re.compile(r"[&*]([\w-]+)")


def quote_traps(draft: Draft) -> None:
    """Put in quotes what the reader stops at, until it stops at nothing that quotes can mend."""
    _quote(draft, sure=True)
    if _quote(draft, sure=False, rounds=1):
        _quote(draft, sure=True)
    seen = see(draft.source)
    signs = (
        one.at for one in _traps(seen, of_texts=False) if one.code not in _SIGNS or _is_lone(seen.source, one.at.start)
    )
    draft.refused += [Fix("sign", at.start, at.text, at.text) for at in signs]


def _quote(draft: Draft, *, sure: bool, rounds: int = _MOST_ROUNDS) -> bool:
    """Whether anything has been put in quotes."""
    changed = False
    for _ in range(rounds):
        before = see(draft.source)
        found = dict.fromkeys(edit for one in _traps(before) if (edit := _edit(before, one)) is not None)
        edits = [edit for edit in found if edit.sure == sure]
        if not edits or not draft.make(edits, partial(_is_mended, before)):
            break
        changed = True
    return changed


def _traps(seen: Seen, *, of_texts: bool = True) -> Iterator[Diagnostic]:
    """What is told of texts that people read; or else of values that quotes would make no better, such as ids."""
    read = set()
    if seen.codes.keys() & _SIGNS:
        read = {
            node.start
            for _, record, model in records(seen.source.path, seen.root)
            for _, node in free_texts(record, model)
        }
    for one in seen.said:
        if one.code in TRAPS:
            lead = _LEAD.match(seen.source.line(one.at.position.line))
            is_text = (lead is None or lead[2] != "id") and (one.code not in _SIGNS or one.at.start in read)
            if is_text == of_texts:
                yield one


def _edit(seen: Seen, one: Diagnostic) -> Edit | None:
    source, at = one.at.source, one.at.start
    # A comment that cuts a text begins where that ends.
    node = _node_at(seen.root, at - (one.code == "YML011")) if seen.root is not None else None
    match one.code:
        case "YML011":
            return _cut(source, node)
        case "YML024":
            return _escaped(source, node)
        case "YML007" | "YML008" if not _is_lone(source, at):
            return None
        case "YML012" if isinstance(node, Scalar):
            return None  # `- - text`: quotes would stand behind both hyphens.
    owner = node if one.code == "YML012" else None
    place = _in_row(source, at, owner) if _in_brackets(source, at) else _value(source, at, owner)
    if place is None:
        return None
    typed = source.text[place[0] : place[1]]
    return Edit(*place, quoted(typed), "quotes", not _NOTE.search(typed))


def _node_at(root: Node, at: int) -> Node | None:
    """The innermost text that holds a place, else the innermost mapping or list that begins there."""
    here, found = root, root
    while True:
        if isinstance(here, Scalar):
            return here
        inside = here.values.values() if isinstance(here, Mapping) else here.items
        held = next((node for node in inside if node.start <= at < max(node.end, node.start + 1)), None)
        if held is None:
            return found if found.start <= at else None
        if held.start == at and not isinstance(held, Scalar):
            return held
        here = found = held


def _cut(source: Source, node: Node | None) -> Edit | None:
    """A text with what a comment cuts off it."""
    if not isinstance(node, Scalar) or node.cut is None or _in_brackets(source, node.start):
        return None
    end = node.cut.start + len(node.cut.text.rstrip())
    sure = bool(_TEXT_BEHIND_SHARP.match(node.cut.text.rstrip()))
    return Edit(node.start, end, quoted(source.text[node.start : end]), "quotes", sure)


def _escaped(source: Source, node: Node | None) -> Edit | None:
    """A text in double quotes in single ones, if each backslash outside of its formulas is meant too."""
    if not isinstance(node, Scalar) or source.text[node.start : node.start + 1] != '"':
        return None
    raw = source.text[node.start + 1 : node.end - 1]
    outside = _FORMULA.sub("", raw)
    if any(match[1] in _OF_YAML for match in _ESCAPE.finditer(outside)):
        return None
    typed = _ESCAPE.sub(lambda match: match[1] if match[1] in '"\\/' else match[0], raw)
    return Edit(node.start, node.end, quoted(typed), "quotes")


def _is_lone(source: Source, at: int) -> bool:
    """Whether a `&`, `*` or `!` is no anchor with its alias, and no tag of YAML's own."""
    text = source.text[at : source.text.find("\n", at) if "\n" in source.text[at:] else len(source.text)]
    if text.startswith("!"):
        return not text.startswith("!!")
    name = _NAME.match(text)
    other = {"&": "*", "*": "&"}.get(text[:1], "")
    return name is None or not re.search(rf"[:\-,\[][ ]+{re.escape(other + name[1])}(?![\w-])", source.text)


def _in_brackets(source: Source, at: int) -> bool:
    """Whether a place stands in a list or mapping in brackets that begins on its line."""
    position = source.position(at)
    before = source.line(position.line)[: position.column - 1]
    lead = _LEAD.match(before)
    return before[lead.end() if lead else 0 :].startswith(("[", "{"))


def _in_row(source: Source, at: int, owner: Node | None) -> tuple[int, int] | None:
    """Where an entry of a list in brackets begins and ends that holds no brackets or quotes itself."""
    start = at if owner is None else owner.start
    match = _BETWEEN_COMMAS.match(source.text, start)
    return (start, start + len(match[0].rstrip())) if match else None


def _value(source: Source, at: int, owner: Node | None) -> tuple[int, int] | None:
    """Where the text that a place belongs to begins and ends; lines that continue it are part of it."""
    position = source.position(at)
    line = source.line(position.line)
    line_start = at - (position.column - 1)
    if owner is not None:
        start = owner.start
    elif (lead := _LEAD.match(line)) is not None:
        start = line_start + (lead.end() if _is_key(source, lead[2]) else lead.end(1))
    end = line_start + len(line.rstrip())
    return (start, max(end, _continued(source, position.line, start - line_start, end))) if start < end else None


def _is_key(source: Source, key: str | None) -> bool:
    return key is not None and (key in _ITEM_KEYS if kind_of(source.path) == "bank" else key.isascii())


def _continued(source: Source, line: int, column: int, end: int) -> int:
    """Where the last of the lines ends that stand deeper than the key or hyphen of a text, and are texts too."""
    lead = _LEAD.match(source.line(line))
    owner = len(lead[1]) if lead is not None and lead[2] else max(0, len(lead[1] if lead else "") - 2)
    number, last = line + 1, end
    count = source.position(len(source.text)).line
    while number <= count:
        text = source.line(number)
        if text.strip():
            indent = len(text) - len(text.lstrip(" "))
            if indent <= owner or re.match(r"\s*(?:- |#|[\w.-]+:(?:\s|$))", text):
                break
            last = source.offset(number, len(text.rstrip()) + 1)
        number += 1
    return last


def _is_mended(before: Seen, text: str, edits: Sequence[Edit]) -> bool:
    """Fewer slips, the texts in quotes as they were typed, and every other one as before."""
    after = see(Source(before.source.path, text))
    slips = {code: n for code, n in after.codes.items() if code in _SYNTAX}
    had = {code: n for code, n in before.codes.items() if code in _SYNTAX}
    fewer = sum(n for code, n in had.items() if code in TRAPS) - sum(n for code, n in slips.items() if code in TRAPS)
    if before.root is None:
        # So many slips that the reader has given up: it must go on behind these.
        ends = {before.source.position(edit.start).line for edit in edits}
        return not ends & {one.at.position.line for one in after.said if one.code in _SYNTAX}
    if after.root is None or fewer < 1 or any(n > had.get(code, 0) for code, n in slips.items()):
        return False
    changed = set(_new_places(after, edits))
    if len(changed) < len(edits):
        return False
    old = {place: node.text for place, node in scalars(before.root)}
    new = {place: node.text for place, node in scalars(after.root)}
    differ = {place for place in old.keys() | new.keys() if old.get(place) != new.get(place)}
    return all(any(place[: len(known)] == known for known in changed) for place in differ)


def _new_places(after: Seen, edits: Sequence[Edit]) -> Iterator[Place]:
    """Where the edited texts stand in the tree."""
    starts, shift = set(), 0
    for edit in sorted(edits):
        starts.add(edit.start + shift)
        shift += len(edit.new) - (edit.end - edit.start)
    if after.root is not None:
        yield from (place for place, node in scalars(after.root) if node.start in starts)

"""Bank and practice files in YAML."""

from decimal import Decimal
from typing import Any

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats import yaml_nodes
from qoima.formats.bank_files import KIND_KEYS, FileBank, FileItem, FileNumber
from qoima.formats.exchange import Reading
from qoima.formats.file_types import FileAnswer
from qoima.formats.yaml_model import is_empty, validate
from qoima.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from qoima.model import item as model
from qoima.model.item import Choice, Item, Option, Response, legal_weight
from qoima.model.markup import slips
from qoima.model.text import Text

MAX_TEXT_KIB = 256

_COMPANIONS = {
    "correct": {"distractors", "several"},
    "answers": {"match_case"},
    "pairs": {"extra"},
}
"""Keys that belong to one kind of item."""


def read_items(source: Source) -> Reading:
    """The items of a bank or practice file."""
    node, diagnostics = yaml_nodes.read(source)
    if node is None:
        return Reading((), 0, source.whole(), diagnostics or (problem("FIL005", source.whole()),))
    listed = node.values.get("items") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(listed, Sequence):
        _, wrong = validate(node, FileBank)
        return Reading((), 0, source.whole(), (*diagnostics, *wrong))
    reader = _Reader()
    read = [reader.item(entry) for entry in listed.items]
    frame = Mapping({**node.values, "items": Sequence([], listed.span)}, node.keys, node.span)
    _, wrong = validate(frame, FileBank)
    items = tuple(item for item in read if item is not None)
    return Reading(items, len(read) - len(items), node.keys["items"], (*diagnostics, *wrong, *reader.diagnostics))


class _Reader:
    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def report(self, code: str, at: Span, **values: Any) -> None:
        self.diagnostics.append(problem(code, at, **values))

    def item(self, node: Node) -> Item | None:
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and node.plain and node.text.startswith("*"):
                return None  # an alias, reported as such
            self.report(
                "YML005", node.at, expected=Message("expected.item", "an item (a mapping with stem and answers)")
            )
            return None
        if not self.one_kind(node):
            return None
        file, wrong = validate(node, FileItem)
        self.diagnostics += wrong
        return self.convert(file, node) if file is not None else None

    def one_kind(self, node: Mapping) -> bool:
        """Whether the item has one kind, and no keys of another; a choice item without `correct` is left to ITM102."""
        found = [key for key in KIND_KEYS if key in node.values]
        if len(found) == 1 or (not found and "distractors" in node.values):
            kind = found[0] if found else "correct"
            foreign = {k for owner, keys in _COMPANIONS.items() if owner != kind for k in keys} & set(node.values)
            for key in sorted(foreign):
                self.report(
                    "YML003",
                    node.keys[key],
                    key=key,
                    near="",
                    known=", ".join(sorted({kind, *_COMPANIONS.get(kind, ())})),
                )
            return not foreign
        shown = ", ".join(found) if found else Message("found.none", "none of them")
        at = node.keys[found[1]] if found else node.at
        self.report("YML017", at, known=", ".join(KIND_KEYS), found=shown)
        if not found:
            _, wrong = validate(node, FileItem)
            self.diagnostics += [d for d in wrong if d.code == "YML003"]
        return False

    def text(self, source: str, node: Node | None, owner: Mapping) -> Text:
        at = node.at if node is not None else owner.at
        text = Text(source, "qoima", at)
        kib = len(source.encode()) // 1024
        if kib > MAX_TEXT_KIB:
            self.report("YML019", at, have_kib=kib, limit_kib=MAX_TEXT_KIB)
            return Text("", "qoima", at)
        for slip in slips(text):
            if slip.kind == "emphasis":
                self.report("YML021", at, shown=slip.shown, typed=slip.typed)
            else:
                self.report("YML022", at, shown=f"({slip.shown})", formula=slip.shown)
        return text

    def optional(self, source: str | None, owner: Mapping, key: str) -> Text | None:
        return self.text(source, owner.values.get(key), owner) if source is not None else None

    def convert(self, file: FileItem, node: Mapping) -> Item | None:
        stem = self.text(file.stem or "", node.values.get("stem"), node)
        response = self.response(file, node)
        if response is None:
            return None
        hints = _entries(node.values.get("hints"))
        return Item(
            id=file.id or "",
            stem=stem,
            response=response,
            topic=file.topic or "",
            difficulty=file.difficulty or "",
            outcome=file.outcome or "",
            symbols=dict(file.symbols or {}),
            uses=tuple(file.uses or ()),
            feedback=self.optional(file.feedback, node, "feedback"),
            hints=tuple(self.text(h, at, node) for h, at in zip(file.hints or (), hints, strict=False)),
            points=file.points if file.points is not None else Decimal(1),
            translates=file.translates or "",
            sample_of=file.sample_of or "",
            accepts=dict(file.accepts or {}),
            name=file.id or "",
            at=node.at,
            places={key: _place(node, key) for key, held in node.values.items() if not is_empty(held)},
        )

    def response(self, file: FileItem, node: Mapping) -> Response | None:
        if file.answer is not None:
            return model.TrueFalse(file.answer)
        if file.answers is not None:
            return model.ShortAnswer(tuple(self.answers(file.answers, node)), match_case=bool(file.match_case))
        if file.number is not None:
            return model.Numerical(tuple(self.numbers(file.number, node)))
        if file.pairs is not None:
            places = _entries(node.values.get("pairs"))
            pairs = tuple(
                (self.text(p[0], at, node), self.text(p[1], at, node)) for p, at in zip(file.pairs, places, strict=True)
            )
            extra = zip(file.extra or (), _entries(node.values.get("extra")), strict=False)
            return model.Matching((*pairs, *((Text(""), self.text(text, at, node)) for text, at in extra)))
        if file.essay is not None:
            return model.Essay(lines=file.essay.lines or 15, notes=self.optional(file.essay.notes, node, "essay"))
        if file.text_only:
            return model.Description()
        return self.choice(file, node)

    def choice(self, file: FileItem, node: Mapping) -> Choice | None:
        options = [
            *self.options(file.correct or [], node, "correct"),
            *self.options(file.distractors or [], node, "distractors"),
        ]
        files = [*(file.correct or []), *(file.distractors or [])]
        weighted = [f.weight is not None for f in files]
        if any(weighted) and not all(weighted):
            self.report("YML023", options[weighted.index(False)].at)
            return None
        several = file.several if file.several is not None else len(file.correct or []) > 1
        return Choice(tuple(options), several)

    def options(self, files: list[FileAnswer], node: Mapping, key: str) -> list[Option]:
        places = _entries(node.values.get(key))
        return [
            Option(
                text=self.text(f.text, _under(at, "text"), node),
                correct=key == "correct",
                feedback=self.text(f.feedback, _under(at, "feedback"), node) if f.feedback is not None else None,
                weight_percent=self.weight(f.weight, _under(at, "weight")),
                at=at.at,
            )
            for f, at in zip(files, places, strict=True)
        ]

    def answers(self, files: list[FileAnswer], node: Mapping) -> list[model.Answer]:
        places = _entries(node.values.get("answers"))
        return [
            model.Answer(
                text=Text(f.text, "plain", at.at),
                weight_percent=full
                if (full := self.weight(f.weight, _under(at, "weight"))) is not None
                else Decimal(100),
                feedback=self.text(f.feedback, _under(at, "feedback"), node) if f.feedback is not None else None,
            )
            for f, at in zip(files, places, strict=True)
        ]

    def numbers(self, files: list[FileNumber], node: Mapping) -> list[model.Number]:
        places = _entries(node.values.get("number"))
        return [
            model.Number(
                value=f.value,
                tolerance=f.tolerance or Decimal(0),
                weight_percent=full
                if (full := self.weight(f.weight, _under(at, "weight"))) is not None
                else Decimal(100),
                feedback=self.text(f.feedback, _under(at, "feedback"), node) if f.feedback is not None else None,
            )
            for f, at in zip(files, places, strict=True)
        ]

    def weight(self, percent: Decimal | None, at: Node) -> Decimal | None:
        if percent is None or (legal := legal_weight(percent)) is not None:
            return percent if percent is None else legal
        known = ", ".join(f"{w.normalize():f}" for w in model.WEIGHTS_PERCENT)
        self.report("YML018", at.at, value=percent, known=known)
        return None


def _entries(node: Node | None) -> list[Node]:
    """The entries of a value that may be one thing or a list of things."""
    if node is None or is_empty(node):
        return []
    return list(node.items) if isinstance(node, Sequence) else [node]


def _under(node: Node, key: str) -> Node:
    return node.values.get(key, node) if isinstance(node, Mapping) else node


def _place(node: Mapping, key: str) -> Span:
    """A field: its key, and its value too where that is a text on the same line."""
    span, value = node.keys[key], node.values[key]
    same_line = isinstance(value, Scalar) and span.source.position(value.span.end).line == span.position.line
    return span.source.span(span.start, value.span.end) if same_line else span

"""A line of text as runs of one style: words, code, formulas, pictures, and breaks between them."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple

Style = tuple[bool, bool, str]
"""Bold, italic, address of the link."""


class Run(NamedTuple):
    """A part of a paragraph. `alt` is a picture's, "display" for a formula on a line of its own; `link` an address."""

    kind: Literal["text", "code", "formula", "picture", "break"]
    value: str = ""
    alt: str = ""
    strong: bool = False
    emphasis: bool = False
    link: str = ""

    @property
    def style(self) -> Style:
        """How the run looks."""
        return self.strong, self.emphasis, self.link

    def styled(self, style: Style) -> "Run":
        """The run in another style."""
        return self._replace(strong=style[0], emphasis=style[1], link=style[2])


Runs = tuple[Run, ...]
PLAIN = (False, False, "")
BREAK = Run("break")
_BLANK = Run("text", " ")
_NO_BREAK = "\xa0"
_LINE_ENDS = set("\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def paragraphs(runs: Iterable[Run]) -> Iterator[Runs]:
    """The runs of one element as paragraphs, each in the one form that all spellings of it have.

    White space is collapsed and never bold. Two breaks end a paragraph, and so does a display formula that begins a
    line. No-break blanks stay where they part two words, or indent a line.
    """
    for runs_of_one in _parted(list(_spaced(_tokens(runs)))):
        held = _unstyled(_apart(runs_of_one))
        yield tuple(
            first._replace(value="".join(run.value for run in (first, *rest))) if first.kind == "text" else first
            for first, *rest in _same_style(held)
        )


def in_one_line(runs: Iterable[Run]) -> Runs:
    """The runs without breaks, as a cell of a table needs them."""
    return next(paragraphs(_BLANK if run.kind == "break" else run for run in runs), ())


def _tokens(runs: Iterable[Run]) -> Iterator[Run]:
    """Words and white space as runs of their own; words that stand together in one style are one."""
    for kind, group in groupby(runs, key=lambda run: (run.kind == "text", run.style)):
        if not kind[0]:
            yield from group
            continue
        for part in re.split(r"(\s+)", "".join(run.value for run in group)):
            if part:
                yield Run("text", part).styled(kind[1])


def is_blank(run: Run) -> bool:
    """Whether the run is white space."""
    return run.kind == "text" and not run.value.strip()


def _spaced(tokens: Iterator[Run]) -> Iterator[Run]:
    """Runs of white space as one blank, none at the ends of a line."""
    line_begins, after_break = True, False
    spaces = ""
    for token in tokens:
        if is_blank(token):
            spaces += token.value
            continue
        if token.kind != "break" and spaces:
            if not line_begins:
                yield _BLANK._replace(value=spaces if _is_kept(spaces) else " ")
            elif after_break and spaces.count(_NO_BREAK) > 1:
                yield _BLANK._replace(value=_NO_BREAK * spaces.count(_NO_BREAK))
        spaces, line_begins = "", token.kind == "break"
        after_break = token.kind == "break"
        yield token


def _is_kept(spaces: str) -> bool:
    return len(spaces) == 1 and not spaces.isascii() and spaces not in _LINE_ENDS


def _parted(tokens: list[Run]) -> Iterator[list[Run]]:
    """The tokens of each paragraph, without breaks and white space at its ends."""
    held: list[Run] = []
    for n, token in enumerate(tokens):
        if token.kind == "formula" and token.alt and (not held or held[-1].kind == "break"):
            yield from _trimmed(held)
            yield [token.styled(PLAIN)]
            held = []
        elif is_blank(token) and not held:
            continue
        elif token.kind == "break" and n + 1 < len(tokens) and tokens[n + 1].kind == "break":
            yield from _trimmed(held)
            held = []
        else:
            held.append(token)
    yield from _trimmed(held)


def _trimmed(tokens: list[Run]) -> Iterator[list[Run]]:
    first, last = 0, len(tokens)
    while first < last and (tokens[first].kind == "break" or is_blank(tokens[first])):
        first += 1
    while first < last and (tokens[last - 1].kind == "break" or is_blank(tokens[last - 1])):
        last -= 1
    if first < last:
        yield tokens[first:last]


def _apart(tokens: list[Run]) -> Iterator[Run]:
    """A blank between signs that Markdown would read as one: code and code, formula and formula or digit."""
    for n, token in enumerate(tokens):
        if n and _stick(tokens[n - 1], token):
            yield _BLANK
        yield token


def _stick(left: Run, right: Run) -> bool:
    match left.kind, right.kind:
        case ("code", "code") | ("formula", "formula"):
            return True
        case "text", "formula":
            return left.value[-1].isdigit()
        case "formula", "text":
            return right.value[0].isdigit()
    return False


def _unstyled(tokens: Iterable[Run]) -> list[Run]:
    """White space, breaks, formulas and pictures have the style that both neighbours share."""
    held = list(tokens)
    before, after = _nearest(held), _nearest(held[::-1])[::-1]
    return [
        token.styled(_shared(left, right)) if _is_neutral(token) else token
        for token, left, right in zip(held, before, after, strict=True)
    ]


def _is_neutral(run: Run) -> bool:
    return run.kind not in ("text", "code") or is_blank(run)


def _nearest(tokens: list[Run]) -> list[Style]:
    """For each token the style of the last one before it that has one."""
    found, style = [], PLAIN
    for token in tokens:
        found.append(style)
        style = style if _is_neutral(token) else token.style
    return found


def _shared(left: Style, right: Style) -> Style:
    return left[0] and right[0], left[1] and right[1], left[2] if left[2] == right[2] else ""


def _same_style(tokens: Iterable[Run]) -> Iterator[list[Run]]:
    """Texts of one style together, all else by itself."""
    for is_text, group in groupby(tokens, key=lambda run: run.style if run.kind == "text" else None):
        if is_text is None:
            yield from ([run] for run in group)
        else:
            yield list(group)


def mapped(runs: Runs, change: Callable[[Run], Run]) -> Runs:
    """The runs after a change of each, again in their one form."""
    return next(paragraphs(change(run) for run in runs), ())

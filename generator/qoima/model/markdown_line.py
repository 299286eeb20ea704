"""A paragraph in the Markdown of bank YAML: with as few backslashes as leave it what it is."""

import re
from collections.abc import Iterator
from functools import lru_cache

from qoima.model.authored import blocks_of
from qoima.model.blocks import Blocks, Paragraph
from qoima.model.runs import PLAIN, Run, Runs, Style, mapped, paragraphs
from qoima.model.text import Text

_MEANS_SOMETHING = {
    "\\": r"\\(?=[!-/:-@\[-`{-~]|\Z)",
    "`": r"`",
    "*": r"(?<!\s)\*|\*(?!\s)",
    "_": r"_+",
    "–": r"(?<!_)_{1,2}(?!_)",
    "$": r"\$",
    "[": r"\[",
    "!": r"!(?=\[|\Z)",
    "&": r"&(?=#?\w+;)",
}
"""Signs of Markdown, with where they may mean something; `–` stands for `_` outside of gaps to fill (`____`)."""
_SIGNS = "".join(_MEANS_SOMETHING)
_ANYWHERE = re.compile(r"[\\`*_$\[\]!&<]")
_SAFE = re.compile(r"[^\\`*_$\[&\n\xa0]*")
_BACKSLASHES_AT_END = re.compile(r"\\*\Z")
_DOLLAR = re.compile(r"\\.|(\$)", re.S)
_EVERY = "every"


_LINE_START = re.compile(
    r"^(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))"
    r"|(?=[-+*](?:\s|$)|>|~~~|`{3,}[^`]*$|\$\$(?!.+\$\$$)"
    r"|\[[^\]]+\]:|([-*_])(?:[ \t]*\2){2,}[ \t]*$|[|:-][|:\- \t]*$))",
    re.M,
)
"""What begins a list, quotation, block of code, definition, rule or table where a text has several lines."""


def as_paragraph(source: str) -> str:
    """The Markdown of a line such that it is a paragraph among other blocks, too."""
    return _LINE_START.sub(lambda found: f"{found['number'] or ''}\\", source)


def line_of(runs: Runs) -> tuple[str, Runs, frozenset[str]]:
    """Markdown for the runs, the runs that it says, and the names of what it does not say."""
    if all(run.kind == "text" and run.style == PLAIN and _SAFE.fullmatch(run.value) for run in runs):
        return "".join(run.value for run in runs), runs, frozenset()
    for wanted, star, lost in _forms(runs):
        for signs in ("", _SIGNS.replace("_", ""), _SIGNS, _EVERY):
            if _says(source := _source(wanted, star, signs), wanted):
                return _leaner(source, wanted, star, signs), wanted, lost
    plain = mapped(runs, lambda run: run.styled(PLAIN))
    return _source(plain, "*", _EVERY), plain, frozenset({"text"})


def _leaner(source: str, wanted: Runs, star: str, signs: str) -> str:
    """The source with backslashes only before the kinds of signs that need them."""
    if signs == _EVERY:
        return source
    for sign in signs:
        fewer = signs.replace(sign, "")
        shorter = _source(wanted, star, fewer)
        if shorter == source or _says(shorter, wanted):
            source, signs = shorter, fewer
    return source


def _says(source: str, runs: Runs) -> bool:
    return read_back(as_paragraph(source) if "\n" in source else source) == (Paragraph(runs),)


@lru_cache(maxsize=1024)
def read_back(source: str) -> Blocks:
    """What Markdown comes to when it is read."""
    return blocks_of(Text(source))[0]


def _forms(runs: Runs) -> Iterator[tuple[Runs, str, frozenset[str]]]:
    """The runs, then ever less of their styles, with the sign for italics and what is lost."""
    yield runs, "*", frozenset()
    strong, emphasis, link = (any(style) for style in zip(*(run.style for run in runs), strict=True))
    if emphasis:
        yield runs, "_", frozenset()
    if strong or emphasis:
        narrow = next(paragraphs(_narrowed(runs)), ())
        lost = frozenset({"emphasis"} if _styled(narrow) < _styled(runs) else ())
        yield narrow, "*", lost
        yield narrow, "_", lost
    if link:
        yield mapped(runs, lambda run: run._replace(link="")), "*", frozenset({"link"})
    if strong or emphasis:
        yield mapped(runs, lambda run: run.styled((False, False, run.link))), "*", frozenset({"emphasis"})
        yield mapped(runs, lambda run: run.styled(PLAIN)), "*", frozenset({"emphasis", *(["link"] if link else [])})


def _styled(runs: Runs) -> int:
    return sum(run.strong or run.emphasis for run in runs)


def _narrowed(runs: Runs) -> Iterator[Run]:
    """The runs with punctuation at the ends of bold and italic put outside, where Markdown can end them."""
    for n, run in enumerate(runs):
        if run.kind != "text" or run.style == PLAIN:
            yield run
            continue
        before, after = (runs[n - 1].style if n else PLAIN), (runs[n + 1].style if n + 1 < len(runs) else PLAIN)
        start = re.match(r"(?:[^\w\s]|_)*", run.value) if not _covers(before, run.style) else None
        first = start.end() if start else 0
        end = re.search(r"(?:[^\w\s]|_)*\Z", run.value[first:]) if not _covers(after, run.style) else None
        last = first + end.start() if end else len(run.value)
        yield run._replace(value=run.value[:first]).styled((False, False, run.link))
        yield run._replace(value=run.value[first:last])
        yield run._replace(value=run.value[last:]).styled((False, False, run.link))


def _covers(neighbour: Style, style: Style) -> bool:
    return neighbour[0] >= style[0] and neighbour[1] >= style[1]


def _source(runs: Runs, star: str, signs: str) -> str:
    """Markdown of runs: at each place the style that reaches farthest is the outer one."""
    parts: list[str] = []
    at = 0
    while at < len(runs):
        reach, _, name = max((_reach(runs, at, name), n, name) for n, name in enumerate(("emphasis", "strong", "link")))
        if reach == at:
            parts.append(_run(runs[at], signs))
            at += 1
            continue
        inner = _source(tuple(_without(run, name) for run in runs[at:reach]), star, signs)
        opening, closing = {
            "link": ("[", f"]({_address(runs[at].link)})"),
            "strong": ("**", "**"),
            "emphasis": (star, star),
        }[name]
        parts += [opening, inner, closing]
        at = reach
    return "".join(parts)


def _reach(runs: Runs, at: int, name: str) -> int:
    """Where the style that the run has at `at` ends; `at` itself where it has none."""
    value, end = getattr(runs[at], name), at
    while value and end < len(runs) and getattr(runs[end], name) == value:
        end += 1
    return end


def _without(run: Run, name: str) -> Run:
    match name:
        case "link":
            return run._replace(link="")
        case "strong":
            return run._replace(strong=False)
        case _:
            return run._replace(emphasis=False)


def _run(run: Run, signs: str) -> str:
    match run.kind:
        case "text":
            return _escaped(run.value, signs)
        case "code":
            return _code(run.value)
        case "formula":
            return _formula(run)
        case "picture":
            return f"![{_escaped(run.value and run.alt, signs)}]({_address(run.value)})"
        case "break":
            return "\\\n"


def _escaped(text: str, signs: str) -> str:
    if signs == _EVERY:
        text = _ANYWHERE.sub(r"\\\g<0>", text)
    elif pattern := "|".join(_MEANS_SOMETHING[sign] for sign in signs):
        text = re.sub(pattern, _backslashes, text)
    return re.sub("^\xa0+|\xa0{2,}", lambda blanks: "&nbsp;" * len(blanks[0]), text)


def _backslashes(found: re.Match[str]) -> str:
    """A backslash before each sign; none before what stands inside a word (`a_b`)."""
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    inside_word = found[0][0] == "_" and len(around) == 2 and around.isalnum()
    return found[0] if inside_word else "".join(f"\\{sign}" for sign in found[0])


def _code(code: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", code)), default=0)
    ticks = "`" * next(n for n in range(1, longest + 2) if not re.search(rf"(?<!`)`{{{n}}}(?!`)", code))
    ends = code[:1] + code[-1:]
    space = " " if "`" in ends or (ends == "  " and code.strip()) else ""
    return f"{ticks}{space}{code}{space}{ticks}"


def _formula(run: Run) -> str:
    """The formula between dollars; where LaTeX has a dollar of its own, between the signs that Moodle knows."""
    ends_open = len((_BACKSLASHES_AT_END.search(run.value) or [""])[0]) % 2
    if ends_open or any(sign[1] for sign in _DOLLAR.finditer(run.value)):
        opening, closing = (r"\\[", r"\\]") if run.alt else (r"\\(", r"\\)")
        return f"{opening}{_escaped(run.value, _SIGNS)}{closing}"
    sign = "$$" if run.alt else "$"
    return f"{sign}{run.value}{sign}"


def _address(address: str) -> str:
    if not address or re.search(r"[\s()<>]", address):
        return "<" + re.sub(r"[<>\\]", r"\\\g<0>", address).replace("%", "%25") + ">" if address else ""
    return address.replace("%", "%25") if not address.startswith("data:") else address

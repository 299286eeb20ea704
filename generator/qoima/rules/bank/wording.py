"""Rules on the wording of an item. They see signs, not sense, and keep silent when unsure."""

import re
from typing import NamedTuple

from qoima.model.item import Choice, Item
from qoima.model.links import ItemInBank
from qoima.model.markup import formulas, tree
from qoima.model.text import Text, fold
from qoima.rules.registry import Findings, finding, rule, word

_LETTERS: dict[str, str] = dict(
    re.findall(
        r"([A-Za-z]+) (\w)",
        "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ "
        "mu μ nu ν xi ξ pi π varpi π rho ρ varrho ρ sigma σ varsigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ "
        "omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω",
    )
)
"""Greek letters by their command in LaTeX."""
_SPELLED_OUT = re.compile(
    r"\\(?:text\w*|mathrm|mathit|mathtt|mathsf|mathbb|operatorname\*?|begin|end)\s*\{[^{}]*\}(?:(?<=array\})\{[^{}]*\})?"
)
"""Words, names of functions, sets of numbers and frames inside a formula: none of them a sign of a quantity."""
_COMMAND_OR_LETTER = re.compile(r"\\\\|\\([A-Za-z]+)|([A-Za-zΑ-Ωα-ω])")


def _signs(formula: str) -> dict[str, str]:
    """The letters of quantities in a formula, each with how it was typed."""
    found: dict[str, str] = {}
    for match in _COMMAND_OR_LETTER.finditer(_SPELLED_OUT.sub(" ", formula)):
        letter = match[2] or _LETTERS.get(match[1])
        if letter:
            found.setdefault(letter, match[0])
    return found


@rule(
    "symbols-explained",
    ItemInBank,
    {"count": "count", "one": "a sign is not explained: {signs}", "other": "{count} signs are not explained: {signs}"},
    help="say under `symbols` what each stands for, with its unit; put words into `\\text{{…}}`",
)
def symbols_explained(node: ItemInBank) -> Findings:
    """Each letter of a formula in the stem or an option is explained under `symbols`.

    Latin and Greek letters count, also in indexes; words in `\\text{…}`, `\\mathrm{…}`, `\\operatorname{…}` and the
    like do not. A sign is listed as it is typed: R, \\sigma or σ.

    Why: one letter means different things in different books.

    Wrong:
        - stem: How many rows has $\\sigma_{A > 5}(R)$ at most?
          symbols: {R: relation with 10 rows, A: attribute}   # <-

    Wrong:
        - stem: What is $v$ after 5 s?   # <-

    Right:
        - stem: How many rows has $\\sigma_{\\text{price} > 5}(R)$ at most?
          symbols: {R: relation with 10 rows, \\sigma: selection}
    """
    signs: dict[str, str] = {}
    for text in node.item.texts():
        for formula in formulas(text):
            signs = {**_signs(formula), **signs}
    explained = {letter for sign in node.item.symbols for letter in _signs(sign)}
    missing = sorted(typed for letter, typed in signs.items() if letter not in explained)
    if missing:
        yield finding(node.item.place("symbols"), count=len(missing), signs=", ".join(missing))


class _Words(NamedTuple):
    """How many words a text has by script; Kazakh ones have a letter that Russian lacks."""

    latin: int
    cyrillic: int
    kazakh: int

    @property
    def all(self) -> int:
        return self.latin + self.cyrillic


_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH = re.compile("[әғқңөұүһі]")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")


def _words(item: Item) -> _Words:
    """The words of stem and options; formulas, code and alternative texts are left out."""
    read = " ".join(p.value for text in item.texts() for p in tree(text) if p.kind == "words")
    words = [w.casefold() for w in _WORD.findall(read)]
    latin = sum(map(str.isascii, words))
    cyrillic = [w for w in words if _CYRILLIC.search(w)] if latin < len(words) else []
    return _Words(latin, len(cyrillic), sum(bool(_KAZAKH.search(w)) for w in cyrillic))


def _language(words: _Words, language: str, foreign_percent: int, at_least_cyrillic: int) -> str:
    """The language that the words seem to be in, where it is surely not the bank's; else nothing."""
    other = "Kazakh" if words.kazakh else "Russian"
    match language:
        case "en" if words.cyrillic and words.cyrillic * 100 >= foreign_percent * words.all:
            return other
        case "ru" if words.kazakh and words.kazakh * 100 >= foreign_percent * words.all:
            return other
        case "kk" if not words.kazakh and words.cyrillic >= at_least_cyrillic:
            return other
        case "kk" | "ru" if not words.cyrillic:
            return "English"
    return ""


@rule(
    "text-in-language",
    ItemInBank,
    "the item seems to be in {seems}, the bank is in the language {language}",
    help="translate it, or put code and names into backticks",
)
def text_in_language(
    node: ItemInBank, *, at_least_words: int, foreign_percent: int, at_least_cyrillic: int
) -> Findings:
    """The item is in the language of its bank: Kazakh, Russian or English.

    Judged by letters, stem and options together; formulas and code are left out. In an English bank Cyrillic words tell
    another language, in a Russian one words with Kazakh letters (ә ғ қ ң ө ұ ү һ і), in a Kazakh one a text without any
    of them, in both of these a text without a Cyrillic word.

    Why: items are copied from one bank to another.

    Wrong:
        - stem: Какой ключ однозначно определяет каждую строку таблицы?   # <-

    Right:
        - stem: Which word means «қойма» in English?

    Limits:
        at_least_words: items of fewer words are not judged (count).
        foreign_percent: share of words that make an item foreign (percent).
        at_least_cyrillic: Cyrillic words without a Kazakh letter that make a Kazakh item doubtful (count).
    """
    words = _words(node.item)
    if words.all < at_least_words:
        return
    language = node.bank.base.language
    seems = _language(words, language, foreign_percent, at_least_cyrillic)
    if seems:
        yield finding(node.item.place("stem"), seems=word(seems), language=language)


@rule("stem-asks", ItemInBank, "the stem is empty", help="write the question under `stem`")
def stem_asks(node: ItemInBank) -> Findings:
    """An item has a question; a picture alone counts as one.

    Why: options without a question can only be guessed.

    Wrong:
        - id: demo-1   # <-
          stem:

    Right:
        - stem: "![Which shape is this?](images/shape.svg)"
        --- testbanks/demo/en/images/shape.svg
        <svg/>
    """
    if not any(piece.kind != "break" for piece in tree(node.item.stem)):
        yield finding(node.item.place("stem"))


_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]{2,}) \1(?![\w-])")


@rule("no-doubled-word", ItemInBank, "a word stands twice in the stem: {words}", help="remove one of the two")
def no_doubled_word(node: ItemInBank) -> Findings:
    """No word of the stem stands twice in a row; numbers, single letters, formulas and code may.

    Why: such a slip makes readers look for a sense that is not there.

    Wrong:
        - stem: Which key is is unique?   # <-

    Right:
        - stem: Which of the patterns `do do` and re-re-read is a a-typical one?
    """
    for piece in tree(node.item.stem):
        doubled = _DOUBLED.search(fold(piece.value)) if piece.kind == "words" else None
        if doubled and doubled[0] in fold(node.item.stem.source):
            yield finding(node.item.place("stem"), words=doubled[0])
            return


def _prose(text: Text) -> str:
    """The words of a text that has nothing else: no formula, code or picture."""
    pieces = tree(text)
    return " ".join(p.value for p in pieces) if all(p.kind == "words" for p in pieces) else ""


_LABEL = re.compile(r"\(?[^\W\d_][).]|\d{1,2}\)")
_PUNCTUATION = re.compile(r"[.,;:?!…«»“”„\"'()\[\]–—-]+")


@rule(
    "option-says-something",
    ItemInBank,
    "the option is only “{text}”",
    help="write the answer behind the sign, or remove the option",
)
def option_says_something(node: ItemInBank) -> Findings:
    """No option is only a label (`A)`, `2)`) or punctuation.

    Silent where several options are signs: the question is then one on signs. Empty options are found by
    `distinct-options`.

    Why: such an option is what an import or a copied list has left behind.

    Wrong:
        - stem: Which key is unique?
          correct: primary
          distractors:
            - foreign
            - B)   # <-
            - sort
            - candidate

    Right:
        - stem: Which sign ends a statement in SQL?
          correct: ";"
          distractors: [".", ",", ":", "!"]
    """
    if not isinstance(node.item.response, Choice):
        return
    options = [(option, _prose(option.text)) for option in node.item.response.options]
    labels = [(option, text) for option, text in options if _LABEL.fullmatch(text)]
    signs = [(option, text) for option, text in options if _PUNCTUATION.fullmatch(text)]
    for option, text in [*labels, *(signs if len(signs) == 1 else [])]:
        yield finding(option.at, text=text)


RULES = (symbols_explained, text_in_language, stem_asks, no_doubled_word, option_says_something)

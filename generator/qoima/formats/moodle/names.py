"""Names of questions as Moodle keeps them: without tags, at most 255 characters, made of the text where there is none.

The rules are those of Moodle 4.5 (question/format.php; clean_param; shorten_text) and of PHP's strip_tags.
"""

import re
from collections.abc import Iterator

from qoima.formats.moodle.php_tags import strip_tags

MAX_NAME = 255
MAX_TAG = 255
NO_NAME = "Question name"
"""What Moodle calls a question whose text gives no name."""

_TRIM = " \t\n\r\0\x0b"
_DEFAULT_LENGTH = 80
_ELLIPSIS = "..."
_WORDS = re.compile(r"[^<>]*")
_ENTITY = re.compile(r"&[0-9a-z]{2,8};|&#[0-9]{1,7};|&#x[0-9a-f]{1,6};", re.I)
_EMPTY_ELEMENTS = frozenset(
    ("img", "br", "input", "hr", "area", "base", "basefont", "col", "frame", "isindex", "link", "meta", "param")
)
_TAG = re.compile(r"<.*?>", re.S)
_OPENING = re.compile(r"[^\s>!]+")
_OUT_OF_TAGS = re.compile("[\x00-\x1f\x7f-\x9f<>`\ufffe\uffff]")
_LANGUAGES = {
    "lang": re.compile(r'<lang lang="[a-zA-Z0-9_-]+"\s*>'),
    "span": re.compile(r'<span(\s+lang="[a-zA-Z0-9_-]+"|\s+class="multilang"){2}\s*>'),
}
"""The tags of texts in several languages, the only ones that a name keeps."""


def clean_name(name: str) -> str:
    """A name without tags, trimmed and shortened."""
    name = without_tags(name).strip(_TRIM)
    length = MAX_NAME - 4
    while len(name) > MAX_NAME and length > 0:
        name = shortened(name, length)
        length -= 10
    return name


def default_name(text: str) -> str:
    """The name of a question that has none: how its text begins."""
    name = clean_name(shortened(text, _DEFAULT_LENGTH))
    return NO_NAME if name in ("", "0") else name


def clean_tag(tag: str) -> str:
    """A tag as Moodle keeps it (PARAM_TAG): "" and "0" are none."""
    for _ in range(2):
        tag = re.sub(r"\s+", " ", _OUT_OF_TAGS.sub("", tag)).strip(_TRIM)[:MAX_TAG].strip(_TRIM)
    return tag


def without_tags(text: str) -> str:
    """A text as PARAM_TEXT leaves it: only tags of well-formed texts in several languages stay."""
    for tag, opening in _LANGUAGES.items():
        if f"</{tag}>" in text:
            text = strip_tags(text, keep=tag)
            if _languages_are_sound(text, f"</{tag}>", opening):
                return text
            break
    return strip_tags(text)


def _languages_are_sound(text: str, closing: str, opening: re.Pattern[str]) -> bool:
    is_open = False
    tags = _TAG.findall(text, 0, text.rfind(">") + 1)
    for tag in tags:
        if tag == closing and not is_open:
            return False
        if tag != closing and not opening.fullmatch(tag):
            return False
        is_open = tag != closing
    return bool(tags) and not is_open


def shortened(text: str, length: int) -> str:
    """A text of about `length` characters that ends in dots, cut between words, open tags closed; short ones stay."""
    if _shown_length(text) <= length:
        return text
    kept: list[str] = []
    open_tags: list[str] = []
    have = len(_ELLIPSIS)
    for tag, words in _pieces(text):
        kept.append(tag)
        _note(tag, open_tags)
        count = len(_ENTITY.sub(" ", words))
        if have + count > length:
            kept.append(words[: _break(words, length - have)])
            break
        kept.append(words)
        have += count
        if have >= length:
            break
    return "".join([*kept, _ELLIPSIS, *(f"</{tag}>" for tag in reversed(open_tags))])


def _shown_length(text: str) -> int:
    """Characters outside of tags; a tag ends on its line."""
    length = len(text)
    for line in text.split("\n") if "<" in text else ():
        start = line.find("<")
        while start >= 0 and (end := line.find(">", start)) >= 0:
            length -= end + 1 - start
            start = line.find("<", end)
    return length


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Tags, each with the words behind it; a lone `<` or `>` falls out."""
    at, last = 0, text.rfind(">")
    while at < len(text):
        end = text.find(">", at + 2) if text[at] == "<" and at + 2 <= last else -1
        tag = text[at : end + 1] if end >= 0 else ""
        words = _WORDS.match(text, at + len(tag))
        assert words is not None
        yield tag, words[0]
        at = max(words.end(), at + 1)


def _note(tag: str, open_tags: list[str]) -> None:
    """Adds an opening tag to those that are open, takes away the one that a closing tag ends."""
    inside = tag[1:-1]
    bare, name = inside.strip(), _OPENING.match(inside.lstrip())
    if bare.startswith("/") and not any(sign.isspace() for sign in bare):
        if bare[1:].lower() in open_tags:
            open_tags.remove(bare[1:].lower())
    elif name and not _is_empty_element(inside):
        open_tags.append(name[0].lower())


def _is_empty_element(inside: str) -> bool:
    if len(inside.rstrip()) > 1 and inside.rstrip().endswith("/"):
        return True
    name, _, rest = inside.lstrip().partition(" ")
    return name.lower() in _EMPTY_ELEMENTS and (bool(rest) or not inside.endswith(" "))


def _break(words: str, left: int) -> int:
    """Where to cut `words` so that about `left` characters stay; an entity counts as one."""
    spent = 0
    for entity in _ENTITY.finditer(words):
        # Moodle compares an offset in bytes with a number of characters.
        if len(words[: entity.start()].encode()) + 1 - spent > left:
            break
        left -= 1
        spent += len(entity[0])
    most = at = left + spent
    while at > 0:
        sign = words[at : at + 1]
        if sign in (".", " ") or len(sign.encode()) > 2:
            return min(at + 1, most)
        at -= 1
    return most

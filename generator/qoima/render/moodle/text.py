"""The listing for people, on a terminal or in a file."""

from collections.abc import Iterator
from types import MappingProxyType

from qoima.core.diagnostic import Message, has_error
from qoima.core.words import Lang
from qoima.formats.messages import say, translated
from qoima.formats.moodle.listing import Listed, Listing
from qoima.formats.moodle.question import Question, Rich
from qoima.formats.moodle.stored import TYPED
from qoima.model.item import DIFFICULTIES
from qoima.model.markup import pictures
from qoima.model.meaning import number_text, picture_bytes
from qoima.model.text import Text
from qoima.render.moodle.words import CHANGES, LABELS, TYPES, readable, settings
from qoima.render.terminal import Style, diagnostic, visible, width, word

KIB = 1024
GAP = 2


def as_text(listing: Listing, name: str, lang: Lang, style: Style, *, is_public: bool) -> Iterator[str]:
    """The lines of the listing; `name` is what was asked for."""
    if not is_public:
        yield style.paint(_private(lang), "1;31")
        yield ""
    yield style.paint(f"{visible(name)}: {_way(listing, lang)}", "1")
    yield _counts(listing, lang)
    if listing.way == "import" and has_error(listing.all_said):
        said = "There are errors: while the page of the import has “Stop on error: Yes”, Moodle stores nothing of it."
        yield word("moodle.stops", said, lang)
    if listing.said:
        yield ""
        yield word("moodle.others", "What is said of the whole, and of what Moodle does not take:", lang)
        for said_of_all in listing.said:
            yield ""
            yield diagnostic(said_of_all, lang, style)
    for one in listing.listed:
        yield ""
        yield from _item(one, lang, style)


def _private(lang: Lang) -> str:
    """That the output is not for everybody."""
    said = "PRIVATE: live questions and their right answers follow. Show them to nobody who may not know them."
    return word("moodle.private", said, lang)


def _way(listing: Listing, lang: Lang) -> str:
    if listing.way == "delivery":
        said = "as Moodle will hold it after the import of Qoima's Moodle XML, or the restore of its .mbz"
        return word("moodle.by-delivery", said, lang)
    said = "as Moodle will hold it after this very file is imported on the page “Import” of the question bank"
    return word("moodle.by-import", said, lang)


def _counts(listing: Listing, lang: Lang) -> str:
    count = {"count": "n", "one": "{n} question", "other": "{n} questions"}
    parts = [say(Message("ui.moodle.count", count, MappingProxyType({"n": len(listing.listed)})), lang)]
    if listing.refused:
        parts.append(word("moodle.refused", "not stored: {n}", lang, n=listing.refused))
    differing = sum(bool(one.changes or one.said) for one in listing.listed)
    if differing:
        said = "differs from what was written, or has a remark: {n}"
        parts.append(word("moodle.differing", said, lang, n=differing))
    return " · ".join(parts)


def _item(one: Listed, lang: Lang, style: Style) -> Iterator[str]:
    question = one.question
    head = f"{one.number}.  {visible(question.idnumber or question.name)}"
    yield style.paint(head, "1")
    rows = list(_rows(one, lang))
    column = max(width(label) for label, _ in rows) + GAP
    for label, text in rows:
        first, *rest = text.split("\n")
        yield f"    {label}{' ' * (column - width(label))}{visible(first)}".rstrip()
        yield from (f"    {' ' * column}{visible(line)}".rstrip() for line in rest)
    for said in one.said:
        yield from (f"    {line}" for line in diagnostic(said, lang, style).split("\n"))


def _rows(one: Listed, lang: Lang) -> Iterator[tuple[str, str]]:
    """Label and text of each line; a label is said once for several lines."""
    label = {name: say(message, lang) for name, message in LABELS.items()}
    question = one.question
    yield label["type"], _type(one, lang)
    yield label["idnumber"], question.idnumber or "–"
    yield label["name"], question.name
    yield (
        label["category"],
        " / ".join(_named(question.category, lang)) or word("moodle.chosen", "the one that is chosen in Moodle", lang),
    )
    yield label["mark"], _mark(question, lang)
    if chosen := settings(question, lang):
        yield label["settings"], "; ".join(chosen)
    yield label["tags"], ", ".join(question.tags) or "–"
    yield label["text"], readable(question.text) or "–"
    if question.text.html != readable(question.text):
        yield label["source"], _source(question.text)
    if question.answers:
        yield label["answers"], "\n".join(_answers(question, lang))
    if question.pairs:
        yield label["pairs"], "\n".join(f"{readable(p.left) or '–'}  →  {p.right}" for p in question.pairs)
    if question.general_feedback.html:
        yield label["feedback"], readable(question.general_feedback)
    for hint in question.hints:
        yield label["hint"], readable(hint)
    if question.notes.html:
        yield label["notes"], readable(question.notes)
    if shown := list(_pictures(question, lang)):
        yield label["pictures"], "\n".join(shown)
    if one.stays:
        yield label["stays"], ", ".join(one.stays)
    for change in one.changes:
        values = MappingProxyType({"written": change.written, "held": change.held})
        message = CHANGES[change.what]
        yield label["differs"], say(Message(message.key, message.template, values), lang)


def _type(one: Listed, lang: Lang) -> str:
    qtype = one.question.qtype
    return f"{say(TYPES[qtype], lang)} (Moodle: {qtype}; Qoima: {one.item.response.kind})"


def _named(category: tuple[str, ...], lang: Lang) -> list[str]:
    """The names as they stand in Moodle, a level with its word in the language of the reader."""
    shown = list(category)
    if category and category[-1] in DIFFICULTIES and lang != "en":
        shown[-1] = f"{category[-1]} ({translated(f'word.{category[-1]}', category[-1], lang)})"
    return shown


def _mark(question: Question, lang: Lang) -> str:
    mark = number_text(question.default_mark)
    if not question.penalty:
        return mark
    return word("moodle.penalty", "{mark}; each further try costs {penalty} of it", lang, mark=mark,
                penalty=f"{question.penalty:.7f}")  # fmt: skip


def _source(text: Rich) -> str:
    return text.html if text.form == "html" else f"[{text.form}] {text.html}"


def _answers(question: Question, lang: Lang) -> Iterator[str]:
    """Each answer behind its share, in percent and as Moodle stores it."""
    shares = [f"{number_text(a.percent)} %" for a in question.answers]
    stored = [f"({a.percent / 100:.7f})" for a in question.answers]
    wide, deep = max(map(len, shares)), max(map(len, stored))
    pad = " " * (wide + deep + 2 * GAP)
    said = word("moodle.feedback", "feedback", lang)
    for answer, share, fraction in zip(question.answers, shares, stored, strict=True):
        text = answer.text.html if question.qtype in TYPED else readable(answer.text)
        if answer.tolerance is not None:
            text += f" ± {number_text(answer.tolerance)}"
        before = f"{share:>{wide}}  {fraction:>{deep}}  "
        yield before + text.replace("\n", f"\n{pad}")
        if answer.feedback.html:
            yield f"{pad}{said}: {readable(answer.feedback)}".replace("\n", f"\n{pad}")


def _pictures(question: Question, lang: Lang) -> Iterator[str]:
    """Each picture with its size; those that stand in the address of a text have no name."""
    for _, text in question.texts():
        for file in text.files:
            yield f"{file.name}, {_size(len(file.data), lang)}"
        for piece in pictures(Text(text.html, text.form)) if "data:" in text.html else ():
            data = picture_bytes(piece.value, "", {}) if piece.value.startswith("data:") else None
            if data is not None:
                yield f"{word('moodle.inside', 'inside the text', lang)}, {_size(len(data), lang)}"


def _size(count: int, lang: Lang) -> str:
    if count < KIB:
        return word("moodle.bytes", "{n} bytes", lang, n=count)
    return word("moodle.kib", "{n} KiB", lang, n=f"{count / KIB:.1f}")

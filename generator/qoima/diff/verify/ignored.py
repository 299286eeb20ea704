"""What Moodle and its editor rewrite by themselves: the only differences that verifying says nothing of.

Found out on Moodle 4.1, 4.5, 5.0 and 5.1: what was restored, imported, opened and saved there came back with these.
"""

from collections.abc import Mapping

from qoima.core.diagnostic import Message

WHO: dict[str, Message] = {
    "keeping": Message("verify.who.keeping", "Moodle, when it keeps a question"),
    "export": Message("verify.who.export", "Moodle, when it exports"),
    "editor": Message("verify.who.editor", "the editor, when a question is opened and saved unchanged"),
    "us": Message("verify.who.us", "two of our own files for Moodle"),
}
"""Who rewrites."""

# fmt: off
IGNORED: Mapping[str, tuple[Message, ...]] = {
    "keeping": (
        Message("verify.ignored.lines", "line ends: CR and CRLF become LF"),
        Message("verify.ignored.ends", "blanks and empty lines at both ends of a text"),
        Message("verify.ignored.shares", "how a share is written: 33.33333 % is kept as 0.3333333"),
        Message("verify.ignored.zeros", "zeros at the end of numbers; of a penalty all beyond five places"),
        Message("verify.ignored.case", "small and capital letters of tags, and their order"),
        Message("verify.ignored.name", "what Moodle takes out of a name: tags of HTML, and all beyond 255 signs"),
        Message("verify.ignored.stamps", "inner numbers, stamps, dates, who created or changed a question"),
        Message("verify.ignored.filter", "how a random place names its category: before and since Moodle 4.3"),
        Message("verify.ignored.order", "the order of questions, of options and of files"),
        Message("verify.ignored.truth", "the words for true and false, which follow the language of the site"),
    ),
    "export": (
        Message("verify.ignored.comments", "comments, which part of Moodle a category is in, empty parents"),
        Message("verify.ignored.columns", "what Moodle XML does not have: quizzes, versions, drafts, some settings"),
        Message("verify.ignored.info", "descriptions of categories, and their ID numbers"),
    ),
    "editor": (
        Message("verify.ignored.paragraph", "one paragraph, or none, around a whole text"),
        Message("verify.ignored.attributes", "order and quotes of attributes, and dir, which Atto adds"),
        Message("verify.ignored.classes", "the classes img-fluid and img-responsive of pictures"),
        Message("verify.ignored.entities", "how a sign is spelled: as an entity of HTML or as itself"),
        Message("verify.ignored.breaks", "forms of line breaks; breaks and empty paragraphs at both ends"),
        Message("verify.ignored.blanks", "blanks and ends of lines where a page shows one blank or none"),
        Message("verify.ignored.bold", "b for strong, i for em, del for s, and tbody"),
        Message("verify.ignored.invisible", "signs without width (U+200B, U+2060, U+FEFF)"),
        Message("verify.ignored.no-tries", "the penalty of essays and of texts, which know no further tries"),
    ),
    "us": (
        Message("verify.ignored.files", "file names of pictures: their bytes are compared"),
        Message("verify.ignored.no-id", "the ID number of an item without an id, which a backup has to give"),
        Message("verify.ignored.standard", "the line “Select one:” above true and false"),
        Message("verify.ignored.above", "categories above those of the bank, and the word DRAFT before them"),
    ),
}
# fmt: on
"""By who it is."""

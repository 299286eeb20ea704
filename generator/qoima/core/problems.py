"""The findings that no regulation asks for: files, syntax, references, profiles, losses on writing (codes 0xx).

Texts stand here in English, in Russian and Kazakh under `problems` of `messages/`. A released code is never reused.
"""

from types import MappingProxyType
from typing import NamedTuple

from qoima.core.diagnostic import Diagnostic, Message, Related, Severity
from qoima.core.source import Span
from qoima.core.words import Template


class Problem(NamedTuple):
    """Severity, what is wrong, what to do."""

    severity: Severity
    template: Template
    help: Template = ""


_E, _W = Severity.ERROR, Severity.WARNING

# fmt: off
PROBLEMS: dict[str, Problem] = {
    "FIL001": Problem(_E, "the file cannot be read: {reason}", "check its name, its rights and that it is a file"),
    "FIL002": Problem(_E, "the file is not UTF-8; it looks like {encoding}", "save it as UTF-8 (in an editor: “Save with encoding”)"),
    "FIL003": Problem(_W, "the file begins with a byte order mark", "save it as UTF-8 without BOM"),
    "FIL004": Problem(_W, "lines end in CR or CRLF", "set the line ends to LF; `.gitattributes` does it for all"),
    "FIL005": Problem(_E, "the file is empty", "write its content or remove the file"),
    "FIL006": Problem(_E, "the folder {folder} is missing", "start the command inside the repository, or name it with --repo"),
    "FIL007": Problem(_E, "the file has {have_mib} MiB; at most {limit_mib} MiB are read", "split it; pictures stand beside the file, not in it"),
    "FIL008": Problem(_E, "a control character (U+{code_point}) stands in the text", "delete it; it is invisible in most editors"),
    "FIL009": Problem(_E, "{name} is no id: small Latin letters, digits and hyphens only", "rename the file"),
    "FIL010": Problem(_E, "the picture {path} is missing{near}", "put it there, or correct the path"),
    "FIL011": Problem(_E, "the picture {path} has {have_mib} MiB; at most {limit_mib} MiB are taken", "make it smaller"),
    "FIL012": Problem(_E, "the path {path} leaves its folder", "put the picture into images/ beside the bank"),
    "FIL013": Problem(_E, "{path} is no picture that a page can show: svg, png, jpg, gif and webp are", "save it as one of them"),
    "FIL014": Problem(_W, "the picture {path} has no alternative text", "say in the square brackets what a blind student must know"),
    "FIL015": Problem(_W, "{path} is not read: a bank folder holds passport.yaml, banks, images/, reviews/ and deliveries/", "move or rename it"),
    "FIL016": Problem(_E, "the bank stands in two files: {path} too", "keep one of them"),
    "YML001": Problem(_E, "no YAML: {reason}", "look at the indentation and the quotes of this line and the one above"),
    "YML002": Problem(_E, "the key {key} stands twice", "keep one of them"),
    "YML003": Problem(_E, "unknown key {key}{near}", "known here: {known}"),
    "YML004": Problem(_E, "the key {key} is missing", "add `{key}:` here"),
    "YML005": Problem(_E, "{expected} expected", "write {expected} here"),
    "YML006": Problem(_E, "{value} will not do: {reason}", "see docs/formats.md, the guide to the files that authors write"),
    "YML007": Problem(_E, "anchors and aliases (& and *) are not used here", "write the text again, or put it in quotes: {fixed}"),
    "YML008": Problem(_E, "YAML tags (!…) are not used here", "put the text in quotes: {fixed}"),
    "YML009": Problem(_E, "a second document begins here (---)", "remove the line, or make it a file of its own"),
    "YML010": Problem(_E, "nested deeper than {limit} levels", "look for brackets that are not closed"),
    "YML011": Problem(_E, "` #` begins a comment here and would cut the text", "put the text in quotes: {fixed}"),
    "YML012": Problem(_E, "a text belongs here, not {found}", "a text with `: ` or a leading `- ` needs quotes: {fixed}"),
    "YML013": Problem(_E, "`: ` inside a text without quotes", "put the text in quotes: {fixed}"),
    "YML014": Problem(_E, "a text cannot begin with {sign} without quotes", "put the text in quotes: {fixed}"),
    "YML015": Problem(_E, "a tab stands in the indentation", "indent with spaces"),
    "YML016": Problem(_E, "the mark of an unfinished merge", "choose one of the two versions and delete the three marks"),
    "YML017": Problem(_E, "an item has exactly one of {known}; here: {found}", "decide which kind of item it is and keep that key"),
    "YML018": Problem(_E, "{value} % is no weight that Moodle knows", "take one of {known}"),
    "YML019": Problem(_E, "the text has {have_kib} KiB; at most {limit_kib} KiB are taken", "shorten it, or make it a picture"),
    "YML020": Problem(_E, "the quotes end before the text does", "put the whole text in quotes: {fixed}"),
    "YML021": Problem(_W, "readers will see “{shown}”: the signs around it are taken for emphasis", "put code and names in backticks: `{typed}`"),
    "YML022": Problem(_W, "readers will see “{shown}”: formulas are written between dollar signs", "write `${formula}$`"),
    "YML023": Problem(_E, "some options have a weight and some have none", "give each option its weight, or none"),
    "YML024": Problem(_E, "YAML takes {sign} between double quotes for a sign of its own", "put the text in single quotes: {fixed}"),
    "GFT001": Problem(_E, "the answer block has no closing brace", "add `}}`; a blank line ends an item"),
    "GFT002": Problem(_E, "the answer block has no opening brace", "add `{{` before the first answer, or write `\\}}`"),
    "GFT003": Problem(_E, "items of this kind are not read yet: {kind}", "write a choice item, or keep it in YAML"),
    "GFT004": Problem(_E, "{value} % is no weight that Moodle knows; the whole item would be refused", "take one of {known}"),
    "GFT005": Problem(_E, "a choice item needs at least two answers", "add answers: `=` before the right one, `~` before a wrong one"),
    "GFT006": Problem(_W, "no answer is right", "put `=` before the right one"),
    "GFT007": Problem(_W, "several answers have 100 %: Moodle would take each of them alone for right", "give weights, for example ~%50%"),
    "GFT009": Problem(_W, "unknown tag {key}{near}", "known here: {known}"),
    "GFT010": Problem(_E, "the line `// qoima:` is no mapping: {reason}", "write it as `// qoima: {{symbols: {{R: relation}}}}`"),
    "GFT011": Problem(_W, "a line without text but with a no-break space does not part two items", "empty the line"),
    "GFT012": Problem(_W, "an item without text", "write the question before the brace"),
    "GFT013": Problem(_W, "an item without answers: Moodle stores a description", "add an answer block in braces"),
    "GFT014": Problem(_W, "a command begins with \\n here: Moodle reads a line break", "double the backslash"),
    "GFT015": Problem(_W, "an unescaped `{sign}` cuts this answer", "write `\\{sign}`"),
    "GFT016": Problem(_W, "$CATEGORY stands right above an item: Moodle drops the item", "leave a blank line after it"),
    "GFT017": Problem(_W, "$CATEGORY stands right below an item: Moodle takes it for text of the item", "leave a blank line before it"),
    "GFT018": Problem(_W, "an answer without text: Moodle drops it", "write the answer, or remove its sign"),
    "GFT019": Problem(_W, "Moodle takes the braces of this formula for the answers", "write `\\{{` and `\\}}` in formulas and code"),
    "GFT020": Problem(_W, "what stands behind the closing brace becomes text of the question", "put it before the brace, or on a line of its own after a blank one"),
    "GFT021": Problem(_W, "the id and the tags here belong to no item", "remove the blank line between them and their item"),
    "GFT022": Problem(_W, "a line that holds only 0 ends the item, as a blank line does", "put the 0 on the line of its sign, for example `~0`"),
    "GFT023": Problem(_W, "after `=` Moodle takes {value} for text", "write `~{value}` to give a weight"),
    "GFT024": Problem(_W, "the tag {key} stands twice; the first counts", "keep one of them"),
    "GFT025": Problem(_W, "{value} is no format of Moodle and stays in the text", "write {known}"),
    "GFT026": Problem(_E, "no answer has 100 %: Moodle stops at this item", "give one answer its full weight"),
    "GFT027": Problem(_E, "{value} is no number that Moodle reads", "write 3.14, 3.14:0.01 or 3..4; a lone 0 as `{{#=0}}`"),
    "GFT028": Problem(_E, "a matching item needs two pairs or more, each with `->`", "write `=left -> right`"),
    "GFT029": Problem(_E, "an empty tag: Moodle breaks off the import here", "name the tag, or remove its brackets"),
    "REF001": Problem(_E, "the id {id} is used twice", "give one of the two another id"),
    "REF002": Problem(_E, "{kind} {id} does not exist{near}", "correct the id, or add what it names"),
    "PRF001": Problem(_E, "the profile {name} does not exist{near}", "known: {known}"),
    "PRF002": Problem(_E, "the rule {name} does not exist{near}", "rules stand in generator/qoima/rules"),
    "PRF003": Problem(_E, "the limit {name} of the rule {rule} is missing", "add it under `limits:`"),
    "PRF004": Problem(_E, "the rule {rule} has no limit {name}{near}", "its limits: {known}"),
    "PRF005": Problem(_E, "the limit {name} must be {expected}", "correct the value"),
    "PRF006": Problem(_E, "a requirement has exactly one of checks, manual, planned", "keep one of them"),
    "PRF007": Problem(_E, "the code {code} stands twice", "keep one of them"),
    "PRF008": Problem(_E, "{code} is no requirement of this profile{near}", "correct the code"),
    "PRF009": Problem(_E, "{code} cannot be overridden or waived", "mend what it names"),
    "PRF010": Problem(_W, "the waiver of {code} has expired on {until}", "mend the finding, or agree on a new date"),
    "PRF011": Problem(_W, "the waiver of {code} silences nothing", "remove it"),
    "PRF012": Problem(_E, "`where` does not know {name}{near}", "known: {known}"),
    "LOS001": Problem(_E, "{format} cannot carry an item of the kind {kind}", "export the control as Moodle XML"),
    "LOS002": Problem(_W, "pictures of {have_kib} KiB make the GIFT file large", "import the Moodle XML instead"),
    "LOS003": Problem(_W, "{format} cannot carry {what}", "import the Moodle XML instead"),
    "DLV001": Problem(_E, "Moodle takes names of at most {limit} characters; this one has {have}", "shorten the id"),
    "DLV002": Problem(_E, "`$@` stands in the text: Moodle takes it for a mark of its own", "write it another way, or as a picture"),
    "DLV003": Problem(_E, "the tag {tag} has {have} characters; Moodle keeps {limit}", "shorten the id that it is made of"),
    "DLV004": Problem(_E, "the tag {tag} holds `{sign}`, which Moodle takes out or parts tags at", "write it without this sign"),
    "DLV005": Problem(_E, "the picture {path} is not there to be delivered", "put it into images/ beside the bank, or correct the path"),
    "DLV006": Problem(_E, "Moodle would give {have} % for the best answer; it must be 100", "correct the weights, or the number of right options"),
    "DLV007": Problem(_E, "{have} of {listed} answers have a text; Moodle drops the others and needs {least}", "add answers, or fill the empty ones"),
    "DLV008": Problem(_W, "Moodle cuts the name at `<`: {name}", "write the name without this sign"),
    "DLV009": Problem(_E, "the ids {id} and {other} differ in capital letters only; Moodle may drop the second", "rename one of the two"),
}
# fmt: on


def problem(code: str, at: Span, /, *, related: tuple[Related, ...] = (), **values: object) -> Diagnostic:
    """A diagnostic of the table, with the values its texts name."""
    known = PROBLEMS[code]
    held = MappingProxyType(values)
    advice = Message(f"{code}.help", known.help, held) if known.help else None
    return Diagnostic(code, known.severity, at, Message(code, known.template, held), help=advice, related=related)


def did_you_mean(name: str, known: list[str] | tuple[str, ...] | set[str]) -> "Message | str":
    """` (did you mean “x”?)` for a near miss, else nothing."""
    import difflib

    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return Message("did-you-mean", " (did you mean “{name}”?)", MappingProxyType({"name": close[0]})) if close else ""

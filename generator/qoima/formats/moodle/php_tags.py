"""PHP's strip_tags, whose tags are not those of HTML: `a<b` loses its end, `a < b` does not."""

import re

_SPACE = " \t\n\r\v\f"
_NAME = re.compile(r"<[ \t\n\r\v\f]*([^> \t\n\r\v\f]*)")


def strip_tags(text: str, keep: str = "") -> str:
    """The text without what PHP takes for tags, comments and program code; tags named `keep` stay."""
    if "<" not in text and "\0" not in text:
        return text
    return _Stripper(text, keep).run()


class _Stripper:
    """The states of PHP's own machine (ext/standard/string.c): in text, tag, code, `<!`, comment."""

    def __init__(self, text: str, keep: str) -> None:
        self.text = text
        self.keep = keep
        self.state = "text"
        self.kept: list[str] = []
        self.tag: list[str] = []
        self.depth = 0
        self.quote = ""
        self.brackets = 0
        self.last = ""
        self.is_xml = False

    def run(self) -> str:
        steps = {"text": self.in_text, "tag": self.in_tag, "code": self.in_code, "!": self.in_mark, "--": self.in_note}
        for at, sign in enumerate(self.text):
            if sign != "\0":
                steps[self.state](at, sign)
        return "".join(self.kept)

    def back(self, at: int, count: int) -> str:
        """The `count` characters before `at`."""
        return self.text[max(0, at - count) : at]

    def leave(self) -> None:
        self.state, self.quote = "text", ""

    def closes(self) -> bool:
        """Whether a `>` closes something: not one of an inner `<`, and not one in quotes."""
        if self.depth:
            self.depth -= 1
            return False
        return not self.quote

    def quoted(self, sign: str) -> None:
        if not self.quote:
            self.quote = sign
        elif self.quote == sign:
            self.quote = ""

    def in_text(self, at: int, sign: str) -> None:
        if sign == "<":
            if self.quote:
                return
            if self.text[at + 1 : at + 2] in (*_SPACE,):
                self.kept.append(sign)
            else:
                self.state, self.last, self.tag = "tag", "<", ["<"]
        elif sign != ">" or self.closes():
            self.kept.append(sign)

    def in_tag(self, at: int, sign: str) -> None:
        if sign == "<":
            if self.quote:
                return
            if self.text[at + 1 : at + 2] not in (*_SPACE,):
                self.depth += 1
                return
        elif sign == ">":
            if self.closes():
                self.end_tag(at)
            return
        elif sign in "\"'":
            self.quoted(sign)
        elif sign == "!" and self.back(at, 1) == "<":
            self.state, self.last = "!", sign
            return
        elif sign == "?" and self.back(at, 1) == "<":
            self.state, self.brackets = "code", 0
            return
        self.tag.append(sign)

    def end_tag(self, at: int) -> None:
        self.last = ">"
        if self.is_xml and self.back(at, 1) == "-":
            return
        self.leave()
        self.is_xml = False
        tag = "".join([*self.tag, ">"])
        if self.keep and _name(tag) == self.keep:
            self.kept.append(tag)

    def in_code(self, at: int, sign: str) -> None:
        if sign in "()":
            if self.last not in ("'", '"'):
                self.last = sign
                self.brackets += 1 if sign == "(" else -1
        elif sign == ">":
            if self.closes() and not self.brackets and self.last != '"' and self.back(at, 1) == "?":
                self.leave()
        elif sign in "\"'":
            if self.back(at, 1) != "\\":
                self.last = "" if self.last == sign else (sign if self.last != "\\" else self.last)
                self.quoted(sign)
        # PHP looks back five signs and one more, so a file's very first `<?xml` stays code.
        elif sign in "lL" and self.back(at, 4).lower() == "<?xm" and at > 4:
            self.state, self.is_xml = "tag", True

    def in_mark(self, at: int, sign: str) -> None:
        if sign == ">":
            if self.closes():
                self.leave()
        elif sign in "\"'":
            if self.back(at, 1) != "\\":
                self.quoted(sign)
        elif sign == "-":
            if self.back(at, 2) == "!-":
                self.state = "--"
        elif sign in "eE" and self.back(at, 7).lower() == "!doctyp":
            self.state = "tag"

    def in_note(self, at: int, sign: str) -> None:
        if sign == ">" and not self.quote and self.back(at, 2) == "--":
            self.leave()


def _name(tag: str) -> str:
    """The name of a tag; a slash behind `<` or before `>` does not belong to it."""
    match = _NAME.match(tag)
    name = match[1] if match else ""
    if match and tag[match.start(1) - 1] == "<":
        name = name.removeprefix("/")
    if match and tag[match.end(1) :].startswith(">"):
        name = name.removesuffix("/")
    return name.lower()

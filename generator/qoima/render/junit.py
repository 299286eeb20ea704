"""A report as JUnit XML: a suite a file, a failed test an error, a skipped one a warning.

Viewers count tests, so a file without findings is a suite with one test that passes; and they compare tests of two
runs by name, so a name has no line number and no value of the message in it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from xml.etree import ElementTree

from qoima.core.diagnostic import Severity
from qoima.core.words import Lang
from qoima.formats.messages import say
from qoima.render.fingerprint import Marked
from qoima.render.shown import Shown
from qoima.render.terminal import notes, word

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME_CHARACTERS = 100


def as_junit(shown: Shown, files: Iterable[str], lang: Lang, *, prefix: str = "") -> str:
    """The report of `files` (paths) and of whatever has findings; `prefix` leads from the top of git to ours."""
    by_path: dict[str, list[Marked]] = {path: [] for path in files}
    for one in shown.findings:
        by_path.setdefault(one.diagnostic.at.source.path, []).append(one)
    suites = ElementTree.Element("testsuites", name="qoima")
    for path in sorted(by_path):
        _suite(suites, path, by_path[path], lang, prefix)
    for count in ("tests", "failures", "errors", "skipped"):
        suites.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _suite(suites: ElementTree.Element, path: str, found: list[Marked], lang: Lang, prefix: str) -> None:
    suite = ElementTree.SubElement(suites, "testsuite", name=_xml(path or "qoima"))
    names: Counter[str] = Counter()
    for one in found:
        name = _name(one)
        names[name] += 1
        _test(suite, one, name if names[name] == 1 else f"{name} #{names[name]}", lang, prefix)
    if not found:
        name = word("no-findings", "no findings", lang)
        ElementTree.SubElement(suite, "testcase", classname=_xml(path), name=name, file=_xml(prefix + path), time="0")
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("time", "0")


def _test(suite: ElementTree.Element, marked: Marked, name: str, lang: Lang, prefix: str) -> None:
    """GitLab shows the text of a failure, Jenkins the message of a skipped test and what a test has printed."""
    one = marked.diagnostic
    path, message = one.at.source.path, say(one.message, lang)
    test = ElementTree.SubElement(
        suite, "testcase", classname=_xml(path), name=name, file=_xml(prefix + path),
        line=str(one.at.position.line), time="0",
    )  # fmt: skip
    place = f"{path}:{one.at.position.line}:{one.at.position.column}"
    severity = word(f"severity.{one.severity}", str(one.severity), lang)
    text = _xml("\n".join([f"{place}: {severity}[{one.code}] {message}", *notes(one, lang)]))
    if one.severity is Severity.ERROR:
        ElementTree.SubElement(test, "failure", type=one.code, message=_xml(message)).text = text
        return
    if one.severity is Severity.WARNING:
        ElementTree.SubElement(test, "skipped", message=_xml(f"{severity}: {message}"))
    ElementTree.SubElement(test, "system-out").text = text


def _name(marked: Marked) -> str:
    """The code and the line that is pointed at, as short as viewers like it."""
    one = marked.diagnostic
    line = " ".join(one.at.source.line(one.at.position.line).split()) if one.at.source.text else ""
    short = line if len(line) <= _NAME_CHARACTERS else f"{line[:_NAME_CHARACTERS]}…"
    return _xml(f"{one.code} {short}".rstrip())


def _xml(text: str) -> str:
    """Without the characters that no XML may hold."""
    return _NOT_XML.sub("\ufffd", text)

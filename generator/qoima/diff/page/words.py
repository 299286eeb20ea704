"""The words of the page that shows a difference; Russian and Kazakh: messages/diff_html.*.yaml."""

from collections.abc import Callable
from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.words import Lang, Template
from qoima.formats.messages import say

WORDS: dict[str, Message] = {
    "keys": Message(
        "diffpage.keys",
        "This file shows the right answers of live banks. Keep it private: pass it on to nobody who may not know them.",
    ),
    "live": Message(
        "diffpage.live",
        "This file holds texts of live banks, without their keys. Do not publish it.",
    ),
    "open": Message("diffpage.open", "This file holds nothing of live banks."),
    "nothing": Message("diffpage.nothing", "Nothing has changed."),
    "summary": Message("diffpage.summary", "Summary"),
    "key_title": Message("diffpage.key-title", "The key has changed"),
    "key_lead": Message(
        "diffpage.key-lead", "Another answer is right, or pays otherwise, than before. Check these first."
    ),
    "rules_title": Message("diffpage.rules-title", "The rules of checking have changed"),
    "rules_lead": Message(
        "diffpage.rules-lead",
        "Other requirements are checked now, or less strictly: what follows may be wrong without being reported.",
    ),
    "rules_badge": Message("diffpage.rules-badge", "rules of checking"),
    "altered_title": Message("diffpage.altered-title", "A record of deliveries was altered"),
    "altered_lead": Message(
        "diffpage.altered-lead",
        "Something that was recorded as handed out is gone or is another now. Such a record is only ever added to.",
    ),
    "altered_badge": Message("diffpage.altered-badge", "record altered"),
    "opened_title": Message("diffpage.opened-title", "No longer secret"),
    "opened_lead": Message(
        "diffpage.opened-lead",
        "These items were live until now, and everybody can read them and their answers from now on.",
    ),
    "known_title": Message("diffpage.known-title", "Known before the examination"),
    "known_lead": Message(
        "diffpage.known-lead", "These items are live from now on, but everybody could read their answers until now."
    ),
    "maybe_title": Message("diffpage.maybe-title", "The key may have changed"),
    "maybe_lead": Message(
        "diffpage.maybe-lead",
        "An option has come, gone or become another answer. Whether the key has changed with it is not shown here.",
    ),
    "contents": Message("diffpage.contents", "Contents"),
    "records": Message("diffpage.records", "Courses, programmes, people, papers"),
    "unread": Message("diffpage.unread", "Not compared"),
    "unread_lead": Message("diffpage.unread-lead", "These files cannot be read, so nothing is said of what they hold."),
    "rewritten": Message("diffpage.rewritten", "Rewritten, meaning the same"),
    "bank": Message("diffpage.bank", "live bank"),
    "practice": Message("diffpage.practice", "practice set"),
    "new_set": Message("diffpage.new-set", "new"),
    "gone_set": Message("diffpage.gone-set", "removed"),
    "mix": Message("diffpage.mix", "Difficulty of the items"),
    "level": Message("diffpage.level", "Level"),
    "no_level": Message("diffpage.no-level", "without a level"),
    "total": Message("diffpage.total", "In all"),
    "same_mix": Message("diffpage.same-mix", "as before"),
    "field": Message("diffpage.field", "What"),
    "before": Message("diffpage.before", "Before"),
    "after": Message("diffpage.after", "After"),
    "value": Message("diffpage.value", "Value"),
    "nothing_here": Message("diffpage.nothing-here", "nothing"),
    "hidden": Message("diffpage.hidden", "changed; not shown, since it would tell the key"),
    "added": Message("diffpage.added", "added"),
    "removed": Message("diffpage.removed", "removed"),
    "changed": Message("diffpage.changed", "changed"),
    "moved": Message("diffpage.moved", "moved"),
    "key_changed": Message("diffpage.key-changed", "key changed"),
    "opened_badge": Message("diffpage.opened-badge", "no longer secret"),
    "known_badge": Message("diffpage.known-badge", "known before the examination"),
    "key_maybe": Message("diffpage.key-maybe", "key may have changed"),
    "right": Message("diffpage.right", "right"),
    "no_id": Message("diffpage.no-id", "without an id"),
    "picture_inside": Message("diffpage.picture-inside", "inside the text"),
    "no_picture": Message("diffpage.no-picture", "no picture"),
    "top": Message("diffpage.top", "To the top"),
    "made": Message("diffpage.made", "Made by qoima diff"),
    "true": Message("diffpage.true", "true"),
    "false": Message("diffpage.false", "false"),
    "yes": Message("record.said.yes", "yes"),
    "no": Message("record.said.no", "no"),
    "items_moved_only": Message("diffpage.moved-only", "No item is another one; some have moved elsewhere."),
}

COUNTS: dict[str, Template] = {
    "added": {"count": "n", "one": "{n} item added", "other": "{n} items added"},
    "removed": {"count": "n", "one": "{n} item removed", "other": "{n} items removed"},
    "changed": {"count": "n", "one": "{n} item changed", "other": "{n} items changed"},
    "moved": {"count": "n", "one": "{n} item only moved or renamed", "other": "{n} items only moved or renamed"},
    "records": {"count": "n", "one": "{n} record changed", "other": "{n} records changed"},
    "keys": {"count": "n", "one": "key changed in {n} item", "other": "key changed in {n} items"},
    "rules": {"count": "n", "one": "rules of checking changed: {n}", "other": "rules of checking changed: {n}"},
    "altered": "records of deliveries altered: {n}",
    "opened": {"count": "n", "one": "{n} item no longer secret", "other": "{n} items no longer secret"},
    "known": {
        "count": "n",
        "one": "{n} item known before the examination",
        "other": "{n} items known before the examination",
    },
    "maybe": {"count": "n", "one": "key may have changed in {n} item", "other": "key may have changed in {n} items"},
}


def said(lang: Lang) -> dict[str, str]:
    """The words of the page in a language, by name."""
    return {name: say(message, lang) for name, message in WORDS.items()}


def counting(lang: Lang) -> Callable[[str, int], str]:
    """A function from the name of a count and a number to words."""

    def count(name: str, n: int) -> str:
        return say(Message(f"diffpage.count.{name}", COUNTS[name], MappingProxyType({"n": n})), lang)

    return count


def moved_from(path: str, lang: Lang) -> str:
    """Where an item stood before."""
    return say(Message("diffpage.moved-from", "stood in {path}", MappingProxyType({"path": path})), lang)


def was_called(id: str, lang: Lang) -> str:
    """Which id an item had before."""
    return say(Message("diffpage.was-called", "was called {id}", MappingProxyType({"id": id})), lang)

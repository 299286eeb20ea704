"""What records, their fields and their values are called; texts: messages/diff_records.*.yaml, else those of rules."""

from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.formats.messages import catalogue, say
from qoima.rules.labels import LABELS
from qoima.site.wording import Wording

_FAMILIES: dict[str, str] = {
    "body": "body",
    "channel": "channel",
    "channels": "channel",
    "conduct": "conduct",
    "control.kind": "control",
    "conversion": "scale",
    "difficulty": "difficulty",
    "feedback": "channel",
    "form": "form",
    "blended-learning.form": "study_form",
    "integration-map.form": "study_form",
    "programme.form": "study_form",
    "integration-map.attestation": "form",
    "language": "language",
    "languages": "language",
    "default_language": "language",
    "level": "level",
    "material.kind": "material",
    "mode": "way",
    "control.mode": "held",
    "outside-mooc.kind": "mooc_use",
    "outside-mooc.scope": "mooc_scope",
    "part": "part",
    "platform": "platform",
    "process-step.stage": "blended.stage",
    "proctoring": "proctoring",
    "consents": "role",
    "scale": "scale",
    "session.form": "class",
    "session.kind": "class",
    "task.kind": "work",
    "mooc-task.kind": "work",
    "final.kind": "work",
    "term": "term",
    "term.id": "term",
    "weekday": "weekday",
}
"""Families of words of the site, by field, or by field of one kind."""

_OWN: dict[str, str] = {
    "status": "status",
    "verdict": "verdict",
    "modes": "modes",
    "review.kind": "review",
    "severity": "severity",
    "qualification": "qualification",
    "component.kind": "component",
    "term.kind": "term-kind",
    "event": "event",
    "tutoring-session.before": "event",
    "tutoring-session.kind": "session",
    "schedule-row.kind": "row",
    "media.kind": "media",
    "mooc.uses": "mooc-use",
    "format": "format",
    "draw": "draw",
    "mix": "mix",
    "cover": "cover",
}
"""Families of words that no page of the site has."""


def kind_label(kind: str) -> Message:
    """What a kind of record is called; its own name in backticks where nobody has given it another."""
    return _first(kind, f"record.thing.{kind}", f"thing.{kind}")


def field_label(kind: str, name: str) -> Message:
    """What a field of such a record is called, the name for this kind before that for any."""
    own, any_kind = f"field.{kind}.{name}", f"field.{name}"
    return _first(name, f"record.{own}", own, f"record.{any_kind}", any_kind)


def label_of(kind: str, name: str, lang: Lang) -> str:
    """The label of a field in a language."""
    return say(field_label(kind, name), lang)


def value_word(words: Wording, kind: str, name: str, typed: str) -> str:
    """The word for one of a list of values, such as `approved`; another value as its author typed it."""
    own = _OWN.get(f"{kind}.{name}") or _OWN.get(name)
    key = f"record.value.{own}.{typed}"
    if own and key in catalogue("en"):
        return say(Message(key, catalogue("en")[key]), words.lang)
    family = _FAMILIES.get(f"{kind}.{name}") or _FAMILIES.get(name)
    return words.label(family, typed) if family else typed


def of(owner: Message | None, label: Message) -> Message:
    """A label below what it belongs to."""
    if owner is None:
        return label
    return Message("record.said.of", "{owner} › {label}", MappingProxyType({"owner": owner, "label": label}))


def _first(raw: str, *keys: str) -> Message:
    english = catalogue("en")
    for key in keys:
        if key in english or key in LABELS:
            return Message(key, english.get(key) or LABELS[key])
    return Message("record.said.raw", "`{raw}`", MappingProxyType({"raw": raw}))

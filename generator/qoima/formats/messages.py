"""The texts of messages in Kazakh and Russian; English stands beside the code that says it."""

from collections.abc import Mapping
from functools import cache
from typing import cast

from qoima.core import resources
from qoima.core.diagnostic import Message
from qoima.core.source import Source
from qoima.core.words import Lang, Template, fill
from qoima.formats.yaml.model import plain
from qoima.formats.yaml.nodes import read


@cache
def catalogue(lang: Lang) -> Mapping[str, Template]:
    """Key -> template of a language; empty for English."""
    held: dict[str, Template] = {}
    for name in resources.listing("messages"):
        if name.endswith(f".{lang}.yaml"):
            node, wrong = read(Source(name, resources.text("messages", name)))
            if wrong or node is None:
                raise ValueError(f"messages/{name}: {[d.code for d in wrong]}")
            held.update(cast(dict[str, Template], plain(node)))
    return held


def translated(key: str, english: str, lang: Lang) -> str:
    """A text without values in a language; its braces are its own."""
    return say(Message(key, english.replace("{", "{{").replace("}", "}}")), lang)


def say(message: Message, lang: Lang) -> str:
    """The message in a language, with its values; a text that the language lacks is said in English."""
    template = catalogue(lang).get(message.key, message.template) if lang != "en" else message.template
    values = {name: say(v, lang) if isinstance(v, Message) else v for name, v in message.values.items()}
    return fill(template, lang, values)

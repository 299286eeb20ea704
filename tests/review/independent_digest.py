"""The digest as docs/digest.md says it, written a second time: shares nothing with Qoima's but how a text is read."""

import base64
import hashlib
import json
import posixpath
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import unquote_to_bytes

from qoima.model.item import WEIGHTS_PERCENT, Choice, Essay, Item, Matching, Numerical, ShortAnswer, TrueFalse
from qoima.model.markup import plain, tree
from qoima.model.text import Text

MOODLE_TRIMS = " \t\n\r\0\x0b"


def numbers_of(items: list[Item], folder: str, pictures: Mapping[str, bytes]) -> tuple[str, dict[str, str]]:
    """`digest` and `seen`."""
    objects = sorted(
        ((one.id, dumped(as_object(one, folder, pictures))) for one in items), key=lambda pair: (nfc(pair[0]), pair[1])
    )
    seen = {}
    for id, text in objects:
        short = sha(f"[{text}]".encode())[:16]
        seen[nfc(id) or f"no-id-{short}"] = short
    return sha(f"[{','.join(text for _, text in objects)}]".encode()), seen


def as_object(item: Item, folder: str, pictures: Mapping[str, bytes]) -> dict[str, object]:
    def text(held: Text | None) -> list[list[str]]:
        return [list(map(nfc, piece(one))) for one in tree(held)] if held is not None else []

    def piece(one: object) -> list[str]:
        kind, value, alt = one.kind, one.value, one.alt  # type: ignore[attr-defined]
        if kind != "picture":
            return [kind, value]
        data = pictures.get(posixpath.normpath(posixpath.join(folder, value)))
        if data is None and value.startswith("data:"):
            head, _, body = value.partition(",")
            data = base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
        return [kind, value if data is None else f"sha256:{sha(data)}", alt]

    held: dict[str, object] = {
        "id": nfc(item.id),
        "stem": text(item.stem),
        "feedback": text(item.feedback),
        "hints": [shown for hint in item.hints if (shown := text(hint))],
        "points": number(item.points),
        "difficulty": nfc(item.difficulty),
        "topic": nfc(item.topic),
        "outcome": nfc(item.outcome),
        "uses": sorted({nfc(one) for one in item.uses}, key=dumped),
        "symbols": {nfc(key): nfc(value) for key, value in item.symbols.items()},
        "translates": nfc(item.translates),
        "sample_of": nfc(item.sample_of),
    }
    match item.response:
        case Choice() as choice:
            rows = [
                [text(o.text), weight, text(o.feedback)]
                for o, weight in zip(choice.options, weights(choice), strict=True)
            ]
            held |= {"kind": "choice", "several": choice.several, "options": sorted(rows, key=dumped)}
        case TrueFalse() as truth:
            said = {"when_true": text(truth.when_true), "when_false": text(truth.when_false)}
            held |= {"kind": "true-false", "answer": truth.answer, **said}
        case ShortAnswer() as short:
            answers = [[nfc(words(a.text)), number(a.weight_percent), text(a.feedback)] for a in short.answers]
            held |= {"kind": "short-answer", "match_case": short.match_case, "answers": answers}
        case Numerical() as numerical:
            found = []
            for one in numerical.numbers:
                value = ["any", "0"] if one.value is None else [number(one.value), number(one.tolerance)]
                found.append([*value, number(one.weight_percent), text(one.feedback)])
            held |= {"kind": "numerical", "numbers": found}
        case Matching() as matching:
            pairs = [[text(left), text(right)] for left, right in matching.rows if left]
            held |= {
                "kind": "matching",
                "pairs": pairs,
                "extra": [text(right) for left, right in matching.rows if not left],
            }
        case Essay() as essay:
            held |= {"kind": "essay", "lines": str(essay.lines), "notes": text(essay.notes)}
        case _:
            held |= {"kind": "text-only", "points": "0"}
    return held


def weights(choice: Choice) -> list[str]:
    """What options pay."""
    right = [o for o in choice.options if o.correct]
    wrong = [o for o in choice.options if not o.correct]
    found = []
    for one in choice.options:
        if one.weight_percent is not None:
            found.append(number(one.weight_percent))
        elif not choice.several:
            found.append("100" if one.correct else "0")
        else:
            share = nearest(Decimal(100) / len(right if one.correct else wrong)) if right else Decimal(0)
            found.append(number(share if one.correct else -share))
    return found


def nearest(share: Decimal) -> Decimal:
    return min(WEIGHTS_PERCENT, key=lambda weight: abs(weight - share))


def words(text: Text) -> str:
    return text.source.strip(MOODLE_TRIMS) if text.markup == "plain" else plain(text)


def number(value: Decimal) -> str:
    if not value:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

"""HTML files that need nothing else: their templates, and the one style that their security policy allows."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from qoima.core import resources


@cache
def templates(folder: str) -> Environment:
    """The templates of `templates/<folder>/` of the package."""
    return Environment(
        loader=FunctionLoader(lambda name: resources.text("templates", folder, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style_values(folder: str, name: str) -> dict[str, object]:
    """`style` for the element, and `style_hash` for the policy: base64 of the SHA-256 of its bytes."""
    style = resources.text("templates", folder, name)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "style_hash": digest}

"""The numbers of the leak guard, all of them; `docs/leaks.md` has the rule that they belong to (DESIGN section 9)."""

RUN_WORDS = 8
"""So many words of a stem in a row are a leak."""

RUN_CHARACTERS = 50
"""So many characters of a stem in a row are a leak, half of them letters or digits (a ruled line is no text)."""

LONG_TEXT_WORDS = 8
"""An option or feedback of so many words is a leak by itself."""

OPTIONS_TOGETHER = 4
"""So many options of one item near each other are a leak."""

WITHIN_CHARACTERS = 600
"""What “near” means: from the first letter of the first to the last letter of the last."""

WORD_LETTERS = 2
"""A row of words or an option counts only with a word of so many letters: `1` to `8`, `A` to `E` are on every page."""

STEM_WORDS = 4
"""A shorter stem counts only near some of its options."""

OPTIONS_NEAR_SHORT_STEM = 2
"""How many."""

NESTED_FILES = 4
"""Gzip members and base64 blocks are opened to this depth."""

NESTED_ESCAPES = 8
"""Entities, escapes and percent signs are decoded as many times over one another."""

BASE64_CHARACTERS = 16
"""A shorter run of base64 letters is taken for a word."""

CERTAIN_TEXT_BYTES = 64
"""So many bytes are no UTF-8 by chance; fewer are taken for text only without control characters."""

MEMBER_BYTES = 64 * 1024 * 1024
"""As much of a gzip member is read."""

EXCERPT_CHARACTERS = 80
"""As much of what was found is shown."""

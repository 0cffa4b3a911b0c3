"""One spelling for the many forms a keyboard, a spreadsheet or a PDF gives the same character."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

DASHES = frozenset("‐‑‒–—―−﹣－")  # all of them are typed for a hyphen or a minus
SAME_SIGN = ("<wide>", "<narrow>", "<small>")
FIRST_IDEOGRAPH, LAST_IDEOGRAPH = "\u4e00", "\u9fff"


def to_plain_text(text: str) -> str:
    """`text` with full-width and small forms, dashes and blanks as plain ones, without what cannot be seen.

    Digits of other scripts, superscripts and circled numbers stay what they are: they stand for no value, and Unicode's
    own normalisation (NFKC) would turn 12² into 122.
    """
    normalised = text if text.isascii() else "".join(map(_normalise_char, text))
    return " ".join(normalised.split())


@lru_cache(maxsize=4096)
def _normalise_char(char: str) -> str:
    if char in DASHES:
        return "-"
    if unicodedata.category(char) == "Cf":  # byte order marks, zero-width blanks, marks of direction
        return ""
    folded = unicodedata.normalize("NFKC", char)
    form = unicodedata.decomposition(char)
    is_same_sign = form.startswith(SAME_SIGN)
    is_same_ideograph = (
        len(folded) == 1
        and FIRST_IDEOGRAPH <= folded <= LAST_IDEOGRAPH
        and (not form.startswith("<") or form.startswith("<compat>"))
    )
    return folded if is_same_sign or is_same_ideograph else char

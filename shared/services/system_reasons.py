"""Reasons that the program itself gives: kept in English, told in the language of whoever reads them."""

from __future__ import annotations

import re
from functools import cache

from babel.support import LazyProxy

from shared.locale import ENGLISH, use_language
from shared.locale import lazy as _l

from .former_texts import FORMER_TEXTS

DIED = _l("Died")
NOT_DIED = _l("The death record was cancelled")
MOVED = _l("Moved")
DIVISION_CHANGED = _l("The divisions were changed")
GRANTED_AGAIN = _l("Granted again")
PROPOSED = _l("Proposed by {login}: {reason}")
CONFIRMED = _l("Confirmed by {login}: {reason}")
OUTDATED = _l("The records were changed after this was proposed.")
FAMILY_MOVED = _l("The family has moved since this was proposed.")
RECOMPUTED = _l("All statistics recomputed")
OVERTAKEN = _l("What was entered after this was proposed makes it impossible.")
REASONS = (
    DIED,
    NOT_DIED,
    MOVED,
    DIVISION_CHANGED,
    GRANTED_AGAIN,
    PROPOSED,
    CONFIRMED,
    OUTDATED,
    FAMILY_MOVED,
    OVERTAKEN,
    RECOMPUTED,
)


def in_english(template: LazyProxy, **parts: str) -> str:
    """The sentence as records and trail keep it, whoever writes."""
    with use_language(ENGLISH):
        return str(template).format(**parts)


def translate_reason(text: str) -> str:
    """A reason as it is read: the program's own in the reader's language, what a person wrote as it stands."""
    if text in FORMER_TEXTS:
        return str(FORMER_TEXTS[text])
    for template, pattern in _patterns():
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            return str(template).format(**{name: translate_reason(part) for name, part in parts.items()})
    return text


@cache
def _patterns() -> list[tuple[LazyProxy, re.Pattern[str]]]:
    """Each sentence with what its English looks like, its parts as groups."""
    with use_language(ENGLISH):
        texts = [(template, re.escape(str(template))) for template in REASONS]
    return [(one, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*?)", text), re.DOTALL)) for one, text in texts]

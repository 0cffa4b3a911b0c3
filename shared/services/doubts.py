"""What is unlikely, but may be right: saved only when confirmed, with a reason that the audit trail keeps."""

from __future__ import annotations

import hashlib
from typing import Any, Self

from babel.support import LazyProxy

from shared import audit
from shared.access import ScopedSession
from shared.locale import ENGLISH, _, use_language

from .former_texts import FORMER_TEXTS

ACTION = "doubt"


class Doubt(str):
    """A sentence that a check yields at a column for what is unlikely, where a plain one says what cannot be."""

    __slots__ = ("parts", "template")
    template: str
    parts: dict[str, str]

    def __new__(cls, template: LazyProxy, **parts: object) -> Self:
        """In the language now spoken; its English and its parts are for the trail, that anybody may read."""
        doubt = super().__new__(cls, str(template).format(**parts))
        with use_language(ENGLISH):
            doubt.template, doubt.parts = str(template), {name: str(part) for name, part in parts.items()}
        return doubt

    def to_audit_value(self) -> dict[str, Any]:
        """As the trail keeps it."""
        return {"sentence": self.template, "parts": self.parts}


class EveryDoubt(frozenset[str]):
    """The keys of all doubts: as if the person had confirmed whatever there will be."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str)


def translate_doubt(stored: Any) -> str:
    """A doubt of the trail in the reader's language; one that was written as a plain sentence as it stands."""
    if not isinstance(stored, dict):
        return str(stored)
    parts = {name: _translate_text(part) for name, part in stored["parts"].items()}
    return _translate_text(stored["sentence"]).format(**parts)


def _translate_text(text: str) -> str:
    """English of the trail, of this release or an earlier one, in the reader's language."""
    return str(FORMER_TEXTS[text]) if text in FORMER_TEXTS else _(text)


def doubt_key(column: str, message: str) -> str:
    """What a form sends back to say that exactly this doubt was seen."""
    return hashlib.sha256(f"{column}|{message}".encode()).hexdigest()[:16]


def unconfirmed_doubts(session: ScopedSession, doubts: list[tuple[str, Doubt]]) -> list[tuple[str, Doubt]]:
    """Those that the person has not seen and confirmed."""
    return [(column, message) for column, message in doubts if doubt_key(column, message) not in session.confirmed]


def audit_confirmed_doubts(session: ScopedSession) -> None:
    """Put what was confirmed in this unit of work into the audit trail, with the reason."""
    confirmed, session.doubted = session.doubted, []
    for record, doubts in confirmed:
        changes = {column: [None, doubt.to_audit_value()] for column, doubt in doubts}
        actor, reason = session.actor.login, session.reason
        audit.append_about(session, record, actor=actor, action=ACTION, reason=reason, changes=changes)

"""One act on several records: tried on each before it is done, then on all or none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.access import ScopedSession
from shared.access.permission_denied import PermissionDenied
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _

from .commit import carry_out
from .confirmation.proposing import kind_to_confirm
from .doubts import Doubt, EveryDoubt
from .records import require_reason
from .service_errors import EditConflictError, ValidationError

Change = Callable[[ScopedSession, Any, int | None], object]
"""What is done with one record, which was shown with a version."""
Chosen = Sequence[tuple[Any, int | None]]


@dataclass
class Preview:
    """What an act would do: how many records it changes, and by their place why not the others."""

    changed: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    doubts: list[tuple[str, Doubt]] = field(default_factory=list)
    needs_second_person: bool = False


def preview(session: ScopedSession, chosen: Chosen, change: Change) -> Preview:
    """Do the act with each record as if all that is doubted were confirmed, look at what comes of it, take it back."""
    found = Preview()
    confirmed, reason = session.confirmed, session.reason
    session.confirmed = EveryDoubt()
    try:
        for place, (record, version) in enumerate(chosen):
            try:
                change(session, record, version)
                found.changed.append(place)
            except DatabaseUnavailableError:
                raise
            except UserError as error:
                found.refused[place] = _why(error)
            session.reason = reason
        doubts = [doubt for _record, of_record in session.doubted for doubt in of_record]
        changes, figures = carry_out(session)
        found.doubts = list(dict.fromkeys([*doubts, *(("", figure) for figure in figures)]))
        found.needs_second_person = kind_to_confirm(session, changes) is not None
    finally:
        session.rollback()
        session.confirmed, session.reason = confirmed, reason
    return found


def change_all(session: ScopedSession, chosen: Chosen, change: Change) -> int:
    """Do the act with all records; how many. ValidationError, with nothing done, for one that it is refused for."""
    session.reason = reason = require_reason(session.reason)
    doubts: list[tuple[str, str]] = []
    for record, version in chosen:
        try:
            change(session, record, version)
        except ValidationError as error:
            if error.fields or not error.doubts:
                raise
            doubts += error.doubts
        session.reason = reason
    if doubts:
        raise ValidationError({}, list(dict.fromkeys(doubts)))
    return len(chosen)


def _why(error: UserError) -> str:
    """In a sentence for the row."""
    if isinstance(error, EditConflictError):
        return _("Someone else changed it meanwhile.")
    if isinstance(error, PermissionDenied):
        return _("Not yours to change.")
    return str(error)

"""A new standard ends the one before it: one act, said before it is saved."""

from __future__ import annotations

from shared.access import ScopedSession
from shared.models import AssistanceStandard

from . import records
from .checks.standard_checks import is_closed_by, overlapping


def close_previous(session: ScopedSession, standard: AssistanceStandard) -> None:
    """End the open standards that a new one follows on its first day."""
    for old in overlapping(session, standard):
        if is_closed_by(old, standard):
            records.update(session, old, {"valid_to": standard.valid_from}, old.version)

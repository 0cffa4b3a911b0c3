"""The end of a unit of work: records, figures and audit trail are committed together or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import uniform
from typing import TypeVar

from shared import audit
from shared.access import ScopedSession
from shared.errors import TransactionConflictError, UserError
from shared.indicators.change_impact import Changes
from shared.indicators.refresh import refresh

from . import doubts, family_acts, figure_revisions, identity_questions
from .confirmation import overtaken, proposing
from .doubts import Doubt, EveryDoubt
from .figure_revisions import RevisedFigure
from .service_errors import BatchError, ValidationError

TRIES = 5
PAUSE = 0.05
"""Seconds, at most, before the second try; then twice as long each time."""
TRIAL = "trial"
"""The reason of what is tried and never saved."""
Result = TypeVar("Result")


def commit(session: ScopedSession) -> None:
    """Flush, refresh the figures that the changes touch, write the audit trail, commit. Called by edges only.

    ValidationError, with nothing saved, when figures of months gone by move and nobody confirmed that.
    NotYetConfirmedError when a second person has to confirm the changes: they were checked to the end, wait as a
    proposal, and nothing else was saved. Nothing is held for long: what others wait for comes last, figures first,
    the end of the trail after them.
    """
    changes, figures = carry_out(session)
    kind = proposing.kind_to_confirm(session, changes)
    if kind is not None:
        raise proposing.propose(session, kind, changes, figures)
    overtaken.return_overtaken(session, changes)
    write_trail(session, changes)
    session.commit()


def carry_out(session: ScopedSession) -> tuple[Changes, list[Doubt]]:
    """Flush and refresh the figures: the changes of this unit of work, and what moves in months gone by."""
    session.flush()
    changes, session.pending_changes = session.pending_changes, []
    bulk_changes, session.bulk_changes = session.bulk_changes, []
    revised = refresh(session, [*changes, *bulk_changes])
    return changes, figure_revisions.revise(session, revised, changes) if revised else []


def write_trail(session: ScopedSession, changes: Changes) -> None:
    """Write into the audit trail what was carried out: changes, questions raised and doubts confirmed."""
    audit.write_changes(session, session.actor.login, changes, session.reason)
    identity_questions.audit_identity_questions(session, changes)
    doubts.audit_confirmed_doubts(session)
    family_acts.audit_act(session, changes)
    events, session.bulk_events = session.bulk_events, []
    audit.append_many(session, events)


def commit_with_retry(session: ScopedSession, work: Callable[[], Result]) -> Result:
    """Do `work` and commit; once more from the start when the database ended it in favour of another's."""
    for tried in range(TRIES - 1):
        try:
            return _do_and_commit(session, work)
        except TransactionConflictError:
            session.rollback()
            time.sleep(uniform(0, PAUSE * 2**tried))  # noqa: S311 - so that two do not meet again
    return _do_and_commit(session, work)


def _do_and_commit(session: ScopedSession, work: Callable[[], Result]) -> Result:
    """Do it. What is doubted and what moves in months gone by is asked together, in one round."""
    try:
        result = work()
        commit(session)
    except ValidationError as error:
        is_announced = any(isinstance(sentence, RevisedFigure) for _column, sentence in error.doubts)
        if error.fields or not error.doubts or is_announced or session.actor.is_system:
            raise
        raise ValidationError({}, [*error.doubts, *_announced(session, work)]) from error
    except BatchError as error:
        is_doubted = all(fault.doubts and not fault.fields for fault in error.faults)
        if is_doubted and not session.actor.is_system:
            error.announced = _announced(session, work)
        raise
    return result


def _announced(session: ScopedSession, work: Callable[[], Result]) -> list[tuple[str, Doubt]]:
    """What would move of figures of past months if all that is doubted were confirmed: tried, and taken back."""
    confirmed, reason = session.confirmed, session.reason
    session.rollback()
    session.confirmed, session.reason = EveryDoubt(), reason.strip() or TRIAL
    try:
        work()
        return [("", figure) for figure in carry_out(session)[1]]
    except UserError:
        return []
    finally:
        session.rollback()
        session.confirmed, session.reason = confirmed, reason

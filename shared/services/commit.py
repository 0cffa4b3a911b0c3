"""The end of a unit of work: records, figures and audit trail are committed together or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import uniform
from typing import TypeVar

from shared import audit
from shared.access import ScopedSession
from shared.indicators.refresh import refresh
from shared.problems import Clash

from . import doubts, questions

TRIES = 5
PAUSE = 0.05
"""Seconds, at most, before the second try; then twice as long each time."""
Done = TypeVar("Done")


def commit(session: ScopedSession) -> None:
    """Flush, refresh the figures that the changes touch, write the audit trail, commit. Called by edges only.

    Nothing is held for long: what others wait for comes last, figures first, the end of the trail after them.
    """
    session.flush()
    changes, session.touched = session.touched, []
    refresh(session, changes)
    audit.write_changes(session, session.actor.login, changes, session.reason)
    questions.ask(session, changes)
    doubts.write(session)
    session.commit()


def completed(session: ScopedSession, work: Callable[[], Done]) -> Done:
    """Do `work` and commit; once more from the start when the database ended it in favour of another's."""
    for tried in range(TRIES - 1):
        try:
            return _completed(session, work)
        except Clash:
            session.rollback()
            time.sleep(uniform(0, PAUSE * 2**tried))  # noqa: S311 - so that two do not meet again
    return _completed(session, work)


def _completed(session: ScopedSession, work: Callable[[], Done]) -> Done:
    done = work()
    commit(session)
    return done

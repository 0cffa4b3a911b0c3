"""A background thread for the audit trail: it appends waiting events and stores signed heads outside the database."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from shared import audit
from shared.audit import stored_heads
from shared.errors import UserError, stack_summary
from shared.settings import settings

INTERVAL_SECONDS = 5.0
log = logging.getLogger(__name__)


def start_audit_worker(engine: Engine) -> threading.Thread:
    """Start the thread; it ends with the process."""
    thread = threading.Thread(target=_run, args=(engine,), name="audit", daemon=True)
    thread.start()
    return thread


def _run(engine: Engine) -> None:
    next_head = time.monotonic()
    while True:
        try:
            with suppress(UserError, SQLAlchemyError):  # the database is busy or away: the next attempt comes soon
                audit.append_waiting(engine)
                if time.monotonic() >= next_head:
                    stored_heads.store_head(engine, settings().heads)
                    next_head = time.monotonic() + settings().audit_heads_minutes * 60
        except Exception as error:  # noqa: BLE001 - the thread must live on
            log.error("audit: %s", stack_summary(error))  # noqa: TRY400 - its message may hold personal data
        time.sleep(INTERVAL_SECONDS)

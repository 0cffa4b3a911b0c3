"""What is done for the audit trail beside the requests: waiting events are appended, heads are kept elsewhere."""

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

EVERY = 5.0
"""Seconds between two looks for waiting events."""
log = logging.getLogger(__name__)


def start(engine: Engine) -> threading.Thread:
    """Look after the trail until the process ends."""
    thread = threading.Thread(target=_keep, args=(engine,), name="audit", daemon=True)
    thread.start()
    return thread


def _keep(engine: Engine) -> None:
    next_head = time.monotonic()
    while True:
        try:
            with suppress(UserError, SQLAlchemyError):  # busy or away: the next look comes soon
                audit.append_waiting(engine)
                if time.monotonic() >= next_head:
                    stored_heads.store_head(engine, settings().heads)
                    next_head = time.monotonic() + settings().audit_heads_minutes * 60
        except Exception as error:  # noqa: BLE001 - the thread must live on
            log.error("audit: %s", stack_summary(error))  # noqa: TRY400 - its message may hold personal data
        time.sleep(EVERY)

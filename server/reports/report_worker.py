"""A background thread that writes the reports of each month that has ended, on the day that is set for it."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from sqlalchemy import Engine

from server.reports.monthly_reports import due_month, write_month
from shared.errors import stack_summary
from shared.settings import settings

FIRST_SECONDS, INTERVAL_SECONDS = 60.0, 600.0  # people who wait for a new server's first pages come before
log = logging.getLogger(__name__)


def start_report_worker(engine: Engine) -> threading.Thread | None:
    """Start the thread, which ends with the process; none without a folder."""
    folder = settings().report_dir
    if folder is None:
        return None
    thread = threading.Thread(target=_run, args=(engine, folder), name="reports", daemon=True)
    thread.start()
    return thread


def _run(engine: Engine, folder: Path) -> None:
    time.sleep(FIRST_SECONDS)
    while True:
        write_due_reports(engine, folder)
        time.sleep(INTERVAL_SECONDS)


def write_due_reports(engine: Engine, folder: Path) -> list[Path]:
    """Write what is due and not there; an error goes to the log, and the next attempt comes soon."""
    try:
        return write_month(engine, folder, due_month(settings().report_day))
    except Exception as error:  # noqa: BLE001 - the server goes on without reports
        log.error("reports: %s", stack_summary(error))  # noqa: TRY400 - its message may hold personal data
        return []

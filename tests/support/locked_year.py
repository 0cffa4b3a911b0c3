"""A province whose months to the end of 2022 are locked, for pages: no lock is written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shared.indicators import cube_snapshot
from shared.indicators.catalogue import COUNTED_MEASURES
from shared.indicators.locked_months import LockedMonths, MonthLock

END, DAY = date(2022, 12, 31), date(2023, 1, 12)
EVERYTHING = frozenset(COUNTED_MEASURES)
LOCK = MonthLock(END, DAY, datetime(2023, 1, 12, tzinfo=UTC), 1, measures=EVERYTHING, holds_longer=True)


def lock_2022(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock holds every figure that locks hold."""
    monkeypatch.setattr(cube_snapshot, "load_locked_months", lambda _connection: LockedMonths((LOCK,)))

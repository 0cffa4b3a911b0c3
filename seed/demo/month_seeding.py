"""The close of months in the demo province: the last twelve submitted, checked and locked, but for the newest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, insert, select

from seed.demo.account_seeding import REGION_BY_LOGIN
from shared.access import SYSTEM, ScopedSession, open_session
from shared.clock import LOCAL, Period, months_to, today
from shared.indicators.refresh import refresh
from shared.models import Level, MonthStep, MonthStepKind, Region
from shared.models.region import ancestor
from shared.services import commit
from shared.services.month_close.county_months import load_province
from shared.services.month_close.locking import freeze, what_locks_hold

CLOSED_MONTHS, UNLOCKED = 12, 1
LATE_EVERY, MISSING_EVERY = 13, 5
"""One county in so many is late, differently each month; of the newest month so many are missing."""
DAYS = {MonthStepKind.SUBMITTED: 3, MonthStepKind.CHECKED: 8, MonthStepKind.LOCKED: 12}
"""After the end of the month."""
LATE_DAYS = 4
LOGINS = {code: login for login, code in REGION_BY_LOGIN.items()}


def close_months(engine: Engine) -> int:
    """Write the steps of the last months, and lock those that all counties came through; how many steps."""
    with open_session(SYSTEM, engine, writing=True) as session:
        months = [month for month in months_to(today(), CLOSED_MONTHS + 1) if month.end < today()][-CLOSED_MONTHS:]
        counties = list(session.scalars(select(Region.code).where(Region.level == Level.COUNTY).order_by(Region.code)))
        rows = [row for month in months for row in _county_steps(month, counties, is_newest=month == months[-1])]
        session.connection().execute(insert(MonthStep), rows)
        done = {"action": "insert", "class": MonthStep, "before": {}}
        refresh(session, [done | {"after": row} for row in rows])  # locks copy what is counted
        _lock(session, months[:-UNLOCKED])
        commit(session)
    return len(rows)


def _county_steps(month: Period, counties: list[str], *, is_newest: bool) -> Iterator[dict[str, Any]]:
    """What the counties and their cities did; of the newest month some have not begun and none is checked."""
    for place, county in enumerate(counties):
        is_late = (place + month.start.month) % LATE_EVERY == 0
        if is_newest and (is_late or place % MISSING_EVERY == 0 or county in LOGINS):
            continue
        yield _step(month, county, MonthStepKind.SUBMITTED, _login(county, "clerk"), LATE_DAYS * is_late)
        if not is_newest:
            yield _step(month, county, MonthStepKind.CHECKED, _login(ancestor(county, Level.CITY), "approver"))


def _lock(session: ScopedSession, months: list[Period]) -> None:
    province, locks = load_province(session).code, []
    for month in months:
        values = _step(month, province, MonthStepKind.LOCKED, _login(province, "approver"))
        step = MonthStep(**values, **what_locks_hold())
        session.add(step)
        session.flush()
        locks.append((step.id, month))
    freeze(session, locks, None)


def _step(month: Period, region: str, kind: MonthStepKind, login: str, later: int = 0) -> dict[str, Any]:
    day = month.end + timedelta(days=DAYS[kind] + later)
    about = {"month": month.key, "region_code": region, "kind": str(kind), "done_on": day, "done_by": login}
    return about | {"done_at": datetime.combine(day, time(9), LOCAL), "reason": "", "findings": []}


def _login(region: str, role: str) -> str:
    return f"{LOGINS.get(region, region)}-{role}"

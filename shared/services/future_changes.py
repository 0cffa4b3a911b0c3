"""What would still change a figure: days until it is complete, open warnings, waiting changes, months not locked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from shared.access import ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.access.protected_readers import is_open_to
from shared.clock import Period
from shared.indicators.catalogue import settles
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.data_sources import DATA, SUZHU, sources_of
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.values import load_values
from shared.locale import _
from shared.models import ProposedChange
from shared.models.proposed_change import ChangeState
from shared.models.region import prefix_of
from shared.rules.parameter_keys import ASSISTANCE_DAYS

WARNED, VERIFIED = "persons_warned", "persons_verified"


def list_future_changes(session: ScopedSession, value: IndicatorValue, snapshot: CubeSnapshot) -> Iterator[str]:
    """Sentences, each on one thing; none where nothing but a correction of locked months can move it."""
    one, period = value.indicator, value.period
    if snapshot.is_open(period) and not one.is_current:
        yield _("The period runs until {day}.").format(day=period.end)
    if value.is_immature:
        day = period.end + timedelta(days=value.window)
        yield _("It is complete on {day}, in {days} days.").format(day=day, days=(day - value.day).days)
    if one.matures_by == ASSISTANCE_DAYS:
        yield from _open_warnings(session, value)
    if any(DATA[source.key].system is SUZHU for source in sources_of(one)):
        yield from _waiting_changes(session, value)
    yield from _unlocked_months(value, snapshot)


def _open_warnings(session: ScopedSession, value: IndicatorValue) -> Iterator[str]:
    """How many of those flagged in the period have no outcome; nothing where one of the two numbers is not shown."""
    dimension, _is, category = value.dimension.partition("=")
    place = [value.region_code], [value.period], dimension, [category] if category else []
    warned, verified = load_values(session, [WARNED, VERIFIED], *place)
    if warned.value is not None and verified.value is not None and (left := int(warned.value - verified.value)) > 0:
        yield _("{n} people flagged in the period still have no outcome.").format(n=f"{left:,}")


def _waiting_changes(session: ScopedSession, value: IndicatorValue) -> Iterator[str]:
    """Changes of records that a second person has not decided: counted for everybody, opened by those who decide."""
    inside = in_subtrees(ProposedChange.region_code, (prefix_of(value.region_code),))
    waiting = select(func.count(ProposedChange.id)).where(inside, ProposedChange.state == ChangeState.WAITING)
    with elevated(session) as system:
        n = system.scalar(waiting) or 0
    if n and not is_open_to(session.actor, value.region_code):
        yield _("Changes of records in the region await confirmation.")
    elif n:
        yield _("{n} changes of records in the region await confirmation.").format(n=f"{n:,}")


def _unlocked_months(value: IndicatorValue, snapshot: CubeSnapshot) -> Iterator[str]:
    """The months that must be locked before it is final: to that in which its time is over."""
    if value.is_locked or not settles(value.indicator.key):
        return
    through, until = snapshot.locked.through, value.period.end + timedelta(days=value.window)
    if through is not None and until <= through:
        return
    first = max(value.period.start, through + timedelta(days=1)) if through else value.period.start
    months = list(dict.fromkeys(Period.month_of(day).key for day in (first, until)))
    yield _("Not locked yet: {months}.").format(months="–".join(months))

"""How much of the quotas of runs is left: said before somebody learns it by a refusal.

Quotas stand in counties. Whoever works in a township or a village sees what their county has left, and nothing else of
the county; whoever works above sees the sum of the counties there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from shared.access import Permission, ScopedSession, elevated
from shared.access.actor import inside
from shared.models import Delivery, Level, Quota
from shared.models.region import PREFIX_LENGTH


@dataclass(frozen=True)
class Balance:
    """Units of a run given to counties, and delivered there."""

    given: int
    delivered: int

    @property
    def left(self) -> int:
        """What may still go out without a reason."""
        return max(0, self.given - self.delivered)


def balances(session: ScopedSession, runs: Iterable[int]) -> dict[int, Balance]:
    """The balance of each run where the actor works."""
    keys, prefixes = list(runs), _counties(session)
    with elevated(session) as system:
        given = select(Quota.run_id, func.sum(Quota.units)).group_by(Quota.run_id)
        given = given.where(Quota.run_id.in_(keys), inside(Quota.region_code, prefixes), Quota.retired_on.is_(None))
        delivered = select(Delivery.run_id, func.count()).group_by(Delivery.run_id)
        delivered = delivered.where(
            Delivery.run_id.in_(keys), inside(Delivery.region_code, prefixes), Delivery.retired_on.is_(None)
        )
        units = {run: int(number) for run, number in system.execute(given)}
        out = {run: int(number) for run, number in system.execute(delivered)}
    return {key: Balance(units.get(key, 0), out.get(key, 0)) for key in keys}


def _counties(session: ScopedSession) -> tuple[str, ...]:
    length = PREFIX_LENGTH[Level.COUNTY]
    return tuple(dict.fromkeys(prefix[:length] for prefix in session.actor.prefixes(Permission.CHARITY_READ)))

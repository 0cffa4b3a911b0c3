"""How much of the quotas of cycles is left: shown before somebody learns it by a refusal.

Quotas stand in counties. Whoever works in a township or a village sees what their county has left, and nothing else of
the county; whoever works above sees the sum of the counties there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from shared.access import Permission, ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.models import Delivery, Level, Quota
from shared.models.region import PREFIX_LENGTH


@dataclass(frozen=True)
class Balance:
    """Units of a cycle given to counties, delivered there, and left: too many in one county take none from another."""

    allotted: int = 0
    delivered: int = 0
    left: int = 0


def quota_balances(session: ScopedSession, cycles: Iterable[int]) -> dict[int, Balance]:
    """The balance of each cycle where the actor works."""
    keys, prefixes = list(cycles), _counties(session)
    with elevated(session) as system:
        allotted = _by_county(system, Quota, func.sum(Quota.units), keys, prefixes)
        delivered = _by_county(system, Delivery, func.count(), keys, prefixes)
    balances = dict.fromkeys(keys, Balance())
    for cycle, county in allotted | delivered:
        units, out, so_far = allotted.get((cycle, county), 0), delivered.get((cycle, county), 0), balances[cycle]
        left = so_far.left + max(0, units - out)
        balances[cycle] = Balance(so_far.allotted + units, so_far.delivered + out, left)
    return balances


def county_balances(session: ScopedSession, run: int) -> dict[str, Balance]:
    """The balance of a run in each county where the actor works, or that they work in, by its code."""
    prefixes = _counties(session)
    with elevated(session) as system:
        given = _by_county(system, Quota, func.sum(Quota.units), [run], prefixes)
        delivered = _by_county(system, Delivery, func.count(), [run], prefixes)
    units = {code: (given.get((run, code), 0), delivered.get((run, code), 0)) for _run, code in given | delivered}
    return {code: Balance(allotted, out, max(0, allotted - out)) for code, (allotted, out) in units.items()}


def _by_county(
    session: ScopedSession,
    record: type[Quota | Delivery],
    number: ColumnElement[int],
    cycles: list[int],
    prefixes: tuple[str, ...],
) -> dict[tuple[int, str], int]:
    county = func.substr(record.region_code, 1, PREFIX_LENGTH[Level.COUNTY])
    query = select(record.cycle_id, county, number).group_by(record.cycle_id, county)
    query = query.where(
        record.cycle_id.in_(cycles), in_subtrees(record.region_code, prefixes), record.retired_on.is_(None)
    )
    return {(cycle, code): int(units) for cycle, code, units in session.execute(query)}


def _counties(session: ScopedSession) -> tuple[str, ...]:
    length = PREFIX_LENGTH[Level.COUNTY]
    return tuple(dict.fromkeys(prefix[:length] for prefix in session.actor.prefixes(Permission.CHARITY_READ)))

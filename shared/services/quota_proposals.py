"""What each county would get of a cycle by those eligible there: a proposal whose parts sum to the plan.

Eligible are the households of the cube that stand in a tier of the programme, each once, in the highest-ranking tier of
its members; for aid to persons, the persons.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.clock import Period, today
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.values import load_values
from shared.models import Beneficiary, Level, ProgrammeCycle, Region


def count_eligible(session: ScopedSession, cycle: ProgrammeCycle, counties: Collection[str]) -> dict[str, int]:
    """Households, or persons, in the tiers of the programme by county; nothing while no figures are counted."""
    snapshot = current_snapshot(session)
    if snapshot is None or not counties:
        return {}
    to_persons = cycle.programme.beneficiary == Beneficiary.PERSON
    figure = "recipients_by_tier" if to_persons else "households_by_tier"
    tiers = [one.tier for one in cycle.programme.tiers]
    with elevated(session) as system:
        found = load_values(system, [figure], counties, [Period.month_of(snapshot.day)], "tier", tiers)
    eligible = dict.fromkeys(counties, 0)
    for value in found:
        eligible[value.region_code] += value.numerator or 0
    return eligible


def propose_quotas(session: ScopedSession, cycle: ProgrammeCycle, excluded: Collection[str]) -> dict[str, int]:
    """Units by county of the whole province, in proportion to those eligible; they sum to the plan of the cycle.

    Every office is proposed the same. `excluded`: counties that take no part. Empty where nobody is eligible.
    """
    with elevated(session) as system:
        counties = system.scalars(select(Region.code).where(Region.level == Level.COUNTY, Region.is_in_force(today())))
        weights = count_eligible(session, cycle, [code for code in counties if code not in excluded])
    return apportion(cycle.planned_units, weights)


def apportion(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Whole parts of `total` in proportion to weights, by largest remainder: they sum to it. Ties go by key."""
    whole = sum(weights.values())
    if not whole:
        return {}
    exact = {key: Fraction(total * weight, whole) for key, weight in weights.items()}
    parts = {key: int(share) for key, share in exact.items()}
    for key in _by_remainder(exact)[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def _by_remainder(exact: Mapping[str, Fraction]) -> list[str]:
    return sorted(exact, key=lambda key: (int(exact[key]) - exact[key], key))

"""Quotas of all counties of a cycle beside each other, set together: only their sum has to fit the plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from shared.access import Permission, ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.clock import today
from shared.models import Level, ProgrammeCycle, Quota, Region

from .batch_parts import BatchEntry, save_entries
from .checks.amount_checks import doubt_sum_of_quotas
from .doubts import EveryDoubt, unconfirmed_doubts
from .quota_balances import Balance, county_balances
from .quota_proposals import count_eligible
from .records import keep_doubts
from .service_errors import ValidationError

ON_THE_WAY = "sum of all quotas"
"""Stands for the reason while sums are doubted that are none yet."""


@dataclass(frozen=True)
class CountyQuota:
    """A county where the actor sets quotas: its quota, if it has one, and how many are eligible there."""

    region: Region
    quota: Quota | None
    eligible: int
    balance: Balance


def load_county_quotas(session: ScopedSession, cycle: ProgrammeCycle) -> list[CountyQuota]:
    """The counties of the actor that stand today, and those that ended with a quota of the cycle."""
    quotas = {one.region_code: one for one in session.scalars(select(Quota).where(Quota.cycle_id == cycle.id))}
    stands = Region.is_in_force(today()) | Region.code.in_(quotas)
    where = in_subtrees(Region.code, session.actor.prefixes(Permission.CHARITY_EDIT))
    counties = select(Region).where(Region.level == Level.COUNTY, where, stands)
    found = session.scalars(counties.order_by(Region.code)).all()
    eligible, balances = count_eligible(session, cycle, [one.code for one in found]), county_balances(session, cycle.id)
    return [
        CountyQuota(one, quotas.get(one.code), eligible.get(one.code, 0), balances.get(one.code, Balance()))
        for one in found
        if not one.is_zone or one.code in quotas or eligible.get(one.code)
    ]


def count_units_elsewhere(session: ScopedSession, cycle: ProgrammeCycle, counties: Collection[str]) -> int:
    """Units of the cycle that other counties have: those the actor does not set."""
    others = (Quota.cycle_id == cycle.id, Quota.retired_on.is_(None), Quota.region_code.not_in(counties))
    with elevated(session) as system:
        return system.scalar(select(func.sum(Quota.units)).where(*others)) or 0


def save_county_quotas(session: ScopedSession, cycle: ProgrammeCycle, entries: Sequence[BatchEntry]) -> None:
    """Change and create quotas of a cycle, all or none. BatchError with every faulty entry.

    What is doubted is the sum when all are set, once; not the sums on the way there.
    """
    confirmed, reason, doubted = session.confirmed, session.reason, len(session.doubted)
    with session.begin_nested():
        session.confirmed, session.reason = EveryDoubt(), ON_THE_WAY
        try:
            save_entries(session, Quota, entries)
        finally:
            session.confirmed, session.reason = confirmed, reason
            del session.doubted[doubted:]
        _confirm_sum(session, cycle)


def _confirm_sum(session: ScopedSession, cycle: ProgrammeCycle) -> None:
    """Ask about the sum as about any doubt; the trail keeps it with the cycle."""
    doubts = [("planned_units", doubt) for doubt in doubt_sum_of_quotas(session, cycle)]
    if unconfirmed_doubts(session, doubts):
        raise ValidationError({}, doubts)
    keep_doubts(session, cycle, doubts)

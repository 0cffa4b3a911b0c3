"""Records of a county that contradict each other, or without which no month is submitted: how many there are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, func, or_, select

from shared.access.actor import in_subtrees
from shared.clock import Period
from shared.models import (
    BenefitPayment,
    Delivery,
    EarlyWarning,
    Person,
    ProposedChange,
    Quota,
    Spell,
    Tier,
    WarningOutcome,
)
from shared.models.proposed_change import ChangeState
from shared.models.region import prefix_of


def dead_recipients(county: str, month: Period) -> Select[Any]:
    """Who died before the month began and still was a recipient when it ended."""
    died = select(Person.id).where(Person.retired_on.is_(None), Person.died_on < month.start)
    return select(func.count(Spell.person_id.distinct())).where(*_in_force(county, month), Spell.person_id.in_(died))


def invalid_numbers(county: str, month: Period) -> Select[Any]:
    """Recipients whose identity number is wrong or contradicts their birth date or sex."""
    wrong = select(Person.id).where(Person.retired_on.is_(None), Person.identity_valid.is_(False))
    return select(func.count(Spell.person_id.distinct())).where(*_in_force(county, month), Spell.person_id.in_(wrong))


def overdue_warnings(county: str, month: Period) -> Select[Any]:
    """Warnings whose due date had passed when the month ended, still without an outcome then."""
    decided = exists().where(
        WarningOutcome.warning_id == EarlyWarning.id,
        WarningOutcome.retired_on.is_(None),
        WarningOutcome.decided_on <= month.end,
    )
    own = EarlyWarning.retired_on.is_(None), in_subtrees(EarlyWarning.region_code, _inside(county))
    return select(func.count(EarlyWarning.id)).where(*own, EarlyWarning.due_on < month.end, ~decided)


def waiting_changes(county: str, _month: Period) -> Select[Any]:
    """Changes of records that a second person has not decided."""
    own = in_subtrees(ProposedChange.region_code, _inside(county))
    return select(func.count(ProposedChange.id)).where(own, ProposedChange.state == ChangeState.WAITING)


def unpaid_households(county: str, month: Period) -> Select[Any]:
    """Dibao households of the whole month that are on none of its payment lists, once the county entered one."""
    paid = _payments(county, month).where(BenefitPayment.household_id == Spell.household_id).exists()
    all_month = Spell.tier == Tier.DIBAO, Spell.start_on < month.start
    lists = _payments(county, month).correlate(None).exists()
    return select(func.count(Spell.household_id.distinct())).where(*_in_force(county, month), *all_month, ~paid, lists)


def payments_without_recognition(county: str, month: Period) -> Select[Any]:
    """Payments for the month to households that nobody had recognised on any of its days."""
    recognised = exists().where(
        Spell.household_id == BenefitPayment.household_id,
        Spell.retired_on.is_(None),
        Spell.start_on <= month.end,
        or_(Spell.end_on.is_(None), Spell.end_on > month.start),
    )
    return _payments(county, month).where(~recognised).with_only_columns(func.count(BenefitPayment.id))


def exceeded_quotas(county: str, month: Period) -> Select[Any]:
    """Cycles of which more units were delivered than the county has, some of them in the month."""
    delivered = select(func.count(Delivery.id)).where(
        Delivery.cycle_id == Quota.cycle_id,
        Delivery.retired_on.is_(None),
        in_subtrees(Delivery.region_code, _inside(county)),
    )
    by_end = delivered.where(Delivery.delivered_on <= month.end).correlate(Quota).scalar_subquery()
    before = delivered.where(Delivery.delivered_on < month.start).correlate(Quota).scalar_subquery()
    own = Quota.region_code == county, Quota.retired_on.is_(None)
    return select(func.count(Quota.id)).where(*own, by_end > Quota.units, by_end > before)


def _payments(county: str, month: Period) -> Select[Any]:
    own = BenefitPayment.retired_on.is_(None), in_subtrees(BenefitPayment.region_code, _inside(county))
    return select(BenefitPayment.id).where(*own, BenefitPayment.month == month.key)


def _in_force(county: str, month: Period) -> tuple[Any, ...]:
    own = in_subtrees(Spell.region_code, _inside(county))
    return Spell.retired_on.is_(None), Spell.is_in_force(month.end), own


def _inside(county: str) -> tuple[str, ...]:
    return (prefix_of(county),)

"""Amounts against what they should be: standards of the region, members, plans. Beyond that is doubtful, not wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from shared.access import ScopedSession, elevated
from shared.clock import Period, today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import (
    BenefitPayment,
    Pledge,
    ProgrammeCycle,
    Quota,
    SpecialAssistance,
    Spell,
    StandardKind,
    TemporaryAssistance,
    Tier,
)
from shared.models.amount_change import amount_due
from shared.models.labelled_enum import label_of
from shared.rules.parameter_keys import CATEGORY_UPLIFT
from shared.rules.parameters import number_on
from shared.rules.standards_in_force import UNPAID_TIERS, care_standard_on, standard_on, tekun_basic_on
from shared.services.doubts import Doubt

from .changed_columns import is_changed, is_new

IMPLAUSIBLE_FACTOR = 2  # times what was planned: no mistake of rounding
HINTED = timedelta(days=30)


def yuan(fen: int) -> str:
    """Fen as people read them."""
    return f"{fen / 100:,.2f}".removesuffix(".00")


def check_spell(session: ScopedSession, spell: Spell) -> Iterator[tuple[str, str]]:
    """The monthly amount lies between what the law grants at least and the standard of the region."""
    if not is_new(spell) and is_changed(spell, "monthly_fen") and spell.start_on < today().replace(day=1):
        sentence = _l(
            "All months since {day} had a different amount. For a new amount from now on, enter a change of amount."
        )
        yield "monthly_fen", Doubt(sentence, day=spell.start_on)
    if is_changed(spell, "monthly_fen", "tier", "care_level", "region_code"):
        last = max(spell.start_on, min(today(), (spell.end_on or date.max) - timedelta(days=1)))
        yield from doubt_amount(session, spell, spell.monthly_fen, last)


def doubt_amount(session: ScopedSession, spell: Spell, amount: int, day: date) -> Iterator[tuple[str, str]]:
    """An amount a month, fen, that the standard of the region on a day does not allow."""
    if spell.tier in UNPAID_TIERS:
        if amount:
            yield (
                "monthly_fen",
                Doubt(_l("{tier}: no monthly amount is paid."), tier=label_of(Tier, spell.tier)),
            )
        return
    lowest, highest = _range(session, spell, day)
    if highest is not None and amount > highest:
        yield "monthly_fen", Doubt(_l("The local standard allows at most {yuan} yuan."), yuan=yuan(highest))
    if lowest is not None and amount < lowest:
        yield "monthly_fen", Doubt(_l("The local standard requires at least {yuan} yuan."), yuan=yuan(lowest))


def _range(session: ScopedSession, spell: Spell, day: date) -> tuple[int | None, int | None]:
    """Fen a month, from and to, as far as standards are known on a day."""
    region_and_day = spell.region_code, day
    dibao = standard_on(session, StandardKind.DIBAO, *region_and_day)
    if spell.tier == Tier.DIBAO:
        uplift = number_on(session, CATEGORY_UPLIFT, *region_and_day) or 1
        return None, None if dibao is None else int(dibao * uplift)
    basic = tekun_basic_on(session, *region_and_day)
    care = care_standard_on(session, spell.care_level, *region_and_day) or dibao
    return basic, None if basic is None or care is None else basic + care


def check_payment(session: ScopedSession, payment: BenefitPayment) -> Iterator[tuple[str, str]]:
    """Somebody of the household stood in the tier in that month; the amount is what its members are due."""
    if payment.amount_fen == 0:
        yield "amount_fen", _("Enter an amount above 0 yuan.")
    if payment.retired_on or not is_changed(payment, "household_id", "tier", "month", "amount_fen"):
        return
    month = Period.parse(payment.month)
    in_force = (
        Spell.household_id == payment.household_id,
        Spell.tier == payment.tier,
        Spell.retired_on.is_(None),
        Spell.overlaps(month.start, month.end + timedelta(days=1)),
    )
    with elevated(session) as system:
        members, due = system.execute(select(func.count(), func.sum(amount_due(payment.month))).where(*in_force)).one()
    if not members:
        yield "month", _("No one in the household was in this tier in {month}.").format(month=payment.month)
    elif due and payment.amount_fen > due:
        yield (
            "amount_fen",
            Doubt(_l("{n} recipients of the household are due {yuan} yuan in total."), n=members, yuan=yuan(due)),
        )


def check_aid(session: ScopedSession, aid: TemporaryAssistance | SpecialAssistance) -> Iterator[tuple[str, str]]:
    """Aid is above zero, and the same was not given to the person a few days ago."""
    if aid.amount_fen == 0:
        yield "amount_fen", _("Enter an amount above 0 yuan.")
    if aid.retired_on or not is_changed(aid, "person_id", "kind", "granted_on"):
        return
    table: Any = type(aid)
    near = table.granted_on.between(aid.granted_on - HINTED, aid.granted_on + HINTED)
    same = (table.person_id == aid.person_id, table.kind == aid.kind, table.id != (aid.id or 0), near)
    similar = session.scalars(select(table).where(*same, table.retired_on.is_(None)).limit(1)).first()
    if similar is not None:
        yield (
            "granted_on",
            Doubt(
                _l("The person received this assistance on {day}, {yuan} yuan (no. {id}). Is this a separate grant?"),
                day=similar.granted_on,
                yuan=yuan(similar.amount_fen),
                id=similar.id,
            ),
        )


def check_pledge(session: ScopedSession, pledge: Pledge) -> Iterator[tuple[str, str]]:
    """Units and value go together as planned."""
    cycle = session.get(ProgrammeCycle, pledge.cycle_id)
    if cycle is None or not is_changed(pledge, "cycle_id", "units", "value_fen"):
        return
    if pledge.units > cycle.planned_units:
        yield "units", Doubt(_l("The cycle plans {n} units."), n=cycle.planned_units)
    if pledge.value_fen > IMPLAUSIBLE_FACTOR * pledge.units * cycle.unit_value_fen:
        planned = yuan(pledge.units * cycle.unit_value_fen)
        yield "value_fen", Doubt(_l("At the planned value of a unit this would be {yuan} yuan."), yuan=planned)


def check_quota(session: ScopedSession, quota: Quota) -> Iterator[tuple[str, str]]:
    """All counties together get no more than the cycle plans."""
    cycle = session.get(ProgrammeCycle, quota.cycle_id)
    if cycle is None or quota.retired_on or not is_changed(quota, "cycle_id", "units"):
        return
    for doubt in doubt_sum_of_quotas(session, cycle, quota):
        yield "units", doubt


def doubt_sum_of_quotas(session: ScopedSession, cycle: ProgrammeCycle, one: Quota | None = None) -> Iterator[Doubt]:
    """More units given to counties than the cycle plans; `one` counts as it is, stored or not."""
    other_quotas = (Quota.cycle_id == cycle.id, Quota.id != (one.id or 0 if one else 0), Quota.retired_on.is_(None))
    with elevated(session) as system:
        allotted = system.scalar(select(func.sum(Quota.units)).where(*other_quotas)) or 0
    total = allotted + (one.units if one else 0)
    if total > cycle.planned_units:
        template = _l("Together with the other counties {n} units are allotted; the cycle plans {planned}.")
        yield Doubt(template, n=total, planned=cycle.planned_units)

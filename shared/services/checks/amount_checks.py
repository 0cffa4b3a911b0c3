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
from shared.models.labelled_enum import label_of
from shared.rules.parameter_keys import CATEGORY_UPLIFT, TEKUN_BASIC_RATIO
from shared.rules.parameters import number_on
from shared.rules.standards_in_force import care_standard_on, standard_on
from shared.services.doubts import Doubt

from .changed_columns import is_changed

MUCH = 2  # times what was planned: no mistake of rounding
HINTED = timedelta(days=30)
UNPAID = {Tier.MARGINAL, Tier.EXPENDITURE}  # these tiers open other doors, they pay no monthly amount


def yuan(fen: int) -> str:
    """Fen as people read them."""
    return f"{fen / 100:,.2f}".removesuffix(".00")


def check_spell(session: ScopedSession, spell: Spell) -> Iterator[tuple[str, str]]:
    """The monthly amount lies between what the law grants at least and the standard of the region."""
    if not is_changed(spell, "monthly_fen", "tier", "care_level", "region_code"):
        return
    if spell.tier in UNPAID:
        if spell.monthly_fen:
            yield (
                "monthly_fen",
                Doubt(_l("{tier}: no monthly amount is paid here."), tier=label_of(Tier, spell.tier)),
            )
        return
    least, most = _range(session, spell)
    if most is not None and spell.monthly_fen > most:
        yield "monthly_fen", Doubt(_l("The standard here allows at most {yuan} yuan."), yuan=yuan(most))
    if least is not None and spell.monthly_fen < least:
        yield "monthly_fen", Doubt(_l("The standard here asks for at least {yuan} yuan."), yuan=yuan(least))


def _range(session: ScopedSession, spell: Spell) -> tuple[int | None, int | None]:
    """Fen a month, from and to, as far as standards are known; on the last day the amount stands for."""
    day = max(spell.start_on, min(today(), (spell.end_on or date.max) - timedelta(days=1)))
    where = spell.region_code, day
    dibao = standard_on(session, StandardKind.DIBAO, *where)
    if spell.tier == Tier.DIBAO:
        uplift = number_on(session, CATEGORY_UPLIFT, *where) or 1
        return None, None if dibao is None else int(dibao * uplift)
    basic = standard_on(session, StandardKind.TEKUN_BASIC, *where)
    if basic is None and dibao is not None and (ratio := number_on(session, TEKUN_BASIC_RATIO, *where)):
        basic = int(dibao * ratio)
    care = care_standard_on(session, spell.care_level, *where) or dibao
    return basic, None if basic is None or care is None else basic + care


def check_payment(session: ScopedSession, payment: BenefitPayment) -> Iterator[tuple[str, str]]:
    """Somebody of the household stood in the tier in that month; the amount is what its members are due."""
    if payment.amount_fen == 0:
        yield "amount_fen", _("A payment of 0 yuan is none.")
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
        members, due = system.execute(select(func.count(), func.sum(Spell.monthly_fen)).where(*in_force)).one()
    if not members:
        yield "month", _("Nobody of the household stood in this tier in {month}.").format(month=payment.month)
    elif due and payment.amount_fen > due:
        yield (
            "amount_fen",
            Doubt(_l("{n} members are due {yuan} yuan together."), n=members, yuan=yuan(due)),
        )


def check_aid(session: ScopedSession, aid: TemporaryAssistance | SpecialAssistance) -> Iterator[tuple[str, str]]:
    """Aid is above zero, and the same was not given to the person a few days ago."""
    if aid.amount_fen == 0:
        yield "amount_fen", _("Aid of 0 yuan is none.")
    if aid.retired_on or not is_changed(aid, "person_id", "kind", "granted_on"):
        return
    table: Any = type(aid)
    near = table.granted_on.between(aid.granted_on - HINTED, aid.granted_on + HINTED)
    same = (table.person_id == aid.person_id, table.kind == aid.kind, table.id != (aid.id or 0), near)
    other = session.scalars(select(table).where(*same, table.retired_on.is_(None)).limit(1)).first()
    if other is not None:
        yield (
            "granted_on",
            Doubt(
                _l("The person got such aid on {day}, {yuan} yuan (no. {id}): is this another one?"),
                day=other.granted_on,
                yuan=yuan(other.amount_fen),
                id=other.id,
            ),
        )


def check_pledge(session: ScopedSession, pledge: Pledge) -> Iterator[tuple[str, str]]:
    """Units and value go together as planned."""
    run = session.get(ProgrammeCycle, pledge.run_id)
    if run is None or not is_changed(pledge, "run_id", "units", "value_fen"):
        return
    if pledge.units > run.planned_units:
        yield "units", Doubt(_l("The run plans {n} units."), n=run.planned_units)
    if pledge.value_fen > MUCH * pledge.units * run.unit_value_fen:
        planned = yuan(pledge.units * run.unit_value_fen)
        yield "value_fen", Doubt(_l("At the planned value of a unit this would be {yuan} yuan."), yuan=planned)


def check_quota(session: ScopedSession, quota: Quota) -> Iterator[tuple[str, str]]:
    """All counties together get no more than the run plans."""
    run = session.get(ProgrammeCycle, quota.run_id)
    if run is None or quota.retired_on or not is_changed(quota, "run_id", "units"):
        return
    for doubt in doubt_sum_of_quotas(session, run, quota):
        yield "units", doubt


def doubt_sum_of_quotas(session: ScopedSession, run: ProgrammeCycle, one: Quota | None = None) -> Iterator[Doubt]:
    """More units given to counties than the run plans; `one` counts as it is, stored or not."""
    others = (Quota.run_id == run.id, Quota.id != (one.id or 0 if one else 0), Quota.retired_on.is_(None))
    with elevated(session) as system:
        given = system.scalar(select(func.sum(Quota.units)).where(*others)) or 0
    total = given + (one.units if one else 0)
    if total > run.planned_units:
        sentence = _l("With the other counties {n} units are given out; the run plans {planned}.")
        yield Doubt(sentence, n=total, planned=run.planned_units)

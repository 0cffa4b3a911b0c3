"""Deliveries reach those the programme is meant for, once, inside the quota; all else needs a reason (G5–G7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select, tuple_

from shared.access import ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Beneficiary, Delivery, Level, ProgrammeCycle, Quota
from shared.models.delivery import repeats
from shared.models.eligibility import is_eligible
from shared.models.region import ancestor
from shared.services.doubts import Doubt

from .amount_checks import IMPLAUSIBLE_FACTOR, yuan
from .changed_columns import is_changed, is_new

COLUMNS_OF_RULES = (
    "cycle_id",
    "household_id",
    "person_id",
    "delivered_on",
    "region_code",
    "override_reason",
    "retired_on",
)


def check(session: ScopedSession, delivery: Delivery) -> Iterator[tuple[str, str]]:
    """Who gets it and when; then the rules that a reason can set aside."""
    cycle = session.get(ProgrammeCycle, delivery.cycle_id)
    if cycle is None:
        return
    if delivery.delivered_on < cycle.starts_on:
        yield (
            "delivered_on",
            _("The cycle begins on {day}: choose that day or a later one.").format(day=cycle.starts_on),
        )
    to_person = cycle.programme.beneficiary == Beneficiary.PERSON
    if to_person != bool(delivery.person_id):
        yield (
            "person_id",
            _("This programme is for individuals: enter the person.")
            if to_person
            else _("This programme is for households: leave the person empty."),
        )
    if delivery.value_fen > IMPLAUSIBLE_FACTOR * cycle.unit_value_fen and is_changed(delivery, "value_fen", "cycle_id"):
        yield "value_fen", Doubt(_l("The cycle plans {yuan} yuan per unit."), yuan=yuan(cycle.unit_value_fen))
    if delivery.retired_on is None and not delivery.override_reason and is_changed(delivery, *COLUMNS_OF_RULES):
        with elevated(session) as system:
            yield from (("override_reason", message) for message in _overridable_violations(system, delivery, cycle))


def _overridable_violations(system: ScopedSession, delivery: Delivery, cycle: ProgrammeCycle) -> Iterator[str]:
    if delivery.delivered_on > cycle.deadline_on:
        yield _("The cycle ended on {day}. If the delivery is right, enter the reason.").format(day=cycle.deadline_on)
    elif not system.scalar(select(is_eligible(delivery.household_id, cycle.programme_id, delivery.delivered_on))):
        yield _(
            "The household was in none of the eligible tiers of the programme on that day. If the delivery is "
            "right, enter the reason."
        )
    elif _is_repeated(system, delivery):
        yield _("There was already a delivery of this cycle here. If a second delivery is right, enter the reason.")
    elif not _has_quota_left(system, delivery):
        yield _("The quota of the county is used up. If the delivery is right, enter the reason.")


def _is_repeated(system: ScopedSession, delivery: Delivery) -> bool:
    same_recipient = select(Delivery.id).where(repeats(Delivery, delivery), Delivery.id != (delivery.id or 0))
    return system.scalars(same_recipient.limit(1)).first() is not None


def _has_quota_left(system: ScopedSession, delivery: Delivery) -> bool:
    """Whether the county's quota has a unit left for a delivery that was not counted before.

    Of several that are entered together the last ones are too many: they are written and numbered when this is asked.
    """
    county, same_cycle = ancestor(delivery.region_code, Level.COUNTY), Delivery.cycle_id == delivery.cycle_id
    if not is_new(delivery) and _count_deliveries(system, county, Delivery.id == delivery.id, same_cycle):
        return True
    is_numbered = is_new(delivery) and delivery.id is not None
    others = Delivery.id < delivery.id if is_numbered else Delivery.id != (delivery.id or 0)
    quota = system.scalars(
        select(Quota)
        .where(Quota.cycle_id == delivery.cycle_id, Quota.region_code == county, Quota.retired_on.is_(None))
        .with_for_update()  # two last units may not go out at once
    ).first()
    return quota is not None and _count_deliveries(system, county, same_cycle, others) < quota.units


def lock_quotas(session: ScopedSession, deliveries: Sequence[Delivery]) -> None:
    """Before many are numbered: nobody else's is numbered behind one of them and counted before it."""
    counties = {(one.cycle_id, ancestor(one.region_code, Level.COUNTY)) for one in deliveries}
    quotas = select(Quota.id).where(tuple_(Quota.cycle_id, Quota.region_code).in_(sorted(counties)))
    with elevated(session) as system:
        system.execute(quotas.order_by(Quota.id).with_for_update()).all()


def _count_deliveries(system: ScopedSession, county: str, *conditions: object) -> int:
    all_conditions = (in_subtrees(Delivery.region_code, (county,)), Delivery.retired_on.is_(None), *conditions)
    return system.scalar(select(func.count()).select_from(Delivery).where(*all_conditions)) or 0  # type: ignore[arg-type]

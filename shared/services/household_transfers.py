"""A family moves to another office: the old one offers, the new one accepts, and only then anything changes.

Until it is accepted the family stands where it stood. Months before stay with the old office; from the first month
that the new office pays, recognitions go on there. Both offices see the transfer at every step.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from shared.access import Permission, ScopedSession, acting_for
from shared.access.actor import in_subtrees
from shared.clock import Period, now, today
from shared.locale import _
from shared.models import Household, HouseholdMember, HouseholdTransfer, Level, TransferState
from shared.models.region import ancestor, level_of, prefix_of

from . import records, relocations, system_reasons
from .family_acts import FamilyAct, note_act
from .service_errors import ValidationError

MAX_OFFERED = 10
MAX_MONTHS_AHEAD = 3  # in which the old office may still pay
NEEDED_TO_ACCEPT = (Permission.REGISTRY_EDIT, Permission.RECOGNITION_EDIT)


def offer(session: ScopedSession, household: Household, values: dict[str, Any]) -> HouseholdTransfer:
    """Offer a household to the office of `to_region_code` from `moves_on` and `paid_from` on, for the session's reason.

    ValidationError for a place in the own township, for days that cannot be, and when another offer waits.
    """
    session.reason = records.require_reason(session.reason)
    _require_members(session, household)
    _require_other_office(household, values["to_region_code"])
    _require_days(values["moves_on"], values["paid_from"])
    _require_here_before(session, household, values["moves_on"])
    waiting = (HouseholdTransfer.household_id == household.id, HouseholdTransfer.state == TransferState.OFFERED)
    if session.scalars(select(HouseholdTransfer.id).where(*waiting)).first() is not None:
        raise ValidationError({"": _("This household is offered already: withdraw that offer first.")})
    made = {"reason": session.reason, "offered_by": session.actor.login, "offered_at": now()}
    about = {"household_id": household.id, "region_code": household.region_code, "state": TransferState.OFFERED}
    return records.create(session, HouseholdTransfer, values | about | made)


def withdraw(session: ScopedSession, transfer: HouseholdTransfer, reason: str) -> None:
    """Take an offer back: the household stays."""
    session.actor.require(Permission.REGISTRY_EDIT, transfer.region_code)
    _close(session, transfer, TransferState.WITHDRAWN, reason)


def refuse(session: ScopedSession, transfer: HouseholdTransfer, reason: str) -> None:
    """Say no for the new office: the household stays."""
    session.actor.require(Permission.REGISTRY_EDIT, transfer.to_region_code)
    _close(session, transfer, TransferState.REFUSED, reason)


def accept(session: ScopedSession, transfer: HouseholdTransfer, village: str, address: str) -> int:
    """Take the household over: it stands in `village`, below the place it was offered to; the key of the household."""
    for permission in NEEDED_TO_ACCEPT:
        session.actor.require(permission, village)
    if level_of(village) is not Level.VILLAGE or not village.startswith(prefix_of(transfer.to_region_code)):
        raise ValidationError({"region_code": _("Choose a village in the place the household was offered to.")})
    session.reason = system_reasons.in_english(system_reasons.MOVED)
    with acting_for(session) as system:
        waiting = _decide(system, transfer, TransferState.ACCEPTED)
        household = system.get_one(Household, waiting.household_id)
        if household.region_code != waiting.region_code:
            raise ValidationError(
                {"": _("The family has moved since it was offered: ask the old office to offer anew.")}
            )
        _require_here_before(system, household, waiting.moves_on, "")
        values = {"region_code": village, "address": address}
        paid_from = Period.parse(waiting.paid_from).start
        relocations.move_household(system, household, values, waiting.moves_on, household.version, paid_from)
        key = household.id
    note_act(session, FamilyAct.HAND_OVER, session.get_one(Household, key))
    return key


def find_offered(session: ScopedSession, limit: int = MAX_OFFERED) -> list[HouseholdTransfer]:
    """Offers that wait for an office of the session's person, the earliest move first."""
    prefixes = session.actor.prefixes(Permission.REGISTRY_EDIT)
    query = select(HouseholdTransfer).where(
        HouseholdTransfer.state == TransferState.OFFERED, in_subtrees(HouseholdTransfer.to_region_code, prefixes)
    )
    return list(session.scalars(query.order_by(HouseholdTransfer.moves_on, HouseholdTransfer.id).limit(limit)))


def _close(session: ScopedSession, transfer: HouseholdTransfer, state: TransferState, reason: str) -> None:
    session.reason = records.require_reason(reason)
    with acting_for(session) as system:
        _decide(system, transfer, state).decision_reason = session.reason


def _decide(system: ScopedSession, transfer: HouseholdTransfer, state: TransferState) -> HouseholdTransfer:
    """The offer, decided; ValidationError when somebody was faster."""
    query = select(HouseholdTransfer).where(HouseholdTransfer.id == transfer.id).with_for_update()
    found = system.scalars(query).one()
    if found.state != TransferState.OFFERED:
        raise ValidationError({"": _("This change has already been decided.")})
    found.state, found.decided_by, found.decided_at = state, system.actor.login, now()
    return found


def _require_members(session: ScopedSession, household: Household) -> None:
    """Nobody moves where nobody is left."""
    member = (HouseholdMember.household_id == household.id, HouseholdMember.is_in_force(today()))
    if session.scalars(select(HouseholdMember.id).where(*member).limit(1)).first() is None:
        raise ValidationError({"": _("No one belongs to this household any more: there is no one to hand over.")})


def _require_other_office(household: Household, place: str) -> None:
    """Inside its township a family moves by one act of its own office."""
    if level_of(place) not in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE):
        raise ValidationError({"to_region_code": _("Choose the county, township or village the family moves to.")})
    own = ancestor(household.region_code, Level.TOWNSHIP)
    if place.startswith(own):
        raise ValidationError(
            {"to_region_code": _("The family stays in your township: edit its address on its own page.")}
        )


def _require_days(moves_on: date, paid_from: str) -> None:
    """The move has happened, and the new office pays from its month on, or soon after today."""
    month = Period.month_of(moves_on)
    if moves_on > today():
        raise ValidationError({"moves_on": _("Offer it when the family has moved: this day is still to come.")})
    if Period.parse(paid_from) < month:
        raise ValidationError({"paid_from": _("The new office pays from the month of the move at the earliest.")})
    latest = Period.month_of(today()).shifted(-MAX_MONTHS_AHEAD)
    if Period.parse(paid_from) > latest:
        message = _("The new office pays from {month} at the latest.")
        raise ValidationError({"paid_from": message.format(month=latest.key)})


def _require_here_before(
    session: ScopedSession, household: Household, moves_on: date, column: str = "moves_on"
) -> None:
    """What was before the family lived here is not handed over."""
    since = relocations.stands_here_since(session, household)
    if since is not None and moves_on <= since:
        raise ValidationError({column: _("The family has lived here since {day}: it moves later.").format(day=since)})

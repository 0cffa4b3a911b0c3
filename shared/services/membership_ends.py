"""A membership that somebody ends or voids by itself: a family keeps a head, and nobody recognised is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession, elevated
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import HouseholdMember, Relation, Spell, Tier
from shared.models.labelled_enum import label_of

from . import records
from .checks.death_checks import start_of_next_month
from .doubts import Doubt, unconfirmed_doubts
from .service_errors import ValidationError

LAST_POSSIBLE = date(9999, 12, 1)
"""There is a next month before it."""


def edit_membership(
    session: ScopedSession, membership: HouseholdMember, values: dict[str, Any], expected_version: int | None
) -> HouseholdMember:
    """Change one; where the person leaves the household on another day than before, that day is looked at."""
    end: date | None = values.get("end_on")
    if membership.retired_on is None and _changed(membership, values) & {"person_id", "household_id"}:
        _look_at_absence(session, membership, "household_id", is_head=membership.relation == Relation.HEAD)
    elif membership.retired_on is None and end is not None and end != membership.end_on:
        _look_at_end(session, membership, end, is_head=values.get("relation", membership.relation) == Relation.HEAD)
    return records.update(session, membership, values, expected_version)


def void_membership(
    session: ScopedSession, membership: HouseholdMember, reason: str, expected_version: int | None
) -> None:
    """Take one out of use. ValidationError for the last one of a household in which somebody is recognised."""
    session.reason = records.require_reason(reason)
    if membership.retired_on is None:
        _look_at_absence(session, membership, "", is_head=membership.relation == Relation.HEAD)
    records.retire(session, membership, reason, expected_version)


def _changed(membership: HouseholdMember, values: dict[str, Any]) -> set[str]:
    return {name for name, value in values.items() if value != getattr(membership, name)}


def _look_at_end(session: ScopedSession, membership: HouseholdMember, end: date, *, is_head: bool) -> None:
    """What is wrong with the day itself is said when the membership is changed."""
    if membership.start_on < end < LAST_POSSIBLE:
        _require_head(session, membership, "end_on", end, is_head=is_head)
        _ask(session, membership, "end_on", end, start_of_next_month(end - timedelta(days=1)))


def _look_at_absence(session: ScopedSession, membership: HouseholdMember, column: str, *, is_head: bool) -> None:
    """As if the person had never been a member."""
    if membership.lasts_beyond(today()):
        _require_head(session, membership, column, today(), is_head=is_head)
        _require_nobody_recognised(session, membership, column)
        _ask(session, membership, column, today(), max(membership.start_on, today()))


def _ask(session: ScopedSession, membership: HouseholdMember, column: str, day: date, paid_beyond: date) -> None:
    doubts = [(column, doubt) for doubt in _doubts(session, membership, day, paid_beyond)]
    if unconfirmed_doubts(session, doubts):
        raise ValidationError({}, doubts)
    records.keep_doubts(session, membership, doubts)


def _require_head(
    session: ScopedSession, membership: HouseholdMember, column: str, day: date, *, is_head: bool
) -> None:
    """Whoever stays has a head."""
    with elevated(session) as system:
        staying = _others(system, membership, day) if is_head else []
    if staying and not any(one.relation == Relation.HEAD for one in staying):
        raise ValidationError(
            {
                column: _(
                    "Others stay in this household: choose the new head first. Edit the relations, or split the "
                    "household."
                )
            }
        )


def _require_nobody_recognised(session: ScopedSession, membership: HouseholdMember, column: str) -> None:
    in_force = Spell.household_id == membership.household_id, Spell.is_in_force(today())
    with elevated(session) as system:
        is_last = not _others(system, membership, today())
        if is_last and system.scalars(select(Spell.id).where(*in_force).limit(1)).first() is not None:
            raise ValidationError(
                {column: _("No one else belongs to this household, and benefits are in force in it: stop them first.")}
            )


def _others(system: Session, membership: HouseholdMember, day: date) -> list[HouseholdMember]:
    """The other members who stay in the household beyond a day."""
    own = (
        HouseholdMember.household_id == membership.household_id,
        HouseholdMember.id != membership.id,
        HouseholdMember.retired_on.is_(None),
    )
    return list(system.scalars(select(HouseholdMember).where(*own, HouseholdMember.lasts_beyond(day))))


def _doubts(session: ScopedSession, membership: HouseholdMember, day: date, paid_beyond: date) -> Iterator[Doubt]:
    """What rests on a membership beyond its end: the benefits of the member, and that anybody is left."""
    with elevated(session) as system:
        others = _others(system, membership, day)
        own = Spell.person_id == membership.person_id, Spell.household_id == membership.household_id
        going_on = Spell.retired_on.is_(None), Spell.lasts_beyond(paid_beyond)
        spells = system.scalars(select(Spell).where(*own, *going_on).order_by(Spell.id)).all()
    if not any(one.person_id == membership.person_id for one in others):
        for spell in spells:
            sentence = _l("Benefits of this member in this household go on: {tier}, from {day}. Is this right?")
            yield Doubt(sentence, tier=label_of(Tier, spell.tier), day=spell.start_on)
    if not others:
        yield Doubt(_l("No one else belongs to this household. Is this right?"))

"""Households that part and households that become one: members, recognitions and amounts go along from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shared.access import ScopedSession
from shared.locale import _
from shared.models import ExitReason, Household, HouseholdMember, Relation

from . import records
from .family_acts import FamilyAct, note_act
from .family_reassessment import Reassessment, reassess
from .household_heads import make_head
from .household_numbers import give_number
from .membership_changes import find_heir, join, members_on, require_past_day
from .service_errors import ValidationError

Relations = Mapping[int, str | None]  # relation to the head of the new household, by membership


def split_household(
    session: ScopedSession,
    household: Household,
    values: Mapping[str, Any],
    relations: Relations,
    day: date,
    new_head: int | None = None,
    reassessment: Reassessment | None = None,
) -> Household:
    """Let some members found a household of their own; it gets a number of the county where `values` have none.

    `new_head` is the membership of who becomes head of those who stay, where their head leaves. What was before `day`
    stays with the old household.
    """
    session.reason = records.require_reason(session.reason)
    leaving, heir = check_split(session, household, relations, day, new_head)
    number = values.get("number") or give_number(session, values.get("region_code") or household.region_code)
    founded = records.create(session, Household, {**values, "number": number})
    for membership in leaving:
        join(session, membership, founded, str(relations[membership.id]), day, ExitReason.SPLIT)
    if heir is not None:
        make_head(session, heir, day)
    if reassessment is not None:
        reassess(session, [household, founded], reassessment)
    note_act(session, FamilyAct.SPLIT, household)
    return founded


def check_split(
    session: ScopedSession, household: Household, relations: Relations, day: date, new_head: int | None = None
) -> tuple[list[HouseholdMember], HouseholdMember | None]:
    """Who leaves, and who becomes head of those who stay, if the head leaves. ValidationError for what cannot be."""
    require_past_day("day", day)
    leaving = _leaving(session, household, relations, day)
    _require_one_head(relations)
    return leaving, find_heir(session, household, leaving, new_head, day)


def merge_households(
    session: ScopedSession,
    household: Household,
    other: Household,
    relations: Relations,
    day: date,
    reassessment: Reassessment | None = None,
) -> None:
    """Let all members of `other` join `household` from `day` on. The other household keeps its past, and no members."""
    session.reason = records.require_reason(session.reason)
    require_past_day("day", day)
    if other.id == household.id:
        raise ValidationError({"household_id": _("Choose another household.")})
    joining = members_on(session, other, day)
    if not joining:
        raise ValidationError({"household_id": _("This household has no members on that day.")})
    _require_relations(joining, relations)
    if any(relations[one.id] == Relation.HEAD for one in joining):
        raise ValidationError({"": _("The head of the household stays head: choose another relation.")})
    for membership in joining:
        join(session, membership, household, str(relations[membership.id]), day, ExitReason.MERGED)
    if reassessment is not None:
        reassess(session, [household], reassessment)
    note_act(session, FamilyAct.MERGER, household)


def _leaving(session: ScopedSession, household: Household, relations: Relations, day: date) -> list[HouseholdMember]:
    members = members_on(session, household, day)
    leaving = [one for one in members if one.id in relations]
    if not leaving:
        raise ValidationError({"members": _("Tick the members who leave.")})
    if len(leaving) == len(members):
        raise ValidationError({"members": _("At least one member has to stay. If all of them move, record a move.")})
    if any(one.start_on >= day for one in leaving):
        raise ValidationError({"day": _("On that day they were no members yet: choose a later day.")})
    _require_relations(leaving, relations)
    return leaving


def _require_relations(members: list[HouseholdMember], relations: Relations) -> None:
    missing = [one for one in members if not relations.get(one.id)]
    if missing:
        sentence = _("Choose the relation to the head.")
        raise ValidationError({f"relation-{one.id}": sentence for one in missing})


def _require_one_head(relations: Relations) -> None:
    if [*relations.values()].count(Relation.HEAD) != 1:
        raise ValidationError({"": _("Name one of those who leave as the head of the new household.")})

"""The entries of a timeline, declared once each: of which record, on which day, in which words.

Of one day the first declared stands above: what followed stands above what it followed from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.sql.base import ExecutableOption

from shared.models import (
    AmountChange,
    BenefitPayment,
    Delivery,
    EarlyWarning,
    HomeVisit,
    HouseholdMember,
    HouseholdPlace,
    HouseholdTransfer,
    Person,
    PersonDisability,
    PersonRegistration,
    Receipt,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)

from . import timeline_texts as texts
from .family_links import PAYMENT_DAY
from .sql_days import day_in
from .timeline_kinds import TimelineKind as Kind


@dataclass(frozen=True, eq=False)
class TimelineSource:
    """One sort of entry. `period` names the month or year instead of the day; `loaded`: relationships of the text."""

    kind: Kind
    model: Any
    day: Any
    describe: Callable[[Any], str]
    condition: Callable[[], ColumnElement[bool]] | None = None
    period: Callable[[Any], str] | None = None
    loaded: tuple[ExecutableOption, ...] = ()


def _goes_on() -> ColumnElement[bool]:
    """The member goes on in the household, as something else."""
    next_one = aliased(HouseholdMember)
    return _same_member(next_one, next_one.start_on == HouseholdMember.end_on)


def _went_before() -> ColumnElement[bool]:
    """The member was in the household before, as something else."""
    last_one = aliased(HouseholdMember)
    return _same_member(last_one, last_one.end_on == HouseholdMember.start_on)


def _same_member(other: Any, is_next: ColumnElement[bool]) -> ColumnElement[bool]:
    same = and_(
        other.household_id == HouseholdMember.household_id,
        other.person_id == HouseholdMember.person_id,
        other.retired_on.is_(None),
        is_next,
    )
    return select(other.id).where(same).exists()


def _left() -> ColumnElement[bool]:
    """The member left, and did not die."""
    died = select(Person.id).where(Person.id == HouseholdMember.person_id, Person.died_on < HouseholdMember.end_on)
    return and_(HouseholdMember.end_on.is_not(None), ~_goes_on(), ~died.exists())


SOURCES: tuple[TimelineSource, ...] = (
    TimelineSource(Kind.MOVE, HouseholdTransfer, HouseholdTransfer.moves_on, texts.transfer),
    TimelineSource(Kind.MOVE, HouseholdPlace, HouseholdPlace.end_on, texts.moved_away),
    TimelineSource(Kind.MOVE, PersonRegistration, PersonRegistration.end_on, texts.registration_moved),
    TimelineSource(
        Kind.RECOGNITION, Spell, Spell.end_on, texts.recognition_ended, condition=lambda: Spell.end_on.is_not(None)
    ),
    TimelineSource(
        Kind.MEMBER,
        HouseholdMember,
        HouseholdMember.end_on,
        texts.member_left,
        condition=_left,
        loaded=(joinedload(HouseholdMember.household),),
    ),
    TimelineSource(
        Kind.MEMBER,
        HouseholdMember,
        HouseholdMember.start_on,
        texts.relation_changed,
        condition=_went_before,
        loaded=(joinedload(HouseholdMember.household),),
    ),
    TimelineSource(Kind.MEMBER, Person, Person.died_on, texts.died, condition=lambda: Person.died_on.is_not(None)),
    TimelineSource(Kind.MEMBER, PersonDisability, PersonDisability.end_on, texts.disability_changed),
    TimelineSource(
        Kind.CHARITY,
        SolarYield,
        day_in(SolarYield.year, "-12-31"),
        texts.solar_yield,
        period=lambda record: str(record.year),
    ),
    TimelineSource(
        Kind.CHARITY,
        SolarInstallation,
        SolarInstallation.connected_on,
        texts.solar_connected,
        condition=lambda: SolarInstallation.connected_on.is_not(None),
    ),
    TimelineSource(
        Kind.CHARITY,
        Receipt,
        Receipt.signed_on,
        texts.receipt,
        loaded=(joinedload(Receipt.delivery).joinedload(Delivery.cycle),),
    ),
    TimelineSource(Kind.CHARITY, Delivery, Delivery.delivered_on, texts.delivery, loaded=(joinedload(Delivery.cycle),)),
    TimelineSource(
        Kind.WARNING,
        WarningResponse,
        WarningResponse.started_on,
        texts.warning_response,
        loaded=(joinedload(WarningResponse.warning),),
    ),
    TimelineSource(Kind.SPECIAL, SpecialAssistance, SpecialAssistance.granted_on, texts.special_assistance),
    TimelineSource(Kind.TEMPORARY, TemporaryAssistance, TemporaryAssistance.granted_on, texts.temporary_assistance),
    TimelineSource(
        Kind.WARNING,
        WarningOutcome,
        WarningOutcome.decided_on,
        texts.warning_outcome,
        loaded=(joinedload(WarningOutcome.warning),),
    ),
    TimelineSource(Kind.VISIT, HomeVisit, func.coalesce(HomeVisit.done_on, HomeVisit.planned_on), texts.home_visit),
    TimelineSource(Kind.WARNING, EarlyWarning, EarlyWarning.issued_on, texts.warning),
    TimelineSource(
        Kind.PAYMENT,
        BenefitPayment,
        PAYMENT_DAY,
        texts.payment,
        period=lambda record: "" if record.paid_on else str(record.month),
    ),
    TimelineSource(
        Kind.AMOUNT,
        AmountChange,
        day_in(AmountChange.from_month, "-01"),
        texts.amount_changed,
        period=lambda record: str(record.from_month),
    ),
    TimelineSource(Kind.RECOGNITION, Spell, Spell.start_on, texts.recognition_began),
    TimelineSource(
        Kind.MEMBER,
        HouseholdMember,
        HouseholdMember.start_on,
        texts.member_joined,
        condition=lambda: ~_went_before(),
        loaded=(joinedload(HouseholdMember.household),),
    ),
)

"""How each kind of record belongs to a household and to a person, declared once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, bindparam, func

from shared.clock import today
from shared.models import (
    AmountChange,
    BenefitPayment,
    Delivery,
    EarlyWarning,
    HomeVisit,
    Household,
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
from shared.models.base import Base

from .sql_days import day_in

PAYMENT_DAY = func.coalesce(BenefitPayment.paid_on, day_in(BenefitPayment.month, "-01"))
_TODAY = bindparam("today", callable_=today, type_=Date)


@dataclass(frozen=True, eq=False)
class FamilyLink:
    """The columns that hold the household and the person, reached `through` relationships.

    A record that names the one only belongs to the other by membership on the day `belongs_on`.
    """

    household: Any = None
    person: Any = None
    through: tuple[Any, ...] = ()
    belongs_on: Any = None


_BY_DELIVERY = (Delivery.household_id, Delivery.person_id)
_OF_INSTALLATION = (SolarYield.installation, SolarInstallation.delivery)

FAMILY_LINKS: dict[type[Base], FamilyLink] = {
    Household: FamilyLink(Household.id, belongs_on=_TODAY),
    Person: FamilyLink(person=Person.id, belongs_on=func.coalesce(Person.died_on, _TODAY)),
    HouseholdMember: FamilyLink(HouseholdMember.household_id, HouseholdMember.person_id),
    PersonDisability: FamilyLink(person=PersonDisability.person_id, belongs_on=PersonDisability.end_on),
    PersonRegistration: FamilyLink(person=PersonRegistration.person_id, belongs_on=PersonRegistration.end_on),
    HouseholdPlace: FamilyLink(HouseholdPlace.household_id, belongs_on=HouseholdPlace.start_on),
    HouseholdTransfer: FamilyLink(HouseholdTransfer.household_id, belongs_on=HouseholdTransfer.moves_on),
    Spell: FamilyLink(Spell.household_id, Spell.person_id),
    AmountChange: FamilyLink(Spell.household_id, Spell.person_id, (AmountChange.spell,)),
    BenefitPayment: FamilyLink(BenefitPayment.household_id, belongs_on=PAYMENT_DAY),
    SpecialAssistance: FamilyLink(SpecialAssistance.household_id, SpecialAssistance.person_id),
    TemporaryAssistance: FamilyLink(
        TemporaryAssistance.household_id, TemporaryAssistance.person_id, belongs_on=TemporaryAssistance.granted_on
    ),
    Delivery: FamilyLink(*_BY_DELIVERY, belongs_on=Delivery.delivered_on),
    Receipt: FamilyLink(*_BY_DELIVERY, (Receipt.delivery,), Delivery.delivered_on),
    SolarInstallation: FamilyLink(*_BY_DELIVERY, (SolarInstallation.delivery,), Delivery.delivered_on),
    SolarYield: FamilyLink(*_BY_DELIVERY, _OF_INSTALLATION, Delivery.delivered_on),
    EarlyWarning: FamilyLink(person=EarlyWarning.person_id, belongs_on=EarlyWarning.issued_on),
    HomeVisit: FamilyLink(
        person=EarlyWarning.person_id, through=(HomeVisit.warning,), belongs_on=EarlyWarning.issued_on
    ),
    WarningOutcome: FamilyLink(
        person=EarlyWarning.person_id, through=(WarningOutcome.warning,), belongs_on=EarlyWarning.issued_on
    ),
    WarningResponse: FamilyLink(
        person=EarlyWarning.person_id, through=(WarningResponse.warning,), belongs_on=EarlyWarning.issued_on
    ),
}

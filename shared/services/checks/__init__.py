"""What the domain asks of records, one noun a file. A check yields (column, sentence) for what cannot be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shared.access import ScopedSession
from shared.models import (
    Account,
    AssistanceStandard,
    BenefitPayment,
    Delivery,
    DiscoveryMechanism,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    LegalParameter,
    Person,
    Pledge,
    Programme,
    Quota,
    Receipt,
    Region,
    RoleGrant,
    SolarYield,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)
from shared.models.base import Base
from shared.services.doubts import Doubt, unconfirmed_doubts
from shared.services.errors import ValidationError

from . import (
    accounts,
    amounts,
    deaths,
    deliveries,
    discovery_mechanisms,
    grants,
    household_members,
    legal_parameters,
    parents,
    payments,
    person_and_household,
    persons,
    receipts,
    recognition,
    regions,
    regions_of_records,
    relocations,
    solar,
    standards,
    values,
    warnings,
)

Found = Iterator[tuple[str, str]]
Check = Callable[[ScopedSession, Base], Found]

ALWAYS: tuple[Check, ...] = (values.check, regions_of_records.check, parents.check)
CHECKS: dict[type[Base], tuple[Callable[..., Found], ...]] = {
    Account: (accounts.check,),
    Delivery: (deliveries.check, person_and_household.check, deaths.check),
    Household: (relocations.check_household,),
    HouseholdMember: (household_members.check, deaths.check),
    LegalParameter: (legal_parameters.check,),
    WarningOutcome: (warnings.check_outcome, deaths.check_follow_up),
    BenefitPayment: (payments.check,),
    Person: (persons.check, deaths.check_death, relocations.check_person),
    Pledge: (amounts.check_pledge,),
    Programme: (values.check_programme,),
    Quota: (amounts.check_quota,),
    Receipt: (receipts.check,),
    Region: (regions.check,),
    WarningResponse: (warnings.check_response, deaths.check_follow_up),
    RoleGrant: (grants.check,),
    SolarYield: (solar.check,),
    SpecialAssistance: (amounts.check_aid, person_and_household.check, deaths.check),
    Spell: (recognition.check, person_and_household.check, deaths.check, amounts.check_spell, relocations.check_spell),
    AssistanceStandard: (standards.check,),
    TemporaryAssistance: (amounts.check_aid, person_and_household.check, deaths.check),
    DiscoveryMechanism: (discovery_mechanisms.check,),
    HomeVisit: (warnings.check_visit, deaths.check_follow_up),
    EarlyWarning: (warnings.check, deaths.check),
}


def check(session: ScopedSession, record: Base) -> list[tuple[str, Doubt]]:
    """Raise ValidationError with every sentence found; the doubts that the person has confirmed.

    What a record needs to be looked at closer comes first.
    """
    doubts: list[tuple[str, Doubt]] = []
    for checks in (ALWAYS, CHECKS.get(type(record), ())):
        wrong: dict[str, str] = {}
        for one in checks:
            for column, sentence in one(session, record):
                if isinstance(sentence, Doubt):
                    doubts.append((column, sentence))
                else:
                    wrong.setdefault(column, sentence)
        if wrong:
            raise ValidationError(wrong, doubts)
    if unconfirmed_doubts(session, doubts):
        raise ValidationError({}, doubts)
    return doubts

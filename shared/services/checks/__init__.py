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
Doubts = list[tuple[str, Doubt]]

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


def check(session: ScopedSession, record: Base) -> Doubts:
    """Raise ValidationError with every sentence found; the doubts that the person has confirmed.

    What a record needs to be looked at closer comes first.
    """
    doubts = check_entries(session, record)
    return check_contents(session, record, doubts)


def check_entries(session: ScopedSession, record: Base) -> Doubts:
    """The first part: each value, the region, and what the record rests on. ValidationError, or the doubts so far."""
    return _run(ALWAYS, session, record, [])


def check_contents(session: ScopedSession, record: Base, doubts: Doubts) -> Doubts:
    """The second part: what the domain asks of such records, beside the others. As `check`."""
    found = _run(CHECKS.get(type(record), ()), session, record, doubts)
    if unconfirmed_doubts(session, found):
        raise ValidationError({}, found)
    return found


def _run(checks: tuple[Callable[..., Found], ...], session: ScopedSession, record: Base, doubts: Doubts) -> Doubts:
    wrong: dict[str, str] = {}
    found = list(doubts)
    for column, sentence in (one for check in checks for one in check(session, record)):
        if isinstance(sentence, Doubt):
            found.append((column, sentence))
        else:
            wrong.setdefault(column, sentence)
    if wrong:
        raise ValidationError(wrong, found)
    return found

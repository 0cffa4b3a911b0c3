"""What the domain asks of records, one noun a file. A check yields (column, sentence) for what cannot be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from shared.access import ScopedSession
from shared.models import (
    Account,
    AmountChange,
    AssistanceStandard,
    BenefitPayment,
    ConfirmationRule,
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
from shared.services.service_errors import ValidationError

from . import (
    account_checks,
    amount_change_checks,
    amount_checks,
    confirmation_rule_checks,
    death_checks,
    delivery_checks,
    discovery_mechanism_checks,
    household_member_checks,
    legal_parameters,
    marriage_checks,
    parent_checks,
    payment_checks,
    person_and_household,
    person_checks,
    person_fact_checks,
    receipt_checks,
    region_checks,
    regions_of_records,
    relocation_checks,
    role_grant_checks,
    solar_checks,
    spell_checks,
    standard_checks,
    value_checks,
    warning_checks,
)

Findings = Iterator[tuple[str, str]]
Check = Callable[[ScopedSession, Base], Findings]
Doubts = list[tuple[str, Doubt]]

ALWAYS: tuple[Check, ...] = (value_checks.check, regions_of_records.check, parent_checks.check)
CHECKS: dict[type[Base], tuple[Callable[..., Findings], ...]] = {
    Account: (account_checks.check,),
    AmountChange: (amount_change_checks.check,),
    ConfirmationRule: (confirmation_rule_checks.check,),
    Delivery: (delivery_checks.check, person_and_household.check, death_checks.check),
    Household: (relocation_checks.check_household,),
    HouseholdMember: (household_member_checks.check, marriage_checks.check, death_checks.check),
    LegalParameter: (legal_parameters.check,),
    WarningOutcome: (warning_checks.check_outcome, death_checks.check_follow_up),
    BenefitPayment: (payment_checks.check,),
    Person: (person_checks.check, person_fact_checks.check, death_checks.check_death, relocation_checks.check_person),
    Pledge: (amount_checks.check_pledge,),
    Programme: (value_checks.check_programme,),
    Quota: (amount_checks.check_quota,),
    Receipt: (receipt_checks.check,),
    Region: (region_checks.check,),
    WarningResponse: (warning_checks.check_response, death_checks.check_follow_up),
    RoleGrant: (role_grant_checks.check,),
    SolarYield: (solar_checks.check,),
    SpecialAssistance: (amount_checks.check_aid, person_and_household.check, death_checks.check),
    Spell: (
        spell_checks.check,
        person_and_household.check,
        death_checks.check,
        amount_checks.check_spell,
        relocation_checks.check_spell,
    ),
    AssistanceStandard: (standard_checks.check,),
    TemporaryAssistance: (
        amount_checks.check_aid,
        person_and_household.check,
        death_checks.check,
        person_fact_checks.check_resident,
    ),
    DiscoveryMechanism: (discovery_mechanism_checks.check,),
    HomeVisit: (warning_checks.check_visit, death_checks.check_follow_up),
    EarlyWarning: (warning_checks.check, death_checks.check),
}

LOCKS: dict[type[Base], Callable[[ScopedSession, Sequence[Any]], None]] = {Delivery: delivery_checks.lock_quotas}
"""What checks of many new records count up to: locked before these are numbered."""


def check(session: ScopedSession, record: Base) -> Doubts:
    """Raise ValidationError with every sentence found; the doubts that the person has confirmed.

    What a record needs to be looked at closer comes first.
    """
    doubts = check_entries(session, record)
    return check_contents(session, record, doubts)


def check_entries(session: ScopedSession, record: Base) -> Doubts:
    """The first part: each value, the region, and what the record rests on. ValidationError, or the doubts so far."""
    return _collect_messages(ALWAYS, session, record, [])


def check_contents(session: ScopedSession, record: Base, doubts: Doubts) -> Doubts:
    """The second part: what the domain asks of such records, beside the others. As `check`."""
    messages = _collect_messages(CHECKS.get(type(record), ()), session, record, doubts)
    if unconfirmed_doubts(session, messages):
        raise ValidationError({}, messages)
    return messages


def _collect_messages(
    checks: tuple[Callable[..., Findings], ...], session: ScopedSession, record: Base, doubts: Doubts
) -> Doubts:
    wrong: dict[str, str] = {}
    messages = list(doubts)
    for column, message in (one for check in checks for one in check(session, record)):
        if isinstance(message, Doubt):
            messages.append((column, message))
        else:
            wrong.setdefault(column, message)
    if wrong:
        raise ValidationError(wrong, messages)
    return messages

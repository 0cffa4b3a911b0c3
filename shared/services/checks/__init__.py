"""What the domain asks of records, one noun a file. A check yields (column, sentence) for what cannot be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shared.access import ScopedSession
from shared.models import (
    Account,
    Delivery,
    Household,
    Membership,
    Outcome,
    Payment,
    Person,
    Pledge,
    Programme,
    Quota,
    Receipt,
    Region,
    Response,
    RoleGrant,
    SolarYield,
    SpecialAssistance,
    Spell,
    Standard,
    TemporaryAssistance,
    VillageMechanism,
    Visit,
    Warning,  # noqa: A004
)
from shared.models.base import Base
from shared.services.doubts import Doubt, unconfirmed
from shared.services.invalid import Invalid

from . import (
    accounts,
    amounts,
    belonging,
    deliveries,
    grants,
    lives,
    mechanisms,
    memberships,
    moving,
    parents,
    payments,
    persons,
    places,
    receipts,
    recognition,
    regions,
    solar,
    standards,
    values,
    warnings,
)

Found = Iterator[tuple[str, str]]
Check = Callable[[ScopedSession, Base], Found]

ALWAYS: tuple[Check, ...] = (values.check, places.check, parents.check)
CHECKS: dict[type[Base], tuple[Callable[..., Found], ...]] = {
    Account: (accounts.check,),
    Delivery: (deliveries.check, belonging.check, lives.check),
    Household: (moving.check_household,),
    Membership: (memberships.check, lives.check),
    Outcome: (warnings.check_outcome, lives.check_follow_up),
    Payment: (payments.check,),
    Person: (persons.check, lives.check_death, moving.check_person),
    Pledge: (amounts.check_pledge,),
    Programme: (values.check_programme,),
    Quota: (amounts.check_quota,),
    Receipt: (receipts.check,),
    Region: (regions.check,),
    Response: (warnings.check_response, lives.check_follow_up),
    RoleGrant: (grants.check,),
    SolarYield: (solar.check,),
    SpecialAssistance: (amounts.check_aid, belonging.check, lives.check),
    Spell: (recognition.check, belonging.check, lives.check, amounts.check_spell, moving.check_spell),
    Standard: (standards.check,),
    TemporaryAssistance: (amounts.check_aid, belonging.check, lives.check),
    VillageMechanism: (mechanisms.check,),
    Visit: (warnings.check_visit, lives.check_follow_up),
    Warning: (warnings.check, lives.check),
}


def check(session: ScopedSession, record: Base) -> list[tuple[str, Doubt]]:
    """Raise Invalid with every sentence found; the doubts that the person has confirmed.

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
            raise Invalid(wrong, doubts)
    if unconfirmed(session, doubts):
        raise Invalid({}, doubts)
    return doubts

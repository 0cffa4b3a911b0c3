"""What the domain asks of records, one noun a file. A check yields (column, sentence) for what cannot be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shared.access import ScopedSession
from shared.models import (
    Account,
    Delivery,
    Membership,
    Outcome,
    Payment,
    Person,
    Programme,
    Receipt,
    Region,
    Response,
    RoleGrant,
    SolarYield,
    Spell,
    Visit,
    Warning,  # noqa: A004
)
from shared.models.base import Base
from shared.services.invalid import Invalid

from . import (
    accounts,
    deliveries,
    grants,
    memberships,
    payments,
    places,
    receipts,
    recognition,
    regions,
    solar,
    values,
    warnings,
)

Found = Iterator[tuple[str, str]]
Check = Callable[[ScopedSession, Base], Found]

ALWAYS: tuple[Check, ...] = (values.check, places.check)
CHECKS: dict[type[Base], tuple[Callable[..., Found], ...]] = {
    Account: (accounts.check,),
    Delivery: (deliveries.check,),
    Membership: (memberships.check,),
    Outcome: (warnings.check_outcome,),
    Payment: (payments.check,),
    Person: (values.check_life,),
    Programme: (values.check_key,),
    Receipt: (receipts.check,),
    Region: (regions.check,),
    Response: (warnings.check_response,),
    RoleGrant: (grants.check,),
    SolarYield: (solar.check,),
    Spell: (recognition.check,),
    Visit: (warnings.check_visit,),
    Warning: (warnings.check,),
}


def check(session: ScopedSession, record: Base) -> None:
    """Raise Invalid with every sentence found. What a record needs to be looked at closer comes first."""
    for checks in (ALWAYS, CHECKS.get(type(record), ())):
        found: dict[str, str] = {}
        for one in checks:
            for column, sentence in one(session, record):
                found.setdefault(column, sentence)
        if found:
            raise Invalid(found)

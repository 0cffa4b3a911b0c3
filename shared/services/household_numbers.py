"""Numbers of households that a clerk does not give: the next one of the county, as on its files."""

from __future__ import annotations

from sqlalchemy import func, select

from shared.access import ScopedSession, elevated
from shared.models import Household, Level, Region
from shared.models.region import ancestor

DIGITS = 6
"""A number is the code of the county and a count of so many digits."""


def give_number(session: ScopedSession, region_code: str) -> str:
    """The first number behind all of the county, whoever holds them, out of use or not.

    Whoever comes at the same moment waits and gets the next one. The session remembers it (`given_numbers`): a proposal
    keeps no number that nobody typed, since others may be given out while it waits.
    """
    county = ancestor(region_code, Level.COUNTY)
    of_this_form = (
        Household.number.between(county + "0" * DIGITS, county + "9" * DIGITS),
        func.length(Household.number) == len(county) + DIGITS,
    )
    with elevated(session) as system:
        system.execute(select(Region.code).where(Region.code == county).with_for_update(key_share=True))
        last_number = system.scalar(select(func.max(Household.number)).where(*of_this_form))
    count = int(last_number[len(county) :]) + 1 if last_number and last_number[len(county) :].isdecimal() else 1
    number = f"{county}{count:0{DIGITS}}"
    session.given_numbers.add(number)
    return number

"""The regions a changed record concerns: those whose rules say whether a second person confirms it.

Where it stands is typed by whoever enters it. So the place before counts as well, and that of what it belongs to.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clock import Period
from shared.models import AmountChange, BenefitPayment, Household, HouseholdPlace, Spell
from shared.models.region import path_of

Days = tuple[date, date] | None
"""First and last day that tell where the family had to be; None: today."""


def regions_of(system: Session, change: dict[str, Any]) -> set[str]:
    """Regions before and after, those of the recognition of an amount, and that of the family's home.

    The home is that of today; for what lies in the past also a former place that the family had then.
    """
    states = change["before"], change["after"]
    found = {state["region_code"] for state in states if state.get("region_code")}
    families = {(state["household_id"], _days(change)) for state in states if state.get("household_id")}
    if change["class"] is AmountChange:
        for spell in _spells(system, states):
            found.add(spell.region_code)
            families.add((spell.household_id, _until(spell.end_on)))
    for household, days in families:
        found |= _home_elsewhere(system, household, days, found)
    return found


def _spells(system: Session, states: tuple[dict[str, Any], ...]) -> list[Spell]:
    keys = {state["spell_id"] for state in states if state.get("spell_id")}
    return list(system.scalars(select(Spell).where(Spell.id.in_(keys))))


def _days(change: dict[str, Any]) -> Days:
    after = change["after"]
    if change["class"] is BenefitPayment:
        month = Period.parse(after["month"])
        return month.start, Period.parse(month.shifted(-1).key).start - timedelta(days=1)
    return _until(after.get("end_on") or change["before"].get("end_on"))


def _until(end_on: date | None) -> Days:
    """What ended belongs where the family was on the last day."""
    return None if end_on is None else (end_on - timedelta(days=1), end_on - timedelta(days=1))


def _home_elsewhere(system: Session, household: int, days: Days, regions: set[str]) -> set[str]:
    """The home of a family, unless each of some regions is a place that the family has, or had on one of the days."""
    home = system.get(Household, household)
    if home is None:
        return set()
    places = [home.region_code, *_former_places(system, household, days)]
    return set() if all(_is_one_of(code, places) for code in regions) else {home.region_code}


def _former_places(system: Session, household: int, days: Days) -> list[str]:
    if days is None:
        return []
    first, last = days
    at_that_time = HouseholdPlace.start_on <= last, HouseholdPlace.end_on > first
    own = HouseholdPlace.household_id == household, HouseholdPlace.retired_on.is_(None)
    return list(system.scalars(select(HouseholdPlace.region_code).where(*own, *at_that_time)))


def _is_one_of(code: str, places: list[str]) -> bool:
    """Whether a region is one of the places, holds one of them or lies in it."""
    return any(code in path_of(place) or place in path_of(code) for place in places)

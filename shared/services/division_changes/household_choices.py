"""Households that go elsewhere than the rest of their village: by their numbers, or by a part of the address."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from shared.models import Household

from .plan import DivisionPlan, HouseholdChoice


def numbers_not_found(system: Session, choice: HouseholdChoice) -> list[str]:
    """Which of the numbers belong to no household of the village."""
    known = set(system.scalars(select(Household.number).where(*_in_village(choice.village))))
    return sorted(set(choice.numbers) - known)


def chosen_households(system: Session, plan: DivisionPlan) -> Iterator[tuple[str, str, list[int]]]:
    """Former village, new village and the keys of its households, for each choice; a household is chosen once."""
    chosen_keys: set[int] = set()
    for choice in plan.chosen:
        query = select(Household.id).where(*_in_village(choice.village), _fits(choice)).order_by(Household.id)
        keys = [key for key in system.scalars(query) if key not in chosen_keys]
        chosen_keys |= set(keys)
        yield choice.village, choice.into, keys


def _in_village(village: str) -> tuple[ColumnElement[bool], ...]:
    return Household.region_code == village, Household.retired_on.is_(None)


def _fits(choice: HouseholdChoice) -> ColumnElement[bool]:
    by_number = Household.number.in_(choice.numbers)
    if not choice.address:
        return by_number
    return or_(by_number, Household.address.contains(choice.address, autoescape=True))

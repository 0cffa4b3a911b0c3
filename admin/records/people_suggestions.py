"""Records that lookups and lists find by their people, who are found as the search box finds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from admin.records.person_filter import is_about_persons
from admin.records.search import in_use_conditions, primary_key, select_records
from admin.request import context
from shared.clock import today
from shared.models import Household, HouseholdMember, Person
from shared.models.base import Base
from shared.services.person_search import find_persons

MAX_PERSONS = 100
Suggestions = tuple[list[Any], bool]
"""Records, and whether there may be more."""


def suggest_by_people(model: type[Base], text: str, limit: int) -> Suggestions:
    """Records in use of a kind that are about the people whom a text finds: those found first come first."""
    result = find_persons(context.session(), text, context.deployment().sealer, MAX_PERSONS)
    keys = [person.id for person in result.persons]
    if model is Person:
        records = _select(Person, keys) if keys else []
    elif model is Household:
        records = _select(Household, _present_households(keys))
    else:
        records = _about(model, keys, limit + 1) if keys else []
    return records[:limit], result.has_more or len(records) > limit


def about_found_people(model: type[Base], text: str) -> tuple[ColumnElement[bool] | None, bool]:
    """A condition: a record is about one of the people whom a text finds; None where it finds nobody.

    And whether there are more people than were looked at.
    """
    result = find_persons(context.session(), text, context.deployment().sealer, MAX_PERSONS)
    keys = [person.id for person in result.persons]
    if not keys:
        return None, False
    if model is Person:
        return Person.id.in_(keys), result.has_more
    if model is Household:
        return Household.id.in_(_present_households(keys)), result.has_more
    return is_about_persons(model, keys), result.has_more


def _select(model: Any, keys: Sequence[int]) -> list[Any]:
    """Records in use with these keys, in their order."""
    query = select_records(model).where(model.id.in_(keys), *in_use_conditions(model))
    records = {record.id: record for record in context.session().scalars(query)}
    return [records[key] for key in keys if key in records]


def _present_households(persons: Sequence[int]) -> list[int]:
    """The households that these persons belong to today, in the order of the persons."""
    in_force = HouseholdMember.is_in_force(today())
    pairs = select(HouseholdMember.person_id, HouseholdMember.household_id)
    rows = context.session().execute(pairs.where(HouseholdMember.person_id.in_(persons), in_force))
    position = {person: number for number, person in enumerate(persons)}
    return list(dict.fromkeys(household for _, household in sorted(map(tuple, rows), key=lambda row: position[row[0]])))


def _about(model: type[Base], persons: Sequence[int], limit: int) -> list[Any]:
    """Records in use about these persons, the newest first."""
    query = select_records(model).where(is_about_persons(model, persons), *in_use_conditions(model))
    return list(context.session().scalars(query.order_by(primary_key(model).desc()).limit(limit)))

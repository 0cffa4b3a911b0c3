"""A household, its members and their recognitions stand in one place; whoever moves one of them moves all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import ExitReason, Household, HouseholdMember, Level, Person, Spell
from shared.models.region import ancestor
from shared.services.doubts import Doubt

from .changed_columns import is_changed, is_new


@dataclass(frozen=True)
class MovingRecords:
    """What goes along when a household moves: what has not ended by today."""

    spells: list[Spell]
    memberships: list[HouseholdMember]

    @property
    def persons(self) -> list[Person]:
        """The members."""
        return [membership.person for membership in self.memberships]


def records_moving_along(session: ScopedSession, household: Household) -> MovingRecords:
    """Recognitions and memberships of a household that go on, in the scope of the session."""
    return MovingRecords(
        _lasting_records(session, Spell, household), _lasting_records(session, HouseholdMember, household)
    )


def _lasting_records(session: ScopedSession, record_class: Any, household: Household) -> list[Any]:
    lasting = (
        record_class.household_id == household.id,
        record_class.retired_on.is_(None),
        record_class.lasts_beyond(today()),
    )
    return list(session.scalars(select(record_class).where(*lasting).order_by(record_class.id)))


def check_household(session: ScopedSession, household: Household) -> Iterator[tuple[str, str]]:
    """The region of a household changes together with what stands there."""
    if is_new(household) or not is_changed(household, "region_code"):
        return
    with elevated(session) as system:
        along = records_moving_along(system, household)
        going: list[Any] = [*along.spells, *along.memberships]
        behind = [one for one in going if one.region_code != household.region_code and not _is_left_behind(one)]
    if behind:
        yield (
            "region_code",
            _(
                "The household moves as a whole, with {n} memberships and benefit spells. Check the list below and "
                "save again."
            ).format(n=len(behind)),
        )


def _is_left_behind(record: Spell | HouseholdMember) -> bool:
    """Whether a recognition ends with the move on a day to come: the new office pays from a later month on."""
    return isinstance(record, Spell) and record.exit_reason == ExitReason.MOVED


def check_person(session: ScopedSession, person: Person) -> Iterator[tuple[str, str]]:
    """A person and the household of today stand in one township, or it is asked whether they do not."""
    if is_new(person) or not is_changed(person, "region_code"):
        return
    memberships = (HouseholdMember.person_id == person.id, HouseholdMember.is_in_force(today()))
    households = session.scalars(
        select(Household).join(HouseholdMember, HouseholdMember.household_id == Household.id).where(*memberships)
    )
    for household in households:
        if ancestor(household.region_code, Level.TOWNSHIP) != ancestor(person.region_code, Level.TOWNSHIP):
            template = _l("Household {number} stays in {region}. If the household moves, edit the household instead.")
            yield "region_code", Doubt(template, number=household.number, region=household.region_code)


def check_spell(session: ScopedSession, spell: Spell) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """Another region for a recognition that has begun moves its past months too: a correction, no move."""
    if not is_new(spell) and is_changed(spell, "region_code") and spell.start_on < today().replace(day=1):
        template = _l(
            "All months since {day} will then be counted in the new region. If the household moves, edit the "
            "household instead."
        )
        yield "region_code", Doubt(template, day=spell.start_on)

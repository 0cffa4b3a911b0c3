"""Nothing happens to a person before the birth or after the death."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.clock import Period
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import (
    Delivery,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    OutcomeResult,
    Person,
    Relation,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)
from shared.models.base import Base
from shared.services.doubts import Doubt

from .changed_columns import is_changed, is_new

START_COLUMNS: dict[type[Base], str] = {
    Delivery: "delivered_on",
    HouseholdMember: "start_on",
    SpecialAssistance: "granted_on",
    Spell: "start_on",
    TemporaryAssistance: "granted_on",
    EarlyWarning: "issued_on",
}


def start_of_next_month(day: date) -> date:
    """The first of the month after a day: from then on nothing is paid for a person who died on it."""
    return Period.month_of(day).shifted(-1).start


def check(session: ScopedSession, record: Any) -> Iterator[tuple[str, str]]:
    """A record about a person begins inside the life, and ends with it."""
    column = START_COLUMNS[type(record)]
    person = session.get(Person, record.person_id) if record.person_id else None
    if person is None or not is_changed(
        record, "person_id", column, *({"end_on"} & set(record.__mapper__.columns.keys()))
    ):
        return
    day = getattr(record, column)
    if day < person.born_on:
        template = _("This date is before the birth of {name}, born in {year}.")
        yield column, template.format(name=person.name, year=person.born_on.year)
    if person.died_on and day > person.died_on:
        yield column, _("{name} died on {day}: enter an earlier date.").format(name=person.name, day=person.died_on)
    elif (
        person.died_on
        and isinstance(record, Spell | HouseholdMember)
        and record.lasts_beyond(start_of_next_month(person.died_on))
    ):
        yield (
            "end_on",
            _("{name} died on {day}: it must end on {end} at the latest.").format(
                name=person.name, day=person.died_on, end=start_of_next_month(person.died_on)
            ),
        )


def check_follow_up(
    session: ScopedSession, record: HomeVisit | WarningOutcome | WarningResponse
) -> Iterator[tuple[str, str]]:
    """After a death a visit is unlikely, the outcome is the death, and no assistance begins."""
    warning = session.get(EarlyWarning, record.warning_id)
    person = session.get(Person, warning.person_id) if warning else None
    if person is None or person.died_on is None:
        return
    died = {"name": person.name, "day": person.died_on}
    if isinstance(record, HomeVisit):
        for column in ("planned_on", "done_on"):
            day = getattr(record, column)
            if day and day > person.died_on and is_changed(record, column):
                yield column, Doubt(_l("{name} died on {day}: was there a visit later?"), **died)
    elif isinstance(record, WarningOutcome):
        if (
            record.decided_on > person.died_on
            and record.result != OutcomeResult.DIED
            and is_changed(record, "result", "decided_on")
        ):
            yield "result", _("{name} died on {day}: after that the result can only be “Deceased”.").format(**died)
    elif record.started_on > person.died_on and is_changed(record, "started_on", "warning_id"):
        yield "started_on", _("{name} died on {day}: enter an earlier date.").format(**died)


@dataclass(frozen=True)
class OpenRecords:
    """What has to end when a person dies: recognitions, memberships, with who could be head after; and open warnings.

    `elsewhere` counts recognitions and memberships where the clerk sees nothing, `later` aid that is dated after it.
    """

    spells: list[Spell]
    memberships: list[HouseholdMember]
    heirs: dict[Household, list[HouseholdMember]]
    warnings: list[EarlyWarning]
    elsewhere: int
    later: int

    def __bool__(self) -> bool:
        """Whether the death cannot be entered before these have ended."""
        return bool(self.spells or self.memberships or self.elsewhere)


def records_left_open(session: ScopedSession, person: Person, day: date) -> OpenRecords:
    """What would go on after a death on `day`."""
    conditions: dict[type[Base], list[Any]] = {
        Spell: [Spell.lasts_beyond(start_of_next_month(day))],
        HouseholdMember: [HouseholdMember.lasts_beyond(day + timedelta(days=1))],
        EarlyWarning: [EarlyWarning.is_open],
    }
    records: dict[type[Base], list[Any]] = {
        cls: _records_of_person(session, cls, person, *conditions_of_kind)
        for cls, conditions_of_kind in conditions.items()
    }
    with elevated(session) as system:
        all_of_them = sum(
            len(_records_of_person(system, cls, person, *conditions[cls])) for cls in (Spell, HouseholdMember)
        )
        later = sum(
            len(_records_of_person(system, cls, person, getattr(cls, START_COLUMNS[cls]) > day))
            for cls in START_COLUMNS
            if cls not in conditions
        )
    elsewhere = all_of_them - len(records[Spell]) - len(records[HouseholdMember])
    heirs = {
        m.household: _possible_heads(session, m, day) for m in records[HouseholdMember] if m.relation == Relation.HEAD
    }
    return OpenRecords(records[Spell], records[HouseholdMember], heirs, records[EarlyWarning], elsewhere, later)


def _records_of_person(
    session: ScopedSession, record_class: Any, person: Person, *further_conditions: Any
) -> list[Any]:
    of_person = (record_class.person_id == person.id, record_class.retired_on.is_(None))
    return list(session.scalars(select(record_class).where(*of_person, *further_conditions).order_by(record_class.id)))


def _possible_heads(session: ScopedSession, headship: HouseholdMember, day: date) -> list[HouseholdMember]:
    """Who is a member the day after and stays one; where there is none, who is one then, or becomes one later."""
    other_members = (
        HouseholdMember.household_id == headship.household_id,
        HouseholdMember.person_id != headship.person_id,
        HouseholdMember.retired_on.is_(None),
        HouseholdMember.lasts_beyond(day + timedelta(days=1)),
    )
    members = list(session.scalars(select(HouseholdMember).where(*other_members).order_by(HouseholdMember.id)))
    present = [member for member in members if member.start_on <= day + timedelta(days=1)]
    staying = {member.person_id for member in members if member.end_on is None}
    return [member for member in present if member.person_id in staying] or present or members


def _still_open(found: OpenRecords) -> str:
    """How many, and how many of them elsewhere if there are any."""
    counts = {"spells": len(found.spells), "memberships": len(found.memberships)}
    if not found.elsewhere:
        return _("Still open: benefit spells {spells}, memberships {memberships}.").format(**counts)
    text = _("Still open: benefit spells {spells}, memberships {memberships}, in other regions {elsewhere}.")
    return text.format(elsewhere=found.elsewhere, **counts)


def check_death(session: ScopedSession, person: Person) -> Iterator[tuple[str, str]]:
    """A day of death leaves nothing open; what is dated later is asked about."""
    if person.died_on is None or is_new(person) or not is_changed(person, "died_on"):
        return
    left_open = records_left_open(session, person, person.died_on)
    if left_open:
        yield (
            "died_on",
            _still_open(left_open)
            + " "
            + (
                _("This death must be entered by the office above both regions.")
                if left_open.elsewhere
                else _("These end with the death: check the list below and save again.")
            ),
        )
    if left_open.later:
        yield "died_on", Doubt(_l("{n} assistance records are dated after this day."), n=left_open.later)

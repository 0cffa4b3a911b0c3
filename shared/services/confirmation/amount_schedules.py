"""What recognitions pay month by month: as it stands, as it was before some changes, as it was last confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from shared.clock import Period, now
from shared.indicators.change_impact import Changes
from shared.models import CONTINUED, AmountChange, AuditEvent, ChangeKind, ChangeState, ProposedChange, Spell
from shared.models.base import Base
from shared.models.region import path_of

from .continued_spells import ContinuedSpell

Schedule = dict[str, int]
"""Fen a month by the first month that pays them; the first amount of the recognition stands under FIRST."""
Rows = dict[tuple[type[Base], int], dict[str, Any]]
FIRST = ""
COLUMNS: dict[type[Base], tuple[str, ...]] = {
    Spell: ("monthly_fen",),
    AmountChange: ("spell_id", "from_month", "monthly_fen", "retired_on"),
}
TABLES: dict[str, type[Base]] = {model.__tablename__: model for model in COLUMNS}
REMEMBERED = timedelta(days=365)
"""So long changes by one person add up where no second person confirms an amount."""


class _Step(NamedTuple):
    """What a recognition paid before a unit of work, pays after it, and paid when it was last confirmed."""

    before: Schedule
    after: Schedule
    confirmed: Schedule


def differences(system: Session, changes: Changes) -> Iterator[int]:
    """By how much each family of a unit of work comes to differ in a month that the changes touch, at most; fen.

    The recognitions that it is paid for in a month are added up, however their changes are split. Each is measured
    against the amount that month had before, and against the one it had when a second person last confirmed an amount
    of the recognition, or 12 months ago if that is later: small steps by one person add up, also when the family moves
    between them.
    """
    touched = spells_of(changes)
    families = _families_of(system, touched)
    after = load_rows(system, {spell.id for family in families for spell in family})
    before = _undone(after, changes)
    for family in families:
        steps = {spell: _step(system, spell.id, before, after) for spell in family}
        alone = [_difference(step) for spell, step in steps.items() if spell.id in touched]
        months = {_month(spell, month) for spell, step in steps.items() for one in step for month in one}
        yield max([*alone, *(_paid_more_or_less(steps, month) for month in months)], default=0)


def _families_of(system: Session, spells: Collection[int]) -> list[list[Spell]]:
    """By family these recognitions and those beside them that are in use."""
    homes = select(Spell.household_id).where(Spell.id.in_(spells))
    in_family = Spell.household_id.in_(homes) & Spell.retired_on.is_(None)
    families: dict[int, list[Spell]] = defaultdict(list)
    for spell in system.scalars(select(Spell).where(Spell.id.in_(spells) | in_family).order_by(Spell.id)):
        families[spell.household_id].append(spell)
    return list(families.values())


def _step(system: Session, spell: int, before: Rows, after: Rows) -> _Step:
    return _Step(schedule_of(before, spell), schedule_of(after, spell), _confirmed_schedule(system, spell, before))


def _month(spell: Spell, month: str) -> str:
    """The month; for the first amount that on whose first day the recognition holds first."""
    begun = Period.month_of(spell.start_on)
    return month or (begun if begun.start == spell.start_on else begun.shifted(-1)).key


def _paid_more_or_less(steps: dict[Spell, _Step], month: str) -> int:
    """What a month that is touched comes to differ by, fen; one by which another goes on does not count beside it."""
    paid = [step for spell, step in steps.items() if spell.is_in_force(Period.parse(month).start)]
    is_touched = any(due(step.before, month) != due(step.after, month) for step in paid)
    return sum(_largest(step, month) for step in paid) if is_touched else 0


def difference_there(system: Session, changes: Changes, continued: ContinuedSpell) -> int:
    """By how much a recognition that goes on elsewhere pays more or less there, at most; fen."""
    before = load_rows_before(system, continued.keys, changes)
    month = Period.month_of(continued.day).key
    confirmed = _confirmed_schedule(system, continued.origin, before)
    there = load_schedule(system, continued.following)
    former = schedule_of(before, continued.former)
    return _difference(_Step(*(_from_month(one, month) for one in (former, there, confirmed))))


def load_rows_before(system: Session, spells: Collection[int], changes: Changes) -> Rows:
    """Recognitions and their changes of amount as they were before a unit of work."""
    return _undone(load_rows(system, spells), changes)


def schedules_before(system: Session, changes: Changes) -> dict[int, Schedule]:
    """What the recognitions of a unit of work paid before it, by their keys; of new ones nothing."""
    new = {int(one["id"]) for one in changes if one["class"] is Spell and one["action"] == "insert"}
    touched = spells_of(changes) - new
    before = load_rows_before(system, touched, changes)
    return {key: schedule_of(before, key) for key in touched}


def load_schedule(session: Session, spell: int) -> Schedule:
    """What a recognition pays; empty when it is not there for the session."""
    return schedule_of(load_rows(session, {spell}), spell)


def spells_of(changes: Changes) -> set[int]:
    """Recognitions whose amounts some changes touch: those a change of amount is moved from and to as well."""
    found = set[int | None]()
    for change in changes:
        if change["class"] is AmountChange:
            found |= {change[when].get("spell_id") for when in ("before", "after")}
        elif change["class"] is Spell and "monthly_fen" in change["before"]:
            found.add(int(change["id"]))
    return {key for key in found if key is not None}


def schedule_of(rows: Rows, spell: int) -> Schedule:
    """What one recognition pays by these rows."""
    if (Spell, spell) not in rows:
        return {}
    used = [row for (model, _), row in rows.items() if model is AmountChange and row["retired_on"] is None]
    later = {row["from_month"]: row["monthly_fen"] for row in used if row["spell_id"] == spell}
    return {FIRST: rows[Spell, spell]["monthly_fen"]} | dict(sorted(later.items()))


def _difference(step: _Step) -> int:
    months = {month for schedule in step for month in schedule}
    touched = [month for month in months if due(step.before, month) != due(step.after, month)]
    return max((_largest(step, month) for month in touched), default=0)


def _largest(step: _Step, month: str) -> int:
    return max(abs(due(step.after, month) - due(other, month)) for other in (step.before, step.confirmed))


def due(schedule: Schedule, month: str) -> int:
    """What it pays in a month, fen."""
    begun = [first for first in schedule if first <= month]
    return schedule[max(begun)] if begun else 0


def load_rows(session: Session, spells: Collection[int]) -> Rows:
    """Recognitions and their changes of amount."""
    rows: Rows = {}
    for model, is_own in ((Spell, Spell.id.in_(spells)), (AmountChange, AmountChange.spell_id.in_(spells))):
        names = ("id", *COLUMNS[model])
        for row in session.execute(select(*(getattr(model, name) for name in names)).where(is_own)):
            values = dict(zip(names, row, strict=True))
            rows[model, values.pop("id")] = values
    return rows


def _undone(rows: Rows, changes: Changes) -> Rows:
    """The rows as they were before a unit of work. A recognition that it begins keeps its first amount."""
    before = {key: dict(values) for key, values in rows.items()}
    for change in reversed(changes):
        if change["class"] in COLUMNS:
            _undo(before, change["class"], int(change["id"]), change["action"], change["before"])
    return before


def _undo(rows: Rows, model: type[Base], key: int, action: str, values: dict[str, Any]) -> None:
    if action == "insert" and model is AmountChange:
        rows.pop((model, key), None)
    elif (model, key) in rows and action == "update":
        rows[model, key] |= {name: value for name, value in values.items() if name in COLUMNS[model]}


def _confirmed_schedule(system: Session, spell: int, before: Rows) -> Schedule:
    """What a recognition paid when an amount of it was last confirmed; before a late move that of the former place."""
    own = [str(key) for (model, key), row in before.items() if model is AmountChange and row["spell_id"] == spell]
    former = None if _last_confirmation(system, spell, own) else _moved_from(system, spell)
    if former is None:
        return schedule_of(_as_confirmed(system, spell, before), spell)
    there = _confirmed_schedule(system, former, load_rows(system, {former}))
    return _from_month(there, Period.month_of(system.get_one(Spell, spell).start_on).key)


def _from_month(schedule: Schedule, first: str) -> Schedule:
    """What it pays in a month and later."""
    return {FIRST: due(schedule, first)} | {month: fen for month, fen in schedule.items() if month > first}


def _moved_from(system: Session, spell: int) -> int | None:
    """The recognition that ended when the family moved and went on as this one, if that was entered lately."""
    about = AuditEvent.record == Spell.__tablename__, AuditEvent.record_id == str(spell)
    lately = select(AuditEvent.id).where(*about, AuditEvent.action == "insert", AuditEvent.at > now() - REMEMBERED)
    if system.scalars(lately).first() is None:
        return None
    new = system.get_one(Spell, spell)
    same = Spell.person_id == new.person_id, Spell.tier == new.tier, Spell.retired_on.is_(None)
    ended = Spell.end_on == new.start_on, Spell.exit_reason.in_(CONTINUED), Spell.id != spell
    return system.scalars(select(Spell.id).where(*same, *ended)).first()


def _as_confirmed(system: Session, spell: int, before: Rows) -> Rows:
    """The rows before a unit of work with what one person alone changed since the last confirmation undone."""
    rows = {key: dict(values) for key, values in before.items() if key[0] is AmountChange or key[1] == spell}
    own = {key for (model, key), row in rows.items() if model is AmountChange and row["spell_id"] == spell}
    for event in _events_since_confirmed(system, spell, own):
        values = {name: pair[0] for name, pair in event.changes.items()}  # type: ignore[index]
        _undo(rows, TABLES[event.record], int(event.record_id), event.action, values)
    return rows


def _events_since_confirmed(system: Session, spell: int, amounts: Iterable[int]) -> Iterable[AuditEvent]:
    """Events of the trail about a recognition and its changes of amount, the newest first."""
    keys = [str(key) for key in amounts]
    is_own = or_(
        and_(AuditEvent.record == Spell.__tablename__, AuditEvent.record_id == str(spell)),
        and_(AuditEvent.record == AmountChange.__tablename__, AuditEvent.record_id.in_(keys)),
    )
    lately = AuditEvent.at > now() - REMEMBERED, AuditEvent.id > _last_confirmation(system, spell, keys)
    query = select(AuditEvent).where(is_own, *lately, AuditEvent.action.in_(("insert", "update")))
    return system.scalars(query.order_by(AuditEvent.id.desc())).all()


def _last_confirmation(system: Session, spell: int, amounts: Collection[str]) -> int:
    """The event by which a second person last confirmed an amount of a recognition: what was before it counts as seen.

    It comes after the events of what it confirmed (`deciding.confirm`).
    """
    found = system.get_one(Spell, spell)
    of_many = ProposedChange.household_id.is_(None) & ProposedChange.region_code.in_(path_of(found.region_code))
    proposals = select(ProposedChange).where(
        or_(ProposedChange.household_id == found.household_id, of_many),
        ProposedChange.state == ChangeState.CONFIRMED,
        ProposedChange.kind.in_((ChangeKind.RECOGNITION, ChangeKind.AMOUNT)),
        ProposedChange.decided_at > now() - REMEMBERED,
    )
    about = [str(one.id) for one in system.scalars(proposals) if _is_about(one.changes, spell, amounts)]
    event = AuditEvent.record == ProposedChange.__tablename__, AuditEvent.record_id.in_(about)
    newest = select(func.max(AuditEvent.id)).where(*event, AuditEvent.action == "confirm")
    return system.scalar(newest) or 0


def _is_about(stored: Iterable[dict[str, Any]], spell: int, amounts: Collection[str]) -> bool:
    """Whether a proposal showed an amount of the recognition to whom it asked."""
    for change in stored:
        values = change["values"]
        if change["record"] == Spell.__tablename__ and change["key"] == str(spell) and "monthly_fen" in values:
            return True
        is_amount = change["record"] == AmountChange.__tablename__
        if is_amount and (change["key"] in amounts or spell in values.get("spell_id", ())):
            return True
    return False

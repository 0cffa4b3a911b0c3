"""Recognitions that end in a division on the day and go on in the one that follows, with their amounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.bulk import insert_rows
from shared.clock import Period
from shared.models import AmountChange, EntryReason, ExitReason, Spell
from shared.models.amount_change import amount_due

from .moves import BATCH, Move, Moving
from .written_records import Change, Keys, changes_of, note, table_of, write_each, write_values

COPIED = ("person_id", "household_id", "tier", "end_on", "exit_reason", "support_place", "care_level")
COLUMNS = (*COPIED, "region_code", "start_on", "monthly_fen", "entry_reason", "version")


def part_spells(system: Session, moving: Moving, written: Keys) -> Iterator[Change]:
    """End what has begun and begin it anew; what begins later simply stands in the new division."""
    for move, keys in moving.keys[Spell].items():
        parted = moving.parted[move]
        whole = sorted(set(keys) - set(parted))
        note(written, "spell", move.former, whole)
        yield from _stand_elsewhere(system, move, whole)
        for start in range(0, len(parted), BATCH):
            yield from _part(system, move, moving.day, parted[start : start + BATCH], written)


def _stand_elsewhere(system: Session, move: Move, keys: list[int]) -> Iterator[Change]:
    place = {"region_code": move.later}
    write_values(system, Spell, keys, place)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        of_spells = select(AmountChange.id).where(AmountChange.spell_id.in_(batch), AmountChange.retired_on.is_(None))
        write_values(system, AmountChange, system.scalars(of_spells), place)
        rows = [row._asdict() for row in system.execute(_identities().where(Spell.id.in_(batch)))]
        yield from changes_of(Spell, "update", {"region_code": move.former}, rows)


def _part(system: Session, move: Move, day: date, keys: list[int], written: Keys) -> Iterator[Change]:
    month = Period.month_of(day).key
    columns = [getattr(Spell, name) for name in COPIED]
    query = select(Spell.id, *columns, amount_due(month).label("due")).where(Spell.id.in_(keys)).order_by(Spell.id)
    rows = system.execute(query).all()
    ending = {"end_on": day, "exit_reason": str(ExitReason.DIVISION)}
    write_values(system, Spell, keys, ending)
    new = [(*row[1:-1], move.later, day, row.due, str(EntryReason.DIVISION), 1) for row in rows]
    insert_rows(system.connection(), table_of(Spell), COLUMNS, new)
    begun = _begun(system, move, day, [row.person_id for row in rows])
    following = {row.id: begun[row.person_id] for row in rows}
    _take_later_amounts(system, following, move, month)
    note(written, "parted", move.former, keys)
    note(written, "begun", move.former, sorted(begun.values()))
    for before, of_action, ids in (({"end_on": None}, "update", keys), ({}, "insert", [*begun.values()])):
        found = [row._asdict() for row in system.execute(_identities().where(Spell.id.in_(ids)))]
        yield from changes_of(Spell, of_action, before, found)


def _begun(system: Session, move: Move, day: date, persons: list[int]) -> dict[int, int]:
    """The recognitions just begun, by their persons."""
    own = (Spell.region_code == move.later, Spell.start_on == day, Spell.entry_reason == EntryReason.DIVISION)
    query = select(Spell.person_id, Spell.id).where(Spell.person_id.in_(persons), *own, Spell.retired_on.is_(None))
    return {person: key for person, key in system.execute(query)}  # noqa: C416 - rows are no pairs to mypy


def _take_later_amounts(system: Session, following: dict[int, int], move: Move, month: str) -> None:
    """Changes of amount of later months belong to the recognition that goes on."""
    later = (AmountChange.from_month > month, AmountChange.retired_on.is_(None))
    query = select(AmountChange.id, AmountChange.spell_id).where(AmountChange.spell_id.in_(following), *later)
    rows: list[dict[str, Any]] = [
        {"key": key, "spell_id": following[spell], "region_code": move.later} for key, spell in system.execute(query)
    ]
    write_each(system, AmountChange, rows)


def _identities() -> Any:
    """What figures ask of a recognition to find whom it counts for."""
    return select(Spell.id, Spell.person_id, Spell.household_id, Spell.region_code, Spell.start_on, Spell.end_on)

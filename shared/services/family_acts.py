"""Acts on a family: one event of the trail says which, and names every record that it wrote, so that it can be undone.

The service that does an act says so (`note_act`); `shared.services.commit` writes the event behind the changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from shared import audit
from shared.access import ScopedSession, elevated
from shared.indicators.change_impact import Changes
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, HouseholdTransfer, Person, Spell
from shared.models.base import Base, Editable, model_of_table
from shared.models.columns import ColumnKind, meaning_of
from shared.models.labelled_enum import LabelledEnum, label_of
from shared.models.labels import counted

ACTION, UNDONE = "act", "undo"
MOVED_AS = {"parted": Spell.__tablename__, "begun": Spell.__tablename__, "registered": Person.__tablename__}
UNDO_MARK = "undo-"
"""Before the act that a unit of work takes back, where the session says what it does."""
WRITTEN_KINDS = (Editable, HouseholdTransfer)
"""Kinds of records that an act writes; of transfers it changes the state only."""
WrittenKind = type[Editable | HouseholdTransfer]
Family = Household | Person
"""Whose page an act is done from and undone: a person's own where the person belongs to no household."""
NotedAct = tuple[str, str, int]  # which act, and the table and key of its family


class FamilyAct(LabelledEnum):
    """What is done with a family as a whole."""

    REGISTRATION = "registration", _l("Registration of a family")
    MOVE = "move", _l("Move")
    BIRTH = "birth", _l("Birth")
    ADOPTION = "adoption", _l("Adoption")
    MARRIAGE = "marriage", _l("Marriage")
    SPLIT = "split", _l("Split of a household")
    MERGER = "merger", _l("Merger of households")
    STOP = "stop", _l("Stop of benefits")
    AMOUNTS = "amounts", _l("Change of amounts")
    DEATH = "death", _l("Death")
    REGISTRATION_MOVE = "registration_move", _l("Move of a registration")
    DISABILITY = "disability", _l("Change of a disability")
    HAND_OVER = "hand_over", _l("Transfer to another office")


@dataclass
class WrittenRecord:
    """A record that an act created (`before` is None) or changed (`before`: the values until then, by column).

    `version` is the one in which the act left it, `events` how often the trail tells that the act wrote it.
    """

    table: str
    key: str
    before: dict[str, Any] | None = field(default_factory=dict)
    version: int = 0
    events: int = 0


def note_act(session: ScopedSession, act: FamilyAct, family: Family) -> None:
    """Say what this unit of work does, and with which family."""
    session.act = (str(act), family.__tablename__, family.id)


def note_undo(session: ScopedSession, act: FamilyAct, table: str, key: int) -> None:
    """Say that this unit of work takes an act back; the household may stand in another office's place again."""
    session.act = (f"{UNDO_MARK}{act}", table, key)


def audit_act(session: ScopedSession, changes: Changes) -> None:
    """Put the act of this unit of work, if there is one, into the trail, with what it wrote."""
    if session.act is None:
        return
    (noted, table, key), session.act = session.act, None
    action = UNDONE if str(noted).startswith(UNDO_MARK) else ACTION
    family: Any = model_of_table(table)
    with elevated(session) as system:
        region = system.get_one(family, key).region_code
        written = _add_versions(system, _written_records(changes))
    rows = [[one.table, one.key, one.version, one.before, one.events] for one in written]
    audit.append(
        session,
        actor=session.actor.login,
        action=action,
        record=table,
        record_id=str(key),
        region_code=region,
        reason=session.reason,
        changes={"act": [None, str(noted).removeprefix(UNDO_MARK)], "written": [None, rows]},
    )


def _written_records(changes: Changes) -> list[tuple[WrittenKind, WrittenRecord]]:
    """Each record once, in the order in which it was first written, with the values before the act."""
    found: dict[tuple[Any, str], WrittenRecord] = {}
    for change in changes:
        kind, key = change["class"], change["id"]
        if not issubclass(kind, WRITTEN_KINDS):
            continue
        known = found.get((kind, key))
        if known is None:
            known = found[kind, key] = WrittenRecord(kind.__tablename__, key)
            known.before = None if change["action"] == "insert" else {}
        known.events += 1
        if known.before is not None:
            known.before = _values_before(kind, change["before"]) | known.before
    return [(kind, one) for (kind, _key), one in found.items()]


def _values_before(kind: type[Base], before: dict[str, Any]) -> dict[str, Any]:
    """The values as the trail keeps them; what is secret no act changes."""
    names = [name for name in before if name != "version" and meaning_of(kind, name).kind is not ColumnKind.SECRET]
    return {name: audit.to_json_value(before[name]) for name in names}


def _add_versions(system: ScopedSession, written: list[tuple[WrittenKind, WrittenRecord]]) -> list[WrittenRecord]:
    """With the version in which the act left each."""
    for kind in {kind for kind, _one in written}:
        own = {int(one.key): one for known, one in written if known is kind}
        for key, version in system.execute(select(kind.id, kind.version).where(kind.id.in_(own))):
            own[key].version = version
    return [one for _kind, one in written]


def describe(name: str, stored: Any) -> str:
    """What the trail keeps of an act, in words: which it was, or how many records of each kind it wrote."""
    if name == "act":
        return str(label_of(FamilyAct, stored))
    if isinstance(stored, dict):  # of a change of divisions: kind, former division, keys
        stored = [(MOVED_AS.get(kind, kind),) for kind, keys in stored.items() for one in keys.values() for _key in one]
    return count_kinds(row[0] for row in stored)


def count_kinds(tables: Iterable[str]) -> str:
    """How many records of each kind: `2 people, 1 household`."""
    kinds = [(model_of_table(table), count) for table, count in Counter(tables).items()]
    return _(", ").join(counted(kind, count) for kind, count in kinds if kind is not None)

"""Taking a change of divisions back as a whole, while nothing rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from shared.access import Permission, ScopedSession, acting_for
from shared.audit import from_json_value
from shared.clock import today
from shared.indicators.refresh import WITHIN
from shared.locale import _
from shared.models import (
    Account,
    AmountChange,
    AuditEvent,
    DiscoveryMechanism,
    DivisionChange,
    ExitReason,
    Household,
    HouseholdMember,
    HouseholdPlace,
    Person,
    PersonRegistration,
    Region,
    RoleGrant,
    Spell,
)
from shared.models.base import model_of_table
from shared.services import records
from shared.services.service_errors import ValidationError

from .carrying_out import ACTION
from .later_entries import require_untouched
from .moved_households import moved_register
from .moved_registrations import REGISTERED
from .moves import BATCH
from .plan import DivisionPlan
from .previewing import Counts
from .regions_written import rename_divisions
from .written_records import Change, Keys, changes_of, count_of, keys_of, write_each, write_values

UNDONE = "undo"


def undo_change(session: ScopedSession, change: DivisionChange, reason: str) -> None:
    """Everything stands again as before; ValidationError when something rests on the change."""
    session.actor.require(Permission.REGIONS_EDIT, change.region_code)
    session.reason = records.require_reason(reason)
    with acting_for(session) as system:
        found = system.get_one(DivisionChange, change.id, with_for_update=True)
        if found.retired_on is not None:
            raise ValidationError({"": _("This change of divisions was undone already.")})
        plan, event = DivisionPlan.from_json(found.plan), _event_of(system, found)
        written: Keys = event.changes["moved"][1]  # type: ignore[index]
        require_untouched(system, plan, event, written)
        found.retired_on, found.retired_reason = today(), session.reason
        made = [*_join_spells(system, written), *_move_back(system, written), *_count_persons_anew(plan, written)]
        system.bulk_changes += [one | {WITHIN: plan.county} for one in made]
        _take_back_followers(system, event)
        rename_divisions(system, plan, back=True)
        _close_opened(system, plan)
        system.bulk_events.append(_undo_event(session, found))


def count_moved_back(system: ScopedSession, change: DivisionChange) -> Counts:
    """How many families, people and recognitions stand again where they stood."""
    written: Keys = _event_of(system, change).changes["moved"][1]  # type: ignore[index]
    spells = count_of(written, Spell.__tablename__) + count_of(written, "begun")
    return [*((kind, count_of(written, kind.__tablename__)) for kind in (Household, Person)), (Spell, spells)]


def _event_of(system: ScopedSession, change: DivisionChange) -> AuditEvent:
    own = AuditEvent.record == DivisionChange.__tablename__, AuditEvent.record_id == str(change.id)
    return system.scalars(select(AuditEvent).where(*own, AuditEvent.action == ACTION)).one()


def _join_spells(system: ScopedSession, written: Keys) -> Iterator[Change]:
    """What was begun goes out of use; what was parted goes on as it did, with its later amounts."""
    begun, parted = keys_of(written.get("begun", {})), set(keys_of(written.get("parted", {})))
    for start in range(0, len(begun), BATCH):
        new = list(system.scalars(select(Spell).where(Spell.id.in_(begun[start : start + BATCH]))))
        following = {one.person_id: one for one in new}
        query = select(Spell).where(Spell.person_id.in_(following), Spell.exit_reason == ExitReason.DIVISION)
        pairs = [(one, following[one.person_id]) for one in system.scalars(query) if one.id in parted]
        write_values(system, Spell, [one.id for one in new], _out_of_use(system))
        _end_as_before(system, pairs)
        for before, some in (({"retired_on": None}, new), ({"end_on": None}, [one for one, _new in pairs])):
            yield from changes_of(Spell, "update", before, map(_identity, some))


def _end_as_before(system: ScopedSession, pairs: list[tuple[Spell, Spell]]) -> None:
    """Each as the one that went on; that one stands where this one does, so that the new division is empty."""
    endings = [{"key": one.id, "end_on": new.end_on, "exit_reason": new.exit_reason} for one, new in pairs]
    write_each(system, Spell, endings)
    former = {new.id: one for one, new in pairs}
    amounts = select(AmountChange.id, AmountChange.spell_id).where(AmountChange.spell_id.in_(former))
    rows: list[Change] = [
        {"key": key, "spell_id": former[spell].id, "region_code": former[spell].region_code}
        for key, spell in system.execute(amounts)
    ]
    write_each(system, AmountChange, rows)
    write_each(system, Spell, [{"key": new.id, "region_code": one.region_code} for one, new in pairs])


def _identity(spell: Spell) -> Change:
    return {"id": spell.id, "person_id": spell.person_id, "household_id": spell.household_id}


def _move_back(system: ScopedSession, written: Keys) -> Iterator[Change]:
    """Each record where it stood."""
    for kind in (Household, HouseholdMember, Person, Spell):
        for code, keys in written.get(kind.__tablename__, {}).items():
            write_values(system, kind, keys, {"region_code": code})
    for code, keys in written.get(Spell.__tablename__, {}).items():
        of_spells = AmountChange.spell_id.in_(keys), AmountChange.retired_on.is_(None)
        write_values(
            system, AmountChange, system.scalars(select(AmountChange.id).where(*of_spells)), {"region_code": code}
        )
        spells = system.scalars(select(Spell).where(Spell.id.in_(keys)))
        yield from changes_of(Spell, "update", {"region_code": code}, map(_identity, spells))
    for code, keys in written.get(REGISTERED, {}).items():
        write_values(system, Person, keys, {"registration_region_code": code})
    write_values(
        system, PersonRegistration, keys_of(written.get(PersonRegistration.__tablename__, {})), _out_of_use(system)
    )
    write_values(system, HouseholdPlace, keys_of(written.get(HouseholdPlace.__tablename__, {})), _out_of_use(system))


def _count_persons_anew(plan: DivisionPlan, written: Keys) -> Iterator[Change]:
    """The registers of the divisions, as the figures ask of them."""
    moves = {*plan.follows.items(), *((one.village, one.into) for one in plan.chosen)}
    for former, later in moves if written.get(Person.__tablename__) else ():
        yield moved_register(later, former)


def _take_back_followers(system: ScopedSession, event: AuditEvent) -> None:
    """Accounts, grants and mechanisms as the trail of the act tells them, the last change first."""
    created = {(table, str(key)) for table, key in event.changes["created"][1]}  # type: ignore[index]
    for change in _changes_of_act(system, event):
        kind: Any = model_of_table(change.record)
        record = system.get(kind, int(change.record_id))
        if record is None:
            continue
        if (change.record, change.record_id) in created:
            system.delete(record)
        else:
            values: dict[str, Any] = {name: pair[0] for name, pair in change.changes.items()}  # type: ignore[index]
            for name in values.keys() - {"version"}:
                setattr(record, name, from_json_value(kind, name, values[name]))
        system.flush()


def _changes_of_act(system: ScopedSession, event: AuditEvent) -> list[AuditEvent]:
    """The single changes of the unit of work, which stand just before its event."""
    kinds = [kind.__tablename__ for kind in (Account, RoleGrant, DiscoveryMechanism)]
    inserted = select(func.min(AuditEvent.id)).where(
        AuditEvent.record == DivisionChange.__tablename__, AuditEvent.record_id == event.record_id
    )
    first = system.scalar(inserted) or event.id
    between = AuditEvent.id > first, AuditEvent.id < event.id, AuditEvent.record.in_(kinds)
    return list(system.scalars(select(AuditEvent).where(*between).order_by(AuditEvent.id.desc())))


def _close_opened(system: ScopedSession, plan: DivisionPlan) -> None:
    """The former divisions stand again, and the new ones never did: nothing refers to them any more."""
    for code in plan.ended:
        region = system.get_one(Region, code, with_for_update=True)
        region.valid_to = region.successor_code = None
    system.flush()
    try:
        with system.begin_nested():
            for code in sorted(plan.opened, key=len, reverse=True):
                system.delete(system.get_one(Region, code))
                system.flush()
    except IntegrityError as error:
        template = _("It can no longer be undone: {n} entries were made in these divisions since.")
        raise ValidationError({"": template.format(n=1)}) from error


def _out_of_use(system: ScopedSession) -> dict[str, Any]:
    return {"retired_on": today(), "retired_reason": system.reason}


def _undo_event(session: ScopedSession, change: DivisionChange) -> dict[str, Any]:
    about = {"record": DivisionChange.__tablename__, "record_id": str(change.id), "region_code": change.region_code}
    return {"actor": session.actor.login, "action": UNDONE, "reason": session.reason, "changes": {}, **about}

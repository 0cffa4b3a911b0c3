"""Taking an act on a family back as a whole, while nothing rests on it: every record stands again as before."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, cast, func, or_, select, union_all
from sqlalchemy.exc import IntegrityError

from shared.access import ScopedSession, acting_for, elevated
from shared.audit import from_json_value
from shared.clock import today
from shared.locale import _
from shared.models import AuditEvent
from shared.models.base import model_of_table
from shared.models.labels import nouns

from . import records
from .confirmation.decisions import return_all_about
from .constraint_messages import validation_error_from
from .family_acts import Family, FamilyAct, WrittenRecord, note_undo
from .history import CHANGES
from .household_transfers import NEEDED_TO_ACCEPT
from .past_acts import FAMILY_COLUMNS, PastAct, count_undone, load_latest_act
from .service_errors import ValidationError
from .subjects import chain_to_people
from .timeline.family_links import FAMILY_LINKS


def undo_act(session: ScopedSession, family: Family, event_id: int, reason: str) -> FamilyAct:
    """Take back the act of an event of the trail, the newest one of the family that stands; what it was.

    What it created goes out of use, what it changed is again what it was. ValidationError when it is not the newest,
    when it was undone before, or when later changes of the same family rest on it; what was done and undone since is
    none.
    """
    session.reason = records.require_reason(reason)
    act, key = load_latest_act(session, family), family.id
    if act is None or act.event_id != event_id:
        raise ValidationError({"": _("This can no longer be undone: something else was done since.")})
    if act.kind is FamilyAct.HAND_OVER:
        _give_back(session, act, family)
    else:
        _undo(session, act)
    note_undo(session, act.kind, family.__tablename__, key)
    return act.kind


def _give_back(session: ScopedSession, act: PastAct, household: Family) -> None:
    """The office that took a family over takes its acceptance back: the old one has it, and its offer waits again."""
    for permission in NEEDED_TO_ACCEPT:
        session.actor.require(permission, household.region_code)
    key = household.id
    with acting_for(session) as system:
        _undo(system, act)
    return_all_about(session, key)


def _undo(session: ScopedSession, act: PastAct) -> None:
    """Take back what was written, with the hands of a session that reaches all of it."""
    try:
        with session.begin_nested():
            stored = _lock(session, act.written)
            _require_nothing_rests(session, act, stored)
            _take_back(session, act.written, stored)
    except IntegrityError as error:
        raise validation_error_from(error) from error


def _lock(session: ScopedSession, written: list[WrittenRecord]) -> dict[tuple[str, str], Any]:
    """The records of an act, read anew and locked kind by kind; ValidationError for one that is out of reach."""
    keys: dict[str, list[int]] = defaultdict(list)
    for one in written:
        keys[one.table].append(int(one.key))
    found: dict[tuple[str, str], Any] = {}
    for table, keys_of_kind in sorted(keys.items()):
        kind: Any = model_of_table(table)
        query = select(kind).where(kind.id.in_(keys_of_kind)).order_by(kind.id).with_for_update()
        for record in session.scalars(query.execution_options(populate_existing=True)):
            found[table, str(record.id)] = record
    if len(found) < len(written):
        raise ValidationError(
            {"": _("Records of another office belong to this: it can be undone by the office above.")}
        )
    return found


def _require_nothing_rests(session: ScopedSession, act: PastAct, stored: dict[tuple[str, str], Any]) -> None:
    """Refuse where a record was changed since, or anything was entered about the same people and households."""
    with elevated(session) as system:
        families = _families(act.written, stored)
        undone_events = count_undone(system, act, families)
        later = system.execute(_later_changes(families, act.event_id))
        changed = {table for table, key, count in later if count > undone_events[table, key]}
    for one in act.written:
        if stored[one.table, one.key].version != one.version + undone_events[one.table, one.key]:
            changed.add(one.table)
    if changed:
        kinds: list[Any] = [model_of_table(table) for table in sorted(changed)]
        names = _(", ").join(str(nouns(kind)) for kind in kinds)
        raise ValidationError(
            {"": _("Later changes rest on it ({names}): undo or correct those first.").format(names=names)}
        )


def _families(written: list[WrittenRecord], stored: dict[tuple[str, str], Any]) -> dict[str, set[int]]:
    """Households and persons that the records of an act name, now or before it."""
    found: dict[str, set[int]] = {name: set() for name in FAMILY_COLUMNS}
    for one in written:
        links = list(chain_to_people(stored[one.table, one.key]))
        for name in FAMILY_COLUMNS:
            own = [int(one.key) if f"{one.table}_id" == name else None, (one.before or {}).get(name)]
            found[name] |= {key for key in (*own, *(getattr(link, name, None) for link in links)) if key is not None}
    return found


def _later_changes(families: dict[str, set[int]], event_id: int) -> CompoundSelect[Any]:
    """Records that belong to these families and were entered or changed behind an event: table, key, how often."""
    return union_all(*(_later_changes_of(kind, families, event_id) for kind in FAMILY_LINKS))


def _later_changes_of(kind: Any, families: dict[str, set[int]], event_id: int) -> Select[str, str, int]:
    link = FAMILY_LINKS[kind]
    ends = zip((link.household, link.person), FAMILY_COLUMNS, strict=True)
    named = [column.in_(families[name]) for column, name in ends if column is not None]
    query = select(AuditEvent.record, AuditEvent.record_id, func.count()).select_from(kind)
    for relationship in link.through:
        query = query.join(relationship)
    about = (AuditEvent.record == kind.__tablename__, AuditEvent.record_id == cast(kind.id, String(40)))
    later = (AuditEvent.id > event_id, AuditEvent.action.in_(CHANGES))
    return query.where(or_(*named), *about, *later).group_by(AuditEvent.record, AuditEvent.record_id)


def _take_back(session: ScopedSession, written: list[WrittenRecord], stored: dict[tuple[str, str], Any]) -> None:
    """First what is new goes out of use, the last first; then the others are what they were, in their order.

    So no two ever hold at once; who did not die lives before anything of theirs goes on. Nothing is asked about: this
    stood before, and nothing came after it.
    """
    for one in reversed(written):
        record = stored[one.table, one.key]
        if one.before is None and record.retired_on is None:
            record.retired_on, record.retired_reason = today(), session.reason
            session.flush()
    for one in sorted(written, key=lambda one: "died_on" not in (one.before or {})):
        record = stored[one.table, one.key]
        for name, value in (one.before or {}).items():
            setattr(record, name, from_json_value(type(record), name, value))
        session.flush()

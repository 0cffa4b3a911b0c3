"""What rests on a change of divisions: entries made since, and later changes of the same divisions."""

from __future__ import annotations

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale import _
from shared.models import AuditEvent, DivisionChange, Person, Spell
from shared.services.service_errors import ValidationError

from .carrying_out import ACTION
from .moved_registrations import REGISTERED
from .plan import DivisionPlan
from .written_records import Keys, keys_of

SPELLS = {"parted": Spell.__tablename__, "begun": Spell.__tablename__, REGISTERED: Person.__tablename__}
"""The table of what the event of the act calls by another name."""
WRITING = ("insert", "update", "delete", ACTION)


def require_untouched(system: ScopedSession, plan: DivisionPlan, event: AuditEvent, written: Keys) -> None:
    """ValidationError when an entry since the act changed what it wrote, or stands in a division that it opened."""
    later = AuditEvent.id > event.id, AuditEvent.action.in_(WRITING)
    here = AuditEvent.region_code.in_([*plan.concerned, plan.county])
    rows = system.execute(select(AuditEvent.record, AuditEvent.record_id, AuditEvent.region_code).where(*later, here))
    touched = {(SPELLS.get(name, name), str(key)) for name, found in written.items() for key in keys_of(found)}
    own = (DivisionChange.__tablename__, str(event.record_id))
    rests = [
        row
        for row in rows
        if (row.record, row.record_id) != own
        and ((row.record, row.record_id) in touched or row.region_code in plan.opened)
    ]
    if rests or _is_followed(system, plan, int(event.record_id)):
        template = _("It can no longer be undone: {n} entries were made in these divisions since.")
        raise ValidationError({"": template.format(n=len(rests) or 1)})


def _is_followed(system: ScopedSession, plan: DivisionPlan, key: int) -> bool:
    """Whether the same divisions were changed once more."""
    later = DivisionChange.id > key, DivisionChange.region_code == plan.county, DivisionChange.retired_on.is_(None)
    plans = [DivisionPlan.from_json(one.plan) for one in system.scalars(select(DivisionChange).where(*later))]
    return any(set(plan.concerned) & set(one.concerned) for one in plans)

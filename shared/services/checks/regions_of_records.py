"""Where a record belongs: in a region of the right level, by default where the record stands that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import inspect

from shared.access import ScopedSession, elevated
from shared.clock import today
from shared.locale import _
from shared.models import Region
from shared.models.base import Base, referenced_model
from shared.models.region import ancestor, level_of


def region_from_parent(session: ScopedSession, record: Base) -> str | None:
    """The region of the record that a new one rests on; None when it rests on none that can be seen."""
    parent = referenced_model(type(record), record.__rests_on__)
    key = getattr(record, record.__rests_on__) if parent else None
    parent_record = session.get(parent, key) if parent and key else None
    if parent_record is None:
        return None
    code = _going_on(session, str(parent_record.region_code))  # type: ignore[attr-defined]
    allowed = record.__levels__
    return code if level_of(code) in allowed else ancestor(code, allowed[0])


def _going_on(session: ScopedSession, code: str) -> str:
    """The division in which one goes on today, if it was merged or split: perhaps one that the actor does not see."""
    own = session.get(Region, code)
    if own is not None and not _is_followed(own):
        return code
    with elevated(session) as system:
        seen = set[str]()
        while code not in seen and (region := system.get(Region, code)) is not None and _is_followed(region):
            seen.add(code)
            code = str(region.successor_code)
    return code


def _is_followed(region: Region) -> bool:
    return region.valid_to is not None and region.valid_to <= today() and bool(region.successor_code)


def check(session: ScopedSession, record: Base) -> Iterator[tuple[str, str]]:
    """The region exists, stands today, and has a level that such records belong to."""
    columns = record.__mapper__.columns
    if "region_code" not in columns or not inspect(record).attrs["region_code"].history.has_changes():
        return
    code: str | None = record.region_code  # type: ignore[attr-defined]
    if code is None:
        return
    region = session.get(Region, code)
    if region is None:
        yield "region_code", _("This is not one of your regions. Choose one of your regions.")
    elif region.valid_to is not None and (region.valid_to <= today() or record.__levels__):
        yield (
            "region_code",
            _("This region is or was abolished on {day}: choose the region it is merged into.").format(
                day=region.valid_to
            ),
        )
    elif (allowed := record.__levels__) and region.level not in allowed:
        levels = " / ".join(str(level.label) for level in allowed)
        yield "region_code", _("Choose a region of this level: {levels}.").format(levels=levels)

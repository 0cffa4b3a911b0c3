"""Records of short lists as options of a select."""

from __future__ import annotations

from sqlalchemy import inspect, select

from admin.display.titles import title_of
from admin.request import context
from shared.models import Programme, ProgrammeCycle
from shared.models.base import Base

SELECT_MODELS: tuple[type[Base], ...] = (Programme, ProgrammeCycle)
MAX_OPTIONS = 200


def select_options(target: type[Base]) -> list[tuple[str, str]]:
    """All records in use of a short list, newest first."""
    key = inspect(target).primary_key[0]
    in_use = target.retired_on.is_(None)  # type: ignore[attr-defined]
    records = context.session().scalars(select(target).where(in_use).order_by(key.desc()).limit(MAX_OPTIONS))
    return [(str(record.id), title_of(record)) for record in records]  # type: ignore[attr-defined]

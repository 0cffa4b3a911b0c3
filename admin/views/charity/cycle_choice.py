"""The programme cycle that a list of many records is for: the one of the address, or the one now under way."""

from __future__ import annotations

from flask import abort, request
from sqlalchemy import select

from admin.request import context
from shared.clock import today
from shared.models import ProgrammeCycle

CYCLE = "cycle_id"


def load_cycles() -> list[ProgrammeCycle]:
    """The cycles in use: those under way first, then the newest."""
    found = context.session().scalars(select(ProgrammeCycle).where(ProgrammeCycle.retired_on.is_(None)))
    day = today()
    return sorted(found, key=lambda one: (one.starts_on <= day <= one.deadline_on, one.starts_on, one.id), reverse=True)


def requested_cycle() -> ProgrammeCycle | None:
    """The cycle of the address; without one the first; None when there is none at all."""
    text = request.args.get(CYCLE, "")
    if not text:
        return next(iter(load_cycles()), None)
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        abort(404)
    return context.session().get(ProgrammeCycle, int(text)) or abort(404)

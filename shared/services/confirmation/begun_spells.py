"""Recognitions that a unit of work begins, ends or makes others, with the amount they pay at that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from shared.clock import Period, today
from shared.indicators.change_impact import Changes
from shared.models import Spell

from .amount_schedules import due, load_rows, load_rows_before, schedule_of

BEGIN_OR_END = {"person_id", "household_id", "tier", "start_on", "end_on", "retired_on", "region_code"}
"""Columns of a recognition by which it begins, ends or becomes another one: also one that another office pays."""


def begins_or_ends(change: dict[str, Any]) -> bool:
    """Whether a change of a recognition is more than one of its amount, or of what it is called."""
    return change["action"] == "insert" or bool(change["before"].keys() & BEGIN_OR_END)


def begun_or_ended(system: Session, changes: Changes) -> int:
    """The sum of what these recognitions pay a month at the day on which they begin or end, fen."""
    found = [change for change in changes if change["class"] is Spell and begins_or_ends(change)]
    keys = {int(change["id"]) for change in found}
    after, before = load_rows(system, keys), load_rows_before(system, keys, changes)
    amounts = {}
    for change in found:
        is_void = change["after"]["retired_on"] is not None  # its changes of amount went out of use with it
        schedule = schedule_of(before if is_void else after, int(change["id"]))
        amounts[change["id"]] = due(schedule, Period.month_of(_day(change)).key)
    return sum(amounts.values())


def _day(change: dict[str, Any]) -> date:
    """The last paid day where it ends, the first one where it begins or goes on; else the present one."""
    before, after = change["before"], change["after"]
    if "end_on" in before:
        return after["end_on"] - timedelta(days=1) if after["end_on"] else before["end_on"]
    if change["action"] == "insert" or "start_on" in before:
        return after["start_on"]
    last = (after["end_on"] or date.max) - timedelta(days=1)
    return max(after["start_on"], min(last, today()))

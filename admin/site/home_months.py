"""What waits of the monthly close, on the first page: to be submitted, to be checked, to be locked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from admin.display import region_names
from admin.request import context
from shared.access import Permission, ScopedSession
from shared.locale import _
from shared.models import Level
from shared.models.region import ancestor
from shared.services.month_close.county_months import CountyMonth, MonthState
from shared.services.month_close.overview import MonthOverview, load_overview

LATEST = 2
"""Older months wait too, but are no work of today."""


@dataclass(frozen=True)
class WaitingMonth:
    """What is to be done with a month, and where."""

    text: str
    url: str


def load_waiting_months(session: ScopedSession) -> list[WaitingMonth]:
    """What the user has to do; nothing for who only reads."""
    actor = context.actor()
    if not actor.has_permission(Permission.FIGURES_EDIT) and not actor.has_permission(Permission.FIGURES_CONFIRM):
        return []
    return [one for month in load_overview(session, LATEST) if month.lock is None for one in _waiting(month)]


def _waiting(overview: MonthOverview) -> Iterator[WaitingMonth]:
    actor, month = context.actor(), overview.month
    own = [one for one in overview.counties if actor.has_permission(Permission.FIGURES_EDIT, one.region.code)]
    due = [one for one in own if one.reached in (MonthState.OPEN, MonthState.RETURNED)]
    to_check = [one for one in overview.counties if one.reached is MonthState.SUBMITTED and _may_check(one)]
    if len(due) == 1 == len(own):
        county = due[0].region.code
        text = _("{month} of {county}: to be submitted by {day}")
        filled_in = text.format(month=month.key, county=region_names.region_name(county), day=due[0].due_on or "—")
        yield WaitingMonth(filled_in, url_for("month_step.county_view", month=month.key, region=county))
    elif due:
        yield _waiting_month(overview, _("{month}: {n} counties have not submitted"), len(due))
    if to_check:
        yield _waiting_month(overview, _("{month}: {n} counties to be checked"), len(to_check))


def _waiting_month(overview: MonthOverview, text: str, count: int) -> WaitingMonth:
    key = overview.month.key
    return WaitingMonth(text.format(month=key, n=count), url_for("month_step.month_view", month=key))


def _may_check(one: CountyMonth) -> bool:
    return context.actor().has_permission(Permission.FIGURES_CONFIRM, ancestor(one.region.code, Level.CITY))

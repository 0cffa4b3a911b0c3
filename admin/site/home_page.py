"""The first page: my region, what is overdue, what is due today, what changed lately, where to go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from admin.display import region_names
from admin.display.titles import title_of
from admin.records.record_urls import record_url
from admin.request import context
from admin.request.actions import ViewAction
from admin.request.view_registry import view_of, views
from admin.site.home_months import load_waiting_months
from admin.site.home_proposals import load_proposals
from shared.access import Permission, ScopedSession
from shared.clock import Period, today
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.values import load_value
from shared.models import (
    Account,
    EarlyWarning,
    HomeVisit,
    Household,
    Person,
    Region,
    RoleGrant,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
)
from shared.rules.parameter_keys import DUE_SOON_DAYS
from shared.rules.parameters import number_on
from shared.services import data_quality, history, household_transfers

MAX_ENTRIES = 10
SHORTCUT_MODELS = (Person, Household, Spell, TemporaryAssistance, HomeVisit, WarningOutcome, Account, RoleGrant, Region)


@dataclass(frozen=True)
class RecentChange:
    """A change as the page says it: what kind of record, where it leads, when, by whom."""

    label: str
    title: str
    action: str
    url: str
    at: Any
    actor: str


class HomePage(BaseView):
    """The page at /admin/."""

    @expose("/")
    def index(self) -> ResponseReturnValue:
        """Draw it for the signed-in user."""
        session, region = context.session(), context.default_region()
        watches = context.actor().has_permission(Permission.MONITORING_READ)
        return self.render(
            "home.html",
            region=region_names.region_path(region) if region else "",
            **(_due_warnings(session, region) if watches else {}),
            **load_proposals(session),
            watches=watches,
            handles=context.actor().has_permission(Permission.MONITORING_EDIT),
            changes=[
                entry for change in history.recent_changes(session, MAX_ENTRIES) if (entry := _recent_change(change))
            ],
            shortcuts=[view for view in map(view_of, SHORTCUT_MODELS) if view.may(ViewAction.CREATE)],
            registers_families=view_of(Household).may(ViewAction.CREATE),
            months=load_waiting_months(session),
            transfers=household_transfers.find_offered(session),
            findings=data_quality.find_data_faults(session),
        )


def _due_warnings(session: ScopedSession, region: str | None) -> dict[str, Any]:
    """What waits: overdue, due today, and as far as there is room due soon."""
    overdue = _load_warnings(session, EarlyWarning.is_overdue(today()))
    due_today = _load_warnings(session, EarlyWarning.is_open, EarlyWarning.due_on == today())
    soon_days = int(number_on(session, DUE_SOON_DAYS, region, today()) or 0) if region else 0
    soon = EarlyWarning.due_on > today(), EarlyWarning.due_on <= today() + timedelta(days=soon_days)
    return {
        "overdue": overdue,
        "overdue_count": _overdue_count(session, region) if region else None,
        "due_today": due_today,
        "soon_days": soon_days,
        "due_soon": _load_warnings(session, EarlyWarning.is_open, *soon, limit=MAX_ENTRIES - len(due_today)),
    }


def _load_warnings(
    session: ScopedSession, state: Any, *conditions: Any, limit: int = MAX_ENTRIES
) -> list[EarlyWarning]:
    """The warnings in a state that are due first, the oldest before all others, inside the scope."""
    query = select(EarlyWarning).where(state, *conditions).options(selectinload(EarlyWarning.person))
    warnings = list(session.scalars(query.order_by(EarlyWarning.due_on, EarlyWarning.id).limit(limit)))
    region_names.preload(warning.region_code for warning in warnings)
    return warnings


def _overdue_count(session: ScopedSession, region: str) -> int | None:
    """How many warnings are overdue in the region, from the cube; None when it was not built."""
    state = current_snapshot(session)
    if state is None or not context.actor().has_permission(Permission.FIGURES_READ, region):
        return None
    value = load_value(session, "overdue_warnings", region, Period.month_of(state.day))
    return None if value is None else value.numerator


def _recent_change(change: history.Change) -> RecentChange | None:
    """A change with the page it leads to; None when the user may not open it."""
    view = next((v for v in views() if v.model.__tablename__ == change.record and v.may(ViewAction.READ)), None)
    if view is None:
        return None
    record = view.find(change.record_id)
    if record is None:
        return None
    return RecentChange(view.label, title_of(record), change.action, record_url(record), change.at, change.actor)

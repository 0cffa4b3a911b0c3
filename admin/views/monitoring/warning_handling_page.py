"""A warning handled on one page, also on a telephone: whom it is about, the visit, the outcome, the assistance."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from admin.display import households_today
from admin.forms import builder
from admin.records.act_page import ActPage
from admin.records.detail_page import DetailPage
from admin.records.record_urls import record_url
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import Permission, require_change
from shared.clock import today
from shared.locale import _
from shared.models import EarlyWarning, Household, WarningOutcome
from shared.services import warning_handling
from shared.services.household_composition import Family, load_family
from shared.services.warning_handling import SECTIONS


class WarningHandlingPage:
    """The act on a warning that is open."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.detail_page = detail_page
        fields = {
            f"{section}_{name}": builder.build_field(record, name, is_required=False)
            for section, (record, _leading, names) in SECTIONS.items()
            for name in names
        }
        self.form_class = builder.build_form_class(EarlyWarning, tuple(fields), **fields)

    @expose_action("/handle/", ViewAction.EDIT, ("GET", "POST"), Permission.MONITORING_EDIT)
    def handle_view(self) -> ResponseReturnValue:
        """Enter what was found at the door; then the next warning that is due."""
        warning, session = self.detail_page.requested_record(), context.session()
        require_change(session, warning)
        if warning.retired_on or not warning.person:
            abort(404)
        shown = dict.fromkeys(("outcome_decided_on", "temporary_granted_on", "referral_started_on"), today())
        planned = warning_handling.planned_visit(session, warning)
        visit = {"visit_visitor": planned.visitor if planned else context.actor().name}
        page = ActPage(
            self.detail_page.view,
            warning,
            builder.bind_form(self.form_class, shown | visit),
            heading=_("Handle: {title}").format(title=self.detail_page.view.title(warning)),
            button=_("Save and go to the next warning"),
            done=_("Saved."),
            needs_reason=False,
            template="warning_handling.html",
            facts=_facts(warning),
            next_url=_next_url,
        )
        return page.respond(lambda values: warning_handling.handle_warning(session, warning, values))


def _facts(warning: EarlyWarning) -> dict[str, Any]:
    """The family to be visited; which parts are left to be filled in."""
    household = households_today.household_of(warning.person_id)
    outcomes = select(WarningOutcome.id).where(WarningOutcome.warning_id == warning.id)
    decided = context.session().scalars(outcomes.limit(1)).first() is not None
    may_grant = context.actor().has_permission(Permission.ASSISTANCE_EDIT, warning.region_code)
    left_out = {"outcome"} if decided else set()
    left_out |= set() if may_grant else {"temporary"}
    sections = {name: list(SECTIONS[name][2]) for name in SECTIONS if name not in left_out}
    return {"household": household, "family": _family(household), "sections": sections}


def _family(household: Household | None) -> Family | None:
    session = context.session()
    return None if household is None else load_family(household.id, today(), session, session)


def _next_url(warning: EarlyWarning) -> str:
    """The next warning that is due, to be handled likewise; back to this one when no other is open."""
    following = warning_handling.next_open_warning(context.session(), warning)
    if following is None:
        flash(_("No other warning is open."))
        return record_url(warning)
    return url_for("early_warning.handle_view", id=following.id)

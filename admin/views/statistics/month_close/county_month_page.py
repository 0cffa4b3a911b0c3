"""The month of a county: its figures beside those of the month before, what the rules find, its steps."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.display.figure_values import change_text, figure_text
from admin.display.region_names import region_name
from admin.records.detail_page import DetailPage
from admin.records.edit_pages import INVALID
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.statistics.month_close.month_address import (
    attempt,
    county_month_url,
    month_url,
    requested_month,
    requested_region,
)
from shared.access import Permission
from shared.access.protected_readers import is_open_to
from shared.clock import Period, today
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.values import load_values
from shared.locale import _
from shared.models import Level
from shared.models.region import ancestor, level_of
from shared.services.month_close.county_months import CountyMonth, MonthState
from shared.services.month_close.submitting import check, load_county_month, return_to_county, submit
from shared.services.month_close.validation_rules import RULES_BY_KEY, ValidationFinding, find_violations, from_step
from shared.services.service_errors import ValidationError

FIGURES = (
    "low_income_population",
    "coverage_rate",
    "entries",
    "exits",
    "warnings_issued",
    "temporary_assistance",
    "deliveries",
)
"""What a county looks over before it submits, and its city before it checks."""
CAN_SUBMIT = (MonthState.OPEN, MonthState.RETURNED)
EXPLANATION = "explanation-"


class CountyMonthPage:
    """The page; the county submits on it, the city checks or returns."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.view = detail_page.view

    @expose_action("/county/", ViewAction.LIST)
    def county_view(self) -> ResponseReturnValue:
        """How far it is."""
        return self._page({}, 200)

    @expose_action("/county/submit", ViewAction.READ, ("POST",), Permission.FIGURES_EDIT)
    def submit_view(self) -> ResponseReturnValue:
        """The county submits, with an explanation for each finding."""
        explanations = {key: request.form.get(f"{EXPLANATION}{key}", "") for key in RULES_BY_KEY}
        session, where = context.session(), (requested_month(), _requested_county())
        return self._done(lambda: submit(session, *where, explanations), _("The month is submitted."))

    @expose_action("/county/check", ViewAction.READ, ("POST",), Permission.FIGURES_CONFIRM)
    def check_view(self) -> ResponseReturnValue:
        """The city finds it in order, or sends it back with a reason."""
        session, where = context.session(), (requested_month(), _requested_county())
        if request.form.get("decision") == "return":
            reason = request.form.get("reason", "")
            return self._done(
                lambda: return_to_county(session, *where, reason), _("The month went back to the county.")
            )
        return self._done(lambda: check(session, *where), _("The month is checked."))

    def _done(self, act: Callable[[], object], done: str) -> ResponseReturnValue:
        if errors := attempt(act):
            return self._page(errors, INVALID)
        flash(done)
        return redirect(county_month_url(requested_month(), _requested_county()))

    def _page(self, errors: dict[str, str], status: int) -> ResponseReturnValue:
        month, county, actor = requested_month(), _requested_county(), context.actor()
        found = _load(month, county)
        city = ancestor(county, Level.CITY)
        page = render_template(
            "county_month.html",
            admin_view=self.view,
            month=month,
            county=found,
            rows=_figure_rows(month, county),
            figure_text=figure_text,
            change_text=change_text,
            region_name=region_name,
            findings=_findings(found, month),
            shows_findings=is_open_to(actor, county),
            typed={key: request.form.get(f"{EXPLANATION}{key}", "") for key in RULES_BY_KEY},
            may_submit=_is_due(found, month) and actor.has_permission(Permission.FIGURES_EDIT, county),
            may_check=found.state is MonthState.SUBMITTED and actor.has_permission(Permission.FIGURES_CONFIRM, city),
            may_return=found.state in (MonthState.SUBMITTED, MonthState.CHECKED)
            and actor.has_permission(Permission.FIGURES_CONFIRM, city),
            month_url=month_url,
            errors=errors,
        )
        return page, status


def _requested_county() -> str:
    county = requested_region()
    return county if len(county) == 6 and level_of(county) is Level.COUNTY else abort(404)


def _load(month: Period, county: str) -> CountyMonth:
    try:
        return load_county_month(context.session(), month, county)
    except ValidationError:
        abort(404)


def _is_due(county: CountyMonth, month: Period) -> bool:
    return county.state in CAN_SUBMIT and month.end < today()


def _findings(county: CountyMonth, month: Period) -> list[ValidationFinding]:
    """What the rules find now; of a submitted month what they found then, with the explanations.

    They count people, so that they are shown to readers with access only.
    """
    if not is_open_to(context.actor(), county.region.code):
        return []
    if county.state in CAN_SUBMIT:
        return find_violations(context.session(), county.region.code, month) if month.end < today() else []
    return from_step(county.findings)


def _figure_rows(month: Period, county: str) -> list[tuple[IndicatorValue, IndicatorValue]]:
    """Each figure of the month and of the month before."""
    values = load_values(context.session(), FIGURES, [county], [month.previous, month])
    by_key = {(value.indicator.key, value.period): value for value in values}
    pairs = [(by_key.get((key, month)), by_key.get((key, month.previous))) for key in FIGURES]
    return [(now, before) for now, before in pairs if now is not None and before is not None]

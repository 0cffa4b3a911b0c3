"""A month: how far its counties are; the city checks several at once, the province locks and reopens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.display import region_names
from admin.display.formatting import format_actor, format_datetime
from admin.display.region_names import region_name
from admin.records.detail_page import DetailPage
from admin.records.edit_pages import INVALID
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.statistics.month_close.month_address import attempt, county_month_url, month_url, requested_month
from shared.access import Permission
from shared.clock import Period, today
from shared.indicators.locked_months import load_locked_months
from shared.locale import _
from shared.models import Level
from shared.models.region import ancestor
from shared.services.month_close.county_months import CountyMonth, MonthState, load_county_months, load_province
from shared.services.month_close.locking import lock
from shared.services.month_close.reopening import refuse_reopening, reopen, request_reopening, waiting_request
from shared.services.month_close.submitting import check

Act = Callable[..., object]  # of session, month and province


class MonthPage:
    """The page and what is done on it."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.view = detail_page.view

    @expose_action("/month/", ViewAction.LIST)
    def month_view(self) -> ResponseReturnValue:
        """How far every county is."""
        return self._page(requested_month(), {}, 200)

    @expose_action("/month/check", ViewAction.READ, ("POST",), Permission.FIGURES_CONFIRM)
    def check_several_view(self) -> ResponseReturnValue:
        """The city finds the ticked counties in order, all of them or none."""
        month, ticked = requested_month(), request.form.getlist("county")
        if not ticked:
            return self._page(month, {"": _("Tick the records first.")}, INVALID)
        session = context.session()
        return self._done(
            month,
            lambda: [check(session, month, county) for county in ticked],
            _("Checked: {n}.").format(n=len(ticked)),
        )

    @expose_action("/month/lock", ViewAction.READ, ("POST",), Permission.FIGURES_CONFIRM)
    def lock_view(self) -> ResponseReturnValue:
        """The province locks the month."""
        reason = request.form.get("reason", "")
        return self._provincial(partial(lock, reason=reason), _("The month is locked."))

    @expose_action("/month/reopening", ViewAction.READ, ("POST",), Permission.FIGURES_EDIT)
    def request_reopening_view(self) -> ResponseReturnValue:
        """Somebody of the province asks for the month to be opened again."""
        reason = request.form.get("reason", "")
        return self._provincial(partial(request_reopening, reason=reason), _("Sent: a second person decides."))

    @expose_action("/month/reopen", ViewAction.READ, ("POST",), Permission.FIGURES_CONFIRM)
    def reopen_view(self) -> ResponseReturnValue:
        """A second person opens it, or leaves it locked with a reason."""
        if request.form.get("decision") == "refuse":
            reason = request.form.get("reason", "")
            return self._provincial(partial(refuse_reopening, reason=reason), _("The month stays locked."))
        return self._provincial(reopen, _("The month is open again."))

    def _provincial(self, act: Act, done: str) -> ResponseReturnValue:
        month, session = requested_month(), context.session()
        return self._done(month, lambda: act(session, month, load_province(session).code), done)

    def _done(self, month: Period, act: Callable[[], object], done: str) -> ResponseReturnValue:
        if errors := attempt(act):
            return self._page(month, errors, INVALID)
        flash(done)
        return redirect(month_url(month))

    def _page(self, month: Period, errors: dict[str, str], status: int) -> ResponseReturnValue:
        session, actor = context.session(), context.actor()
        province = load_province(session)
        locked = load_locked_months(session.connection())
        counties = load_county_months(session, month)
        region_names.preload(ancestor(one.region.code, Level.CITY) for one in counties)
        region_names.preload(one.region.code for one in counties)
        page = render_template(
            "month.html",
            admin_view=self.view,
            month=month,
            cities=_by_city(counties),
            lock=locked.lock_of(month.end),
            is_last_locked=locked.through == month.end,
            is_over=month.end < today(),
            request_to_reopen=waiting_request(session, month, province.code),
            may_lock=actor.has_permission(Permission.FIGURES_CONFIRM, province.code),
            may_ask=actor.has_permission(Permission.FIGURES_EDIT, province.code),
            region_name=region_name,
            format_actor=format_actor,
            format_datetime=format_datetime,
            county_month_url=county_month_url,
            month_url=month_url,
            errors=errors,
            **_neighbours(month),
        )
        return page, status


def _by_city(counties: list[CountyMonth]) -> list[tuple[str, list[tuple[CountyMonth, bool]]]]:
    """The counties of each city, with whether the user may check them now."""
    actor = context.actor()

    def may_check(one: CountyMonth) -> bool:
        city = ancestor(one.region.code, Level.CITY)
        return one.state is MonthState.SUBMITTED and actor.has_permission(Permission.FIGURES_CONFIRM, city)

    grouped = groupby(counties, key=lambda one: ancestor(one.region.code, Level.CITY))
    return [(city, [(one, may_check(one)) for one in found]) for city, found in grouped]


def _neighbours(month: Period) -> dict[str, Any]:
    later = month.shifted(-1)
    return {"before": month.previous, "after": later if later.end < today() else None}

"""Confirming several simple proposals at once: what each changes stands beside its tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.display import region_names
from admin.display.proposed_records import proposed_records
from admin.display.waiting_changes import days_waiting
from admin.records.detail_page import DetailPage
from admin.records.edit_pages import INVALID
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import Permission
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.models import ProposedChange
from shared.services import commit_with_retry, subjects
from shared.services.confirmation import deciding
from shared.services.confirmation.inbox import load_to_decide

MAX_ROWS, TICK, DECISION, RETURN = 50, "proposed", "decision", "return"


@dataclass
class SimpleChange:
    """A proposal of the list with what it changes; `error`: why it could not be confirmed."""

    proposed: ProposedChange
    texts: list[str]
    days: int
    error: str = ""


class ConfirmSeveralPage:
    """The list of what changes one record, was not doubted and moves no figure of the past."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.view = detail_page.view

    @expose_action("/several/", ViewAction.READ, ("GET", "POST"), Permission.RECOGNITION_CONFIRM)
    def several_view(self) -> ResponseReturnValue:
        """The list; once posted, what was ticked is decided one by one, and what could not be is told."""
        if request.method == "GET":
            return self._page({}, 200)
        is_returned = request.form.get(DECISION) == RETURN
        results = {key: (_return if is_returned else _confirm)(key) for key in self._chosen()}
        done = _("Returned: {n}.") if is_returned else _("Confirmed: {n}.")
        flash(done.format(n=sum(not error for error in results.values())))
        errors = {key: error for key, error in results.items() if error}
        return self._page(errors, INVALID) if errors else redirect(url_for(".several_view"))

    def _chosen(self) -> list[int]:
        """What was ticked; 404 for another office's, which no page offers for ticking."""
        found = [self.view.find(key) for key in request.form.getlist(TICK)]
        session = context.session()
        if any(one is None or session.get(ProposedChange, one.id) is None for one in found):
            abort(404)
        return [one.id for one in found if one is not None]

    def _page(self, errors: dict[int, str], status: int) -> ResponseReturnValue:
        rows = _simple_changes(errors)
        people = subjects.people_in(context.system_reader(), [row.proposed for row in rows])
        context.audit_read(ProposedChange.__tablename__, people=people, rows=len(rows))
        page = render_template("confirm_several.html", admin_view=self.view, rows=rows, tick=TICK)
        return page, status


def _confirm(key: int) -> str:
    """Confirm one in a transaction of its own; why not, or nothing."""
    return _decide(key, deciding.confirm)


def _return(key: int) -> str:
    """Return one with the comment that is entered for all; why not, or nothing."""
    comment = request.form.get("reason", "")
    return _decide(key, lambda session, proposed: deciding.refuse(session, proposed, comment))


def _decide(key: int, decide: Callable[..., bool | None]) -> str:
    session = context.session()
    try:
        is_done = commit_with_retry(session, lambda: decide(session, session.get_one(ProposedChange, key)))
    except DatabaseUnavailableError:
        raise
    except UserError as error:
        session.rollback()
        return str(error)
    return "" if is_done is not False else _("The records were changed meanwhile: it has to be proposed anew.")


def _simple_changes(errors: dict[int, str]) -> list[SimpleChange]:
    found = load_to_decide(context.session(), MAX_ROWS, ProposedChange.record_count == 1)
    simple: list[Any] = [one for one in found if not one.doubts and not one.figures]
    region_names.preload(one.region_code for one in simple)
    return [
        SimpleChange(one, [r.text() for r in proposed_records(one.changes)], days_waiting(one), errors.get(one.id, ""))
        for one in simple
    ]

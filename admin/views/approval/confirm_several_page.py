"""Confirming several simple proposals at once: what each changes stands beside its tick."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
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
from shared.models import ChangeKind, ProposedChange
from shared.services import commit_with_retry, subjects
from shared.services.confirmation import deciding
from shared.services.confirmation.inbox import load_to_decide
from shared.services.records import require_reason
from shared.services.service_errors import ValidationError

MAX_ROWS, TICK, DECISION, RETURN = 50, "proposed", "decision", "return"


@dataclass
class SimpleChange:
    """A proposal of the list with what it changes; `error`: why it could not be confirmed."""

    proposed: ProposedChange
    texts: list[str]
    days: int
    is_ticked: bool
    error: str = ""


class ConfirmSeveralPage:
    """The list of what changes one record, was not doubted and moves no figure of the past."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.view = detail_page.view

    @expose_action("/several/", ViewAction.READ, ("GET", "POST"), Permission.RECOGNITION_CONFIRM)
    def several_view(self) -> ResponseReturnValue:
        """The list; once posted, what was ticked is decided one by one, and what could not be is told."""
        if request.method == "GET":
            return self._page(200)
        chosen, is_returned = self._chosen(), request.form.get(DECISION) == RETURN
        if not chosen:
            flash(_("Tick the records first."))
            return redirect(url_for(".several_view"))
        if is_returned and (missing := _missing_comment()):
            return self._page(INVALID, ticked=chosen, comment_error=missing)
        results = {key: (_return if is_returned else _confirm)(key) for key in chosen}
        done = _("Returned: {n}.") if is_returned else _("Confirmed: {n}.")
        flash(done.format(n=sum(not error for error in results.values())))
        errors = {key: error for key, error in results.items() if error}
        return self._page(INVALID, errors) if errors else redirect(url_for(".several_view"))

    def _chosen(self) -> list[int]:
        """What was ticked; 404 for what no page offers for ticking: another office's, a change of divisions."""
        found = [self.view.find(key) for key in request.form.getlist(TICK)]
        session = context.session()
        if any(
            one is None or session.get(ProposedChange, one.id) is None or one.kind == ChangeKind.DIVISION
            for one in found
        ):
            abort(404)
        return [one.id for one in found if one is not None]

    def _page(
        self,
        status: int,
        errors: Mapping[int, str] = MappingProxyType({}),
        *,
        ticked: Collection[int] = (),
        comment_error: str = "",
    ) -> ResponseReturnValue:
        rows = _simple_changes(errors, ticked)
        people = subjects.people_in(context.system_reader(), [row.proposed for row in rows])
        context.audit_read(ProposedChange.__tablename__, people=people, rows=len(rows))
        page = render_template("confirm_several.html", admin_view=self.view, rows=rows, tick=TICK, error=comment_error)
        return page, status


def _missing_comment() -> str:
    """What is wrong with the comment; nothing where there is one."""
    try:
        require_reason(request.form.get("reason", ""))
    except ValidationError as error:
        return error.fields["reason"]
    return ""


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


def _simple_changes(errors: Mapping[int, str], ticked: Collection[int]) -> list[SimpleChange]:
    """A change of divisions is none: it moves families, and its plan is on its own page."""
    one_record = ProposedChange.record_count == 1, ProposedChange.kind != ChangeKind.DIVISION
    found = load_to_decide(context.session(), MAX_ROWS, *one_record)
    simple: list[Any] = [one for one in found if not one.doubts and not one.figures]
    region_names.preload(one.region_code for one in simple)
    return [
        SimpleChange(
            one,
            [record.text() for record in proposed_records(one.changes)],
            days_waiting(one),
            one.id in ticked,
            errors.get(one.id, ""),
        )
        for one in simple
    ]

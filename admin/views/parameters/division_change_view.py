"""Changes of divisions: what was done, and taken back while nothing rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from admin.display import region_names
from admin.display.division_names import title_of_change, title_of_proposal
from admin.display.division_plans import division_lines
from admin.display.division_proposals import waiting_lines
from admin.records.detail_page import DetailPage
from admin.records.edit_pages import INVALID
from admin.records.pagination import KeysetOrder
from admin.records.record_urls import record_url
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import READ_ONLY, ViewAction, expose_action
from admin.request.params import QueryParams
from shared.access import Permission, ScopedSession
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import DivisionChange
from shared.services import commit_with_retry
from shared.services.confirmation.proposing import NotYetConfirmedError
from shared.services.division_changes.carrying_out import Declared
from shared.services.division_changes.plan import DivisionPlan
from shared.services.division_changes.undoing import undo_change
from shared.services.division_changes.waiting import (
    ProposedDivisions,
    load_own_waiting,
    load_waiting_about,
    require_none_waiting,
    withdraw_all,
)


class DivisionChangePage(DetailPage):
    """One change: its divisions in words."""

    def load_content(self, record: DivisionChange) -> dict[str, Any]:
        """The lines."""
        lines, waiting = list(division_lines(Declared.of(record))), waiting_lines(_undoing(record))
        return super().load_content(record) | {"lines": lines, "waiting_divisions": waiting}


def _undo(session: ScopedSession, record: DivisionChange, reason: str) -> None:
    require_none_waiting(session, DivisionPlan.from_json(record.plan))
    undo_change(session, record, reason)


def _undoing(record: DivisionChange) -> list[ProposedDivisions]:
    """The proposals that it is undone."""
    about = load_waiting_about(context.session(), record.region_code, DivisionPlan.from_json(record.plan).changed)
    return [one for one in about if one.undone == record.id]


class DivisionChangeView(RecordView):
    """They are entered on the page of a township or village."""

    model, actions, area, menu_position = DivisionChange, READ_ONLY, "regions", 5
    detail_template, detail_page_class = "division_change.html", DivisionChangePage
    derived_columns: ClassVar = {"divisions": _l("Divisions")}
    retired_label = _l("Undone")
    list_columns = ("divisions", "kind", "effective_on", "region_code", "document")
    filter_columns = ("kind", "region_code", "effective_on")
    summary_columns = ("kind", "effective_on", "region_code", "document")
    detail_columns = ("reason",)

    def default_order(self) -> KeysetOrder:
        """The newest first."""
        return KeysetOrder((DivisionChange.id,), newest_first=True)

    def derive(self, record: Any, name: str) -> Any:  # noqa: ARG002
        """What was merged, split or renamed into what."""
        return title_of_change(record)

    def title(self, record: Any) -> str:
        """The same."""
        return title_of_change(record)

    def preload(self, records: Iterable[Any]) -> None:
        """With the names of their divisions."""
        records = list(records)
        super().preload(records)
        region_names.preload(code for one in records for code in DivisionPlan.from_json(one.plan).concerned)

    def may_undo(self, record: DivisionChange) -> bool:
        """Whether the user may take it back, and nobody has proposed that yet."""
        may = context.actor().has_permission(Permission.REGIONS_EDIT, record.region_code)
        return may and record.retired_on is None and not _undoing(record)

    def list_remarks(self, params: QueryParams, errors: dict[str, str]) -> list[str]:
        """How much the user proposed and nobody has confirmed."""
        waiting = load_own_waiting(context.session())
        link = Markup('<a href="{}">{}</a>').format(url_for("division_change.waiting_view"), _("See what waits"))
        text = _("Proposed by you and waiting for a second person: {n}.").format(n=len(waiting))
        remark = Markup("{} {}").format(text, link)
        return [*super().list_remarks(params, errors), *([remark] if waiting else [])]

    @expose_action("/undo/", ViewAction.READ, ("POST",), Permission.REGIONS_EDIT)
    def undo_view(self) -> ResponseReturnValue:
        """Everything stands again as before."""
        record, session = self.detail_page.requested_record(), context.session()
        reason = request.form.get("reason", "")
        try:
            commit_with_retry(session, lambda: _undo(session, record, reason))
        except DatabaseUnavailableError:
            raise
        except NotYetConfirmedError:
            flash(_("Sent to the approver: nothing changes until it is confirmed."))
            return redirect(record_url(self.detail_page.requested_record()))
        except UserError as error:
            session.rollback()
            return self.detail_page.render(
                self.detail_page.requested_record(), INVALID, error=str(error), reason=reason
            )
        flash(_("Undone: all its records stand as before."))
        return redirect(record_url(self.detail_page.requested_record()))

    @expose_action("/waiting/", ViewAction.READ, ("GET", "POST"), Permission.REGIONS_EDIT)
    def waiting_view(self) -> ResponseReturnValue:
        """What the user proposed and nobody has confirmed; it can be withdrawn."""
        session, error = context.session(), ""
        waiting = load_own_waiting(session)
        if request.method == "POST":
            found = [one.proposed for one in waiting if str(one.proposed.id) == request.form.get("proposal")]
            reason = request.form.get("reason", "")
            try:
                commit_with_retry(session, lambda: withdraw_all(session, found, reason))
            except DatabaseUnavailableError:
                raise
            except UserError as refused:
                session.rollback()
                error = str(refused)
            else:
                flash(_("Withdrawn. Nothing was changed."))
                return redirect(url_for(".index_view"))
        rows = [(one, title_of_proposal(one.proposed), list(division_lines(one.declared))) for one in waiting]
        page = render_template("divisions_waiting.html", admin_view=self, rows=rows, error=error)
        return page, INVALID if error else 200

"""Changes that wait for a second person: confirmed or refused here by another administrator."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.records.edit_pages import INVALID
from admin.records.pagination import KeysetOrder
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import READ_ONLY, ViewAction, expose_action
from shared.access import Permission
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.models import Proposal, ProposalState
from shared.services import commit, proposals
from shared.settings import settings


class ProposalView(RecordView):
    """What was proposed, by whom and why, and who decided."""

    record, verbs, menu_position = Proposal, READ_ONLY, 3
    details_template = "proposal.html"
    column_list = ("proposed_at", "kind", "account_id", "role", "place_code", "proposed_by", "state")
    column_filters = ("state", "kind", "account_id")
    summary = ("account_id", "kind", "role", "place_code", "state")
    column_details_list = (
        "account_id",
        "kind",
        "role",
        "place_code",
        "display_name",
        "reason",
        "proposed_by",
        "proposed_at",
        "state",
        "decided_by",
        "decided_at",
    )

    @cached_property
    def usual_order(self) -> KeysetOrder:
        """Newest first."""
        return KeysetOrder((Proposal.id,), newest_first=True)

    @expose_action("/confirm/", ViewAction.READ, ("POST",), Permission.ACCOUNTS_CONFIRM)
    def confirm_view(self) -> ResponseReturnValue:
        """It takes effect now; a code that was asked for is shown once."""
        return self._decided(proposals.confirm, _("Confirmed; it is in force."))

    @expose_action("/refuse/", ViewAction.READ, ("POST",), Permission.ACCOUNTS_CONFIRM)
    def refuse_view(self) -> ResponseReturnValue:
        """Things stay as they are. Who proposed it takes it back the same way."""
        return self._decided(
            lambda session, found: proposals.refuse(session, found, request.form.get("reason", "")),
            _("Refused; nothing was changed."),
        )

    def details_page(self, record: Any, status: int = 200, **more: Any) -> ResponseReturnValue:
        """With what the person may do about it."""
        actor = context.actor()
        waits, is_own = record.state == ProposalState.WAITING, record.proposed_by == actor.login
        may = actor.has_permission(Permission.ACCOUNTS_CONFIRM, record.region_code)
        return super().details_page(
            record,
            status,
            may_confirm=waits and may and not is_own and record.account_id != actor.account_id,
            may_refuse=waits and (may or is_own),
            waits_for_another=waits and is_own,
            code_minutes=settings().code_minutes,
            **more,
        )

    def _decided(self, decide: Any, done: str) -> ResponseReturnValue:
        found, session = self.asked_for(), context.session()
        try:
            code = decide(session, found)
        except DatabaseUnavailableError:
            raise
        except UserError as problem:
            session.rollback()
            return self.details_page(self.asked_for(), INVALID, problem=str(problem))
        commit(session)
        if code:
            return self.details_page(found, code=code)
        flash(done)
        return redirect(self.page_of(found))

"""Changes that wait for a second person: confirmed or refused here by another administrator."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.records.edit_pages import INVALID
from admin.records.pagination import KeysetOrder
from admin.records.record_urls import record_url
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

    model, actions, menu_position = Proposal, READ_ONLY, 3
    detail_template = "proposal.html"
    list_columns = ("proposed_at", "kind", "account_id", "role", "place_code", "proposed_by", "state")
    filter_columns = ("state", "kind", "account_id")
    summary_columns = ("account_id", "kind", "role", "place_code", "state")
    detail_columns = (
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

    def default_order(self) -> KeysetOrder:
        """Newest first."""
        return KeysetOrder((Proposal.id,), newest_first=True)

    @expose_action("/confirm/", ViewAction.READ, ("POST",), Permission.ACCOUNTS_CONFIRM)
    def confirm_view(self) -> ResponseReturnValue:
        """It takes effect now; a code that was asked for is shown once."""
        return self._decide(proposals.confirm, _("Confirmed. The change is now in force."))

    @expose_action("/refuse/", ViewAction.READ, ("POST",), Permission.ACCOUNTS_CONFIRM)
    def refuse_view(self) -> ResponseReturnValue:
        """Things stay as they are. Who proposed it takes it back the same way."""
        return self._decide(
            lambda session, proposal: proposals.refuse(session, proposal, request.form.get("reason", "")),
            _("Rejected. Nothing was changed."),
        )

    def detail_context(self, record: Any) -> dict[str, Any]:
        """What the user may do about it."""
        actor = context.actor()
        is_waiting, is_own = record.state == ProposalState.WAITING, record.proposed_by == actor.login
        may = actor.has_permission(Permission.ACCOUNTS_CONFIRM, record.region_code)
        return {
            "may_confirm": is_waiting and may and not is_own and record.account_id != actor.account_id,
            "may_refuse": is_waiting and (may or is_own),
            "waits_for_another": is_waiting and is_own,
            "code_minutes": settings().code_minutes,
        }

    def _decide(self, decide: Any, success_message: str) -> ResponseReturnValue:
        proposal, session = self.detail_page.requested_record(), context.session()
        try:
            code = decide(session, proposal)
        except DatabaseUnavailableError:
            raise
        except UserError as error:
            session.rollback()
            return self.detail_page.render(self.detail_page.requested_record(), INVALID, error=str(error))
        commit(session)
        if code:
            return self.detail_page.render(proposal, code=code)
        flash(success_message)
        return redirect(record_url(proposal))

"""Role grants: proposed here, in force when a second person has confirmed; never edited."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.forms.builder import RecordForm
from admin.records.edit_pages import INVALID
from admin.records.record_urls import record_url
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.system.account_view import PROPOSED
from shared.access import require_change
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Account, Proposal, ProposalKind, RoleGrant
from shared.services import commit, proposals, records


class RoleGrantView(RecordView):
    """Which account holds which role where."""

    model, menu_position = RoleGrant, 2
    detail_template, retired_label = "role_grant.html", _l("Revoked")
    actions = frozenset({ViewAction.LIST, ViewAction.READ, ViewAction.CREATE, ViewAction.RETIRE})
    list_columns = ("account_id", "role", "region_code")
    filter_columns = ("role", "region_code", "account_id")
    name_search_column = "account.login"
    search_help = _l("Login, or its first characters")
    form_columns = ("account_id", "role", "region_code")
    summary_columns = ("account_id", "role", "region_code")

    def create(self, form: RecordForm) -> Any:
        """Propose it, under the rules for grants; on to the page of what now waits."""
        values, session = form.values(), context.session()
        account = session.get_one(Account, values["account_id"])
        return proposals.propose(
            session, account, ProposalKind.GRANT, role=values["role"], place_code=values["region_code"]
        )

    @expose_action("/retire/", ViewAction.RETIRE, ("POST",))
    def retire_view(self) -> ResponseReturnValue:
        """Take a role back; that of an administrator when another has confirmed."""
        return self._perform(ProposalKind.REVOKE, _("The role has been revoked."))

    @expose_action("/restore/", ViewAction.RETIRE, ("POST",))
    def restore_view(self) -> ResponseReturnValue:
        """Grant it again: like any grant."""
        return self._perform(ProposalKind.GRANT, "")

    def _perform(self, kind: ProposalKind, success_message: str) -> ResponseReturnValue:
        grant, session = self.detail_page.requested_record(), context.session()
        require_change(session, grant)
        try:
            session.reason = records.require_reason(request.form.get("reason", ""))
            result = proposals.act(session, grant.account, kind, role=grant.role, place_code=grant.region_code)
        except DatabaseUnavailableError:
            raise
        except UserError as error:
            return self.detail_page.render(grant, INVALID, error=str(error))
        commit(session)
        flash(str(PROPOSED) if isinstance(result, Proposal) else success_message)
        return redirect(record_url(grant))

"""Role grants: proposed here, in force when a second person has confirmed; never edited."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.forms.builder import RecordForm
from admin.records.edit_pages import INVALID
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

    record, menu_position = RoleGrant, 2
    details_template, retired_word = "role_grant.html", _l("Taken back")
    verbs = frozenset({ViewAction.LIST, ViewAction.READ, ViewAction.CREATE, ViewAction.RETIRE})
    column_list = ("account_id", "role", "region_code")
    column_filters = ("role", "region_code", "account_id")
    search_names = "account.login"
    search_help = _l("Login, from its first characters")
    form_columns = ("account_id", "role", "region_code")
    summary = ("account_id", "role", "region_code")

    def create(self, form: RecordForm) -> Any:
        """Propose it, under the rules for grants; on to the page of what now waits."""
        said, session = form.values(), context.session()
        account = session.get_one(Account, said["account_id"])
        return proposals.propose(
            session, account, ProposalKind.GRANT, role=said["role"], place_code=said["region_code"]
        )

    @expose_action("/retire/", ViewAction.RETIRE, ("POST",))
    def retire_view(self) -> ResponseReturnValue:
        """Take a role back; that of an administrator when another has confirmed."""
        return self._acted(ProposalKind.REVOKE, _("The role is taken back."))

    @expose_action("/restore/", ViewAction.RETIRE, ("POST",))
    def restore_view(self) -> ResponseReturnValue:
        """Grant it again: like any grant."""
        return self._acted(ProposalKind.GRANT, "")

    def _acted(self, kind: ProposalKind, done: str) -> ResponseReturnValue:
        found, session = self.asked_for(), context.session()
        require_change(session, found)
        try:
            session.reason = records.require_reason(request.form.get("reason", ""))
            said = proposals.act(session, found.account, kind, role=found.role, place_code=found.region_code)
        except DatabaseUnavailableError:
            raise
        except UserError as problem:
            return self.details_page(found, INVALID, problem=str(problem))
        commit(session)
        flash(str(PROPOSED) if isinstance(said, Proposal) else done)
        return redirect(self.page_of(found))

"""Accounts: made, disabled, enabled, given a one-time code; nobody here sees or sets a password."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.forms.builder import RecordForm
from admin.records.edit_pages import INVALID, seen_version
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import require_change
from shared.access.passwords import NONE
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import CHINESE, _
from shared.locale import lazy as _l
from shared.models import Account, PasswordCode, Proposal, ProposalKind, RoleGrant, SignInSession
from shared.services import accounts, commit, proposals, records, separation_of_duties
from shared.settings import settings

PROPOSED = _l("Proposed. It takes effect when another administrator confirms it under “Changes to confirm”.")


class AccountView(RecordView):
    """Who may sign in. What an account may do stands in its grants."""

    record, menu_position = Account, 1
    details_template = "account.html"
    verbs = frozenset(ViewAction) - {ViewAction.RETIRE}
    column_list = ("login", "display_name", "region_code", "password_changed_at", "disabled_at")
    column_filters = ("region_code", "language")
    states = (
        ("enabled", _l("Enabled"), lambda: Account.disabled_at.is_(None)),
        ("disabled", _l("Disabled"), lambda: Account.disabled_at.is_not(None)),
        ("new", _l("No password yet"), lambda: Account.password_hash == NONE),
    )
    form_columns = ("login", "display_name", "region_code", "language")
    search_anywhere = ("login", "display_name")
    search_help = _l("Login or name")
    summary = ("login", "region_code", "language", "password_changed_at", "disabled_at")
    column_details_list = ("login", "display_name", "region_code", "language", "password_changed_at", "disabled_at")
    related = (
        (RoleGrant, "account_id"),
        (Proposal, "account_id"),
        (PasswordCode, "account_id"),
        (SignInSession, "account_id"),
    )

    def create(self, form: RecordForm) -> Any:
        """Through the rules for accounts."""
        said = form.values()
        return accounts.create_account(
            context.session(),
            said["login"] or "",
            said["display_name"],
            said["region_code"],
            language=said["language"] or CHINESE,
        )

    def values(self, form: RecordForm, record: Any | None) -> dict[str, Any]:
        """A login stays what it was."""
        said = super().values(form, record)
        return {name: said[name] for name in ("display_name", "region_code", "language")}

    def update(self, record: Any, form: RecordForm) -> Any:
        """Change it; name and place of an administrator only after another has confirmed."""
        session, values = context.session(), self.values(form, record)
        named = {"display_name": values["display_name"], "place_code": values["region_code"]}
        changed = named != {"display_name": record.display_name, "place_code": record.region_code}
        if changed and separation_of_duties.needs_second_person(session, record, ProposalKind.MOVE):
            proposals.propose(session, record, ProposalKind.MOVE, **named)
            flash(str(PROPOSED))
            values = {"language": values["language"]}
        return records.update(session, record, values, seen_version())

    @expose_action("/disable/", ViewAction.EDIT, ("POST",))
    def disable_view(self) -> ResponseReturnValue:
        """From now on the account cannot act."""
        return self._acted(ProposalKind.DISABLE, _("The account is disabled; its sessions have ended."))

    @expose_action("/enable/", ViewAction.EDIT, ("POST",))
    def enable_view(self) -> ResponseReturnValue:
        """The account can act again."""
        return self._acted(ProposalKind.ENABLE, _("The account is enabled."))

    @expose_action("/code/", ViewAction.EDIT, ("POST",))
    def code_view(self) -> ResponseReturnValue:
        """A one-time code, shown once, to be read out to the owner of the account."""
        return self._acted(ProposalKind.CODE, "")

    def details_page(self, record: Any, status: int = 200, **more: Any) -> ResponseReturnValue:
        """With how long a code is good."""
        return super().details_page(record, status, code_minutes=settings().code_minutes, **more)

    def _acted(self, kind: ProposalKind, done: str) -> ResponseReturnValue:
        account, session = self.asked_for(), context.session()
        require_change(session, account)
        try:
            session.reason = records.require_reason(request.form.get("reason", ""))
            said = proposals.act(session, account, kind)
        except DatabaseUnavailableError:
            raise
        except UserError as problem:
            return self.details_page(account, INVALID, problem=str(problem))
        commit(session)
        if kind is ProposalKind.CODE and isinstance(said, str):
            return self.details_page(account, code=said)
        flash(str(PROPOSED) if isinstance(said, Proposal) else done)
        return redirect(self.page_of(account))

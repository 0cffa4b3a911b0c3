"""Accounts: made, disabled, enabled, given a one-time code; nobody here sees or sets a password."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.forms.builder import RecordForm
from admin.records.edit_hooks import expected_version
from admin.records.edit_pages import INVALID
from admin.records.record_urls import record_url
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import require_change
from shared.access.passwords import NO_PASSWORD
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import CHINESE, _
from shared.locale import lazy as _l
from shared.models import Account, PasswordCode, Proposal, ProposalKind, RoleGrant, SignInSession
from shared.services import accounts, commit, proposals, records, separation_of_duties
from shared.settings import settings

PROPOSED = _l("Submitted. It takes effect when another administrator confirms it under “Changes to confirm”.")


class AccountView(RecordView):
    """Who may sign in. What an account may do stands in its grants."""

    model, menu_position = Account, 1
    detail_template = "account.html"
    actions = frozenset(ViewAction) - {ViewAction.RETIRE}
    list_columns = ("login", "display_name", "region_code", "password_changed_at", "disabled_at")
    filter_columns = ("region_code", "language")
    statuses = (
        ("enabled", _l("Enabled"), lambda: Account.disabled_at.is_(None)),
        ("disabled", _l("Disabled"), lambda: Account.disabled_at.is_not(None)),
        ("new", _l("No password yet"), lambda: Account.password_hash == NO_PASSWORD),
    )
    form_columns = ("login", "display_name", "region_code", "language")
    text_search_columns = ("login", "display_name")
    search_help = _l("Login or name")
    summary_columns = ("login", "region_code", "language", "password_changed_at", "disabled_at")
    detail_columns = ("login", "display_name", "region_code", "language", "password_changed_at", "disabled_at")
    related = (
        (RoleGrant, "account_id"),
        (Proposal, "account_id"),
        (PasswordCode, "account_id"),
        (SignInSession, "account_id"),
    )

    def create(self, form: RecordForm) -> Any:
        """Through the rules for accounts."""
        values = form.values()
        return accounts.create_account(
            context.session(),
            values["login"] or "",
            values["display_name"],
            values["region_code"],
            language=values["language"] or CHINESE,
        )

    def values(self, form: RecordForm, record: Any | None) -> dict[str, Any]:
        """A login stays what it was."""
        values = super().values(form, record)
        return {name: values[name] for name in ("display_name", "region_code", "language")}

    def update(self, record: Any, form: RecordForm) -> Any:
        """Change it; name and place of an administrator only after another has confirmed."""
        session, values = context.session(), self.values(form, record)
        proposed = {"display_name": values["display_name"], "place_code": values["region_code"]}
        is_changed = proposed != {"display_name": record.display_name, "place_code": record.region_code}
        if is_changed and separation_of_duties.needs_second_person(session, record, ProposalKind.MOVE):
            proposals.propose(session, record, ProposalKind.MOVE, **proposed)
            flash(str(PROPOSED))
            values = {"language": values["language"]}
        return records.update(session, record, values, expected_version())

    @expose_action("/disable/", ViewAction.EDIT, ("POST",))
    def disable_view(self) -> ResponseReturnValue:
        """From now on the account cannot act."""
        return self._perform(ProposalKind.DISABLE, _("The account has been disabled and signed out everywhere."))

    @expose_action("/enable/", ViewAction.EDIT, ("POST",))
    def enable_view(self) -> ResponseReturnValue:
        """The account can act again."""
        return self._perform(ProposalKind.ENABLE, _("The account has been enabled."))

    @expose_action("/code/", ViewAction.EDIT, ("POST",))
    def code_view(self) -> ResponseReturnValue:
        """A one-time code, shown once, to be read out to the owner of the account."""
        return self._perform(ProposalKind.CODE, "")

    def detail_context(self, record: Any) -> dict[str, Any]:  # noqa: ARG002
        """How long a code is good."""
        return {"code_minutes": settings().code_minutes}

    def _perform(self, kind: ProposalKind, success_message: str) -> ResponseReturnValue:
        account, session = self.detail_page.requested_record(), context.session()
        require_change(session, account)
        try:
            session.reason = records.require_reason(request.form.get("reason", ""))
            result = proposals.act(session, account, kind)
        except DatabaseUnavailableError:
            raise
        except UserError as error:
            return self.detail_page.render(account, INVALID, error=str(error))
        commit(session)
        if kind is ProposalKind.CODE and isinstance(result, str):
            return self.detail_page.render(account, code=result)
        flash(str(PROPOSED) if isinstance(result, Proposal) else success_message)
        return redirect(record_url(account))

"""Accounts: created, given another password, disabled and enabled through the rules of the accounts service."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from wtforms import PasswordField

from admin import current
from admin.base import SecureView
from admin.doors import Verb, door
from admin.editing import INVALID
from admin.forms import RecordForm, form_class
from shared.access import require_change
from shared.locale import CHINESE, _
from shared.locale import lazy as _l
from shared.models import Account, RoleGrant, SignInSession
from shared.problems import DatabaseUnavailable, Problem
from shared.services import accounts, commit, records


class AccountView(SecureView):
    """Who may sign in. What an account may do stands in its grants."""

    record, section = Account, "system"
    details_template = "account.html"
    verbs = frozenset(Verb) - {Verb.RETIRE}
    column_list = ("login", "display_name", "region_code", "language", "disabled_at")
    column_filters = ("region_code", "language")
    states = (
        ("enabled", _l("Enabled"), lambda: Account.disabled_at.is_(None)),
        ("disabled", _l("Disabled"), lambda: Account.disabled_at.is_not(None)),
    )
    form_columns = ("login", "display_name", "region_code", "language", "password")
    search_anywhere = ("login", "display_name")
    search_help = _l("Login or name")
    summary = ("login", "region_code", "language", "disabled_at")
    column_details_list = ("login", "display_name", "region_code", "language", "disabled_at")
    related = ((RoleGrant, "account_id"), (SignInSession, "account_id"))

    @cached_property
    def form_class(self) -> type[RecordForm]:
        """A first password is set with the account; later by the action on its page."""
        help_text = _l("At least 10 characters. When you correct an account: leave empty to keep it.")
        password = PasswordField(_l("Password"), description=help_text, render_kw={"autocomplete": "new-password"})
        return form_class(Account, self.form_columns, password=password)

    def create(self, form: RecordForm) -> Any:
        """Through the rules for accounts."""
        said = form.values()
        return accounts.create_account(
            current.session(),
            said["login"].casefold(),
            said["display_name"],
            said["region_code"],
            said["password"] or "",
            said["language"] or CHINESE,
        )

    def values(self, form: RecordForm, record: Any | None) -> dict[str, Any]:
        """A login stays what it was; the password goes its own way."""
        said = super().values(form, record)
        return {name: said[name] for name in ("display_name", "region_code", "language")}

    def update(self, record: Any, form: RecordForm) -> Any:
        """Change it, and the password when one was typed."""
        super().update(record, form)
        if form["password"].data:
            accounts.set_password(current.session(), record, form["password"].data)
        return record

    @door("/disable/", Verb.EDIT, ("POST",))
    def disable_view(self) -> ResponseReturnValue:
        """From now on the account cannot act."""
        return self._switched(accounts.disable, _("The account is disabled; its sessions have ended."))

    @door("/enable/", Verb.EDIT, ("POST",))
    def enable_view(self) -> ResponseReturnValue:
        """The account can act again."""
        return self._switched(accounts.enable, _("The account is enabled."))

    def _switched(self, switch: Any, done: str) -> ResponseReturnValue:
        account, session = self.asked_for(), current.session()
        require_change(session, account)
        try:
            session.reason = records.given(request.form.get("reason", ""))
            switch(session, account)
        except DatabaseUnavailable:
            raise
        except Problem as problem:
            return self.details_page(account, INVALID, problem=str(problem))
        commit(session)
        flash(done)
        return redirect(self.page_of(account))

"""Sessions: who is signed in; an administrator can end one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from flask import flash, g, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from admin.records.record_urls import record_url
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import READ_ONLY, ViewAction, expose_action
from shared.access import require_change
from shared.access.permissions import Permission
from shared.access.sign_in import is_within_timeouts
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import SignInSession
from shared.services import commit, sign_in_sessions


class SignInSessionView(RecordView):
    """One signed-in browser each."""

    model, actions, menu_position = SignInSession, READ_ONLY, 5
    detail_template = "session.html"
    derived_columns: ClassVar = {"state": _l("Status")}
    list_columns = ("account_id", "state", "started_at", "seen_at", "browser", "address", "ended_at")
    filter_columns = ("account_id",)
    name_search_column = "account.login"
    search_help = _l("Login, or its first characters")
    statuses = (
        ("open", _l("Signed in"), is_within_timeouts),
        ("expired", _l("Timed out"), lambda: SignInSession.ended_at.is_(None) & ~is_within_timeouts()),
        ("ended", _l("Ended"), lambda: SignInSession.ended_at.is_not(None)),
    )
    summary_columns = ("started_at", "seen_at", "browser", "address", "ended_at")
    detail_columns = ("account_id", "language")

    def preload(self, records: Iterable[Any]) -> None:
        """With those that are signed in still."""
        keys = [record.id for record in records]
        within_timeouts = select(SignInSession.id).where(SignInSession.id.in_(keys), is_within_timeouts())
        signed_in: dict[int, bool] = g.setdefault("signed_in", {})
        signed_in.update(dict.fromkeys(keys, False))
        signed_in.update(dict.fromkeys(context.session().scalars(within_timeouts), True))

    def status_label(self, record: Any) -> str:
        """Signed in, ended by somebody, or over by itself."""
        if record.ended_at is not None:
            return _("Ended")
        if record.id not in g.get("signed_in", {}):
            self.preload([record])
        return _("Signed in") if g.signed_in[record.id] else _("Timed out")

    @expose_action("/end/", ViewAction.READ, ("POST",), Permission.SECURITY_EDIT)
    def end_view(self) -> ResponseReturnValue:
        """Sign this browser out."""
        sign_in_session, session = self.detail_page.requested_record(), context.session()
        require_change(session, sign_in_session)
        sign_in_sessions.end_session(session, sign_in_session)
        commit(session)
        flash(_("The session has ended."))
        return redirect(record_url(sign_in_session))

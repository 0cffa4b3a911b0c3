"""Sessions: who is signed in; an administrator can end one."""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from admin import current
from admin.base import SecureView
from admin.doors import SHOWN, Verb, door
from shared.access import require_change
from shared.access.permissions import Permission
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import SignInSession
from shared.services import commit, sessions


class SignInSessionView(SecureView):
    """One signed-in browser each."""

    record, section, verbs = SignInSession, "system", SHOWN
    details_template = "session.html"
    column_list = ("account_id", "started_at", "seen_at", "browser", "address", "ended_at")
    column_filters = ("account_id",)
    search_names = "account.login"
    search_help = _l("Login, from its first characters")
    states = (
        ("open", _l("Not ended"), lambda: SignInSession.ended_at.is_(None)),
        ("ended", _l("Ended"), lambda: SignInSession.ended_at.is_not(None)),
    )
    summary = ("started_at", "seen_at", "browser", "address", "ended_at")
    column_details_list = ("account_id", "language")

    @door("/end/", Verb.READ, ("POST",), Permission.SECURITY_EDIT)
    def end_view(self) -> ResponseReturnValue:
        """Sign this browser out."""
        found, session = self.asked_for(), current.session()
        require_change(session, found)
        sessions.end(session, found)
        commit(session)
        flash(_("The session has ended."))
        return redirect(self.page_of(found))

"""Who is signed in. Checked at every rerun: after a session has ended nothing more is drawn."""

from __future__ import annotations

import streamlit as st

from dashboard.components.html.notice import draw_notice
from shared.access import Actor
from shared.access.sign_in import COOKIE, actor_from_token
from shared.deployment import deployment
from shared.errors import UserError
from shared.locale import _, negotiate_language, set_language

RETRY_INTERVAL = "5s"


def current_actor() -> Actor:
    """The user signed in; for nobody, and without a database, a notice instead of the page."""
    st.set_page_config(page_title="苏助 Suzhu", layout="wide", initial_sidebar_state="collapsed")
    set_language(negotiate_language(st.context.headers.get("Accept-Language", "")))
    try:
        actor = actor_from_token(deployment().engine, session_token())
    except UserError as error:
        _retry_until_available(str(error))
        st.stop()
    if actor is None:
        draw_notice(
            _("You are signed out"), _("Please sign in again."), "/sign-in", _("Sign in"), inside_dashboard=False
        )
        st.stop()
    set_language(actor.language)
    return actor


def session_token() -> str | None:
    """The session token of the browser, as it was when the connection began."""
    return st.context.cookies.get(COOKIE)


@st.fragment(run_every=RETRY_INTERVAL)
def _retry_until_available(reason: str) -> None:
    """Show what is wrong, and load the page again once the database is back."""
    try:
        actor_from_token(deployment().engine, session_token())
    except UserError:
        draw_notice(_("The records cannot be reached just now"), reason, "/", _("Try again"), inside_dashboard=False)
    else:
        st.rerun()

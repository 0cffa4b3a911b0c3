"""Who is signed in. Checked at every rerun: after a session has ended nothing more is drawn."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from dashboard.components.html.notice import draw_notice
from shared.access import Actor
from shared.access.sign_in import COOKIE, actor_from_token
from shared.deployment import deployment
from shared.errors import UserError
from shared.locale import _, negotiate_language, set_language
from shared.web.error_messages import ERROR_MESSAGES, RETRY_AFTER_SECONDS

RETRY_INTERVAL = timedelta(seconds=RETRY_AFTER_SECONDS)
SIGNED_OUT, UNAVAILABLE = ERROR_MESSAGES[401], ERROR_MESSAGES[503]


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
        draw_notice(str(SIGNED_OUT.title), str(SIGNED_OUT.text), "/sign-in", _("Sign in"), inside_dashboard=False)
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
        draw_notice(str(UNAVAILABLE.title), reason, "/", _("Try again"), inside_dashboard=False)
    else:
        st.rerun()

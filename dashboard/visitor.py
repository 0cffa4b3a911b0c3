"""Who looks at the dashboard. Asked at every rerun: a session that ended must not draw one more figure."""

from __future__ import annotations

import streamlit as st

from dashboard.parts.notice import notice
from shared.access import Actor
from shared.access.sign_in import COOKIE, actor_from_token
from shared.deployment import deployment
from shared.errors import UserError
from shared.locale import _, negotiate_language, set_language

PATIENCE = "5s"


def visitor() -> Actor:
    """The person signed in; for nobody, and without a database, a notice instead of the page."""
    st.set_page_config(page_title="苏助 Suzhu", layout="wide", initial_sidebar_state="collapsed")
    set_language(negotiate_language(st.context.headers.get("Accept-Language", "")))
    try:
        actor = actor_from_token(deployment().engine, token())
    except UserError as problem:
        _wait(str(problem))
        st.stop()
    if actor is None:
        notice(_("You are signed out"), _("Please sign in again."), "/sign-in", _("Sign in"), soft=False)
        st.stop()
    set_language(actor.language)
    return actor


def token() -> str | None:
    """The session token of the browser, as it was when the connection began."""
    return st.context.cookies.get(COOKIE)


@st.fragment(run_every=PATIENCE)
def _wait(reason: str) -> None:
    """Say what is wrong, and come back by itself once it is mended."""
    try:
        actor_from_token(deployment().engine, token())
    except UserError:
        notice(_("The records cannot be reached just now"), reason, "/", _("Try again"), soft=False)
    else:
        st.rerun()

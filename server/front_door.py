"""The front door: the Streamlit dashboard and the Flask panel on one origin, behind one gate."""

from __future__ import annotations

from functools import partial

from starlette.types import ASGIApp

from admin.app import create_app
from dashboard.navigation import PAGE_PATHS
from server.rooms import compose
from shared.access.sign_in import actor_from_token
from shared.deployment import deployment, require_ready
from shared.settings import ROOT, Settings

DASHBOARD = ROOT / "dashboard" / "app.py"


def create_front_door(settings: Settings) -> ASGIApp:
    """The whole product over the opened deployment. Raises what `deployment` raises."""
    return compose(
        settings,
        panel=create_app(),
        dashboard=DASHBOARD,
        pages=PAGE_PATHS,
        who=partial(actor_from_token, deployment().engine),
        ready=require_ready,
    )

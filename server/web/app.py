"""The whole product as one ASGI app: dashboard and admin app on one origin, behind one sign-in."""

from __future__ import annotations

from functools import partial

from starlette.types import ASGIApp

from admin.app import create_app
from dashboard.navigation import page_paths
from dashboard.static_page import render_static_page
from server.web.routes import create_gateway
from shared.access.sign_in import actor_from_token
from shared.deployment import deployment, require_ready
from shared.settings import ROOT, Settings

DASHBOARD_SCRIPT = ROOT / "dashboard" / "app.py"


def create_asgi_app(settings: Settings) -> ASGIApp:
    """The product over the current deployment. Raises what `deployment` raises."""
    return create_gateway(
        settings,
        admin_app=create_app(),
        dashboard_script=DASHBOARD_SCRIPT,
        dashboard_paths=page_paths(),
        render_content=render_static_page,
        find_actor=partial(actor_from_token, deployment().engine),
        require_ready=require_ready,
    )

"""The gateway over fake apps, in a process of its own: `python -m tests.server.fake_apps FOLDER PORT`.

Files in FOLDER switch its behaviour: `zh_CN-anna` is the session of somebody who reads Chinese; `lost` makes the
database unreachable; `go` lets the slow download finish; `other-rights` changes the user's grants. The gateway
creates `active` when a request keeps a session from idling out.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, request
from sqlalchemy.exc import OperationalError
from starlette.types import ASGIApp

from server.web import auth_middleware, routes, uvicorn_server
from shared.access import Actor, Grant, Role
from shared.errors import DatabaseUnavailableError
from shared.settings import ROOT, Settings

RECHECK_SECONDS = 0.5
BROKEN = "a session that makes us stumble"
CHUNK = b"x" * 65536


def fake_admin(folder: Path) -> Flask:
    app = Flask(__name__)

    @app.get("/sign-in")
    def sign_in():
        return f"<h1>sign in</h1><p>{request.args.get('next', '')}</p>"

    @app.route("/admin/", methods=["GET", "POST"])
    def home():
        return "<h1>admin</h1>", {"Content-Security-Policy": "default-src 'self'"}

    @app.get("/admin/fails")
    def fails():
        raise OSError

    @app.get("/exports/<name>")
    def export(name: str):
        return rows(name), {"Content-Type": "text/csv"}

    def rows(name: str) -> Iterator[bytes]:
        yield CHUNK
        while name == "slow" and not (folder / "go").exists():
            time.sleep(0.02)
        yield from (CHUNK for _ in range(2000 if name == "large" else 1))

    return app


def fake_gateway(folder: Path, settings: Settings) -> ASGIApp:
    def find_actor(token: str | None, *, active: bool) -> Actor | None:
        if active:
            (folder / "active").touch()
        if (folder / "lost").exists():
            raise OperationalError("SELECT 1", {}, OSError("gone"))
        if token == BROKEN:
            raise ValueError
        if not token or not (folder / token).exists():
            return None
        language, _, login = token.partition("-")
        grants = (Grant(Role.OFFICIAL, "320000"),) if (folder / "other-rights").exists() else ()
        return Actor(login, login, grants, session_id=ord(login[0]), language=language)

    def require_ready() -> None:
        if (folder / "lost").exists():
            raise DatabaseUnavailableError("The database cannot be reached.")

    # Streamlit looks for its options beside the script.
    shutil.copytree(ROOT / "dashboard" / ".streamlit", folder / ".streamlit")
    dashboard = shutil.copy(Path(__file__).parent / "fake_dashboard.py", folder)
    return routes.create_gateway(
        settings,
        admin_app=fake_admin(folder),
        dashboard_script=Path(dashboard),
        dashboard_paths=["/coverage"],
        render_content=lambda _actor, _path, _params: None,
        find_actor=find_actor,
        require_ready=require_ready,
    )


if __name__ == "__main__":
    auth_middleware.SESSION_RECHECK_SECONDS = RECHECK_SECONDS
    settings = Settings()
    with uvicorn_server.bind_socket(settings.host, int(sys.argv[2])) as sock:
        uvicorn_server.serve_app(fake_gateway(Path(sys.argv[1]), settings), sock)

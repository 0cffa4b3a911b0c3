"""The admin: a Flask app with pages for each kind of record, behind one access control; mounted by the server."""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask_admin import Admin
from flask_wtf.csrf import CSRFProtect

from admin.request import context
from admin.request.view_registry import EXTENSION, register_views
from admin.site import (
    access_control,
    error_handlers,
    exports,
    figure_list_page,
    locked_list_page,
    page_layout,
    password_pages,
    search_pages,
    sign_in_pages,
    statistics_link,
)
from admin.site.home_page import HomePage
from admin.views import VIEWS
from shared.deployment import Deployment, deployment
from shared.settings import settings
from shared.web.security_headers import DEFAULT_HEADERS, content_security_policy
from shared.web.trusted_hosts import trusted_hosts

MAX_POST_BYTES = 2 * 1024 * 1024
HEADERS = DEFAULT_HEADERS | {
    "Content-Security-Policy": content_security_policy(
        script_src="'self'",
        style_src="'self'",
        img_src="'self' data:",
        connect_src="'self'",
        form_action="'self'",
    )
}


def create_app(served_deployment: Deployment | None = None) -> Flask:
    """The admin of a deployment; of the one the settings name when none is given."""
    app = Flask(__name__, static_url_path="/admin-static")
    app.extensions["suzhu"] = served_deployment or deployment()
    app.secret_key = app.extensions["suzhu"].cookie_key
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_POST_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_POST_BYTES,
        SESSION_COOKIE_NAME="suzhu_admin",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings().https,
        TRUSTED_HOSTS=sorted(trusted_hosts(settings())),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open over lunch still saves
        WTF_CSRF_SSL_STRICT=False,  # SameSite and the token do it; a referrer may be withheld
    )
    app.url_map.strict_slashes = False
    app.before_request(access_control.reject_invalid_text)
    app.before_request(context.load_actor)
    CSRFProtect(app)
    app.before_request(access_control.check_permission)
    _register_views(app)
    app.register_blueprint(sign_in_pages.blueprint)
    app.register_blueprint(password_pages.blueprint)
    app.register_blueprint(search_pages.blueprint)
    app.register_blueprint(figure_list_page.blueprint)
    app.register_blueprint(locked_list_page.blueprint)
    app.register_blueprint(exports.blueprint)
    error_handlers.register(app)
    page_layout.register(app)
    app.teardown_request(context.close_session)
    app.after_request(_set_security_headers)
    app.after_request(statistics_link.remember_region_and_period)
    return app


def _register_views(app: Flask) -> None:
    views = [view() for view in VIEWS]
    app.extensions[EXTENSION] = register_views(views)
    admin = Admin(app, name="Suzhu", index_view=HomePage(endpoint="admin", url="/admin"))
    admin.add_views(*views)


def _set_security_headers(response: Response) -> Response:
    """Headers of every answer; `g.ending` is when a page must leave the screen."""
    if request.endpoint != "static":
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    if "auto_refresh" in g:
        response.headers["Refresh"] = g.auto_refresh
    return response

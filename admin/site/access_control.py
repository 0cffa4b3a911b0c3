"""Access control: every endpoint names the permission it needs; one that names none is closed to everybody."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort, redirect, request, url_for

from admin.request import context
from admin.request.actions import EVERYBODY, SIGNED_IN
from admin.request.view_registry import views
from shared.access import Permission
from shared.access.permissions import Action, permission_for

EXPORT_OF_AREA = permission_for("{area}", Action.EXPORT)
"""Stands for the export of whatever area the records are of: the page itself asks for that one."""
ENDPOINT_PERMISSIONS = {
    "static": EVERYBODY,
    "admin.index": SIGNED_IN,
    "sign_in.show": EVERYBODY,
    "sign_in.keep_session": SIGNED_IN,
    "sign_in.submit_sign_in": EVERYBODY,
    "sign_in.confirm_sign_out": EVERYBODY,
    "sign_in.sign_out": EVERYBODY,
    "sign_in.confirm_language": EVERYBODY,
    "sign_in.choose_language": EVERYBODY,
    "password.show": SIGNED_IN,
    "password.change": SIGNED_IN,
    "password.show_invitation": EVERYBODY,
    "password.redeem": EVERYBODY,
    "search.show": Permission.REGISTRY_READ,
    "search.submit": Permission.REGISTRY_READ,
    "figure_list.show": Permission.FIGURES_READ,  # the page itself asks for the list, and says who may open it
    "exports.figures": Permission.FIGURES_EXPORT,
    "exports.many_figures": Permission.FIGURES_EXPORT,
    "exports.monthly_return": Permission.FIGURES_EXPORT,
    "locked_list.show": Permission.FIGURES_READ,
    "exports.figure_list": Permission.FIGURES_EXPORT,
    "exports.records": EXPORT_OF_AREA,
    "exports.record_list": EXPORT_OF_AREA,
    "exports.audit_trail": Permission.AUDIT_READ,
}


def endpoint_permission(endpoint: str) -> str | None:
    """What an endpoint needs: a permission, to be signed in, or nothing; None when it names nothing."""
    if endpoint in ENDPOINT_PERMISSIONS:
        return ENDPOINT_PERMISSIONS[endpoint]
    resource, _dot, page = endpoint.partition(".")
    view = next((view for view in views() if view.endpoint == resource), None)
    return view.page_permission(page) if view else None


def check_permission() -> None:
    """Before a request: refuse whoever lacks the permission of the endpoint."""
    if request.endpoint is None:
        return  # no such page: the answer says so
    permission = endpoint_permission(request.endpoint)
    if permission == EVERYBODY:
        return
    actor = context.actor()
    if actor.must_change_password and not request.endpoint.startswith("password."):
        abort(redirect(url_for("password.show"), HTTPStatus.SEE_OTHER))
    if permission is None or (
        permission != SIGNED_IN and not any(map(actor.has_permission, _alternatives(permission)))
    ):
        abort(403)


def _alternatives(permission: str) -> list[str]:
    """The permissions of which one is enough."""
    if permission != EXPORT_OF_AREA:
        return [permission]
    return [known for known in Permission if known.endswith(":records:export")]


def reject_invalid_text() -> None:
    """Before a request: no text with a character that no keyboard types and no database keeps."""
    texts = [request.path, *request.args.keys(), *request.args.values()]
    if request.method == "POST":
        texts += [*request.form.keys(), *request.form.values()]
    if any("\0" in text or "\ufffd" in text or not _encodes(text) for text in texts):
        abort(400)


def _encodes(text: str) -> bool:
    """Whether a text is Unicode: half a surrogate pair is not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

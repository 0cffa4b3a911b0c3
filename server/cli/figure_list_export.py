"""The list behind a figure as a file, with the permissions of an account: the bytes its page offers to it."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Mapping

from flask import g
from werkzeug.test import EnvironBuilder

from admin.app import create_app
from admin.site.figure_list_file import audited_list, figure_list_csv
from admin.site.figure_list_query import requested_figure_list
from server.provisioning import require_current_definitions
from shared.access import SYSTEM, Actor, open_session
from shared.access.account_actor import require_actor
from shared.deployment import deployment
from shared.settings import settings


def write_figure_list(
    key: str, params: Mapping[str, str], login: str, write: Callable[[Iterable[bytes]], None]
) -> None:
    """Hand the file to `write`: of the figure, `region`, `period`, `dimension` and `part` of `params`.

    UserError without such an account, or what would be valid; PermissionDenied for whoever may not take it.
    """
    actor = _load_actor(login)
    dimension, _is, category = params["dimension"].partition("=")
    query = dict(params) | {"dimension": dimension, "category": category}
    address = f"/exports/figures/{key}/rows.csv"
    environ = EnvironBuilder(address, f"http://{settings().host}", query_string=query).get_environ()
    with create_app(deployment()).request_context(environ):
        g.actor = actor
        write(figure_list_csv(audited_list(requested_figure_list(key), f"suzhu export ({getpass.getuser()})")))


def _load_actor(login: str) -> Actor:
    with open_session(SYSTEM, deployment().engine) as system:
        require_current_definitions(system)
        return require_actor(system, login)

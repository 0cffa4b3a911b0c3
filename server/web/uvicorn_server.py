"""Serve the product: one process, one port, until a signal stops it."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from importlib import import_module

import click
import uvicorn
from starlette.types import ASGIApp

from server.web import audit_worker
from server.web.compression import GZIP
from server.web.dashboard_shell import STREAMLIT_DIR
from server.web.static_files import SENT_FILES
from shared.deployment import deployment
from shared.errors import UserError, os_error_message
from shared.locale import _
from shared.locale import lazy as _l
from shared.settings import Settings, settings

MAX_PORT = 65535
GRACEFUL_SHUTDOWN_SECONDS = 5
"""Seconds that running requests get to finish when the server stops."""

THREAD_SWITCH_SECONDS = 0.001
"""Seconds after which a computing thread yields to another. A page waits for its turn after every database query:
beside a long export that would be 5 ms each time, Python's default.
"""

BIND_ERROR_MESSAGES = {
    EACCES: _l("Port {port} is reserved for the system: choose one above 1023."),
    EADDRINUSE: _l("Port {port} is taken: stop the other program or choose another port."),
    EADDRNOTAVAIL: _l("{host} is not an address of this machine: set SUZHU_HOST to one that is."),
    socket.EAI_NONAME: _l("{host} is not an address of this machine: set SUZHU_HOST to one that is."),
}

# Imported before the first request, which would otherwise wait for them.
PRELOADED_MODULES = ("pandas", "plotly.graph_objects", "pyarrow", "streamlit.elements.plotly_chart")


def serve(settings: Settings, port: int) -> None:
    """Serve both apps on settings.host:port until SIGINT or SIGTERM.

    Raises UserError when the port cannot be had, or what `shared.deployment` says about the database and its key.
    """
    with bind_socket(settings.host, port) as sock:
        from server.reports.report_worker import start_report_worker  # noqa: PLC0415 - likewise
        from server.web.app import create_asgi_app  # noqa: PLC0415 - a taken port is reported before long imports

        app = create_asgi_app(settings)
        audit_worker.start_audit_worker(deployment().engine)
        start_report_worker(deployment().engine)
        warm_up()
        serve_app(app, sock)


def serve_app(app: ASGIApp, sock: socket.socket) -> None:
    """Answer on a listening socket until a signal ends the process."""
    host, port = sock.getsockname()[:2]
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn ends by sending itself the signal again
        signal.signal(number, _end)
    click.echo(_("Suzhu is running at {address} (press Ctrl+C to stop)").format(address=address))
    sys.setswitchinterval(THREAD_SWITCH_SECONDS)
    uvicorn.Server(uvicorn_config(app)).run(sockets=[sock])


def _end(_number: int, _frame: object) -> None:
    """Say that the server has stopped, as it was told to, and leave the process at once.

    A tidy exit would wait for ever for a download whose client has stopped reading.
    """
    click.echo(_("Suzhu has stopped."))
    sys.stdout.flush()
    os._exit(0)


def uvicorn_config(app: ASGIApp) -> uvicorn.Config:
    """How uvicorn serves: without an access log, and with the WebSocket settings Streamlit needs."""
    proxies = settings().trusted_proxies.replace(" ", "")
    return uvicorn.Config(
        app,
        http="h11",  # refuses addresses that are not ASCII, which a2wsgi cannot read
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_ping_interval=30,
        ws_ping_timeout=30,
        timeout_graceful_shutdown=GRACEFUL_SHUTDOWN_SECONDS,
        proxy_headers=bool(proxies),  # anybody can send X-Forwarded-For: believed from named proxies only
        forwarded_allow_ips=proxies,
    )


def bind_socket(host: str, port: int) -> socket.socket:
    """A socket that listens on host:port. UserError, with advice, when that is not possible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if not 1 <= port <= MAX_PORT:
        raise UserError(_("Port {port} does not exist: choose one from 1 to 65535.").format(port=port))
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        message = BIND_ERROR_MESSAGES.get(error.errno or 0, _l("Cannot listen on {host} port {port}: {reason}."))
        raise UserError(str(message).format(host=host, port=port, reason=os_error_message(error))) from error


def warm_up() -> None:
    """Import and compress what the first page needs, then exempt it from garbage collection.

    Streamlit collects garbage after every rerun: 100 ms if it walks the imported modules too, else 20 ms.
    """
    for name in PRELOADED_MODULES:
        import_module(name)
    for chunk in (STREAMLIT_DIR / "static").glob("**/*"):
        if chunk.name.split(".")[0] in {"index", "PlotlyChart", "protobuf"}:
            SENT_FILES.get(chunk, GZIP)
    gc.collect()
    gc.freeze()

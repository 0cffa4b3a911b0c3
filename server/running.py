"""Serving: one process, one port, until it is told to stop."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from importlib import import_module

import click
import uvicorn
from starlette.types import ASGIApp

from server import keeper
from server.assets import packed
from server.page import STREAMLIT
from shared.deployment import deployment
from shared.errors import UserError, os_error_message
from shared.locale import _
from shared.locale import lazy as _l
from shared.settings import Settings, settings

LAST_PORT = 65535
PATIENCE = 5
"""Seconds that running requests get to finish when we stop."""

TURN = 0.001
"""Seconds until a thread that computes lets another one go on. A page asks for its turn after every question to the
database: beside somebody who takes a long list away it would wait 5 ms each time, Python's usual turn.
"""

REFUSED = {
    EACCES: _l("Port {port} is reserved for the system: choose one above 1023."),
    EADDRINUSE: _l("Port {port} is taken: stop the other program or choose another port."),
    EADDRNOTAVAIL: _l("{host} is no address of this machine: set SUZHU_HOST to one that is."),
    socket.EAI_NONAME: _l("{host} is no address of this machine: set SUZHU_HOST to one that is."),
}

# What the first page of the first official would otherwise wait for.
HEAVY = ("pandas", "plotly.graph_objects", "pyarrow", "streamlit.elements.plotly_chart")


def serve(settings: Settings, port: int) -> None:
    """Serve both apps on settings.host:port until SIGINT or SIGTERM.

    Raises UserError when the port cannot be had, or what `shared.deployment` says about the database and its key.
    """
    with listener(settings.host, port) as listening:
        from server.front_door import create_front_door  # noqa: PLC0415 - a taken port is said before long imports

        app = create_front_door(settings)
        keeper.start(deployment().engine)
        warm_up()
        run(app, listening)


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Answer on a listening socket until a signal ends the process."""
    host, port = listening.getsockname()[:2]
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    click.echo(_("Suzhu is open at {address} (Ctrl+C stops it)").format(address=address))
    # uvicorn ends by sending itself the signal again. A traceback would say nothing then, and a tidy exit
    # would wait for ever for a download whose reader has stopped reading.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.setswitchinterval(TURN)
    uvicorn.Server(configuration(app)).run(sockets=[listening])


def configuration(app: ASGIApp) -> uvicorn.Config:
    """How uvicorn serves us: without a log of addresses, and the way Streamlit wants its WebSocket."""
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
        timeout_graceful_shutdown=PATIENCE,
        proxy_headers=bool(proxies),  # anybody can send X-Forwarded-For: believed from named proxies only
        forwarded_allow_ips=proxies,
    )


def listener(host: str, port: int) -> socket.socket:
    """A socket that listens on host:port. UserError, with what to do, when that is not possible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if not 1 <= port <= LAST_PORT:
        raise UserError(_("Port {port} does not exist: choose one from 1 to 65535.").format(port=port))
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        said = REFUSED.get(error.errno or 0, _l("Nobody can listen on {host} port {port}: {reason}."))
        raise UserError(str(said).format(host=host, port=port, reason=os_error_message(error))) from error


def warm_up() -> None:
    """Import and pack what the first page needs, then take it out of the garbage collector's sight.

    Streamlit collects garbage after every rerun: 100 ms while it walks the imported modules too, else 20 ms.
    """
    for name in HEAVY:
        import_module(name)
    for chunk in (STREAMLIT / "static").glob("**/*"):
        if chunk.name.split(".")[0] in {"index", "PlotlyChart", "protobuf"}:
            packed(chunk)
    gc.collect()
    gc.freeze()

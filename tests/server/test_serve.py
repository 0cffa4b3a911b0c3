"""Starting and stopping: a clear sentence when it cannot start, a quick end when it is told to stop."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import uvicorn

from server.web.uvicorn_server import GRACEFUL_SHUTDOWN_SECONDS, THREAD_SWITCH_SECONDS, bind_socket, serve_app
from shared.errors import UserError
from shared.locale import CHINESE, ENGLISH, use_language
from shared.settings import ROOT
from tests.support.gateway import ANNA, running_gateway
from tests.support.server_process import free_port


@pytest.mark.parametrize(("language", "message"), [(ENGLISH, "Port {} is taken"), (CHINESE, "端口 {} 已被占用")])
def test_a_taken_port_is_said(language: str, message: str):
    with socket.create_server(("127.0.0.1", 0)) as taken, use_language(language):
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=message.format(port)):
            bind_socket("127.0.0.1", port)


@pytest.mark.parametrize("port", [0, -1, 65536, 10**9])
def test_a_port_that_cannot_be_is_said(port: int):
    with use_language(ENGLISH), pytest.raises(UserError, match="choose one from 1 to 65535"):
        bind_socket("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid"])
def test_an_address_that_is_not_ours_is_said(host: str):
    with use_language(ENGLISH), pytest.raises(UserError, match=host):
        bind_socket(host, free_port())


def test_who_computes_for_long_lets_others_go_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    usual = sys.getswitchinterval()
    try:
        with bind_socket("127.0.0.1", free_port()) as listening:
            serve_app(uvicorn.Config, listening)
        assert sys.getswitchinterval() == pytest.approx(THREAD_SWITCH_SECONDS)
        assert usual > THREAD_SWITCH_SECONDS
    finally:
        sys.setswitchinterval(usual)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_although_people_are_at_work(tmp_path: Path, number: int):
    with running_gateway(tmp_path) as gateway, gateway.open_websocket():
        response = gateway.open("/exports/slow", token=ANNA)
        started = time.monotonic()
        gateway.process.send_signal(number)
        gateway.process.wait(GRACEFUL_SHUTDOWN_SECONDS + 5)
        assert time.monotonic() - started < GRACEFUL_SHUTDOWN_SECONDS + 3
        response.close()
        assert gateway.process.returncode == 0
        printed = gateway.process.stdout.read()
    assert re.search("Suzhu has stopped|苏助已停止", printed)
    assert f"http://127.0.0.1:{gateway.port}" in printed
    assert "Traceback" not in printed


def test_streamlit_takes_our_options():
    """Also inside the gateway, where no `streamlit run` reads them."""
    code = (
        "from streamlit import config; from streamlit.starlette import App; App('dashboard/app.py');"
        "print(*map(config.get_option, ['client.showErrorDetails', 'browser.gatherUsageStats',"
        "'client.toolbarMode', 'client.disableDataExport', 'server.fileWatcherType', 'theme.light.primaryColor']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["none", "False", "minimal", "True", "none", "#12436D"]

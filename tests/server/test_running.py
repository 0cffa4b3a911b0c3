"""Starting and stopping: a clear sentence when it cannot start, a quick end when it is told to stop."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import uvicorn

from server.running import PATIENCE, TURN, listener, run
from shared.errors import UserError
from shared.locale import CHINESE, ENGLISH, use_language
from shared.settings import ROOT
from tests.server.conftest import ANNA, free_port, running_door


@pytest.mark.parametrize(("language", "said"), [(ENGLISH, "Port {} is taken"), (CHINESE, "端口 {} 已被占用")])
def test_a_taken_port_is_said(language: str, said: str):
    with socket.create_server(("127.0.0.1", 0)) as taken, use_language(language):
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=said.format(port)):
            listener("127.0.0.1", port)


@pytest.mark.parametrize("port", [0, -1, 65536, 10**9])
def test_a_port_that_cannot_be_is_said(port: int):
    with use_language(ENGLISH), pytest.raises(UserError, match="choose one from 1 to 65535"):
        listener("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid"])
def test_an_address_that_is_not_ours_is_said(host: str):
    with use_language(ENGLISH), pytest.raises(UserError, match=host):
        listener(host, free_port())


def test_who_computes_for_long_lets_others_go_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    usual = sys.getswitchinterval()
    try:
        with listener("127.0.0.1", free_port()) as listening:
            run(uvicorn.Config, listening)
        assert sys.getswitchinterval() == pytest.approx(TURN)
        assert usual > TURN
    finally:
        sys.setswitchinterval(usual)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_although_people_are_at_work(tmp_path: Path, number: int):
    with running_door(tmp_path) as door, door.stream():
        response = door.open("/exports/slow", token=ANNA)
        started = time.monotonic()
        door.process.send_signal(number)
        door.process.wait(PATIENCE + 5)
        assert time.monotonic() - started < PATIENCE + 3
        response.close()
        assert door.process.returncode == -number
        said = door.process.stdout.read()
    assert f"http://127.0.0.1:{door.port}" in said
    assert "Traceback" not in said


def test_streamlit_takes_our_options():
    """Also behind the front door, where no `streamlit run` reads them."""
    code = (
        "from streamlit import config; from streamlit.starlette import App; App('dashboard/app.py');"
        "print(*map(config.get_option, ['client.showErrorDetails', 'browser.gatherUsageStats',"
        "'client.toolbarMode', 'client.disableDataExport', 'server.fileWatcherType', 'theme.light.primaryColor']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["none", "False", "minimal", "True", "none", "#12436D"]

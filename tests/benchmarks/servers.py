"""Real servers in processes of their own: the product behind its gateway, and a peer's Streamlit page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.commands import FOLDER, surroundings
from tests.benchmarks.demo_databases import Province
from tests.support.server_process import free_port, server_process

PEER = Path(__file__).parent / "baselines" / "untuned_page.py"


@dataclass(frozen=True)
class Server:
    """Something that answers at 127.0.0.1:port."""

    port: int
    process: psutil.Process

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def memory(self) -> int:
        """Bytes it holds now (resident set)."""
        return int(self.process.memory_info().rss)


@contextmanager
def product(province: Province) -> Iterator[Server]:
    """`suzhu run` over a province."""
    port = free_port()
    command = [sys.executable, "-m", "server.cli.main", "run", "--port", str(port)]
    with _running("product", command, port, surroundings(province.url), "/healthz") as server:
        yield server


@contextmanager
def peer(province: Province, *, remembers: bool) -> Iterator[Server]:
    """The untuned page over the same province; `remembers`: its frames are cached after the first visitor."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PEER), "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    variables = {"PEER_DATABASE": province.url, "PEER_REMEMBERS": "1" if remembers else ""}
    with _running("peer", command, port, variables, "/_stcore/health") as server:
        yield server


@contextmanager
def _running(name: str, command: list[str], port: int, variables: dict[str, str], health: str) -> Iterator[Server]:
    log = FOLDER / f"{name}.log"
    with server_process(command, port, health=health, log=log, env=os.environ | variables) as process:
        yield Server(port, psutil.Process(process.pid))

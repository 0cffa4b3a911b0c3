"""Start a server in a process of its own, wait until it is healthy, and end it."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ENDING = 20.0  # seconds a server gets to end by itself


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def server_process(
    command: Sequence[str | Path],
    port: int,
    *,
    health: str = "/healthz",
    log: Path | None = None,
    patience: float = 60.0,
    **options: Any,
) -> Iterator[subprocess.Popen[Any]]:
    """Run `command`, which serves 127.0.0.1:`port`, until the block ends; what it prints goes to `log`.

    Raises RuntimeError when `health` does not answer 200 within `patience` seconds. `options` are those of Popen.
    """
    out = log.open("w", encoding="utf-8") if log else None
    process = subprocess.Popen(command, **({"stdout": out, "stderr": out} if out else {}) | options)
    try:
        if not _becomes_healthy(f"http://127.0.0.1:{port}{health}", process, patience):
            raise RuntimeError(f"{command} did not start:\n{log.read_text(encoding='utf-8') if log else ''}")
        yield process
    finally:
        _end(process)
        for stream in (out, process.stdout):
            if stream:
                stream.close()


def _becomes_healthy(url: str, process: subprocess.Popen[Any], patience: float) -> bool:
    until = time.monotonic() + patience
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return True
        except OSError:  # refused, or an error of HTTP
            pass
        time.sleep(0.1)
    return False


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(timeout=ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

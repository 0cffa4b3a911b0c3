"""The whole product, started as a person starts it, on a small demo province of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

PASSWORD = "demo password for tests"
WIDE, NARROW = (1440, 900), (390, 844)  # viewports: a desk, a telephone
COMMAND = Path(sys.executable).with_name("suzhu")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
STARTING = 900.0  # at full size, on a busy machine


@dataclass
class Product:
    """Where it is served, and which database lies under it."""

    address: str
    environment: dict[str, str]


@contextmanager
def running(folder: Path, scale: float) -> Iterator[Product]:
    """Seed a province of `scale` in `folder` and serve it until the block ends."""
    environment = os.environ | {
        "SUZHU_DATABASE_URL": f"sqlite:///{folder / 'suzhu.db'}",
        "SUZHU_VAR": str(folder),
        "SUZHU_DEMO_PASSWORD": PASSWORD,
        "SUZHU_DEMO_SCALE": str(scale),
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folder / "server.log").open("w")
    server = subprocess.Popen([COMMAND, "run", "--port", str(port)], env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address, server, folder / "server.log")
        yield Product(address, environment)
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, headless, asking nobody outside for anything."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


@dataclass
class Watched:
    """A page, and what it should never have done: asked another origin, or complained."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen from the first request on."""
        own = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        self.page.on("request", lambda r: None if r.url.startswith(own) else self.foreign.append(r.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Through the form, as a person does."""
        self.page.goto(f"{self.address}/sign-in")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", password)
        self.page.click("form button[type=submit]")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def speak(self, code: str) -> None:
        """Choose the language of the session: `zh_CN` or `en`."""
        self.page.goto(f"{self.address}/language")
        self.page.click(f"button[name=to][value={code}]")
        self.page.wait_for_url(lambda url: "/language" not in url)

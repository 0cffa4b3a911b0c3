"""The whole server, started as a person starts it, on a small demo province of its own."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, expect

from tests.support.server_process import free_port, server_process

PASSWORD = "demo password for tests"
WIDE, NARROW = (1440, 900), (390, 844)  # viewports: a desk, a telephone
COMMAND = Path(sys.executable).with_name("suzhu")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WITHOUT_GPU = ["--disable-gpu", "--disable-software-rasterizer"]  # drawing as a made-up GPU takes a quarter longer
FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')
STARTING = 900.0  # at full size, on a busy machine

REMOVED_CHART = "_axisMatchGroups"
"""Plotly still sets up a chart that Streamlit took away because the user went on at once: nothing is lost by it."""


@dataclass
class RunningServer:
    """Where it is served, and which database lies under it."""

    address: str
    environment: dict[str, str]


@contextmanager
def running(folder: Path, scale: float) -> Iterator[RunningServer]:
    """Seed a province of `scale` in `folder` and serve it until the block ends."""
    environment = os.environ | {
        "SUZHU_DATABASE_URL": f"sqlite:///{folder / 'suzhu.db'}",
        "SUZHU_VAR": str(folder),
        "SUZHU_DEMO_PASSWORD": PASSWORD,
        "SUZHU_DEMO_SCALE": str(scale),
    }
    port = free_port()
    command = [COMMAND, "run", "--port", str(port)]
    with server_process(command, port, log=folder / "server.log", patience=STARTING, env=environment):
        yield RunningServer(f"http://127.0.0.1:{port}", environment)


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, headless, asking nobody outside for anything."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET + WITHOUT_GPU)


@dataclass
class WatchedPage:
    """A page, and what it should never have done: asked another origin, or complained."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen from the first request on."""
        own = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        self.page.on("request", lambda r: None if r.url.startswith(own) else self.foreign.append(r.url))
        self.page.on("pageerror", self._note_error)
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)

    def _note_error(self, error: object) -> None:
        if REMOVED_CHART not in str(error):
            self.complaints.append(str(error))

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Send the form of the sign-in page without drawing it, nor the page it leads to."""
        words = self.page.request.get(f"{self.address}/sign-in").text()
        token = FIELD.search(words)
        assert token, words
        self._post("/sign-in", {"csrf_token": token[1], "login": login, "password": password})

    def set_language(self, code: str) -> None:
        """Choose the language of the session, without drawing a page: `zh_CN` or `en`."""
        self._post("/language", {"to": code, "next": "/admin/"})

    def _post(self, path: str, form: dict[str, str | float | bool]) -> None:
        answer = self.page.request.post(
            f"{self.address}{path}", form=form, headers={"Origin": self.address}, max_redirects=0
        )
        assert answer.status in {302, 303}, answer.status  # led on

    def open_dashboard(self, path: str = "/") -> None:
        """Until Streamlit has drawn the page in place of the server's copy: what is hidden before has no focus."""
        self.page.goto(f"{self.address}{path}")
        expect(self.page.locator("#static-page")).to_have_count(0)

"""A running server and a watched Chromium for the tests in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.running_server import WIDE, RunningServer, WatchedPage, launch, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running(tmp_path_factory.mktemp("server"), scale=0.01) as served:
        yield served


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for this folder: starting one takes as long as a short test. None is left to another folder."""
    with sync_playwright() as playwright, launch(playwright) as chromium:
        yield chromium


@pytest.fixture
def open_page(server: RunningServer, browser: Browser) -> Iterator[Callable[..., WatchedPage]]:
    """Opens watched pages, each with cookies of its own; none may leave the origin or complain."""
    opened: list[WatchedPage] = []

    def open_page(login: str = "", *, size: tuple[int, int] = WIDE, locale: str = "zh-CN") -> WatchedPage:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
        tab = WatchedPage(context.new_page(), server.address)
        opened.append(tab)
        if login:
            tab.sign_in(login)
        return tab

    yield open_page
    for tab in opened:
        tab.page.context.close()
    assert [w.foreign for w in opened if w.foreign] == []
    assert [w.complaints for w in opened if w.complaints] == []

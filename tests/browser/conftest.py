"""A running product and a watched Chromium for the tests in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.running_server import WIDE, Product, Watched, running


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with running(tmp_path_factory.mktemp("product"), scale=0.01) as served:
        yield served


@pytest.fixture
def visitor(product: Product, browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens watched pages, each with cookies of its own; none may leave the origin or complain."""
    opened: list[Watched] = []

    def open_page(login: str = "", *, size: tuple[int, int] = WIDE, locale: str = "zh-CN") -> Watched:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
        watched = Watched(context.new_page(), product.address)
        opened.append(watched)
        if login:
            watched.sign_in(login)
        return watched

    yield open_page
    for watched in opened:
        watched.page.context.close()
    assert [w.foreign for w in opened if w.foreign] == []
    assert [w.complaints for w in opened if w.complaints] == []

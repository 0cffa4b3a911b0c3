"""From the address to all charts drawn, in a real Chromium whose cache knows our scripts."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Page, sync_playwright

from dashboard.page_url import OVERVIEW
from shared.access.sign_in import COOKIE, sign_in
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.dashboard import PAGES
from tests.benchmarks.demo_databases import Provinces
from tests.benchmarks.servers import product
from tests.benchmarks.timing import ROUNDS, Row
from tests.support.running_server import launch

OFFICIAL = "province-official"
MOST_SECONDS = 1.3
PATIENCE = 30_000
SIZE = {"width": 1440, "height": 900}
DRAWN = """() => {
    const app = document.querySelector('[data-testid=stApp]')
    const charts = [...document.querySelectorAll('.stPlotlyChart')]
    const isDrawn = chart => chart.querySelector('.main-svg .trace path')
    const isThere = document.querySelector('#headline') && !document.querySelector('[data-testid=stSkeleton]')
    const isReady = app?.dataset.testScriptState === 'notRunning' && isThere && charts.every(isDrawn)
    return isReady ? performance.now() : 0
}"""
"""Milliseconds since the address was opened, once the script has run and each chart shows shapes."""


def rows(provinces: Provinces) -> Iterator[Row]:
    """Each page. The untuned page has no row: without the internet its map is never drawn."""
    province = provinces.get("sqlite")
    with province.opened() as engine:
        token = sign_in(engine, OFFICIAL, PASSWORD, "127.0.0.1")
    with (
        product(province) as ours,
        sync_playwright() as playwright,
        launch(playwright) as chromium,
        chromium.new_context(viewport=SIZE) as context,  # type: ignore[arg-type]
    ):
        context.add_cookies([{"name": COOKIE, "value": token, "url": ours.address}])
        taken = _drawn(context.new_page(), {page: f"{ours.address}/{page}" for page in PAGES})
    for page in PAGES:
        yield Row(f"Chromium, {page or OVERVIEW} page, warm, to all charts drawn", taken[page], MOST_SECONDS)


def _drawn(page: Page, addresses: dict[str, str]) -> dict[str, float]:
    """Median seconds of each address, in turns; what fills the cache is not counted."""
    rounds = [{name: _seconds(page, address) for name, address in addresses.items()} for _ in range(ROUNDS + 1)]
    return {name: median(one[name] for one in rounds[1:]) for name in addresses}


def _seconds(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    return float(page.wait_for_function(DRAWN, polling="raf", timeout=PATIENCE).json_value()) / 1000

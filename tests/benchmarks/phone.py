"""A page opened on a telephone that was never here: 390 px, 4 Mbit/s, a processor four times as slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

from dashboard.page_url import OVERVIEW
from shared.access.sign_in import COOKIE, sign_in
from tests.benchmarks.browser import DRAWN, OFFICIAL, PATIENCE
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.dashboard import PAGES
from tests.benchmarks.demo_databases import Provinces
from tests.benchmarks.servers import Server, product
from tests.benchmarks.timing import ROUNDS, Row
from tests.support.running_server import NARROW, launch

HEADLINE_SECONDS, ALL_SECONDS = 2.0, 8.0
BITS, DELAY, SLOWER = 4_000_000, 40, 4
"""Bits a second both ways, milliseconds of latency, how often slower the processor is."""
ANSWERED = """() => {
    const headline = document.querySelector('#headline, #static-headline')
    return headline?.textContent.trim() && headline.getBoundingClientRect().height ? performance.now() : 0
}"""
"""Milliseconds since the address was opened, once the headline stands on the screen."""


@dataclass(frozen=True)
class ColdPage:
    """Seconds to the headline and to all charts; bytes that came over the line by what they were."""

    answered: float
    drawn: float
    sizes: Counter[str]

    @property
    def heaviest(self) -> str:
        """What weighs most."""
        parts = (f"{name} {size / 1000:,.0f} kB" for name, size in self.sizes.most_common(3))
        return f"{sum(self.sizes.values()) / 1000:,.0f} kB: {', '.join(parts)}"


def rows(provinces: Provinces) -> Iterator[Row]:
    """Each page on SQLite, in a browser without a cache; medians. The first look, at a server just started, is left."""
    province = provinces.get("sqlite")
    with province.opened() as engine:
        token = sign_in(engine, OFFICIAL, PASSWORD, "127.0.0.1")
    with product(province) as ours, sync_playwright() as playwright, launch(playwright) as chromium:
        for page in PAGES:
            taken = [_opened(chromium, ours, token, page) for _ in range(ROUNDS + 1)][1:]
            what = f"telephone, cold, {page or OVERVIEW} page"
            yield Row(f"{what}: headline", median(one.answered for one in taken), HEADLINE_SECONDS)
            yield Row(f"{what}: all drawn", median(one.drawn for one in taken), ALL_SECONDS, note=taken[-1].heaviest)


def _opened(chromium: Browser, ours: Server, token: str, path: str) -> ColdPage:
    """One look with a browser that knows nothing but the sign-in."""
    size = {"width": NARROW[0], "height": NARROW[1]}
    with chromium.new_context(viewport=size, is_mobile=True, has_touch=True) as context:  # type: ignore[arg-type]
        context.add_cookies([{"name": COOKIE, "value": token, "url": ours.address}])
        page = context.new_page()
        _slow_down(page)
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright takes no builtin
        page.goto(f"{ours.address}/{path}", wait_until="commit")
        answered = _milliseconds(page, ANSWERED)
        drawn = _milliseconds(page, DRAWN)
        return ColdPage(answered / 1000, drawn / 1000, _sizes(answers))


def _slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    rate = BITS / 8
    line = {"offline": False, "latency": DELAY, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _milliseconds(page: Page, condition: str) -> float:
    return float(page.wait_for_function(condition, polling="raf", timeout=4 * PATIENCE).json_value())


def _sizes(answers: list[Response]) -> Counter[str]:
    """Bytes of each answer as they came, compressed, by the name of the file."""
    sizes: Counter[str] = Counter()
    for answer in answers:
        name = urlsplit(answer.url).path.rsplit("/", 1)[-1] or "page"
        sizes[name] += answer.request.sizes()["responseBodySize"]
    return sizes

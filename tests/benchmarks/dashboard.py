"""Reruns of the dashboard with 1, 10 and 50 signed-in officials on one process, beside untuned pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from statistics import median

from dashboard.page_url import OVERVIEW
from shared.access.sign_in import COOKIE, sign_in
from tests.benchmarks.commands import PASSWORD, say
from tests.benchmarks.demo_databases import Province, Provinces
from tests.benchmarks.load_clients import THINKING, DrawnScript, OfficialClient, PageRequest, at_work
from tests.benchmarks.servers import Server, peer, product
from tests.benchmarks.timing import Row, attempted, percentile_95

LOGINS = ("province-official", "suzhou-official", "kunshan-official", "township-official")
PAGES = ("", "coverage", "warnings", "charity")
CROWDS = (1, 10, 50)
SECONDS = 20.0
RERUN_TO_PANDAS, CROWD_TO_UNTUNED, BYTES_TO_UNTUNED = 1 / 100, 1 / 10, 1 / 5
MOST_SECONDS, MOST_MEMORY = 0.5, 400_000_000


def rows(provinces: Provinces) -> Iterator[Row]:
    """Over the real size on SQLite, which `make run` serves."""
    province = provinces.get("sqlite")
    cookies = _cookies(province, max(CROWDS))
    with product(province) as ours, peer(province, remembers=False) as pandas:
        yield from attempted("rerun of a page", lambda: _alone(ours, pandas, cookies))
    with product(province) as ours, peer(province, remembers=True) as untuned:
        yield from attempted("bytes to the browser", lambda: _sent(ours, untuned, cookies))
        for crowd in CROWDS:
            work = f"reruns of {crowd} officials"
            yield from attempted(work, lambda: _together(crowd, ours, untuned, cookies))  # noqa: B023 - used at once


def _cookies(province: Province, count: int) -> list[str]:
    """As many signed-in sessions, of officials of all levels in turn."""
    with province.opened() as engine:
        logins = islice(cycle(LOGINS), count)
        return [f"{COOKIE}={sign_in(engine, login, PASSWORD, '127.0.0.1')}" for login in logins]


def pages_of(start: int) -> Iterator[PageRequest]:
    """One page after the other, each official beginning with another."""
    return islice(cycle([PageRequest(page) for page in PAGES]), start % len(PAGES), None)


def the_page(_start: int) -> Iterator[PageRequest]:
    """The one page of a peer."""
    return cycle([PageRequest()])


def _alone(ours: Server, pandas: Server, cookies: list[str]) -> Iterator[Row]:
    """One official of the province who never thinks."""
    our_runs = at_work([OfficialClient(ours, cookies[0])], pages_of, 6, 0)
    pandas_runs = at_work([OfficialClient(pandas)], the_page, 10, 0)
    yield Row("rerun of a page, one official", _middle(our_runs), RERUN_TO_PANDAS, "pandas page", _middle(pandas_runs))


def _sent(ours: Server, untuned: Server, cookies: list[str]) -> Iterator[Row]:
    """What the browser receives when a page is opened for the first time."""
    first = OfficialClient(untuned)
    at_work([first], the_page, 0, 0)
    for page in PAGES:
        official = OfficialClient(ours, cookies[0])
        at_work([official], lambda _n, page=page: cycle([PageRequest(page)]), 0, 0)  # type: ignore[misc]
        what = f"bytes to the browser, {page or OVERVIEW} page opened"
        yield Row(what, official.drawn[0].size, BYTES_TO_UNTUNED, "shapes inside", first.drawn[0].size, "B")


def _together(crowd: int, ours: Server, untuned: Server, cookies: list[str]) -> Iterator[Row]:
    """p95 of the reruns, five seconds of thought between them."""
    held: list[int] = []
    officials = [OfficialClient(ours, cookie) for cookie in cookies[:crowd]]
    our_runs = at_work(officials, pages_of, SECONDS, THINKING, lambda: held.append(ours.memory))
    slowest = percentile_95(drawn.seconds for drawn in our_runs)
    what = f"p95 of a rerun, {crowd} officials" if crowd > 1 else "p95 of a rerun, 1 official"
    yield Row(what, slowest, MOST_SECONDS)
    yield Row(f"memory of the server, {crowd} open", held[0], MOST_MEMORY, unit="B")
    untuned_runs = at_work(
        [OfficialClient(untuned) for _ in range(crowd)], the_page, SECONDS, THINKING
    )  # may well give up
    say(f"{crowd} officials: {len(our_runs)} reruns, median {_middle(our_runs):.3f} s; untuned {len(untuned_runs)}")
    peers = percentile_95(drawn.seconds for drawn in untuned_runs)
    yield Row(what, slowest, CROWD_TO_UNTUNED if crowd == max(CROWDS) else None, "untuned page", peers)


def _middle(drawn: list[DrawnScript]) -> float:
    return median(one.seconds for one in drawn)

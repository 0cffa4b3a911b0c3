"""The first page of the list behind a figure, whatever its length: every part of every figure of the province."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, Table, func, select

from admin.app import create_app
from shared.access.sign_in import COOKIE, sign_in
from shared.deployment import deployment
from shared.indicators.catalogue import INDICATORS
from shared.indicators.counted_rows import record_of
from shared.indicators.figure_lists import Part, measure_of, parts_of
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.demo_databases import DAY, Province, Provinces, on_both
from tests.benchmarks.timing import Row, Work, in_turns, percentile_95

OFFICIAL, HERE, PLACE, PERIODS = "province-official", "127.0.0.1", "320000", (DAY[:4], DAY[:7])
MOST_SECONDS, MOST_NAMED, PAGE, LOOKS = 0.1, 8, 50, 4
PEER = "SQL, all of them counted and the first sorted"


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("list behind a figure", lambda dialect: _on(provinces.get(dialect)))


class Spent(NamedTuple):
    """Seconds of a page: by the clock, and of this process (on SQLite those of the database too)."""

    waited: float
    worked: float


def _on(province: Province) -> Iterator[Row]:
    with province.opened() as engine:
        opened, client = deployment(), create_app(deployment()).test_client()
        client.set_cookie(COOKIE, sign_in(opened.engine, OFFICIAL, PASSWORD, HERE), domain=HERE)
        taken = _all_lists(client)
        yield from _summary([spent.waited for spent in taken.values()], "by the clock", province)
        yield from _summary([spent.worked for spent in taken.values()], "of processor in this process", province)
        slowest = sorted(taken, key=lambda address: taken[address].waited, reverse=True)
        for address in slowest[:MOST_NAMED]:
            note = f"{taken[address].worked * 1000:.0f} ms of processor"
            yield Row(f"{address}, {province.database}", taken[address].waited, MOST_SECONDS, note=note)
        yield from _longest(client, engine, province)


def _summary(seconds: list[float], how: str, province: Province) -> Iterator[Row]:
    """The slowest page beside the goal, and how many are slower than it."""
    slow, later = sum(one > MOST_SECONDS for one in seconds), percentile_95(seconds)
    note = f"of {len(seconds)} lists {slow} over {MOST_SECONDS * 1000:.0f} ms"
    note += f"; median {median(seconds) * 1000:.0f} ms, 95 of 100 up to {later * 1000:.0f} ms"
    yield Row(f"slowest first page behind a figure, {how}, {province.database}", max(seconds), MOST_SECONDS, note=note)


def _all_lists(client: FlaskClient) -> dict[str, Spent]:
    """What the first page of each list took; lists that nobody may open, or that there are none of, are left out."""
    found = {}
    for key, part, period in _lists():
        address = f"/admin/figures/{key}/rows?region={PLACE}&period={period}&part={part}"
        if client.get(address, base_url=f"http://{HERE}").status_code == HTTPStatus.OK:
            found[address] = _least(_opening(client, address))
    return found


def _least(work: Work) -> Spent:
    """Of several looks the shortest of both: somebody else may have used the machine."""
    looks = []
    for _look in range(LOOKS):
        began = perf_counter(), process_time()
        work()
        looks.append(Spent(perf_counter() - began[0], process_time() - began[1]))
    return Spent(min(one.waited for one in looks), min(one.worked for one in looks))


def _lists() -> Iterator[tuple[str, Part, str]]:
    for key, one in INDICATORS.items():
        yield from ((key, part, period) for part in parts_of(one) for period in PERIODS)


def _longest(client: FlaskClient, engine: Engine, province: Province) -> Iterator[Row]:
    """The list of the records of which there are most, beside plain SQL that sorts them all."""
    with engine.connect() as connection:
        tables = {record_of(measure_of(INDICATORS[key], Part.NUMERATOR)).__table__: key for key in INDICATORS}
        counts = {table: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
        table = max(counts, key=lambda one: counts[one])
        address = f"/admin/figures/{tables[table]}/rows?region={PLACE}&period={DAY[:4]}"
        works = {"ours": _opening(client, address), PEER: lambda: _sorted_rows(connection, table)}  # type: ignore[arg-type]
        taken = in_turns(works)
    what = f"first page of {tables[table]}, {counts[table]:,} records, {province.database}"
    yield Row(what, taken["ours"], None, PEER, taken[PEER])


def _sorted_rows(connection: Connection, table: Table) -> None:
    """As tutorials do it: how many there are, and the first in order of place."""
    connection.scalar(select(func.count()).select_from(table).where(table.c.retired_on.is_(None)))
    connection.execute(select(table).order_by(table.c.region_code, table.c.id)).fetchmany(PAGE)


def _opening(client: FlaskClient, address: str) -> Work:
    def look() -> None:
        answer = client.get(address, base_url=f"http://{HERE}")
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{address} {answer.status}")

    return look

"""Many hands at once: corrections a second and their waits, with 1 to 16 clerks, in one county and in many."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from shared.access import SYSTEM, open_session
from shared.models import Delivery, WarningOutcome
from tests.benchmarks.clerks import ClerkProcesses, WorkReport, clerk_processes
from tests.benchmarks.demo_databases import DATABASES, Province, Provinces, on_both
from tests.benchmarks.timing import Row, attempted

CLERKS = (1, 2, 4, 8, 16)
COUNTY = "320583"
"""Kunshan, a large one."""
SECONDS, THINKING, LONG = 5.0, 5.0, 25.0
EIGHT, TIMES, P95, REFUSED = 8, 5, 0.3, 0
FIRST_RELEASE, TIMES_FIRST = {"SQLite": 0.0255, "PostgreSQL": 0.0514}, 1.5
"""Seconds of a correction with one clerk as the first release was measured: the mean of its three kinds."""


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("corrections", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    province = provinces.get(dialect)
    with provinces.without_figures(province):
        yield from measured(province)


def measured(province: Province) -> Iterator[Row]:
    """Continuous work first, then 16 clerks who think between two corrections."""
    with clerk_processes(max(CLERKS), province.url) as clerks:
        for where, places in (("different counties", _counties(province)), ("one county", [COUNTY] * max(CLERKS))):
            work = f"{where}, {province.database}"
            yield from attempted(work, lambda: _continuous(clerks, work, places))  # noqa: B023 - used at once
        work = f"16 clerks of one county, {THINKING:.0f} s of thought, {province.database}"
        yield from attempted(work, lambda: _thinking(clerks, work))


def _thinking(clerks: ClerkProcesses, work: str) -> Iterator[Row]:
    worked = clerks.work([COUNTY] * max(CLERKS), LONG, thinking=THINKING)
    yield Row(f"{work}: p95", worked.p95, P95, note=worked.waited)
    yield Row(f"{work}: refused", worked.refused, REFUSED, unit="corrections")


def _continuous(clerks: ClerkProcesses, where: str, places: list[str]) -> Iterator[Row]:
    """Each number of clerks beside the same edits without figures and audit trail."""
    all_worked: dict[int, WorkReport] = {}
    for count in CLERKS:
        ours, bare = (clerks.work(places[:count], SECONDS, bare=bare) for bare in (False, True))
        all_worked[count] = ours
        work = f"corrections a second, {count} clerk{'s' * (count > 1)}, {where}"
        yield Row(work, ours.a_second, None, "bare edits", bare.a_second, unit="a second", note=ours.waited)
    yield from _goals(all_worked[1], all_worked[EIGHT], where)


def _goals(one: WorkReport, eight: WorkReport, where: str) -> Iterator[Row]:
    """On PostgreSQL many go beside each other until the processor is full; SQLite has one writer at a time."""
    is_server = where.endswith(DATABASES["postgresql"])
    more, p95, first = (1 / TIMES, P95, None) if is_server else (None, None, 1 / TIMES_FIRST)
    note = f"processor {eight.processor:.0f} %, with 1 clerk {one.processor:.0f} %"
    yield Row(f"a correction more, 8 clerks, {where}", 1 / eight.a_second, more, "1 clerk", 1 / one.a_second, note=note)
    yield Row(f"p95 of a correction, 8 clerks, {where}", eight.p95, p95)
    before = FIRST_RELEASE[where.rpartition(" ")[2]]
    yield Row(f"a correction, 1 clerk, {where}", 1 / one.a_second, first, "first release, its own machine", before)


def _counties(province: Province) -> list[str]:
    """Counties that have every kind of record, the fullest first."""
    code = func.substr(WarningOutcome.region_code, 1, 6)
    counties = select(func.substr(Delivery.region_code, 1, 6))
    full = select(code).where(code.in_(counties)).group_by(code).order_by(func.count().desc(), code).limit(max(CLERKS))
    with province.opened() as engine, open_session(SYSTEM, engine) as session:
        return list(session.scalars(full))

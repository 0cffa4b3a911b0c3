"""Many hands at once: corrections a second and their waits, with 1 to 16 clerks, in one county and in many."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from shared.access import SYSTEM, open_session
from shared.models import Delivery, Outcome
from tests.benchmarks.clerks import Office, Worked, office
from tests.benchmarks.measuring import Row
from tests.benchmarks.provinces import Province, Provinces, on_both

CLERKS = (1, 2, 4, 8, 16)
COUNTY = "320583"
"""Kunshan, a large one."""
SECONDS, THINKING, LONG = 5.0, 5.0, 25.0
EIGHT, TIMES, P95, REFUSED = 8, 5, 0.3, 0


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("corrections", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    yield from measured(provinces.get(dialect))


def measured(province: Province) -> Iterator[Row]:
    """Continuous work first, then 16 clerks who think between two corrections."""
    with office(max(CLERKS), province.url) as clerks:
        for where, places in (("different counties", _counties(province)), ("one county", [COUNTY] * max(CLERKS))):
            yield from _continuous(clerks, f"{where}, {province.database}", places)
        worked = clerks.work(places, LONG, thinking=THINKING)
        work = f"16 clerks of one county, {THINKING:.0f} s of thought, {province.database}"
        yield Row(f"{work}: p95", worked.p95, P95, note=worked.waited)
        yield Row(f"{work}: refused", worked.refused, REFUSED, unit="corrections")


def _continuous(clerks: Office, where: str, places: list[str]) -> Iterator[Row]:
    """Each number of clerks beside the same edits without figures and audit trail."""
    all_worked: dict[int, Worked] = {}
    for count in CLERKS:
        ours, bare = (clerks.work(places[:count], SECONDS, bare=bare) for bare in (False, True))
        all_worked[count] = ours
        work = f"corrections a second, {count} clerk{'s' * (count > 1)}, {where}"
        yield Row(work, ours.a_second, None, "bare edits", bare.a_second, unit="a second", note=ours.waited)
    one, eight = all_worked[1], all_worked[EIGHT]
    work = f"time for one correction more, 8 clerks, {where}"
    yield Row(work, 1 / eight.a_second, 1 / TIMES, "1 clerk", 1 / one.a_second)
    yield Row(f"p95 of a correction, 8 clerks, {where}", eight.p95, P95)


def _counties(province: Province) -> list[str]:
    """Counties that have every kind of record, the fullest first."""
    code = func.substr(Outcome.region_code, 1, 6)
    given = select(func.substr(Delivery.region_code, 1, 6))
    full = select(code).where(code.in_(given)).group_by(code).order_by(func.count().desc(), code).limit(max(CLERKS))
    with province.opened() as engine, open_session(SYSTEM, engine) as session:
        return list(session.scalars(full))

"""The benchmarks go on when one measurement fails, say which, and leave no false figures behind."""

import sys
from contextlib import suppress

from sqlalchemy import select

from shared.access import SYSTEM, open_session
from shared.indicators import cube
from shared.models import Delivery
from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks import corrections, edits
from tests.benchmarks.demo_databases import BuildCost, Province, Provinces
from tests.benchmarks.lists import ListControls
from tests.benchmarks.timing import Row
from tests.shared.indicators.test_oracles import DAYS, put


def failing(_provinces):
    yield Row("before it", 1.0)
    raise TimeoutError("the peer said nothing for 60 s")


def measured(_provinces):
    yield Row("after it", 1.0)


def test_one_that_fails_does_not_end_the_others(monkeypatch, capsys):
    made = {"pages": failing, "admin": measured}
    monkeypatch.setattr(benchmarks, "_rows", made.__getitem__)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "pages", "admin"])
    assert benchmarks.main() == 1
    output = capsys.readouterr().out
    assert "before it" in output
    assert "TimeoutError: the peer said nothing for 60 s   FAILED" in output
    assert output.index("FAILED") < output.index("after it")


class WorkReport:
    """Clerks of whom eight together fail in the first place they work at."""

    a_second, p95, refused, waited, processor = 20.0, 0.1, 0, "median 1 ms", 100.0
    failed = False

    def work(self, places, _seconds, **_how):
        if len(places) == corrections.EIGHT and not WorkReport.failed:
            WorkReport.failed = True
            raise ConnectionError("lost")
        return self


def test_corrections_go_on_when_some_fail(monkeypatch, tmp_path):
    class Opened:
        def __enter__(self):
            return WorkReport()

        def __exit__(self, *_):
            return None

    WorkReport.failed = False
    monkeypatch.setattr(corrections, "clerk_processes", lambda *_: Opened())
    monkeypatch.setattr(corrections, "_counties", lambda _province: [f"3205{n:02}" for n in range(16)])
    rows = list(corrections.measured(Province("postgresql", "", BuildCost(0, 0, 0, "", ""), tmp_path)))
    assert [row.work for row in rows if row.failed] == ["different counties, PostgreSQL"]
    assert {row.met for row in rows if "one county" in row.work} >= {"met", "NOT MET"}
    assert rows[-1].work.endswith("refused")


def test_figures_are_right_again_after_edits_without_them(engine, monkeypatch, tmp_path):
    put(engine, 31, DAYS[0])
    province = Province(engine.dialect.name, "", BuildCost(0, 0, 0, "", ""), tmp_path / "kept.json")
    province.report.write_text("{}")
    monkeypatch.setattr(Province, "opened", lambda _province: engine_of(engine))
    provinces = Provinces.__new__(Provinces)
    with suppress(InterruptedError), provinces.without_figures(province):
        with open_session(SYSTEM, engine, writing=True) as session:
            raised = select(Delivery).where(Delivery.retired_on.is_(None)).limit(1)
            edits.bare(session, lambda: edits.value(session.scalars(raised).one()))
        assert differences(engine) != []
        assert not province.report.exists()
        raise InterruptedError
    assert differences(engine) == []
    assert province.report.exists()


def differences(engine):
    with open_session(SYSTEM, engine) as session:
        return cube.find_differences(session)


class engine_of:  # noqa: N801 - reads as what it gives
    """The engine, as an opened province gives it."""

    def __init__(self, engine):
        self.engine = engine

    def __enter__(self):
        return self.engine

    def __exit__(self, *_):
        return None


def test_all_that_a_list_offers_is_looked_at():
    page = """<form><input type="checkbox" name="tier" value="dibao"><select name="use"><option value=""></option>
        <option value="retired"></option></select><input type="date" name="paid_on_from"><input name="region_code"
        data-lookup="/admin/region/lookup"></form><a href="/admin/benefit-payment/?sort=-paid_on&page_size=20">day</a>
        <a href="/admin/benefit-payment/?sort=month">month</a>"""
    queries = list(ListControls(page).queries)
    county = ("region_code", corrections.COUNTY)
    assert {(("tier", "dibao"),), (("use", "retired"), county), (county,), (("sort", "-month"),)} <= set(queries)
    assert any(dict(query).keys() == {"paid_on_to"} for query in queries)

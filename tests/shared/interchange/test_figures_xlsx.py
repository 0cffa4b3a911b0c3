"""Figures as workbooks: what the screen shows, as numbers, under a cover that says what it is."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.catalogue import INDICATORS
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.status_symbols import BLANK_SYMBOLS
from shared.indicators.units import Unit
from shared.indicators.values import load_values
from shared.interchange import cover_sheet, figures_xlsx
from shared.interchange.cover_sheet import FileOrigin
from shared.interchange.figures_csv import COLUMNS, figure_rows
from shared.interchange.many_figures import parse_queries
from shared.locale import CHINESE, ENGLISH, use_language

ORIGIN = FileOrigin('=HYPERLINK("http://x")', "https://suzhu.example", "regions", is_demo=True)
SUZHOU, KUNSHAN = "320500", "320583"
MOMENT = datetime(2026, 11, 30, 8, tzinfo=UTC)


def write(engine: Engine, *keys: str, language: str = CHINESE, **words: str) -> bytes:
    with open_session(SYSTEM, engine) as session, use_language(language):
        requests = parse_queries(session, keys, **words)
        return figures_xlsx.figures_xlsx(session, requests, ORIGIN).read()


def sheets(data: bytes) -> tuple[list[list[object]], ...]:
    """Cover, table from its heads on, and data."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    cover, table, figures = (book.get_sheet_by_index(n).to_python(skip_empty_area=False) for n in range(3))
    return cover, table[2:], figures


def as_shown(value: IndicatorValue) -> object:
    if value.value is None:
        return BLANK_SYMBOLS[value.state]
    return pytest.approx(float(value.value) / (1000 if value.indicator.unit is Unit.WATT else 1), rel=1e-12)


def test_all_figures_of_all_counties_are_those_of_the_screen(counted_on_sqlite):
    _cover, table, data = sheets(write(counted_on_sqlite, "all", level="city,county", region=SUZHOU, period="2023"))
    heads, *rows = table
    with open_session(SYSTEM, counted_on_sqlite) as session:
        requests = parse_queries(session, ["all"], level="city,county", region=SUZHOU, period="2023")
        regions = [region for batch in requests[0].region_batches(session) for region in batch]
        values = load_values(session, INDICATORS, [one.code for one in regions], [Period.parse("2023")])
        written = [row[: len(COLUMNS)] for row in figure_rows(session, *requests)]
    assert len(heads) == 1 + len(INDICATORS)
    by_cell = {(one.region_code, one.indicator.key): one for one in values}
    for region, row in zip(regions, rows, strict=False):
        assert row[0] == region.name
        assert row[1:] == [as_shown(by_cell[region.code, key]) for key in INDICATORS], region.code
    assert data[0] == list(COLUMNS)
    at = COLUMNS.index("value")
    assert len(data) == 1 + len(written) == 1 + len(regions) * len(INDICATORS)
    known = [(row[2], row[0], float(row[at])) for row in written if row[at] is not None]
    assert [(r[2], r[0], pytest.approx(r[at], rel=1e-12)) for r in data[1:] if r[at] != ""] == known


def test_a_league_table_has_rank_parents_sides_and_its_order(counted_on_sqlite):
    words = {"level": "province,county", "period": "2023", "sort": "-rank"}
    _cover, (heads, whole, *rows), data = sheets(write(counted_on_sqlite, "coverage_rate", **words))
    assert heads[:4] == ["江苏省内位次", "地区", "设区市", "低收入人口占比（‰）"]
    assert whole[:3] == ["", "江苏省", ""]
    ranked = [row for row in rows if isinstance(row[0], float)]
    assert [row[0] for row in ranked] == sorted((row[0] for row in ranked), reverse=True)
    assert [row[1] for row in rows[: len(data) - 2]] == [row[3] for row in data[2:]]
    share = ranked[0]
    assert share[3] == pytest.approx(1000 * share[4] / share[5])


@pytest.mark.parametrize(("language", "region"), [(CHINESE, "江苏省 › 苏州市"), (ENGLISH, "Jiangsu › Suzhou")])
def test_the_cover_says_what_where_when_by_which_definition_and_who(counted_on_sqlite, language, region):
    data = write(counted_on_sqlite, "coverage_rate", language=language, region=SUZHOU, level="county", period="2023-12")
    cover = sheets(data)[0]
    with use_language(language):
        lines = {str(row[0]): str(row[1]) for row in cover}
        texts = " ".join(str(cell) for row in cover for cell in row)
        one = INDICATORS["coverage_rate"]
        expected = (str(one.name), str(one.source), "2023-12", str(one.version.since))
        names = (figures_xlsx._("Region"), cover_sheet._("Address of the page"), cover_sheet._("Exported by"))
    assert all(text in texts for text in expected)
    place, address, exported_by = (lines[name] for name in names)
    assert place == f"{region} ({SUZHOU})"
    assert address.startswith("https://suzhu.example/regions?region=320500&period=2023-12&level=county")
    assert exported_by == ORIGIN.exported_by


def test_by_category_and_by_month_the_table_turns(counted_on_sqlite):
    tiers = sheets(write(counted_on_sqlite, "recipients_by_tier", dimension="tier", period="2023"))[1]
    assert tiers[0] == ["分类", "各类救助对象人数（人）"]
    regions = sheets(write(counted_on_sqlite, "recipients_by_tier", dimension="tier", level="city", period="2023"))[1]
    assert regions[0][1:] == [f"{row[0]}（人）" for row in tiers[1:5]]
    months = sheets(write(counted_on_sqlite, "entries", "exits", period="2023-10..2023-12"))[1]
    assert [row[0] for row in months[1:4]] == ["2023-10", "2023-11", "2023-12"]
    assert months[0][1:] == ["新增人数（人）", "退出人数（人）"]


def test_a_blank_is_a_mark_with_its_meaning_and_a_rounded_nothing_says_so(counted_on_sqlite):
    data = write(counted_on_sqlite, "quota", "coverage_rate", level="township", region=KUNSHAN, period="2023-12")
    cover, table, _data = sheets(data)
    assert {row[1] for row in table[1:3]} == {"—"}
    assert any(row[0] == "符号 —" and row[1] == "不适用" for row in cover)
    assert any("— 不适用" in str(row[0]) for row in table)
    styles = zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml").decode()
    assert re.search(r"&lt;0\.1", styles), "shares below 0.05 keep their number, and show <0.1"


def test_no_text_runs_as_a_formula_or_a_link(counted_on_sqlite):
    words = {"level": "county", "period": "2023-12", "search": "=1+1"}
    data = write(counted_on_sqlite, "low_income_population", **words)
    parts = zipfile.ZipFile(io.BytesIO(data))
    texts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert any("=1+1" in text for text in texts)
    assert not any(re.search(r"<f[ >]|<hyperlink", text) for text in texts)
    assert all('paperSize="9"' in text and "&amp;P" in text for text in texts if "<worksheet" in text)


def test_the_same_figures_are_the_same_bytes(counted_on_sqlite, monkeypatch):
    for module in (figures_xlsx, cover_sheet):
        monkeypatch.setattr(module, "now", lambda: MOMENT)
    first, second = (write(counted_on_sqlite, "entries", "exits", level="city", period="2023") for _ in range(2))
    assert first == second


def test_what_no_sheet_takes_is_refused_before_it_is_written(counted_on_sqlite, monkeypatch):
    monkeypatch.setattr(figures_xlsx, "MAX_XLSX_ROWS", 3)
    with open_session(SYSTEM, counted_on_sqlite) as session, use_language(ENGLISH):
        requests = parse_queries(session, ["entries"], level="city")
        with pytest.raises(UserError, match="at most 3 values"):
            figures_xlsx.require_sheet_size(session, requests)
        with pytest.raises(UserError, match="Regions are ranked by one figure: leave out sort"):
            parse_queries(session, ["entries", "exits"], level="city", sort="rank")

"""The monthly return: the numbers of the dashboard in the columns of the ministry."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.values import load_values
from shared.interchange.cover_sheet import FileOrigin
from shared.interchange.layout_files import layout_csv, layout_xlsx
from shared.interchange.layout_rows import parse_layout
from shared.interchange.monthly_layouts import DIBAO_MONTHLY, layout_of
from shared.locale import CHINESE, use_language

MONTHS = [Period.month(2023, month) for month in range(1, 12)]


def test_every_number_is_that_of_the_dashboard_or_a_sum_of_its_months(counted_on_sqlite):
    with open_session(SYSTEM, counted_on_sqlite) as session, use_language(CHINESE):
        query = parse_layout(session, layout_of("dibao_monthly"), "320000", "2023-11")
        text = b"".join(layout_csv(session, DIBAO_MONTHLY, query)).decode("utf-8-sig")
        book = layout_xlsx(session, DIBAO_MONTHLY, query, FileOrigin("=1+1")).read()
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        codes = [row["region_code"] for row in rows]
        people = load_values(session, ["recipients_by_tier"], codes, MONTHS, "tier", ["dibao"])
        places = load_values(session, ["dibao_by_residence"], codes, MONTHS[-1:], "residence", ["urban", "rural"])
        paid = load_values(session, ["benefit_per_person"], codes, MONTHS)
    assert codes[:3] == ["320000", "320100", "320102"]
    assert {row["level"] for row in rows} == {"province", "city", "county"}
    blanks = 0
    for row in rows:
        persons = [one.value for one in people if one.region_code == row["region_code"]]
        amounts = [one.numerator for one in paid if one.region_code == row["region_code"]]
        assert (row["persons"], row["persons_since_january"]) == (str(persons[-1]), str(sum(persons)))
        expected = None if None in amounts else sum(amounts) / 100
        assert (float(row["paid_since_january"]) if row["paid_since_january"] else None) == expected
        assert ("paid_since_january=not_reported" in row["blanks"]) == (expected is None)
        urban, rural = (
            next(one.value for one in places if (one.region_code, one.dimension) == (row["region_code"], category))
            for category in ("residence=urban", "residence=rural")
        )
        assert (row["urban_persons"], row["rural_persons"]) == (str(urban), str(rural))
        assert urban + rural == persons[-1]
        blanks += not row["standard"]
    assert blanks
    assert "0" not in (rows[0]["urban_persons"], rows[0]["rural_persons"])
    heads, *shown = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()[2:]
    assert heads == ["地区", *(use_chinese(column.head) for column in DIBAO_MONTHLY.columns)]
    assert [line[2] for line in shown[: len(rows)]] == [float(row["persons"]) for row in rows]
    assert [line[3] for line in shown[: len(rows)]] == [float(row["urban_persons"]) for row in rows]


def use_chinese(head: object) -> str:
    with use_language(CHINESE):
        return str(head)


@pytest.mark.parametrize(
    ("region", "period"), [("320583100", "2023-11"), ("320000", "2023"), ("320000", "2023-01..2023-03")]
)
def test_it_is_of_one_month_and_of_a_county_or_above(counted_on_sqlite, region, period):
    with open_session(SYSTEM, counted_on_sqlite) as session, pytest.raises(UserError):
        parse_layout(session, DIBAO_MONTHLY, region, period)


def test_an_unknown_return_is_answered_with_those_there_are():
    with pytest.raises(UserError, match="dibao_monthly"):
        layout_of("dibao_montly")

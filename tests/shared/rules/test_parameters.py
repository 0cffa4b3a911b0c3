"""Which value of the law holds where and when, and what its text means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from seed import reference_rows
from shared.access import SYSTEM, open_session
from shared.models import LegalParameter, ParameterKind
from shared.rules.parameter_keys import ASSISTANCE_DAYS, PARAMETER_KEYS, TEKUN_BASIC_RATIO
from shared.rules.parameter_values import parse_value
from shared.rules.parameters import DatedValue, ParameterTable, number_on, value_on

PROVINCE, CITY, COUNTY, VILLAGE = "320000", "320500", "320583", "320583100001"
EARLY, LATER, DAY = date(2020, 1, 1), date(2023, 7, 1), date(2023, 12, 31)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "200000", Decimal(200_000)),
        ("ratio", " 0.3 ", Decimal("0.3")),
        ("days", "90", 90),
        ("list", "一级; 二级；三级", ("一级", "二级", "三级")),
        ("text", "07-01", "07-01"),
        ("days", "", None),
    ],
)
def test_a_text_is_a_value_of_its_kind(kind: str, text: str, value: object):
    assert parse_value(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [("number", "30-40 %"), ("ratio", "0,3"), ("ratio", "-1"), ("days", "1.5"), ("days", "九十"), ("list", "a;;b"),
     ("number", "٣"), ("days", "123456")],
)  # fmt: skip
def test_what_is_no_value_of_its_kind_is_refused(kind: str, text: str):
    with pytest.raises(ValueError, match=text):
        parse_value(kind, text)


def days(region: str, since: date, until: date | None, value: str) -> DatedValue:
    return DatedValue(ASSISTANCE_DAYS.name, region, since, until, "days", value)


def test_the_nearest_region_decides_and_of_its_values_the_latest():
    table = ParameterTable(
        [
            days(PROVINCE, EARLY, LATER, "90"),
            days(PROVINCE, LATER, None, "60"),
            days(CITY, LATER, None, "30"),
            days(COUNTY, EARLY, None, "nothing"),
            days(COUNTY, EARLY, None, ""),
        ]
    )
    for region, day, expected in [
        (PROVINCE, date(2023, 6, 30), 90),
        (PROVINCE, LATER, 60),
        (VILLAGE, date(2023, 6, 30), 90),
        (VILLAGE, DAY, 30),
        ("320600", DAY, 60),
        (PROVINCE, date(2019, 1, 1), 90),
    ]:
        assert table.value(ASSISTANCE_DAYS, region, day) == expected, (region, day)
    assert table.value(TEKUN_BASIC_RATIO, PROVINCE, DAY) is None
    assert ParameterTable([days(CITY, EARLY, None, "30")]).value(ASSISTANCE_DAYS, PROVINCE, DAY) is None


def test_values_come_from_the_database(reference_engine):
    with open_session(SYSTEM, reference_engine, writing=True) as session:
        assert number_on(session, TEKUN_BASIC_RATIO, COUNTY, DAY) == Decimal("1.3")
        assert value_on(session, ASSISTANCE_DAYS, COUNTY, DAY) == 90
        row = session.query(LegalParameter).filter_by(key=ASSISTANCE_DAYS.name).one()
        row.retired_on = DAY
        session.flush()
        assert value_on(session, ASSISTANCE_DAYS, COUNTY, DAY) is None


def test_every_key_has_a_value_of_its_kind_in_the_reference_data():
    table = ParameterTable(DatedValue(*(row[name] for name in DatedValue._fields)) for row in rows())
    assert PARAMETER_KEYS
    for key in PARAMETER_KEYS.values():
        known = [row for row in rows() if row["key"] == key.name]
        assert {(row["kind"], row["unit"]) for row in known} == {(key.kind, key.unit)}, key.name
        region = known[0]["region_code"]
        value = table.value(key, region, DAY)
        assert isinstance(value, (int, Decimal)), key.name
        assert key.lowest <= value <= key.highest, key.name


def test_every_value_of_the_reference_data_can_be_read():
    for row in rows():
        assert row["kind"] in set(ParameterKind)
        parse_value(row["kind"], row["value"])


def rows() -> list[dict]:
    return reference_rows.read_legal_parameters()

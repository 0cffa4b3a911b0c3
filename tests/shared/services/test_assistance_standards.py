"""Standards are the city's, one at a time, and in step with those linked to them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.models import AssistanceStandard, LegalParameter
from shared.services import assistance_standards, records
from shared.services.service_errors import ValidationError
from tests.factories.regions import KUNSHAN, PROVINCE, SUZHOU
from tests.support.two_counties import PROVINCIAL, TwoCounties, insisted

COMMON = {"region_code": SUZHOU, "kind": "dibao", "coverage": "全市", "status": "confirmed", "source": "test"}
OLD = COMMON | {"valid_from": date(2023, 7, 1), "monthly_fen": 100_000}


@pytest.fixture
def province(counties: TwoCounties):
    """A session of the province with a standard, and the ratio of the law."""
    with counties.session(PROVINCIAL) as session:
        ratio = {
            "key": "tekun.basic_ratio_min",
            "valid_from": date(2020, 1, 1),
            "kind": "ratio",
            "value": "1.3",
            "status": "confirmed",
        }
        session.add_all([LegalParameter(region_code=PROVINCE, source="test", **ratio), AssistanceStandard(**OLD)])
        session.flush()
        yield session


def tried(session, more: dict[str, Any]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    try:
        records.create(session, AssistanceStandard, COMMON | more)
    except ValidationError as invalid:
        return invalid.fields, invalid.doubts
    return {}, []


def test_a_county_sets_none(province):
    new = {"region_code": KUNSHAN, "valid_from": date(2024, 7, 1), "monthly_fen": 110_000}
    assert tried(province, new)[0].keys() == {"region_code"}


def test_a_new_one_ends_the_one_before_as_said_before_saving(province):
    new = COMMON | {"valid_from": date(2024, 7, 1), "monthly_fen": 110_000}
    wrong, ((column, sentence),) = tried(province, new)
    assert (wrong, column) == ({}, "valid_from")
    assert "on 2024-07-01." in sentence
    made = insisted(province, records.create, AssistanceStandard, new)
    assistance_standards.close_previous(province, made)
    old = province.query(AssistanceStandard).filter_by(valid_from=date(2023, 7, 1)).one()
    assert old.valid_to == date(2024, 7, 1)
    inside = new | {"valid_from": date(2023, 8, 1), "valid_to": date(2023, 9, 1)}
    assert tried(province, inside)[0].keys() == {"valid_from"}
    with pytest.raises(ValidationError) as refusal:
        records.update(province, made, {"valid_from": date(2024, 6, 1)}, made.version)
    assert refusal.value.fields.keys() == {"valid_from"}


@pytest.mark.parametrize(("fen", "doubted"), [(99_999, True), (100_000, False), (200_000, False), (200_001, True)])
def test_an_amount_unlike_the_one_before_is_asked_about(province, fen, doubted):
    _, doubts = tried(province, {"valid_from": date(2024, 7, 1), "monthly_fen": fen})
    assert ("monthly_fen" in [column for column, _ in doubts]) == doubted


def test_what_the_law_links_names_the_value_that_is_expected(province):
    basic = {"kind": "tekun_basic", "valid_from": date(2023, 7, 1)}
    _, ((_column, sentence),) = tried(province, basic | {"monthly_fen": 129_999})
    assert "1.3 times" in sentence
    assert "1,300 yuan" in sentence
    assert tried(province, basic | {"monthly_fen": 130_000}) == ({}, [])
    _, doubts = tried(province, {"valid_from": date(2024, 7, 1), "monthly_fen": 110_000})
    assert any("1,430 yuan" in text for _, text in doubts)


def test_more_care_costs_no_less(province):
    care = {"kind": "tekun_care", "valid_from": date(2023, 7, 1)}
    assert tried(province, care | {"coverage": "半护理", "monthly_fen": 50_000}) == ({}, [])
    _, ((column, _sentence),) = tried(province, care | {"coverage": "全护理", "monthly_fen": 40_000})
    assert column == "monthly_fen"
    assert tried(province, care | {"coverage": "全自理", "monthly_fen": 40_000}) == ({}, [])

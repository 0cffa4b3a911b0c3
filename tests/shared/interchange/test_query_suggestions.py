"""Spans and values that are wrong are answered with valid ones."""

from __future__ import annotations

import pytest

from shared.access import SYSTEM, open_session
from shared.errors import UserError
from shared.interchange.extract_query import parse_query
from shared.locale import CHINESE, use_language
from tests.shared.interchange.test_figures_csv import OFFICIAL


@pytest.mark.parametrize(
    ("words", "helps"),
    [
        ({"period": "2023-12..2023-01"}, "2023-12..2023-01"),
        ({"period": "2020-01..2023-01"}, "2021-01"),
        ({"period": "2023-01.."}, "2023-12"),
        ({"dimension": "risk=illnes"}, "illness"),
    ],
)
def test_wrong_spans_and_values_are_answered_with_valid_ones(counted, words, helps):
    with open_session(OFFICIAL, counted) as session, pytest.raises(UserError) as refused:
        parse_query(session, "persons_warned", **words)
    assert helps in str(refused.value)


@pytest.mark.parametrize(
    ("words", "helps"),
    [
        ({"level": "hamlet"}, "请选择：县（市、区） county、乡镇（街道） township、"),
        ({"period": "2019-01"}, "，年份从 "),
        ({"dimension": "colour"}, "风险类型 risk"),
        ({"dimension": "risk=illnes"}, "在风险类型中没有“illnes”。可选：因病（医疗支出） illness、"),
    ],
)
def test_in_chinese_with_full_signs_and_words(counted, words, helps):
    with open_session(OFFICIAL, counted) as session, use_language(CHINESE), pytest.raises(UserError) as refused:
        parse_query(session, "persons_warned", **words)
    assert helps in str(refused.value)


@pytest.mark.parametrize("region", ["昆山市", "昆山", "江苏省苏州市昆山市", "Kunshan", "３２０５８３"])
def test_a_region_is_asked_for_by_name_too(counted, region):
    with open_session(OFFICIAL, counted) as session:
        assert parse_query(session, "persons_warned", region=region).region == "320583"


def test_a_name_of_several_regions_is_answered_with_them(counted):
    with open_session(SYSTEM, counted) as session, pytest.raises(UserError, match=r"320106.*320302"):
        parse_query(session, "persons_warned", region="鼓楼区")


@pytest.mark.parametrize("period", ["2023年12月", "2023/12", "２０２３－１２", "2023年1月..2023年12月"])
def test_a_month_is_asked_for_as_people_write_it(counted, period):
    with open_session(OFFICIAL, counted) as session:
        assert parse_query(session, "persons_warned", period=period).periods[-1].key == "2023-12"

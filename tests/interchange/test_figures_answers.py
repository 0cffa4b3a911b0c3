"""Spans and values that are wrong are answered with valid ones."""

from __future__ import annotations

import pytest

from shared.access import open_session
from shared.interchange.figures_request import asked
from shared.locale import CHINESE, speaking
from shared.problems import Problem
from tests.interchange.test_figures_csv import OFFICIAL


@pytest.mark.parametrize(
    ("words", "helps"),
    [
        ({"period": "2023-12..2023-01"}, "2023-12..2023-01"),
        ({"period": "2020-01..2023-01"}, "2021-01"),
        ({"period": "2023-01.."}, "2023-12"),
        ({"split": "risk=illnes"}, "illness"),
    ],
)
def test_wrong_spans_and_values_are_answered_with_valid_ones(counted, words, helps):
    with open_session(OFFICIAL, counted) as session, pytest.raises(Problem) as refused:
        asked(session, "persons_warned", **words)
    assert helps in str(refused.value)


@pytest.mark.parametrize(
    ("words", "helps"),
    [
        ({"level": "hamlet"}, "请选择：县（市、区） county、乡镇（街道） township、"),
        ({"period": "2019-01"}, "，年份从 "),
        ({"split": "colour"}, "风险类型 risk"),
        ({"split": "risk=illnes"}, "在风险类型中没有“illnes”。可选：因病（医疗支出） illness、"),
    ],
)
def test_in_chinese_with_full_signs_and_words(counted, words, helps):
    with open_session(OFFICIAL, counted) as session, speaking(CHINESE), pytest.raises(Problem) as refused:
        asked(session, "persons_warned", **words)
    assert helps in str(refused.value)

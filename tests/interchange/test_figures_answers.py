"""Spans and values that are wrong are answered with valid ones."""

from __future__ import annotations

import pytest

from shared.access import open_session
from shared.interchange.figures_request import asked
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

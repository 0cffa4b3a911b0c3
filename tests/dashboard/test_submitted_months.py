"""The overview says how many counties have submitted the month that was due last, unless all did in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.sections.submitted_months import IN_TIME, SUBMITTED, find_late_submissions, latest_due_month
from shared.clock import Period
from tests.dashboard.test_number_format import make_value

MONTHS = [Period.parse(f"2023-{month:02}") for month in range(1, 13)]


def context_of(submitted: int, in_time: int, day: date = date(2023, 12, 31), period: str = "2023"):
    """A page of a province of ten counties, five days after a month are given."""
    numerators = {SUBMITTED: submitted, IN_TIME: in_time}

    def total(key, _code, _period):
        return replace(make_value(key, 10 * numerators[key]), numerator=numerators[key], denominator=10)

    return SimpleNamespace(
        as_of=SimpleNamespace(day=day, months=MONTHS, days=lambda _key: 5),
        period=Period.parse(period),
        region=SimpleNamespace(code="320000"),
        load_values=lambda *_keys, **_options: SimpleNamespace(total=total),
        url=SimpleNamespace(link=lambda page: f"/{page}"),
    )


@pytest.mark.parametrize(
    ("submitted", "in_time", "sentence"),
    [
        (10, 10, None),
        (10, 9, "2023年11月月报审定：10 个县（市、区）中 10 个已上报，按时 9 个。"),
        (8, 8, "2023年11月月报审定：10 个县（市、区）中 8 个已上报，按时 8 个。"),
    ],
)
def test_what_lacks_is_said(submitted, in_time, sentence):
    finding = find_late_submissions(context_of(submitted, in_time))
    assert (finding.message if finding else None) == sentence


def test_a_month_is_due_when_its_days_are_over():
    assert latest_due_month(context_of(0, 0, date(2023, 12, 4))) == Period.parse("2023-10")
    assert latest_due_month(context_of(0, 0, date(2023, 12, 5))) == Period.parse("2023-11")
    assert latest_due_month(context_of(0, 0, period="2023-12")) is None

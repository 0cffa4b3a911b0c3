"""Working days are those of the yearly notices; a year without a notice is said, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed import reference_rows
from shared.access import SYSTEM, open_session
from shared.locale import CHINESE, ENGLISH, use_language
from shared.models import WorkingDayException
from shared.rules.working_days import UnknownWorkingDaysError, WorkingDayCalendar, load_working_days
from shared.services import commit, records
from shared.services.errors import ValidationError

EXCEPTIONS = {row["day"]: row["kind"] for row in reference_rows.read_working_days()}
CALENDAR = WorkingDayCalendar.of_known_years(EXCEPTIONS)
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
INSIDE = st.dates(FIRST + timedelta(days=60), LAST - timedelta(days=60))


def is_worked(day: date) -> bool:
    """The same in other words."""
    return EXCEPTIONS.get(day, "workday" if day.weekday() < 5 else "holiday") == "workday"


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2023-10-06", False),  # a Friday of the National Day holiday
        ("2023-10-07", True),  # a Saturday worked in exchange
        ("2023-10-14", False),
        ("2024-02-09", True),  # the eve of the Spring Festival was left to employers
        ("2026-02-16", False),
        ("2026-12-31", True),
    ],
)
def test_a_day_is_worked_as_the_notice_says(day: str, worked: object):
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is worked


def test_limits_run_over_holidays():
    assert CALENDAR.add_working_days(date(2023, 9, 27), 2) == date(2023, 10, 7)
    assert CALENDAR.add_working_days(date(2023, 10, 7), -2) == date(2023, 9, 27)
    assert CALENDAR.working_days_between(date(2023, 9, 27), date(2023, 10, 8)) == 3


@given(INSIDE, st.integers(1, 30))
def test_counting_on_and_counting_between_agree_with_a_walk(day: date, count: int):
    end = CALENDAR.add_working_days(day, count)
    walked = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_worked, walked)) == CALENDAR.working_days_between(day, end) == count
    assert is_worked(end)


@given(INSIDE)
def test_many_at_once_are_as_one_by_one(day: date):
    number = np.array([day.toordinal() - date(1970, 1, 1).toordinal()])
    before, after = CALENDAR.on_or_before(number)[0], CALENDAR.on_or_after(number)[0]
    assert before <= number[0] <= after
    assert (before == after) == is_worked(day) == CALENDAR.is_working_day(day)


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("is_working_day", (date(2027, 1, 4),)),
        ("add_working_days", (date(2026, 12, 25), 10)),
        ("working_days_between", (date(2026, 12, 25), date(2027, 1, 8))),
    ],
)
def test_a_year_that_nobody_announced_is_said(method, arguments):
    with use_language(ENGLISH), pytest.raises(UnknownWorkingDaysError, match="2027"):
        getattr(CALENDAR, method)(*arguments)
    with use_language(CHINESE), pytest.raises(UnknownWorkingDaysError, match="尚无 2027 年的工作日历"):
        getattr(CALENDAR, method)(*arguments)
    with pytest.raises(UnknownWorkingDaysError, match="2019"):
        CALENDAR.add_working_days(date(2020, 1, 2), -2)


def test_a_year_is_known_when_its_notice_is_whole():
    some = {day: kind for day, kind in EXCEPTIONS.items() if day.year != 2023 or day.month < 10}
    with pytest.raises(UnknownWorkingDaysError, match="2023"):
        WorkingDayCalendar.of_known_years(some).is_working_day(date(2023, 5, 8))
    with pytest.raises(UnknownWorkingDaysError):
        WorkingDayCalendar.of_known_years({}).is_working_day(date(2023, 5, 8))


def test_an_administrator_adds_the_next_year(reference_engine):
    common = {"occasion": "元旦", "status": "confirmed", "source": "test", "document": "国办发明电〔2026〕1号"}
    with open_session(SYSTEM, reference_engine, writing=True, reason="test") as session:
        for day in (date(2027, 1, 1), date(2027, 10, 1)):
            records.create(session, WorkingDayException, common | {"day": day, "kind": "holiday"})
        records.create(session, WorkingDayException, common | {"day": date(2027, 1, 3), "kind": "workday"})
        commit(session)
        calendar = load_working_days(session)
        assert calendar.is_working_day(date(2027, 1, 3))
        assert calendar.add_working_days(date(2026, 12, 31), 2) == date(2027, 1, 4)
        with pytest.raises(ValidationError) as twice:
            records.create(session, WorkingDayException, common | {"day": date(2027, 1, 3), "kind": "holiday"})
        assert twice.value.fields.keys() == {"day"}

"""Random steps in the close of the months of a small province."""

from datetime import UTC, datetime, timedelta

from shared.clock import Period
from tests.shared.indicators.small_province import COUNTIES, SUBMISSION_DAYS, RandomDraw, Row, numbered

FIRST = 1_000  # behind the keys of the steps that tests add


def month_steps(draw: RandomDraw) -> list[Row]:
    """What counties did with some months: submitted by the last day or a day later, some of it returned or checked."""
    month = Period.month_of(draw.as_of)
    months = [month.shifted(n) for n in (0, 1, 2, 2, 3, 12, 13)]

    def step(n: int) -> Row:
        of, kind = draw.one(months), draw.one(["submitted", "submitted", "submitted", "returned", "checked"])
        done = draw.one([draw.after(of.end, least=1), *(of.end + timedelta(days=SUBMISSION_DAYS + n) for n in (0, 1))])
        when = {"month": of.key, "done_on": done, "done_at": datetime(2023, 1, 1, 0, n, tzinfo=UTC)}
        return {"kind": kind, "region_code": draw.one(COUNTIES), "done_by": "x", "reason": "", "findings": []} | when

    return [row | {"id": row["id"] + FIRST} for row in numbered(24, step)]

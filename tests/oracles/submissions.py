"""Oracle of H1: which counties owed a month, submitted it, and did so in time."""

from collections.abc import Iterator
from datetime import date

from tests.oracles.raw_records import Numbers, RawRecords, Row, last, later, tally

STEPS = ("submitted", "returned", "checked")


def of_counties(*, submitted: bool = False, in_time: bool = False):
    """Counties of the months that are due, or only those that submitted theirs (in time)."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
        if len(region) > 6:
            return None
        return tally(
            ("", county["code"])
            for month, due in months_due(records, period)
            for county in records.all("region", region)
            if county["level"] == "county" and stood(county, last(month))
            if fits(records, month, county, due if in_time else records.as_of) or not (submitted or in_time)
        )

    return oracle


def months_due(records: RawRecords, period: str) -> Iterator[tuple[str, date]]:
    """Months of a period that some county began to close and whose days are over, each with its last day for it."""
    days = int(records.law("statistics.submission_days"))
    for month in {step["month"] for step in records.all("month_step") if step["kind"] in STEPS}:
        due = later(last(month), days)
        if records.happened(last(month), period) and due <= records.as_of:
            yield month, due


def stood(county: Row, day: date) -> bool:
    return county["valid_from"] <= day and (county["valid_to"] is None or day < county["valid_to"])


def fits(records: RawRecords, month: str, county: Row, by: date) -> bool:
    """Whether a county first submitted a month by a day that has come, and it was not returned since."""
    steps = [s for s in records.all("month_step", county["code"]) if (s["month"], s["kind"] in STEPS) == (month, True)]
    days = [step["done_on"] for step in steps if step["kind"] == "submitted"]
    others = [step for step in sorted(steps, key=lambda step: step["id"]) if step["kind"] != "checked"]
    return bool(days) and others[-1]["kind"] == "submitted" and min(days) <= min(by, records.as_of)

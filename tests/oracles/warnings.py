"""Oracles of C1–C8 and C10."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.oracles.raw_records import Numbers, RawRecords, Row, banded, last, later, tally

HELP_AFTER = {"days_00_07": 0, "days_08_15": 8, "days_16_30": 16, "days_31_60": 31, "days_61_up": 61}
OVERDUE_BY = {"overdue_01_07": 1, "overdue_08_15": 8, "overdue_16_30": 16, "overdue_31_up": 31}


def outcome(records: RawRecords, warning: Row) -> Row | None:
    """The final outcome known by the as-of day."""
    for row in records.all("outcome"):
        if row["warning_id"] == warning["id"] and row["decided_on"] <= records.as_of:
            return row
    return None


def help_days(records: RawRecords, warning: Row) -> list[date]:
    """Days on which assistance began because of the warning; a referral alone is none."""
    return [
        row["started_on"]
        for row in records.all("response")
        if row["warning_id"] == warning["id"]
        and row["kind"] != "referral"
        and row["started_on"] >= warning["issued_on"]
    ]


def verified(records: RawRecords, warning: Row) -> bool:
    return outcome(records, warning) is not None


def eligible(records: RawRecords, warning: Row) -> bool:
    found = outcome(records, warning)
    return found is not None and found["result"] == "eligible"


def helped(records: RawRecords, warning: Row) -> bool:
    return any(day <= records.as_of for day in help_days(records, warning))


def not_due(records: RawRecords, warning: Row) -> bool:
    return warning["due_on"] >= records.as_of and outcome(records, warning) is None


def window(records: RawRecords) -> int:
    return int(records.law("monitor.assistance_days") or 0)


def mature(records: RawRecords, warning: Row) -> bool:
    return warning["issued_on"] <= later(records.as_of, -window(records))


def mature_helped(records: RawRecords, warning: Row) -> bool:
    limit = later(warning["issued_on"], window(records))
    return mature(records, warning) and any(day <= limit for day in help_days(records, warning))


def anything(records: RawRecords, warning: Row) -> bool:  # noqa: ARG001
    return True


def value(records: RawRecords, warning: Row, split: str) -> str | None:
    if split == "result":
        found = outcome(records, warning)
        return found["result"] if found else None
    return warning[split] if split else ""


def cohort(records: RawRecords, region: str, period: str, which: Callable[[RawRecords, Row], bool]) -> Iterator[Row]:
    for warning in records.all("warning", region):
        if records.happened(warning["issued_on"], period) and which(records, warning):
            yield warning


def persons(which: Callable[[RawRecords, Row], bool]) -> Callable[[RawRecords, str, str, str], Numbers]:
    """Distinct persons warned about in the period of whom a condition holds."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        chosen = cohort(records, region, period, which)
        return tally((value(records, warning, split), warning["person_id"]) for warning in chosen)

    return oracle


def issued(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    chosen = cohort(records, region, period, anything)
    return tally((value(records, warning, split), warning["id"]) for warning in chosen)


def mature_verified(records: RawRecords, warning: Row) -> bool:
    return mature(records, warning) and verified(records, warning)


def mature_helped_ever(records: RawRecords, warning: Row) -> bool:
    return mature(records, warning) and helped(records, warning)


def mature_eligible(records: RawRecords, warning: Row) -> bool:
    return mature(records, warning) and eligible(records, warning)


def eligible_helped(records: RawRecords, warning: Row) -> bool:
    return mature_helped(records, warning) and eligible(records, warning)


def not_in_need(records: RawRecords, warning: Row) -> bool:
    found = outcome(records, warning)
    return found is not None and found["result"] == "not_in_need"


def items(which: Callable[[RawRecords, Row], bool]) -> Callable[[RawRecords, str, str, str], Numbers]:
    """Warnings issued in the period of which a condition holds."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        chosen = cohort(records, region, period, which)
        return tally((value(records, warning, split), warning["id"]) for warning in chosen)

    return oracle


def due(in_time_only: bool) -> Callable[[RawRecords, str, str, str], Numbers]:  # noqa: FBT001
    """Warnings whose due day lies in the period; only those decided by then."""

    def is_counted(records: RawRecords, warning: Row) -> bool:
        found = outcome(records, warning)
        return not in_time_only or (found is not None and found["decided_on"] <= warning["due_on"])

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        return tally(
            (value(records, warning, split), warning["id"])
            for warning in records.all("warning", region)
            if records.happened(warning["due_on"], period) and is_counted(records, warning)
        )

    return oracle


def newly_overdue(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    """Still open at the end of the day after the due date, which lies in the period."""

    def is_counted(warning: Row) -> bool:
        first_day, found = later(warning["due_on"], 1), outcome(records, warning)
        is_open = found is None or found["decided_on"] > first_day
        return is_open and records.happened(first_day, period)

    return tally((value(records, w, split), w["id"]) for w in records.all("warning", region) if is_counted(w))


def settled_overdue(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    """Decided in the period, after it had been overdue at the end of a day."""

    def is_counted(warning: Row) -> bool:
        found = outcome(records, warning)
        if found is None or found["decided_on"] <= later(warning["due_on"], 1):
            return False
        return records.happened(found["decided_on"], period)

    return tally((value(records, w, split), w["id"]) for w in records.all("warning", region) if is_counted(w))


def overdue(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    """Open and past due on the last day of the period."""
    day = records.last_day(period)

    def is_open(warning: Row) -> bool:
        decided = outcome(records, warning)
        return warning["due_on"] < day and (decided is None or decided["decided_on"] > day)

    def split_value(warning: Row) -> str:
        late = (day - warning["due_on"]).days
        return banded(late, OVERDUE_BY) if split == "overdue" else warning[split] if split else ""

    return tally((split_value(w), w["id"]) for w in records.all("warning", region) if is_open(w))


def due_soon(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:
    """Open on the as-of day, due then or within the days after it of the law; a period that is over has no number."""
    day = records.as_of
    if last(period) < day:
        return None

    def is_due(warning: Row) -> bool:
        decided = outcome(records, warning)
        is_open = warning["issued_on"] <= day and (decided is None or decided["decided_on"] > day)
        return is_open and day <= warning["due_on"] <= later(day, int(records.law("monitor.due_soon_days") or 0))

    return tally(
        (warning[split] if split else "", warning["id"])
        for warning in records.all("warning", region)
        if is_due(warning)
    )


def waits(records: RawRecords, region: str, period: str) -> list[int]:
    """Of each person helped within the window of a warning that old: the shortest wait in days."""
    shortest: dict[int, int] = {}
    for warning in cohort(records, region, period, mature_helped):
        days = (min(help_days(records, warning)) - warning["issued_on"]).days
        shortest[warning["person_id"]] = min(days, shortest.get(warning["person_id"], days))
    return sorted(shortest.values())


def by_days(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    found: Numbers = {} if split else {"": 0}
    for days in waits(records, region, period):
        band = banded(days, HELP_AFTER) if split else ""
        found[band] = found.get(band, 0) + 1
    return found


def percentile(share: int) -> Callable[[RawRecords, str, str, str], Numbers]:
    """The first wait that so many of a hundred do not exceed."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
        found = waits(records, region, period)
        reached = (d for d in found if 100 * sum(other <= d for other in found) >= share * len(found))
        return {"": next(reached, 0)}

    return oracle

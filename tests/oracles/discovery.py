"""Oracles of I1."""

from tests.oracles.raw_records import Numbers, RawRecords, in_force


def villages(records: RawRecords, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
    """Villages that stand on the last day of the period."""
    return {"": len(standing(records, region, period))}


def with_mechanism(records: RawRecords, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
    """Those of them with a mechanism in place that day."""
    day = records.last_day(period)
    mechanisms = records.all("village_mechanism", region)
    built = {row["region_code"] for row in mechanisms if in_force(row, day, "built_on", "ended_on")}
    return {"": len(standing(records, region, period) & built)}


def standing(records: RawRecords, region: str, period: str) -> set[str]:
    day = records.last_day(period)
    regions = records.all("region", region)
    return {r["code"] for r in regions if r["level"] == "village" and in_force(r, day, "valid_from", "valid_to")}

"""Oracles of B1 and B3: values that belong to one region each."""

from tests.oracles.raw_records import Numbers, RawRecords, in_force


def standard(kind: str):
    """Twelve times the standard in force on the last day."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
        day = records.last_day(period)
        known = [
            row
            for row in records.rows["standard"]
            if row["region_code"] == region
            and (row["kind"], row["coverage"]) == (kind, "全市")
            and in_force(row, day, "valid_from", "valid_to")
        ]
        return {"": max(known, key=lambda row: row["valid_from"])["monthly_fen"] * 12} if known else None

    return oracle


def consumption(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
    """Consumption per head of the year before."""
    year = records.last_day(period).year - 1
    for row in records.rows["resident_statistic"]:
        key = (row["region_code"], row["measure"], row["population_group"], row["year"])
        if key == (region, "consumption", "all", year):
            return {"": row["amount_fen"]}
    return None

"""Oracles of E3, E4, F1, F2, H2."""

from tests.oracles.raw_records import Numbers, RawRecords, last, tally, total


def education(records: RawRecords, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
    return tally(
        ("", row["person_id"])
        for row in records.all("special_assistance", region)
        if row["kind"] == "education" and records.happened(row["granted_on"], period)
    )


def housing(records: RawRecords, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
    return tally(
        ("", row["household_id"])
        for row in records.all("special_assistance", region)
        if row["kind"] == "housing" and records.happened(row["granted_on"], period)
    )


def temporary(column: str):
    """Events (`id`) or persons (`person_id`) of temporary assistance."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        return tally(
            (row["kind"] if split else "", row[column])
            for row in records.all("temporary_assistance", region)
            if records.happened(row["granted_on"], period)
        )

    return oracle


def temporary_of(**values: object):
    """Grants whose columns hold these values."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
        return tally(
            ("", row["id"])
            for row in records.all("temporary_assistance", region)
            if records.happened(row["granted_on"], period) and values.items() <= row.items()
        )

    return oracle


def temporary_amount(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    return total(
        (row["kind"] if split else "", row["amount_fen"])
        for row in records.all("temporary_assistance", region)
        if records.happened(row["granted_on"], period)
    )


def identities(valid_only: bool):  # noqa: FBT001
    """Resident identity numbers; they have no history, so only the open period has a number."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
        if last(period) < records.as_of:
            return None
        chosen = [p for p in records.all("person", region) if p["identity_kind"] == "resident"]
        return {"": sum(1 for p in chosen if p["identity_valid"] or not valid_only)}

    return oracle


def register(kinds: set[str] | None):
    """Persons of the register with a document of some kinds, or all; no history either."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
        if last(period) < records.as_of:
            return None
        return {"": sum(1 for p in records.all("person", region) if kinds is None or p["identity_kind"] in kinds)}

    return oracle

"""Twins of E3, E4, F1, H2."""

from tests.oracles.world import Numbers, World, last, tally, total


def education(world: World, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
    return tally(
        ("", row["person_id"])
        for row in world.all("special_assistance", region)
        if row["kind"] == "education" and world.happened(row["granted_on"], period)
    )


def housing(world: World, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
    return tally(
        ("", row["household_id"])
        for row in world.all("special_assistance", region)
        if row["kind"] == "housing" and world.happened(row["granted_on"], period)
    )


def temporary(column: str):
    """Events (`id`) or persons (`person_id`) of temporary assistance."""

    def twin(world: World, region: str, period: str, split: str) -> Numbers:
        return tally(
            (row["kind"] if split else "", row[column])
            for row in world.all("temporary_assistance", region)
            if world.happened(row["granted_on"], period)
        )

    return twin


def temporary_amount(world: World, region: str, period: str, split: str) -> Numbers:
    return total(
        (row["kind"] if split else "", row["amount_fen"])
        for row in world.all("temporary_assistance", region)
        if world.happened(row["granted_on"], period)
    )


def identities(valid_only: bool):  # noqa: FBT001
    """Resident identity numbers; they have no history, so only the open period has a number."""

    def twin(world: World, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
        if last(period) < world.as_of:
            return None
        chosen = [p for p in world.all("person", region) if p["identity_kind"] == "resident"]
        return {"": sum(1 for p in chosen if p["identity_valid"] or not valid_only)}

    return twin


def register(kinds: set[str] | None):
    """Persons of the register with a document of some kinds, or all; no history either."""

    def twin(world: World, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
        if last(period) < world.as_of:
            return None
        return {"": sum(1 for p in world.all("person", region) if kinds is None or p["identity_kind"] in kinds)}

    return twin

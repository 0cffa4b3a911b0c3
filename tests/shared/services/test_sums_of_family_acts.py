"""What an act on a family is about, for the second person: what begins and ends, never what only goes on elsewhere."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.models import HouseholdMember, ProposedChange, Spell
from shared.services import commit, records
from shared.services.confirmation.proposing import NotYetConfirmedError
from shared.services.family_act_undo import undo_act
from shared.services.family_reassessment import Reassessment
from shared.services.household_splits import merge_households
from shared.services.past_acts import load_latest_act
from tests.shared.services.test_family_act_undo import bear, marry, merge, move, split
from tests.support.family_home import DAY, Home
from tests.support.second_person import proposed, stored, with_second_person
from tests.support.two_counties import TwoCounties, confirming


@pytest.fixture
def family(counties: TwoCounties, home: Home) -> Home:
    with_second_person(counties, limit_fen=10_000)
    return home


def waiting(counties: TwoCounties, clerk, act) -> tuple[str, int | None]:
    """Kind and sum of the proposal that an act becomes."""
    act()
    with pytest.raises(NotYetConfirmedError) as waits:
        commit(clerk)
    clerk.rollback()
    found = stored(counties, ProposedChange, waits.value.key)
    return found.kind, found.amount_fen


@pytest.mark.parametrize("begins_on", [date(2023, 1, 1), date(2023, 12, 20)])  # the later one has not begun by then
def test_a_family_that_only_moves_parts_or_is_joined_waits_for_nobody_nor_does_its_undo(
    counties: TwoCounties, family: Home, clerk, begins_on: date
):
    key = family.alone.id
    clerk.rollback()
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.execute(update(Spell).where(Spell.person_id == key).values(start_on=begins_on))
        session.commit()
    for act in (marry, split, merge, move):
        household = act(confirming(clerk), family)
        commit(clerk)
        undo_act(confirming(clerk), household, load_latest_act(clerk, household).event_id, "wrong")
        commit(clerk)


def test_another_amount_there_counts_with_its_difference_and_who_is_new_with_the_own_amount(
    counties: TwoCounties, family: Home, clerk
):
    def merging() -> None:
        alone = clerk.scalars(select(HouseholdMember.id).where(HouseholdMember.household_id == family.other.id)).one()
        amounts = Reassessment("2024-01", {family.alone.id: 75_000})
        merge_households(confirming(clerk), family.household, family.other, {alone: "other"}, DAY, amounts)

    assert waiting(counties, clerk, merging) == ("amount", 25_000)
    kind, fen = waiting(counties, clerk, lambda: bear(confirming(clerk), family))
    assert (kind, fen) == ("recognition", 40_000)


def test_what_ends_counts_with_the_amount_of_its_last_month(counties: TwoCounties):
    with_second_person(counties)

    def ending(day):
        def act(session):
            spell = session.get_one(Spell, counties.here[Spell])
            records.update(session, spell, {"end_on": day, "exit_reason": "income"}, spell.version)

        return act

    sums = [stored(counties, ProposedChange, proposed(counties, ending(date(2023, month, 1)))) for month in (7, 9)]
    assert [one.amount_fen for one in sums] == [60_000, 63_000]

"""Candidates of a cycle: those eligible in a place who got nothing of it yet, with what makes them so."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.models import Delivery, Household, Programme, ProgrammeCycle, Receipt
from shared.services import commit, cycle_candidates, records
from shared.services.cycle_candidates import load_candidates, load_progress, load_unsigned
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, TOWNSHIPS, VILLAGES
from tests.support.two_counties import HERE, PROVINCIAL, TwoCounties

DAY = date(2023, 6, 1)


@pytest.fixture
def village(counties: TwoCounties) -> dict[str, int]:
    """Households of one village: keys by what is particular about them."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        homes = {name: make.household(HERE) for name in ("eligible", "late", "other tier", "retired", "next village")}
        homes["next village"].region_code = VILLAGES[1]
        homes["retired"].retired_on, homes["retired"].retired_reason = date(2023, 1, 1), "twice"
        starts = {"late": date(2023, 7, 1)}
        for name, home in homes.items():
            tier = "marginal" if name == "other tier" else "dibao"
            person = make.person(home.region_code)
            session.add_all(
                [home, person, make.spell(person, home, tier=tier, start_on=starts.get(name, date(2023, 1, 1)))]
            )
        session.flush()
        keys = {name: home.id for name, home in homes.items()}
        session.commit()
    return keys


def found(counties: TwoCounties, code: str, day: date = DAY, actor=None, page: int = 1) -> list[int]:
    with counties.session(*([actor] if actor else [])) as session:
        cycle = session.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])
        return [one.household.id for one in load_candidates(session, cycle, code, day, page)]


def test_the_eligible_who_were_not_served(counties: TwoCounties, village: dict[str, int]):
    assert found(counties, HERE) == [village["eligible"]]  # the family of the counties was served
    assert found(counties, HERE, date(2023, 7, 1)) == [village["eligible"], village["late"]]
    assert found(counties, KUNSHAN) == [village["eligible"], village["next village"]]
    assert found(counties, TOWNSHIPS[1]) == [village["next village"]]


def test_who_was_served_comes_back_when_the_delivery_goes_out_of_use(counties: TwoCounties):
    with counties.session() as clerk:
        receipt, delivery = (clerk.get_one(kind, counties.here[kind]) for kind in (Receipt, Delivery))
        receipt.retired_on = delivery.retired_on = date(2023, 12, 31)
        receipt.retired_reason = delivery.retired_reason = "entered twice"
        commit(clerk)
    assert counties.here[Household] in found(counties, HERE)


@pytest.mark.usefixtures("village")
def test_what_makes_them_eligible_is_told(counties: TwoCounties):
    with counties.session() as clerk:
        cycle = clerk.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])
        (candidate,) = load_candidates(clerk, cycle, HERE, DAY)
        assert [(spell.tier, spell.person.name) for spell in candidate.spells] == [("dibao", "王芳")]
        assert (candidate.person, candidate.delivery) == (None, None)


def test_aid_to_persons_has_persons_as_candidates(counties: TwoCounties, village: dict[str, int]):
    with counties.session(PROVINCIAL) as province:
        programme = province.get_one(Programme, counties.here[Programme])
        records.update(province, programme, {"beneficiary": "person"}, programme.version)
        cycle = province.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])
        rows = load_candidates(province, cycle, HERE, DAY)
        assert all(
            (s.person_id, s.household_id) == (one.person.id, one.household.id) for one in rows for s in one.spells
        )
        assert {one.household.id for one in rows} == {village["eligible"], counties.here[Household]}
        served = make.delivery(cycle, rows[0].household, person_id=rows[0].person.id)
        province.add(served)
        province.flush()
        assert rows[0].person.id not in [one.person.id for one in load_candidates(province, cycle, HERE, DAY)]


@pytest.mark.usefixtures("village")
def test_nobody_of_another_county_is_a_candidate(counties: TwoCounties):
    assert found(counties, VILLAGES[3]) == []
    assert counties.there[Household] not in found(counties, "320000")


def test_a_long_list_has_pages(counties: TwoCounties, village: dict[str, int], monkeypatch):
    monkeypatch.setattr(cycle_candidates, "PAGE_SIZE", 1)
    assert found(counties, KUNSHAN) == [village["eligible"], village["next village"]]  # one more says that there is one
    assert found(counties, KUNSHAN, page=2) == [village["next village"]]


def test_deliveries_without_a_receipt_wait_for_one(counties: TwoCounties, village: dict[str, int]):
    with counties.session() as clerk:
        cycle = clerk.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])
        assert load_unsigned(clerk, cycle, HERE) == []
        values = {"cycle_id": cycle.id, "household_id": village["eligible"], "delivered_on": DAY, "value_fen": 1}
        made = records.create(clerk, Delivery, values)
        (waiting,) = load_unsigned(clerk, cycle, TOWNSHIPS[0])
        assert (waiting.delivery, waiting.household.id) == (made, village["eligible"])
        progress = load_progress(clerk, cycle, HERE)
        assert (progress.delivered, progress.signed) == (2, 1)
        assert load_unsigned(clerk, cycle, VILLAGES[1]) == []

"""Standards, payments and quotas wait for a second person too, one by one and as a list."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.errors import UserError
from shared.models import (
    AssistanceStandard,
    BenefitPayment,
    ChangeKind,
    ConfirmationRule,
    Household,
    ProgrammeCycle,
    ProposedChange,
    Quota,
)
from shared.services import assistance_standards, batches, records
from shared.services.batch_parts import BatchEntry
from shared.services.quotas_by_county import save_county_quotas
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, PROVINCE, VILLAGES, XUANWU
from tests.support.databases import Filled
from tests.support.second_person import (
    ABOVE,
    APPROVER,
    confirmed,
    done,
    proposed,
    rows,
    stored,
    with_second_person,
)
from tests.support.two_counties import HERE, PROVINCIAL, Keys, TwoCounties, open_counties

CITY = KUNSHAN[:4] + "00"


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_second_person, 100_000)


def test_a_standard_waits_with_the_end_of_the_one_before(two: TwoCounties):
    values = {"region_code": CITY, "kind": "dibao", "coverage": "全市", "status": "confirmed", "source": "notice"}

    def setting(day: date, fen: int):
        def act(session):
            new = records.create(session, AssistanceStandard, values | {"valid_from": day, "monthly_fen": fen})
            assistance_standards.close_previous(session, new)

        return act

    assert confirmed(two, proposed(two, setting(date(2022, 7, 1), 90_000), PROVINCIAL), by=ABOVE)
    key = proposed(two, setting(date(2023, 7, 1), 95_000), PROVINCIAL)
    assert [(one.kind, one.record_count) for one in (stored(two, ProposedChange, key),)] == [("standard", 2)]
    assert len(rows(two, AssistanceStandard)) == 1
    assert confirmed(two, key, by=ABOVE)
    with open_session(SYSTEM, two.engine) as session:
        found = session.scalars(select(AssistanceStandard).order_by(AssistanceStandard.valid_from))
        assert [(one.monthly_fen, one.valid_to) for one in found] == [(90_000, date(2023, 7, 1)), (95_000, None)]


def paying(counties: TwoCounties, *amounts: int):
    """A list of payments of several months."""
    about = {"household_id": counties.here[Household], "tier": "dibao", "region_code": HERE[:9]}

    def act(session):
        values = [about | {"month": f"2023-{month:02}", "amount_fen": fen} for month, fen in enumerate(amounts, 7)]
        batches.create_many(session, BenefitPayment, values)

    return act


@pytest.mark.parametrize(("amounts", "waits"), [((50_000, 50_000), False), ((50_000, 50_001), True)])
def test_a_list_of_payments_waits_above_the_limit(two: TwoCounties, amounts, waits):
    if not waits:
        done(two, paying(two, *amounts))
        return
    before = rows(two, BenefitPayment)
    key = proposed(two, paying(two, *amounts))
    found = stored(two, ProposedChange, key)
    assert (found.kind, found.amount_fen, found.record_count) == ("payment", sum(amounts), 2)
    assert rows(two, BenefitPayment) == before
    assert confirmed(two, key)
    assert len(rows(two, BenefitPayment)) == len(before) + 2
    with pytest.raises(UserError):
        confirmed(two, key)
    assert len(rows(two, BenefitPayment)) == len(before) + 2


def quotas(counties: TwoCounties, units: dict[str, int]):
    """The quotas of some counties of one cycle, set together."""

    def act(session):
        cycle = session.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])
        own = session.scalars(select(Quota).where(Quota.cycle_id == cycle.id))
        kept = {one.region_code: one for one in own}
        entries = [
            BatchEntry({"units": number}, kept[code].id, kept[code].version)
            if code in kept
            else BatchEntry({"units": number, "cycle_id": cycle.id, "region_code": code})
            for code, number in units.items()
        ]
        save_county_quotas(session, cycle, entries)

    return act


def of_cycle(counties: TwoCounties) -> dict[str, int]:
    with open_session(SYSTEM, counties.engine) as session:
        own = session.scalars(select(Quota).where(Quota.cycle_id == counties.here[ProgrammeCycle]))
        return {one.region_code: one.units for one in own}


def test_a_table_of_quotas_waits_as_a_whole(two: TwoCounties):
    before, after = of_cycle(two), {KUNSHAN: 60, XUANWU: 40}
    key = proposed(two, quotas(two, after), PROVINCIAL)
    found = stored(two, ProposedChange, key)
    assert (found.kind, found.region_code, found.record_count, found.doubts) == ("quota", PROVINCE, 2, [])
    assert of_cycle(two) == before
    with two.session(APPROVER) as session:
        assert session.get(ProposedChange, key) is None  # one county decides nothing for two
    assert confirmed(two, key, by=ABOVE)
    assert of_cycle(two) == after


def test_a_sum_above_the_plan_is_doubted_once_and_not_again_when_confirmed(two: TwoCounties):
    key = proposed(two, quotas(two, {KUNSHAN: 70, XUANWU: 40}), PROVINCIAL)
    assert len(stored(two, ProposedChange, key).doubts) == 1
    assert confirmed(two, key, by=ABOVE)
    assert of_cycle(two) == {KUNSHAN: 70, XUANWU: 40}


def test_quotas_that_rise_and_fall_do_not_doubt_the_sums_on_the_way(two: TwoCounties):
    assert confirmed(two, proposed(two, quotas(two, {KUNSHAN: 20, XUANWU: 80}), PROVINCIAL), by=ABOVE)
    key = proposed(two, quotas(two, {KUNSHAN: 80, XUANWU: 20}), PROVINCIAL)
    assert stored(two, ProposedChange, key).doubts == []
    assert confirmed(two, key, by=ABOVE)


def test_a_quota_changed_meanwhile_is_outdated(two: TwoCounties):
    key = proposed(two, quotas(two, {KUNSHAN: 60, XUANWU: 40}), PROVINCIAL)
    done(two, quotas(two, {KUNSHAN: 11}), SYSTEM)
    with pytest.raises(UserError, match="proposed anew"):
        confirmed(two, key, by=ABOVE)
    assert of_cycle(two) == {KUNSHAN: 11}


@pytest.mark.parametrize(
    ("rules", "waits"),
    [
        ((), True),
        (((KUNSHAN, date(2023, 6, 1), False),), False),
        (((KUNSHAN, date(2024, 6, 1), False),), True),  # not yet
        (((XUANWU, date(2023, 6, 1), False),), True),  # another county
        (((CITY, date(2023, 6, 1), False),), False),  # the city, for its counties
        (((CITY, date(2023, 6, 1), False), (KUNSHAN, date(2023, 1, 1), True)), True),  # the nearest decides
        (((KUNSHAN, date(2023, 1, 1), False), (KUNSHAN, date(2023, 6, 1), True)), True),  # the latest decides
    ],
)
def test_the_nearest_region_and_the_latest_day_decide(two: TwoCounties, rules, waits):
    with Session(two.engine.execution_options(writing=True)) as session:
        for code, day, is_required in rules:
            session.add(make.confirmation_rule(code, kind="payment", valid_from=day, is_required=is_required))
        session.commit()
    act = paying(two, 60_000, 60_000)
    if waits:
        assert proposed(two, act)
    else:
        done(two, act)
    assert VILLAGES[0] == HERE


def test_where_no_rule_is_known_everything_waits(two: TwoCounties):
    with Session(two.engine.execution_options(writing=True)) as session:
        for rule in session.scalars(select(ConfirmationRule)):
            rule.retired_on = date(2023, 1, 1)
        session.commit()
    assert proposed(two, paying(two, 1_000))


def refused(counties: TwoCounties, **values) -> set[str]:
    common = {"region_code": KUNSHAN, "valid_from": date(2023, 6, 1), "reason": "two people in the office"}
    with counties.session(SYSTEM) as session:
        try:
            records.create(session, ConfirmationRule, common | values)
        except ValidationError as error:
            return set(error.fields)
    return set()


def test_only_sums_of_money_have_a_limit_and_only_where_a_second_person_decides_above_it(two: TwoCounties):
    for kind in ChangeKind:
        is_sum = kind in {ChangeKind.AMOUNT, ChangeKind.PAYMENT}
        assert refused(two, kind=kind, is_required=True, limit_fen=1) == (set() if is_sum else {"limit_fen"})
        assert refused(two, kind=kind, is_required=False, limit_fen=1) == {"limit_fen"}
        assert refused(two, kind=kind, is_required=False) == set()
    assert refused(two, kind="quota", is_required=True, reason=" ") == {"reason"}

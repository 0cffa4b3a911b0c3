"""What a county must mend or explain before it submits: each rule finds what it is for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shared.access import SYSTEM, ScopedSession
from shared.clock import Period
from shared.models import (
    AssistanceStandard,
    BenefitPayment,
    Household,
    LegalParameter,
    Observation,
    Person,
    Quota,
    Spell,
)
from shared.services.month_close.figure_checks import is_unusual
from shared.services.month_close.validation_rules import RULES, find_violations
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, PROVINCE
from tests.support.two_counties import TwoCounties

NOVEMBER = Period.month(2023, 11)
Wrong = Callable[[ScopedSession, TwoCounties], Any]


def _cell(measure: str, period: str, value: int) -> Wrong:
    def put(session: ScopedSession, _counties: TwoCounties) -> None:
        key = {"measure": measure, "region_code": KUNSHAN, "period": period, "dimension": ""}
        session.merge(Observation(**key, value=value, status=""))

    return put


def _in_every_month_before(measure: str, value: int, now: int) -> Wrong:
    months = [NOVEMBER.shifted(n).key for n in range(1, 13)]
    puts = [_cell(measure, key, value) for key in months] + [_cell(measure, NOVEMBER.key, now)]
    return lambda session, counties: [put(session, counties) for put in puts]


def _paid(session: ScopedSession, counties: TwoCounties, month: str = "2023-11") -> None:
    session.get_one(BenefitPayment, counties.here[BenefitPayment]).month = month


def _paid_another(session: ScopedSession, _counties: TwoCounties) -> None:
    other = make.household(make.VILLAGE)
    session.add_all([other, make.payment(other, month="2023-11")])


def _paid_after_the_end(session: ScopedSession, counties: TwoCounties) -> None:
    _paid(session, counties)
    spell = session.get_one(Spell, counties.here[Spell])
    spell.end_on, spell.exit_reason = date(2023, 11, 1), "income"


def _delivered_beyond_the_quota(session: ScopedSession, counties: TwoCounties) -> None:
    quota = session.get_one(Quota, counties.here[Quota])
    quota.units = 1
    home = session.get_one(Household, counties.here[Household])
    session.add(make.delivery(quota.cycle, home, delivered_on=date(2023, 11, 2)))


def _standard(session: ScopedSession, _counties: TwoCounties) -> None:
    about = {"region_code": KUNSHAN, "kind": "dibao", "coverage": "全市", "status": "confirmed", "source": "test"}
    session.add(AssistanceStandard(**about, valid_from=date(2023, 7, 1), monthly_fen=100_000))


def _low_standard(session: ScopedSession, counties: TwoCounties) -> None:
    about = {"kind": "ratio", "unit": "", "status": "proposed", "source": "test", "valid_from": date(2020, 1, 1)}
    for key, value in (("dibao.standard.min_ratio", "0.2"), ("dibao.standard.max_ratio", "0.5")):
        session.add(LegalParameter(region_code=PROVINCE, key=key, value=value, **about))
    for key, value in (("dibao_standard_year", 100), ("consumption_last_year", 100_000)):
        _cell(key, "2023-11", value)(session, counties)


def _set(record: type[Any], **values: Any) -> Wrong:
    def write(session: ScopedSession, counties: TwoCounties) -> None:
        one = session.get_one(record, counties.here[record])
        for name, value in values.items():
            setattr(one, name, value)

    return write


WRONG: dict[str, tuple[Wrong, int]] = {
    "dead_recipients": (_set(Person, died_on=date(2023, 9, 1)), 1),
    "invalid_numbers": (_set(Person, identity_valid=False), 1),
    "stock_difference": (_cell("entries", "2023-11", 3), 3),
    "unusual_figures": (_in_every_month_before("warnings_issued", 20, 40), 1),
    "silent_figures": (_in_every_month_before("warnings_issued", 3, 0), 1),
    "unpaid_households": (_paid_another, 1),
    "payments_without_recognition": (_paid_after_the_end, 1),
    "exceeded_quotas": (_delivered_beyond_the_quota, 1),
    "standard_outside_band": (_low_standard, 1),
}
MENDED = {"missing_residents": _cell("residents", "2023-11", 1000), "missing_standard": _standard}


def found(session: ScopedSession) -> dict[str, int]:
    session.flush()
    return {one.rule.key: one.count for one in find_violations(session, KUNSHAN, NOVEMBER)}


@pytest.mark.parametrize("key", WRONG)
def test_a_rule_finds_what_it_is_for(counted: TwoCounties, key: str):
    put, count = WRONG[key]
    with counted.session(SYSTEM) as session:
        before = found(session)
        assert key not in before
        put(session, counted)
        assert found(session).get(key) == count
        session.rollback()


def test_what_is_missing_is_found_until_it_is_entered(counted: TwoCounties):
    with counted.session(SYSTEM) as session:
        assert found(session) == dict.fromkeys(MENDED, 1)
        for put in MENDED.values():
            put(session, counted)
        assert found(session) == {}
        session.rollback()


def test_a_payment_for_every_household_is_in_order(counted: TwoCounties):
    with counted.session(SYSTEM) as session:
        _paid_another(session, counted)
        _paid(session, counted)
        assert "unpaid_households" not in found(session)
        session.rollback()


@pytest.mark.parametrize(
    ("now", "before", "is_far"),
    [
        (105, [100] * 12, False),
        (106, [100] * 12, True),
        (130, [80, 90, 100, 110, 120, 100] * 2, False),
        (170, [80, 90, 100, 110, 120, 100] * 2, True),
        (500, [100] * 11, False),
    ],
)
def test_far_is_measured_by_how_far_the_months_before_are_apart(now: int, before: list[int], is_far: bool):  # noqa: FBT001
    assert is_unusual(now, before) is is_far


def test_every_rule_has_its_own_key():
    assert len({rule.key for rule in RULES}) == len(RULES)

"""Quotas of a cycle that are set together: only their sum has to fit the plan, and that is asked about once."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.models import AuditEvent, ProgrammeCycle, Quota
from shared.services import commit
from shared.services.batch_parts import BatchEntry
from shared.services.doubts import doubt_key
from shared.services.quotas_by_county import save_county_quotas
from shared.services.service_errors import BatchError, ValidationError
from tests.factories.regions import CHANGSHU, KUNSHAN, XUANWU
from tests.support.two_counties import PROVINCIAL, TwoCounties


def units(counties: TwoCounties) -> dict[str, int]:
    query = select(Quota.region_code, Quota.units).where(Quota.cycle_id == counties.here[ProgrammeCycle])
    with Session(counties.engine) as session:
        return dict(iter(session.execute(query)))


def save(counties: TwoCounties, session: ScopedSession, wanted: dict[str, int]) -> None:
    """Set the units of counties; those that have a quota change it."""
    cycle = session.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])
    stored = {one.region_code: one for one in session.scalars(select(Quota).where(Quota.cycle_id == cycle.id))}
    entries = [
        BatchEntry({"units": number}, stored[code].id, stored[code].version)
        if code in stored
        else BatchEntry({"units": number, "region_code": code, "cycle_id": cycle.id})
        for code, number in wanted.items()
    ]
    save_county_quotas(session, cycle, entries)


def test_units_move_between_counties_whatever_the_order(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        save(counties, province, {CHANGSHU: 90})
        commit(province)
        save(counties, province, {KUNSHAN: 100, CHANGSHU: 0})
        commit(province)
    assert units(counties) == {KUNSHAN: 100, CHANGSHU: 0}
    with Session(counties.engine) as session:
        trail = session.execute(select(AuditEvent.action, AuditEvent.reason))  # no doubt about a sum on the way
        assert sorted(tuple(event) for event in trail) == [("insert", ""), ("update", ""), ("update", "")]


def test_a_sum_above_the_plan_is_confirmed_once_with_a_reason(counties: TwoCounties):
    wanted = {KUNSHAN: 60, CHANGSHU: 50, XUANWU: 40}
    with counties.session(PROVINCIAL) as province:
        with pytest.raises(ValidationError) as doubted:
            save(counties, province, wanted)
        (doubt,) = doubted.value.doubts
        assert (doubted.value.fields, doubt[1].parts) == ({}, {"n": "150", "planned": "100"})
        assert province.reason == ""
        commit(province)
    assert units(counties) == {KUNSHAN: 10}
    with counties.session(PROVINCIAL) as province:
        province.confirmed = frozenset([doubt_key(*doubt)])
        with pytest.raises(ValidationError) as without_reason:
            save(counties, province, wanted)
        assert set(without_reason.value.fields) == {"reason"}
        province.reason = "a donor gave more"
        save(counties, province, wanted)
        commit(province)
    assert units(counties) == wanted
    with Session(counties.engine) as session:
        trail = session.execute(select(AuditEvent.action, AuditEvent.record, AuditEvent.reason).order_by(AuditEvent.id))
        assert [tuple(event) for event in trail] == [
            ("update", "quota", "a donor gave more"),
            ("insert", "quota", "a donor gave more"),
            ("insert", "quota", "a donor gave more"),
            ("doubt", ProgrammeCycle.__tablename__, "a donor gave more"),
        ]


def test_another_sum_is_asked_about_anew(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        with pytest.raises(ValidationError) as doubted:
            save(counties, province, {CHANGSHU: 91})
        province.confirmed, province.reason = frozenset(doubt_key(*one) for one in doubted.value.doubts), "so be it"
        with pytest.raises(ValidationError):
            save(counties, province, {CHANGSHU: 92})


def test_a_faulty_county_is_said_at_its_place(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        with pytest.raises(BatchError) as refusal:
            save(counties, province, {KUNSHAN: 60, CHANGSHU: -1})
        assert [fault.row for fault in refusal.value.faults] == [1]
        assert (province.confirmed, province.reason, province.doubted) == (frozenset(), "", [])
        commit(province)
    assert units(counties) == {KUNSHAN: 10}

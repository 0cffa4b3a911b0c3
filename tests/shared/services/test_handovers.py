"""Deliveries and receipts that are entered together: all or none, each fault at the household it belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.models import AuditEvent, Delivery, Household, Person, ProgrammeCycle, Quota, Receipt
from shared.services import commit
from shared.services.doubts import doubt_key
from shared.services.handovers import Handover, HandoverTerms, record_handovers
from shared.services.service_errors import BatchError, ValidationError
from tests.factories import records as make
from tests.support.two_counties import HERE, TwoCounties

DAY = date(2023, 6, 1)
TERMS = HandoverTerms(DAY, 200_000, DAY)


@pytest.fixture
def homes(counties: TwoCounties) -> list[int]:
    """Three eligible households; the quota of the county is no matter."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        found = [make.household(HERE) for _ in range(3)]
        session.add_all(found)
        session.add_all(make.spell(make.person(HERE), home) for home in found)
        session.scalars(select(Quota).where(Quota.cycle_id == counties.here[ProgrammeCycle])).one().units = 6
        session.flush()
        keys = [home.id for home in found]
        session.commit()
    return keys


def record(
    counties: TwoCounties, session: ScopedSession, handovers: list[Handover], terms: HandoverTerms = TERMS
) -> None:
    record_handovers(session, session.get_one(ProgrammeCycle, counties.here[ProgrammeCycle]), handovers, terms)


def refused(
    counties: TwoCounties, handovers: list[Handover], terms: HandoverTerms = TERMS
) -> dict[int, dict[str, str]]:
    """What is said, by row; nothing is left of it."""
    before = counts(counties)
    with counties.session() as clerk:
        with pytest.raises(BatchError) as refusal:
            record(counties, clerk, handovers, terms)
        assert (clerk.pending_changes, clerk.doubted) == ([], [])
        commit(clerk)
    assert counts(counties) == before
    return {fault.row: fault.fields for fault in refusal.value.faults}


def counts(counties: TwoCounties) -> tuple[Any, ...]:
    with Session(counties.engine) as session:
        return tuple(session.scalar(select(func.count()).select_from(kind)) for kind in (Delivery, Receipt, AuditEvent))


def test_deliveries_and_receipts_are_entered_in_one_go(counties: TwoCounties, homes: list[int]):
    deliveries, receipts, events = counts(counties)
    with counties.session() as clerk:
        record(counties, clerk, [Handover(homes[0], signed_by="王芳"), Handover(homes[1])])
        commit(clerk)
    assert counts(counties) == (deliveries + 2, receipts + 1, events + 3)
    with Session(counties.engine) as session:
        made = session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(2)).all()
        assert [(one.household_id, one.value_fen, one.delivered_on, one.region_code) for one in reversed(made)] == [
            (homes[0], 200_000, DAY, HERE),
            (homes[1], 200_000, DAY, HERE),
        ]
        receipt = session.scalars(select(Receipt).order_by(Receipt.id.desc()).limit(1)).one()
        assert (receipt.delivery_id, receipt.signed_by, receipt.signed_on) == (made[1].id, "王芳", DAY)


def test_a_receipt_follows_a_delivery_of_before(counties: TwoCounties, homes: list[int]):
    with counties.session() as clerk:
        record(counties, clerk, [Handover(homes[0])])
        commit(clerk)
        key = clerk.scalar(select(func.max(Delivery.id)))
        record(counties, clerk, [Handover(homes[0], delivery_id=key, signed_by="王芳")])
        commit(clerk)
        assert clerk.scalars(select(Receipt.delivery_id).order_by(Receipt.id.desc()).limit(1)).one() == key


def test_every_fault_is_at_its_row(counties: TwoCounties, homes: list[int]):
    found = refused(
        counties,
        [
            Handover(homes[0], signed_by="王芳"),
            Handover(counties.here[Household]),  # was served before
            Handover(homes[1], signed_by=" "),
            Handover(counties.there[Household]),  # of another county
            Handover(10**9),
            Handover(homes[2], person_id=counties.here[Person]),
        ],
    )
    assert {row: set(fields) for row, fields in found.items()} == {
        1: {"override_reason"},
        2: {"signed_by"},
        3: {"household_id"},
        4: {"household_id"},
        5: {"person_id", "household_id"},
    }
    assert found[3] == found[4]  # a foreign one looks like none


def test_the_quota_is_not_exceeded_without_a_reason(counties: TwoCounties, homes: list[int]):
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.scalars(select(Quota).where(Quota.cycle_id == counties.here[ProgrammeCycle])).one().units = 3
        session.commit()
    assert {row: set(fields) for row, fields in refused(counties, [Handover(key) for key in homes]).items()} == {
        2: {"override_reason"}
    }
    with counties.session() as clerk:
        record(
            counties, clerk, [*(Handover(key) for key in homes[:2]), Handover(homes[2], override_reason="more came")]
        )
        commit(clerk)


def test_a_receipt_before_the_delivery_is_said_once(counties: TwoCounties, homes: list[int]):
    with counties.session() as clerk:
        terms = replace(TERMS, signed_on=date(2023, 5, 31))
        with pytest.raises(ValidationError) as refusal:
            record(counties, clerk, [Handover(key, signed_by="王芳") for key in homes], terms)
        assert set(refusal.value.fields) == {"signed_on"}
        record(counties, clerk, [Handover(key) for key in homes], terms)  # nobody signs


def test_nothing_ticked_is_said(counties: TwoCounties):
    with counties.session() as clerk, pytest.raises(ValidationError, match="Select at least one row"):
        record(counties, clerk, [])


def test_a_doubtful_value_is_confirmed_once_for_all(counties: TwoCounties, homes: list[int]):
    terms, handovers = replace(TERMS, value_fen=2_000_000), [Handover(key, signed_by="王芳") for key in homes]
    with counties.session() as clerk:
        with pytest.raises(BatchError) as doubted:
            record(counties, clerk, handovers, terms)
        keys = {doubt_key(*doubt) for fault in doubted.value.faults for doubt in fault.doubts}
        assert (len(doubted.value.faults), len(keys)) == (3, 1)
        clerk.confirmed, clerk.reason = frozenset(keys), "they are larger"
        record(counties, clerk, handovers, terms)
        commit(clerk)

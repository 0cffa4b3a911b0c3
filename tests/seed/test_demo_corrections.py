"""What a clerk of the demo county corrected is in the trail, marks figures as revised, and moves no total."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from seed.demo.account_seeding import create_missing_accounts
from seed.demo.correction_seeding import CLERK, apply_corrections
from seed.demo.toolkit.calibration import REFERENCE_DATE
from shared.access import SYSTEM, open_session
from shared.clock import freeze
from shared.indicators.cube import build
from shared.models import AuditEvent, RevisedCell, TemporaryAssistance
from shared.services import commit


def test_corrections_are_made_as_in_the_panel(demo_engine: Engine):
    freeze(REFERENCE_DATE)
    with open_session(SYSTEM, demo_engine, writing=True, reason="demo") as session:
        create_missing_accounts(session, "rimo-kabe-sotu-4821")
        commit(session)
    with open_session(SYSTEM, demo_engine, writing=True) as session:
        build(session)
        session.commit()
        grants = session.scalar(select(func.count()).select_from(TemporaryAssistance))
    assert apply_corrections(demo_engine) >= 3
    with open_session(SYSTEM, demo_engine) as session:
        events = select(AuditEvent.record, AuditEvent.reason).where(
            AuditEvent.actor == CLERK, AuditEvent.action == "update"
        )
        corrected = dict(iter(session.execute(events)))
        assert {"person", "household"} < corrected.keys()
        assert all(reason for reason in corrected.values())
        measures = set(session.scalars(select(RevisedCell.measure)))
        assert "recipients_by_trait" in measures
        assert session.scalar(select(func.count()).select_from(TemporaryAssistance)) == grants

"""One person decides meanwhile: for tests whose subject is not the second person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shared.database import engine_for
from shared.models import ChangeKind, ConfirmationRule
from tests.factories import records as make
from tests.factories.regions import PROVINCE
from tests.support.running_server import RunningServer

SINCE = date(2023, 1, 1)


@contextmanager
def one_person_decides(server: RunningServer, kind: ChangeKind) -> Iterator[None]:
    """Inside the block changes of a kind need no second person anywhere, by a rule that is gone afterwards."""
    engine = engine_for(f"sqlite:///{Path(server.environment['SUZHU_VAR']) / 'suzhu.db'}")
    rule = {"kind": str(kind), "valid_from": SINCE}
    with Session(engine.execution_options(writing=True)) as session:
        session.add(make.confirmation_rule(PROVINCE, **rule, is_required=False))
        session.commit()
    yield
    with Session(engine.execution_options(writing=True)) as session:
        session.execute(delete(ConfirmationRule).filter_by(**rule))
        session.commit()
    engine.dispose()

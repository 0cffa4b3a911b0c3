"""What a process of its own does beside others; it imports little, since every process imports it anew."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.database import engine_for
from shared.models import Dataset


def count_up(url: str, times: int) -> None:
    """Read a number, add one, write it back."""
    engine = engine_for(url).execution_options(writing=True)
    for _ in range(times):
        with Session(engine) as session:
            row = session.scalars(select(Dataset).with_for_update()).one()
            row.seed += 1
            session.commit()

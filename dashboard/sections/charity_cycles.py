"""Cycles of charity programmes in use, and the kinds of programmes they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from dashboard.page_context import PageContext
from shared.locale.localised import localised_name
from shared.models import Beneficiary, Programme, ProgrammeCycle, ProgrammeKind

AHEAD_DAYS = 30
"""How far ahead deadlines are named."""


@dataclass(frozen=True)
class CycleSummary:
    """A cycle: the name of its programme, its label, and its plan."""

    key: str
    kind: str
    name: str
    label: str
    starts_on: date
    deadline_on: date
    planned_units: int
    is_for_persons: bool


def load_cycles(context: PageContext) -> list[CycleSummary]:
    """All cycles in use, by programme and start."""
    columns = (ProgrammeCycle.id, Programme.kind, Programme.name, Programme.name_en, Programme.beneficiary)
    more = (ProgrammeCycle.label, ProgrammeCycle.starts_on, ProgrammeCycle.deadline_on, ProgrammeCycle.planned_units)
    in_use = (ProgrammeCycle.retired_on.is_(None), Programme.retired_on.is_(None))
    query = (
        select(*columns, *more)
        .join(Programme)
        .where(*in_use)
        .order_by(Programme.id, ProgrammeCycle.starts_on, ProgrammeCycle.id)
    )
    return [
        CycleSummary(
            str(id_),
            kind,
            localised_name(name, name_en),
            label,
            starts,
            deadline,
            units,
            to == Beneficiary.PERSON,
        )
        for id_, kind, name, name_en, to, label, starts, deadline, units in context.session.execute(query)
    ]


def list_due_next(context: PageContext, cycles: list[CycleSummary]) -> list[CycleSummary]:
    """Those whose deadline lies in the days ahead, the nearest first."""
    day = context.as_of.day
    ahead = [cycle for cycle in cycles if day <= cycle.deadline_on <= day + timedelta(days=AHEAD_DAYS)]
    return sorted(ahead, key=lambda cycle: (cycle.deadline_on, cycle.name))


def kind_options(cycles: list[CycleSummary]) -> dict[str, str]:
    """Kinds of programmes that have a cycle, with their names."""
    return {kind.value: str(kind.label) for kind in ProgrammeKind if any(cycle.kind == kind for cycle in cycles)}

"""Charity programmes and their runs, and which of them the page is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dashboard.visit import Figures, Visit
from shared.clock import Period
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import ENGLISH, _, current_language
from shared.models import Beneficiary, Programme, ProgrammeCycle, ProgrammeKind

ALL = "all"


@dataclass(frozen=True)
class Plan:
    """One run: its programme's name, what people call it, and its plan."""

    key: str
    kind: str
    name: str
    label: str
    starts_on: date
    deadline_on: date
    units: int
    to_persons: bool


@dataclass(frozen=True)
class Chosen:
    """A kind of programme, its runs, and the one run looked at if only one is."""

    kind: str
    plans: tuple[Plan, ...]
    run: str

    @property
    def split(self) -> str:
        """The dimension that holds what was chosen."""
        return "kind" if self.run == ALL else "run"

    @property
    def value(self) -> str:
        """The value of that dimension."""
        return self.kind if self.run == ALL else self.run

    @property
    def part(self) -> str:
        """What was chosen, as files are asked for it."""
        return f"{self.split}={self.value}"

    @property
    def shown(self) -> tuple[Plan, ...]:
        """The runs looked at."""
        return tuple(plan for plan in self.plans if self.run in {ALL, plan.key})

    def months(self, counted: tuple[Period, ...]) -> list[Period]:
        """The counted months since the first of these runs began."""
        first = min(plan.starts_on for plan in self.shown)
        return [month for month in counted if month.end >= first] or list(counted)

    def one(self, figures: Figures, key: str, place: str, period: Period) -> IndicatorValue:
        """The figure of what was chosen."""
        return figures.part(key, place, period, self.value)


def plans(visit: Visit) -> list[Plan]:
    """All runs in use, by programme and start."""
    columns = (ProgrammeCycle.id, Programme.kind, Programme.name, Programme.name_en, Programme.beneficiary)
    more = (ProgrammeCycle.label, ProgrammeCycle.starts_on, ProgrammeCycle.deadline_on, ProgrammeCycle.planned_units)
    in_use = (ProgrammeCycle.retired_on.is_(None), Programme.retired_on.is_(None))
    query = (
        select(*columns, *more)
        .join(Programme)
        .where(*in_use)
        .order_by(Programme.id, ProgrammeCycle.starts_on, ProgrammeCycle.id)
    )
    english = current_language() == ENGLISH
    return [
        Plan(
            str(id_),
            kind,
            name_en if english and name_en else name,
            label,
            starts,
            deadline,
            units,
            to == Beneficiary.PERSON,
        )
        for id_, kind, name, name_en, to, label, starts, deadline, units in visit.session.execute(query)
    ]


def chosen(visit: Visit, existing: list[Plan]) -> Chosen | None:
    """What the address asks for: a kind of programme, and all runs or one of it; None for all programmes."""
    kind = visit.option("programme", choices_of(existing), ALL)
    own = tuple(plan for plan in existing if plan.kind == kind)
    if kind == ALL:
        visit.option("run", runs_of(own), ALL)
        return None
    return Chosen(kind, own, visit.option("run", runs_of(own), ALL))


def choices_of(existing: list[Plan]) -> dict[str, str]:
    """All programmes together, or one kind."""
    return {ALL: _("All programmes")} | kinds_of(existing)


def kinds_of(existing: list[Plan]) -> dict[str, str]:
    """Kinds of programmes that have a run, with their names."""
    return {kind.value: str(kind.label) for kind in ProgrammeKind if any(plan.kind == kind for plan in existing)}


def runs_of(own: tuple[Plan, ...]) -> dict[str, str]:
    """The runs to choose from, with their names."""
    return {ALL: _("All runs")} | {plan.key: plan.label for plan in own}

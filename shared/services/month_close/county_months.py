"""How far the month of each county is, and whether it was submitted in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from shared.access import Permission, ScopedSession
from shared.access.actor import in_subtrees
from shared.clock import Period
from shared.indicators.locked_months import load_locked_months
from shared.locale import lazy as _l
from shared.models import Level, MonthStep, MonthStepKind, Region
from shared.models.labelled_enum import LabelledEnum
from shared.models.month_step import COUNTY_STEPS
from shared.models.region import prefix_of
from shared.rules.parameter_keys import SUBMISSION_DAYS
from shared.rules.parameters import ParameterTable, load_parameters


class MonthState(LabelledEnum):
    """How far a month of a county is."""

    OPEN = "open", _l("Not submitted")
    SUBMITTED = "submitted", _l("Submitted")
    RETURNED = "returned", _l("Returned")
    CHECKED = "checked", _l("Checked")
    LOCKED = "locked", _l("Locked")


StepsOfCounties = dict[tuple[str, str], list[MonthStep]]  # by month and county, in order


@dataclass(frozen=True)
class CountyMonth:
    """A month of a county. `reached`: how far the county itself is; `submitted_on`: when it first submitted it."""

    region: Region
    steps: Sequence[MonthStep]
    due_on: date | None
    is_locked: bool

    @property
    def latest(self) -> MonthStep | None:
        """Its last step."""
        return self.steps[-1] if self.steps else None

    @property
    def reached(self) -> MonthState:
        """How far the county and its city are."""
        latest = self.latest
        return next((state for state in MonthState if latest is not None and state == latest.kind), MonthState.OPEN)

    @property
    def state(self) -> MonthState:
        """The same, or that the province locked the month."""
        return MonthState.LOCKED if self.is_locked else self.reached

    @property
    def is_checked(self) -> bool:
        """Whether it came through the check of its city."""
        return self.reached is MonthState.CHECKED

    @property
    def submitted_on(self) -> date | None:
        """The day on which it was first submitted."""
        return next((step.done_on for step in self.steps if step.kind == MonthStepKind.SUBMITTED), None)

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What the rules found when it was last submitted, each with its explanation."""
        submitted = [step for step in self.steps if step.kind == MonthStepKind.SUBMITTED]
        return submitted[-1].findings if submitted else []

    @property
    def is_late(self) -> bool:
        """Whether that was after the last day for it."""
        return self.submitted_on is not None and self.due_on is not None and self.submitted_on > self.due_on


def load_county_months(session: ScopedSession, month: Period, prefix: str = "") -> list[CountyMonth]:
    """The month of every county of a subtree that the session's person may see, by code."""
    return load_several_months(session, [month], prefix)[month]


def load_several_months(
    session: ScopedSession, months: Sequence[Period], prefix: str = ""
) -> dict[Period, list[CountyMonth]]:
    """The same of several months. A county owes a month if it stood on its last day."""
    counties = _load_counties(session, prefix)
    steps = _load_steps(session, months, [county.code for county in counties])
    locked, parameters = load_locked_months(session.connection()), load_parameters(session, [SUBMISSION_DAYS])
    return {
        month: [
            CountyMonth(
                county,
                steps[month.key, county.code],
                submission_deadline(parameters, month, county.code),
                is_locked=locked.lock_of(month.end) is not None,
            )
            for county in counties
            if county.is_in_force(month.end)
        ]
        for month in months
    }


def submission_deadline(parameters: ParameterTable, month: Period, county: str) -> date | None:
    """The last day on which a county submits a month in time; None while no parameter says it."""
    days = parameters.value(SUBMISSION_DAYS, county, month.end)
    return month.end + timedelta(days=days) if isinstance(days, int) else None


def load_province(session: ScopedSession) -> Region:
    """The province, which locks for all."""
    return session.scalars(select(Region).where(Region.level == Level.PROVINCE).order_by(Region.code).limit(1)).one()


def _load_counties(session: ScopedSession, prefix: str) -> list[Region]:
    prefixes = session.actor.prefixes(Permission.FIGURES_READ)
    inside = in_subtrees(Region.code, prefixes), in_subtrees(Region.code, (prefix_of(prefix) if prefix else "",))
    query = select(Region).where(Region.level == Level.COUNTY, *inside)
    return list(session.scalars(query.order_by(Region.code)))


def _load_steps(session: ScopedSession, months: Iterable[Period], codes: Iterable[str]) -> StepsOfCounties:
    found = MonthStep.month.in_([month.key for month in months]), MonthStep.region_code.in_(list(codes))
    query = select(MonthStep).where(*found, MonthStep.kind.in_(COUNTY_STEPS)).order_by(MonthStep.id)
    steps: StepsOfCounties = defaultdict(list)
    for step in session.scalars(query):
        steps[step.month, step.region_code].append(step)
    return steps

"""How far the month of each county is, and whether it was submitted in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from shared.access import Permission, ScopedSession
from shared.access.actor import in_subtrees
from shared.clock import Period
from shared.indicators.locked_months import load_locked_months
from shared.locale import lazy as _l
from shared.models import Level, MonthStep, MonthStepKind, Region
from shared.models.labelled_enum import LabelledEnum
from shared.models.region import existed_on
from shared.rules.parameter_keys import SUBMISSION_DAYS
from shared.rules.parameters import ParameterTable, load_parameters


class MonthState(LabelledEnum):
    """How far a month of a county is."""

    OPEN = "open", _l("Not submitted")
    SUBMITTED = "submitted", _l("Submitted")
    RETURNED = "returned", _l("Returned")
    CHECKED = "checked", _l("Checked")
    LOCKED = "locked", _l("Locked")


COUNTY_STEPS = (MonthStepKind.SUBMITTED, MonthStepKind.RETURNED, MonthStepKind.CHECKED)


@dataclass(frozen=True)
class CountyMonth:
    """A month of a county. `latest`: its last step; `submitted_on`: when it was first submitted."""

    region: Region
    state: MonthState
    latest: MonthStep | None
    submitted_on: date | None
    due_on: date | None

    @property
    def is_late(self) -> bool:
        """Whether it was submitted after the last day for it."""
        return self.submitted_on is not None and self.due_on is not None and self.submitted_on > self.due_on


def load_county_months(session: ScopedSession, month: Period, prefix: str = "") -> list[CountyMonth]:
    """The month of every county of a subtree that the session's person may see, by code."""
    counties = load_counties(session, month, prefix)
    steps = load_steps(session, [month], [county.code for county in counties])
    is_locked = load_locked_months(session.connection()).lock_of(month.end) is not None
    days = load_parameters(session, [SUBMISSION_DAYS])
    return [
        _county_month(
            county,
            steps.get((month.key, county.code), []),
            submission_deadline(days, month, county.code),
            is_locked=is_locked,
        )
        for county in counties
    ]


def load_counties(session: ScopedSession, month: Period, prefix: str = "") -> list[Region]:
    """The counties that stood on the last day of a month: each owes it."""
    prefixes = session.actor.prefixes(Permission.FIGURES_READ)
    inside = in_subtrees(Region.code, prefixes), in_subtrees(Region.code, (prefix,))
    query = select(Region).where(Region.level == Level.COUNTY, *inside, *existed_on(month.end, month.end))
    return list(session.scalars(query.order_by(Region.code)))


def load_steps(
    session: ScopedSession, months: Iterable[Period], codes: Iterable[str]
) -> dict[tuple[str, str], list[MonthStep]]:
    """The steps of some months of counties, by month and county, in order."""
    found = MonthStep.month.in_([month.key for month in months]), MonthStep.region_code.in_(list(codes))
    steps: dict[tuple[str, str], list[MonthStep]] = {}
    for step in session.scalars(
        select(MonthStep).where(*found, MonthStep.kind.in_(COUNTY_STEPS)).order_by(MonthStep.id)
    ):
        steps.setdefault((step.month, step.region_code), []).append(step)
    return steps


def submission_deadline(parameters: ParameterTable, month: Period, county: str) -> date | None:
    """The last day on which a county submits a month in time; None while no parameter says it."""
    days = parameters.value(SUBMISSION_DAYS, county, month.end)
    return month.end + timedelta(days=days) if isinstance(days, int) else None


def _county_month(county: Region, steps: list[MonthStep], due_on: date | None, *, is_locked: bool) -> CountyMonth:
    latest = steps[-1] if steps else None
    reached = next((state for state in MonthState if latest is not None and state == latest.kind), MonthState.OPEN)
    state = MonthState.LOCKED if is_locked else reached
    first = next((step.done_on for step in steps if step.kind == MonthStepKind.SUBMITTED), None)
    return CountyMonth(county, state, latest, first, due_on)

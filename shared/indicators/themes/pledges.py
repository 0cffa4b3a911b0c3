"""Pledges of donors against the plans of programme cycles (G1): the province's own, no county has a part in them."""

from __future__ import annotations

from sqlalchemy import Table, true

from shared.indicators.date_expressions import later_of
from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Source, Timing, by_own_id
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Level, Pledge, Programme, ProgrammeCycle, Region

from .charity_sources import CYCLE_PLAN, PLANS
from .legal_sources import CHARITY

_province: Table = Region.__table__  # type: ignore[assignment]
OF_PROVINCE = (Region.level == Level.PROVINCE,)

plans = Source(
    "plans",
    CYCLE_PLAN.join(_province, true()),
    Region.code,
    PLANS,
    (ProgrammeCycle.retired_on.is_(None), Programme.retired_on.is_(None), *OF_PROVINCE),
    listed_as=(ProgrammeCycle, ProgrammeCycle.id, ProgrammeCycle.id),
    is_published=True,
)
pledges = Source(
    "pledges",
    Pledge.__table__.join(CYCLE_PLAN, Pledge.cycle_id == ProgrammeCycle.id).join(_province, true()),
    Region.code,
    {**by_own_id(Pledge), **PLANS},
    (Pledge.retired_on.is_(None), ProgrammeCycle.retired_on.is_(None), Programme.retired_on.is_(None), *OF_PROVINCE),
    listed_as=(Pledge, Pledge.id, Pledge.id),
    is_published=True,
)


def _of_province(key: str, source: Source, start: object, units: object) -> Measure:
    return Measure(
        key,
        source,
        Timing.CUMULATIVE,
        start,
        amount=units,
        amount_in=Unit.UNITS,
        dimensions={"cycle": ProgrammeCycle.id, "kind": Programme.kind},
        deepest=Level.PROVINCE,
        ends_at=Level.PROVINCE,
    )


MEASURES = [
    _of_province("units_planned", plans, ProgrammeCycle.starts_on, ProgrammeCycle.planned_units),
    _of_province("units_pledged", pledges, later_of(Pledge.pledged_on, ProgrammeCycle.starts_on), Pledge.units),
]

INDICATORS = [
    Indicator(
        "G1",
        "pledge_rate",
        _l("Share of the plan pledged"),
        Unit.PERCENT,
        "units_pledged",
        _l(
            "Units that donors pledged by the end of the period, as a share of the units planned for the cycles begun "
            "by then; more than 100% when donors pledge more than was planned. Cumulative over all cycles. Only of the "
            "province: pledges are made to a programme, not to a county."
        ),
        CHARITY,
        denominator="units_planned",
        factor=100,
        better=1,
        version=ADDED,
    ),
]

"""Standards against consumption (B1): a city's dibao standard lies in a band of last year's consumption per head."""

from __future__ import annotations

from sqlalchemy import String, cast

from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Source, Timing, by_own_id
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import AssistanceStandard, PopulationGroup, ResidentMeasure, ResidentStatistic, StandardKind
from shared.rules.parameter_keys import STANDARD_MAX_RATIO, STANDARD_MIN_RATIO

from .legal_sources import STANDARDS

WHOLE_REGION = "全市"


def _new_year(years_later: int) -> object:
    """The first of January some years after the statistic's year, as text: it is only compared."""
    return cast(ResidentStatistic.year + years_later, String) + "-01-01"


standards = Source(
    "standards",
    AssistanceStandard,
    AssistanceStandard.region_code,
    by_own_id(AssistanceStandard),
    (
        AssistanceStandard.retired_on.is_(None),
        AssistanceStandard.kind == StandardKind.DIBAO,
        AssistanceStandard.coverage == WHOLE_REGION,
    ),
)
consumption = Source(
    "consumption",
    ResidentStatistic,
    ResidentStatistic.region_code,
    by_own_id(ResidentStatistic),
    (
        ResidentStatistic.retired_on.is_(None),
        ResidentStatistic.measure == ResidentMeasure.CONSUMPTION,
        ResidentStatistic.population_group == PopulationGroup.ALL,
    ),
)

MEASURES = [
    Measure(
        "dibao_standard_year",
        standards,
        Timing.STOCK,
        AssistanceStandard.valid_from,
        AssistanceStandard.valid_to,
        amount=AssistanceStandard.monthly_fen * 12,
        amount_in=Unit.YUAN,
        status=AssistanceStandard.status,
        rolls_up=False,
    ),
    Measure(
        "consumption_last_year",
        consumption,
        Timing.STOCK,
        _new_year(1),
        _new_year(2),
        amount=ResidentStatistic.amount_fen,
        amount_in=Unit.YUAN,
        status=ResidentStatistic.status,
        rolls_up=False,
    ),
]

INDICATORS = [
    Indicator(
        "B1",
        "standard_to_consumption",
        _l("Dibao standard as a share of consumption"),
        Unit.PERCENT,
        "dibao_standard_year",
        _l(
            "Twelve times the dibao standard in force on the last day of the period, as a share of the "
            "per-capita consumption of the year before, compared with the range set by law. New standards apply "
            "from July, so from January to June a standard is compared with the consumption of a later year than "
            "it was based on: judge by months from July on. A region is shown with its own values only: a county "
            "inherits neither from its city."
        ),
        STANDARDS,
        denominator="consumption_last_year",
        factor=100,
        band=(STANDARD_MIN_RATIO, STANDARD_MAX_RATIO),
    ),
]

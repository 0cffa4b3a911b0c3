"""Standards (B1, B3): dibao against last year's consumption per head, and tekun against dibao."""

from __future__ import annotations

from sqlalchemy import String, cast

from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Source, Timing, by_own_id
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import AssistanceStandard, PopulationGroup, ResidentMeasure, ResidentStatistic, StandardKind
from shared.rules.parameter_keys import STANDARD_MAX_RATIO, STANDARD_MIN_RATIO, TEKUN_BASIC_RATIO

from .legal_sources import RECOGNITION, STANDARDS

WHOLE_REGION = "全市"


def _new_year(years_later: int) -> object:
    """The first of January some years after the statistic's year, as text: it is only compared."""
    return cast(ResidentStatistic.year + years_later, String) + "-01-01"


def _standards(key: str, kind: StandardKind) -> Source:
    in_use = (AssistanceStandard.retired_on.is_(None), AssistanceStandard.coverage == WHOLE_REGION)
    return Source(
        key,
        AssistanceStandard,
        AssistanceStandard.region_code,
        by_own_id(AssistanceStandard),
        (*in_use, AssistanceStandard.kind == kind),
        is_published=True,
    )


def _of_year(key: str, source: Source) -> Measure:
    """Twelve times the monthly standard of a region."""
    return Measure(
        key,
        source,
        Timing.STOCK,
        AssistanceStandard.valid_from,
        AssistanceStandard.valid_to,
        amount=AssistanceStandard.monthly_fen * 12,
        amount_in=Unit.YUAN,
        status=AssistanceStandard.status,
        rolls_up=False,
    )


standards = _standards("standards", StandardKind.DIBAO)
tekun_standards = _standards("tekun_standards", StandardKind.TEKUN_BASIC)
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
    is_published=True,
)

MEASURES = [
    _of_year("dibao_standard_year", standards),
    _of_year("tekun_standard_year", tekun_standards),
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
    Indicator(
        "B3",
        "tekun_to_dibao",
        _l("Tekun standard as a multiple of the dibao standard"),
        Unit.TIMES,
        "tekun_standard_year",
        _l(
            "The basic living standard for people in extreme difficulty (tekun) on the last day of the period, "
            "divided by the dibao standard, compared with the least multiple set by law. A region is shown with its "
            "own standards only, those that apply to the whole of it."
        ),
        RECOGNITION,
        denominator="dibao_standard_year",
        band=(TEKUN_BASIC_RATIO, None),
        version=ADDED,
    ),
]

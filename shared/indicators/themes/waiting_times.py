"""How long people wait from a warning to assistance (C7)."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.indicators.definition_version import ADDED, CHANGED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import EXACTLY, Bands, Measure, Timing, band_names
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import EarlyWarning
from shared.rules.parameter_keys import ASSISTANCE_DAYS

from .legal_sources import MONITORING
from .warnings import ASSISTED_ON, mature_assisted, warnings

WAIT_EDGES, EACH_DAY = (8, 16, 31, 61), tuple(range(1, ASSISTANCE_DAYS.highest + 1))
WAITED = Bands(EarlyWarning.issued_on, "days", WAIT_EDGES, band_names("days", 0, WAIT_EDGES), until=ASSISTED_ON)
WAIT = Bands(EarlyWarning.issued_on, "days", EACH_DAY, tuple(f"{n:02}" for n in (0, *EACH_DAY)), until=ASSISTED_ON)


def _percentile(share: int, key: str, name: LazyProxy, definition: LazyProxy) -> Indicator:
    return Indicator(
        "C7",
        key,
        name,
        Unit.DAYS,
        "days_waited",
        definition,
        MONITORING,
        denominator="days_waited",
        percentile=share,
        better=-1,
        matures_by=ASSISTANCE_DAYS,
        is_ripe=True,
        version=ADDED,
    )


MEASURES = [
    Measure(
        "days_waited",
        warnings,
        Timing.FLOW,
        EarlyWarning.issued_on,
        subject=EarlyWarning.person_id,
        rank=WAIT,
        where=mature_assisted,
        dimensions={"days": WAITED, EXACTLY: WAIT},
    ),
]

INDICATORS = [
    Indicator(
        "C7",
        "days_to_assistance",
        _l("Days to assistance"),
        Unit.PERSONS,
        "days_waited",
        _l(
            "People whose assistance began within {assistance_days} days of a warning of the period that is at "
            "least {assistance_days} days old, by days from the warning to the first assistance; with several "
            "warnings the shortest wait counts."
        ),
        MONITORING,
        matures_by=ASSISTANCE_DAYS,
        is_ripe=True,
        version=CHANGED,
    ),
    _percentile(
        50,
        "median_days_to_assistance",
        _l("Median days to assistance"),
        _l(
            "Number of days within which half of the people were assisted. Counted are people whose assistance "
            "began within {assistance_days} days of a warning of the period that is at least {assistance_days} "
            "days old; with several warnings the shortest wait counts."
        ),
    ),
    _percentile(
        90,
        "p90_days_to_assistance",
        _l("Days until nine in ten were assisted"),
        _l(
            "Number of days within which nine in ten people were assisted. Counted are people whose assistance "
            "began within {assistance_days} days of a warning of the period that is at least {assistance_days} "
            "days old; with several warnings the shortest wait counts."
        ),
    ),
]

"""Villages with a visit-and-discover mechanism (I1)."""

from __future__ import annotations

from sqlalchemy import BigInteger, and_, case, cast

from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Source, Timing, by_own_id
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import DiscoveryMechanism, Level, Region

from .legal_sources import MONITORING

BUILT_ON, ENDED_ON = DiscoveryMechanism.built_on, DiscoveryMechanism.ended_on
SINCE = case((Region.valid_from > BUILT_ON, Region.valid_from), else_=BUILT_ON)
UNTIL = case((Region.valid_to < ENDED_ON, Region.valid_to), (ENDED_ON.is_(None), Region.valid_to), else_=ENDED_ON)

villages = Source(
    "villages",
    Region,
    Region.code,
    {Region: ("code", Region.code)},
    (Region.level == Level.VILLAGE,),
    is_published=True,
)
mechanisms = Source(
    "mechanisms",
    DiscoveryMechanism.__table__.join(Region.__table__, Region.code == DiscoveryMechanism.region_code),
    DiscoveryMechanism.region_code,
    {**by_own_id(DiscoveryMechanism), Region: ("code", Region.code)},
    (and_(DiscoveryMechanism.retired_on.is_(None), Region.level == Level.VILLAGE),),
    is_published=True,
)

MEASURES = [
    Measure(
        "villages",
        villages,
        Timing.STOCK,
        Region.valid_from,
        Region.valid_to,
        deepest=Level.TOWNSHIP,
    ),
    Measure(
        "villages_with_mechanism",
        mechanisms,
        Timing.STOCK,
        SINCE,
        UNTIL,
        subject=cast(DiscoveryMechanism.region_code, BigInteger),  # a village has one, or several at once
        deepest=Level.TOWNSHIP,
    ),
]

INDICATORS = [
    Indicator(
        "I1",
        "village_mechanism_rate",
        _l("Share of villages with a discovery mechanism"),
        Unit.PERCENT,
        "villages_with_mechanism",
        _l(
            "Of the villages and communities that stand on the last day of the period, the share with a "
            "visit-and-discover mechanism in place that day."
        ),
        MONITORING,
        denominator="villages",
        factor=100,
        better=1,
        version=ADDED,
    ),
]

"""A figure that its unit cannot mean is refused when it is declared."""

from dataclasses import replace

import pytest

from shared.indicators.catalogue import INDICATORS, MEASURES
from shared.indicators.unit_checks import UnitMismatchError, check_units
from shared.indicators.units import Unit

NONSENSE = {
    "people that are households": replace(INDICATORS["entries"], numerator="recipient_households"),
    "households less people": replace(INDICATORS["households_by_tier"], minus="exits"),
    "a share of another kind": replace(INDICATORS["coverage_rate"], numerator="recipient_households"),
    "a share of nothing": replace(INDICATORS["verification_rate"], denominator=""),
    "a rate less a count": replace(INDICATORS["verification_rate"], minus="persons_eligible"),
    "money a household by people": replace(INDICATORS["value_per_household"], denominator="charity_persons"),
    "money a grant without money": replace(INDICATORS["temporary_per_grant"], numerator="temporary_persons"),
    "days that are no percentile": replace(INDICATORS["median_days_to_assistance"], percentile=0),
    "yuan that count deliveries": replace(INDICATORS["deliveries"], unit=Unit.YUAN),
}


@pytest.mark.parametrize("named", NONSENSE)
def test_nonsense_is_an_error(named: str):
    with pytest.raises(UnitMismatchError, match=NONSENSE[named].key):
        check_units(NONSENSE[named], MEASURES)

"""The registry and all assistance of its people: what warnings are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from seed.demo.assistance.special_grants import SpecialGrants
from seed.demo.assistance.temporary_grants import TemporaryGrants
from seed.demo.charity.charity_deliveries import Deliveries
from seed.demo.charity.solar_panels import Installations
from seed.demo.registry.registry import Registry


@dataclass
class ProvinceData(Registry):
    """Positions in these tables, plus one, become the keys of the rows."""

    special_grants: SpecialGrants
    temporary_grants: TemporaryGrants
    deliveries: Deliveries
    installations: Installations

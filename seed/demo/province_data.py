"""The register and the assistance its people had: what warnings are attached to."""

from __future__ import annotations

from dataclasses import dataclass

from seed.demo.assistance.special_grants import SpecialGrants
from seed.demo.assistance.temporary_grants import TemporaryGrants
from seed.demo.charity.charity_deliveries import Deliveries
from seed.demo.charity.solar_panels import Installations
from seed.demo.registry.registry import Registry


@dataclass
class ProvinceData(Registry):
    """Positions in these frames, plus one, become the keys of the rows."""

    special_grants: SpecialGrants
    temporary_grants: TemporaryGrants
    deliveries: Deliveries
    installations: Installations

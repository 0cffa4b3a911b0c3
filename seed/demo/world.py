"""The register and the assistance its people had: what warnings are attached to."""

from __future__ import annotations

from dataclasses import dataclass

from .charity import Deliveries
from .register import Register
from .solar import Installations
from .special import Grants
from .temporary import Events


@dataclass
class World(Register):
    """Positions in these frames, plus one, become the keys of the rows."""

    grants: Grants
    events: Events
    deliveries: Deliveries
    installations: Installations

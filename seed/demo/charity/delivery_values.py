"""Values of deliveries: about the value of a unit; published costs of a cycle are met to the fen."""

from __future__ import annotations

import numpy as np

from seed.demo.toolkit.calibration import Scale
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, apportion, round_to_step
from shared.models import ProgrammeKind
from shared.parsing.amounts import FEN_PER_YUAN

from .charity_programmes import CyclePlan

VALUE_SPREADS = {ProgrammeKind.APPLIANCE: 0.03, ProgrammeKind.SOLAR: 0.08}  # ASSUMED, log
OTHER_VALUE_SPREAD, MAX_UNITS = 0.35, 2


def draw_values(random: Random, kind: ProgrammeKind, cycle: CyclePlan, scale: Scale, count: int) -> Array:
    """Fen of each of the deliveries of a cycle."""
    spread = VALUE_SPREADS.get(kind, OTHER_VALUE_SPREAD)
    drawn = random.lognormal(-spread * spread / 2, spread, count)
    if cycle.donors and not cycle.plan:  # all of it was handed out: it cost what the donors gave, second packs included
        return apportion(scale.target(cycle.target) * cycle.unit_fen // FEN_PER_YUAN, drawn) * FEN_PER_YUAN
    return round_to_step(np.minimum(drawn, MAX_UNITS) * cycle.unit_fen, 10 * FEN_PER_YUAN)

"""What deliveries were worth: about the value of a unit; published costs of a run are met to the fen."""

from __future__ import annotations

import numpy as np

from shared.models import ProgrammeKind

from .calibration import Scale
from .draws import Random, rounded, shared_out
from .frame import Array
from .programmes import RunPlan

YUAN = 100
SPREADS = {ProgrammeKind.APPLIANCE: 0.03, ProgrammeKind.SOLAR: 0.08}  # ASSUMED, log
SPREAD_ELSE, MOST_UNITS = 0.35, 2


def values(random: Random, kind: ProgrammeKind, run: RunPlan, scale: Scale, count: int) -> Array:
    """Fen of each of the deliveries of a run."""
    spread = SPREADS.get(kind, SPREAD_ELSE)
    drawn = random.lognormal(-spread * spread / 2, spread, count)
    if run.donors and not run.plan:  # all of it was handed out: it cost what the donors gave, second packs included
        return shared_out(scale.target(run.target) * run.unit_fen // YUAN, drawn) * YUAN
    return rounded(np.minimum(drawn, MOST_UNITS) * run.unit_fen, 10 * YUAN)

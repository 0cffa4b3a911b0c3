"""The demo province: synthetic records whose totals reproduce the published figures (docs/demo.md).

`build(engine, secret=…, scale=1.0, seed=1, progress=…)` fills a database that holds reference data only.
"""

from .build_database import DEFAULT_SEED, MAX_SEED, SCALE_RANGE, build

__all__ = ["DEFAULT_SEED", "MAX_SEED", "SCALE_RANGE", "build"]

"""The demo province: synthetic records whose totals reproduce the published figures (docs/demo.md).

`build(engine, secret=…, scale=1.0, seed=1, progress=…)` fills a database that holds reference data only.
"""

from .building import DEFAULT_SEED, SCALES, build

__all__ = ["DEFAULT_SEED", "SCALES", "build"]

"""What tells one cell of the cube from another."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns


class FigureCell:
    """The key of a record about a cell: what was counted, where, when, and of which category."""

    measure: Mapped[str] = columns.identifier(_l("Indicator"), 32, primary_key=True, sort_order=-10)
    region_code: Mapped[str] = columns.region_code(_l("Region"), is_linked=False, primary_key=True, sort_order=-9)
    period: Mapped[str] = columns.identifier(
        _l("Period"), 7, primary_key=True, sort_order=-8, comment="YYYY-MM or YYYY"
    )
    dimension: Mapped[str] = columns.identifier(
        _l("Category"), 40, primary_key=True, sort_order=-7, comment="empty for the total, else name=value"
    )

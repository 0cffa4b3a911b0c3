"""Installations of a place that could yield something in a year, with what was entered of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from shared.access import ScopedSession
from shared.access.actor import in_subtrees
from shared.models import Delivery, SolarInstallation, SolarYield
from shared.models.region import prefix_of


@dataclass(frozen=True)
class InstallationYield:
    """An installation, and its yield of the year; None where none was entered."""

    installation: SolarInstallation
    solar_yield: SolarYield | None


def load_yields(session: ScopedSession, region_code: str, year: int) -> list[InstallationYield]:
    """The installations of a place that were connected by the end of a year."""
    of_year = and_(SolarYield.installation_id == SolarInstallation.id, SolarYield.year == year)
    found = (
        select(SolarInstallation, SolarYield)
        .outerjoin(SolarYield, of_year)
        .where(
            in_subtrees(SolarInstallation.region_code, (prefix_of(region_code),)),
            SolarInstallation.retired_on.is_(None),
            SolarInstallation.connected_on <= date(year, 12, 31),
        )
        .options(joinedload(SolarInstallation.delivery).joinedload(Delivery.household))
        .order_by(SolarInstallation.region_code, SolarInstallation.id)
    )
    return [InstallationYield(installation, entered) for installation, entered in session.execute(found)]

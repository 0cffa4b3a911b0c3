"""Panels yield nothing before they are connected, nor in years to come."""

from __future__ import annotations

from collections.abc import Iterator

from shared.access import ScopedSession
from shared.clock import today
from shared.locale import _
from shared.models import SolarInstallation, SolarYield


def check(session: ScopedSession, solar_yield: SolarYield) -> Iterator[tuple[str, str]]:
    """The year lies between the connection and today."""
    installation = session.get(SolarInstallation, solar_yield.installation_id)
    if solar_yield.year > today().year:
        yield "year", _("This year has not begun yet.")
    elif installation and installation.connected_on is None:
        yield "installation_id", _("The installation is not connected to the grid yet.")
    elif installation and installation.connected_on and solar_yield.year < installation.connected_on.year:
        yield "year", _("The installation was connected on {day}.").format(day=installation.connected_on)

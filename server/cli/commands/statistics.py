"""`suzhu statistics`: build and verify the statistics cube."""

from __future__ import annotations

import click
from sqlalchemy import func, select

from server.cli.progress import Progress
from server.cli.translation import TranslatedGroup
from server.provisioning import is_cube_current, rebuild_cube
from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.errors import UserError
from shared.indicators.cube import find_differences
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import CubeBuild, Observation

MAX_DIFFERENCES_SHOWN = 5
statistics = TranslatedGroup(name="statistics", help=_l("The stored statistics."))


@statistics.command("build", help=_l("Recompute all statistics."))
def build() -> None:
    """Replace the cube in one transaction."""
    with open_session(SYSTEM, deployment().engine, writing=True) as session, Progress() as progress:
        count = rebuild_cube(session, progress)
    click.echo(_("{n} values were computed.").format(n=f"{count:,}"))


@statistics.command("verify", help=_l("Recompute all statistics and compare them with the stored ones."))
def verify() -> None:
    """Print that they agree, or fail and name a few that differ."""
    with open_session(SYSTEM, deployment().engine) as session:
        differences = find_differences(session)
    if differences:
        listed = differences[:MAX_DIFFERENCES_SHOWN]
        named = _("; ").join(f"{stored} ≠ {counted}" for stored, counted in listed)
        raise UserError(_("{n} values differ from the records: {named}").format(n=f"{len(differences):,}", named=named))
    click.echo(_("The statistics agree with the records."))


@statistics.command("status", help=_l("Show the as-of date of the statistics, and when they last changed."))
def status() -> None:
    """Print size and dates of the cube, and whether it is current."""
    with open_session(SYSTEM, deployment().engine) as session:
        build_state = session.scalars(select(CubeBuild)).first()
        count = session.scalar(select(func.count()).select_from(Observation))
        is_current = is_cube_current(session)
    if build_state is None:
        raise UserError(_("The statistics have not been computed yet: run `suzhu statistics build`."))
    click.echo(
        _("{n} values as of {day}, from {month} on; last changed {refreshed} UTC.").format(
            n=f"{count:,}",
            day=build_state.as_of,
            month=build_state.first_month,
            refreshed=f"{build_state.refreshed_at:%Y-%m-%d %H:%M:%S}",
        )
    )
    click.echo(
        _("The statistics are up to date.")
        if is_current
        else _("The statistics are out of date: run `suzhu statistics build`.")
    )

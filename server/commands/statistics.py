"""`suzhu statistics`: the figures kept beside the records."""

from __future__ import annotations

import click
from sqlalchemy import func, select

from server.preparing import build_statistics, is_built
from server.progress import Progress
from server.spoken import Group
from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.errors import UserError
from shared.indicators.cube import find_differences
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import CubeBuild, Observation

SHOWN = 5
statistics = Group(name="statistics", help=_l("The figures kept beside the records."))


@statistics.command("build", help=_l("Count all figures anew."))
def build() -> None:
    """Replace the cube in one transaction."""
    with open_session(SYSTEM, deployment().engine, writing=True) as session, Progress() as progress:
        cells = build_statistics(session, progress)
    click.echo(_("{n} cells were counted.").format(n=f"{cells:,}"))


@statistics.command("verify", help=_l("Count all figures anew and compare them with those kept."))
def verify() -> None:
    """Say that they agree, or fail and name a few that do not."""
    with open_session(SYSTEM, deployment().engine) as session:
        found = find_differences(session)
    if found:
        named = _("; ").join(f"{stored} ≠ {counted}" for stored, counted in found[:SHOWN])
        raise UserError(_("{n} cells differ from the records: {named}").format(n=f"{len(found):,}", named=named))
    click.echo(_("The figures agree with the records."))


@statistics.command("status", help=_l("Say for which day the figures stand and when they last changed."))
def status() -> None:
    """One line of facts, one of advice."""
    with open_session(SYSTEM, deployment().engine) as session:
        state = session.scalars(select(CubeBuild)).first()
        cells = session.scalar(select(func.count()).select_from(Observation))
        current = is_built(session)
    if state is None:
        raise UserError(_("The figures were never built: `suzhu statistics build` does it."))
    click.echo(
        _("{n} cells as of {day}, from {month} on; last changed {refreshed} UTC.").format(
            n=f"{cells:,}",
            day=state.as_of,
            month=state.first_month,
            refreshed=f"{state.refreshed_at:%Y-%m-%d %H:%M:%S}",
        )
    )
    click.echo(_("They are current.") if current else _("They are out of date: `suzhu statistics build` counts anew."))

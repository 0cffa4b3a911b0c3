"""`suzhu statistics`: build and verify the statistics cube; lock a month and open it again."""

from __future__ import annotations

from collections.abc import Callable

import click
from sqlalchemy import func, select

from server.cli.progress import Progress
from server.cli.translation import TranslatedGroup, TranslatedOption
from server.provisioning import is_cube_current, rebuild_cube
from shared.access import SYSTEM, ScopedSession, open_session
from shared.access.account_actor import load_actor
from shared.clock import Period
from shared.deployment import deployment
from shared.errors import UserError
from shared.indicators.cube import find_differences
from shared.indicators.locked_months import load_locked_months
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import CubeBuild, Observation
from shared.services import commit
from shared.services.month_close.county_months import load_province
from shared.services.month_close.locked_sets import find_set_faults
from shared.services.month_close.locking import lock
from shared.services.month_close.reopening import reopen, request_reopening
from shared.services.month_close.silent_changes import find_silent_changes

MAX_DIFFERENCES_SHOWN = 5
by_option = click.option(
    "--by", "login", cls=TranslatedOption, required=True, help=_l("Login of the account whose act it is.")
)
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
        silent = find_silent_changes(session)
        sets = [*find_set_faults(session)]
    if silent:
        named = _("; ").join(" ".join(key) for key in list(silent)[:MAX_DIFFERENCES_SHOWN])
        raise UserError(
            _("{n} locked values changed without a record of it: {named}").format(n=len(silent), named=named)
        )
    if sets:
        named = _("; ").join(" ".join(map(str, key)) for key in sets[:MAX_DIFFERENCES_SHOWN])
        raise UserError(
            _("{n} locked values are not what the records kept behind them make: {named}").format(
                n=len(sets), named=named
            )
        )
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
        is_current, locked = is_cube_current(session), load_locked_months(session.connection())
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
    if locked.through is not None:
        click.echo(_("Locked up to {month}.").format(month=Period.month_of(locked.through).key))
    click.echo(
        _("The statistics are up to date.")
        if is_current
        else _("The statistics are out of date: run `suzhu statistics build`.")
    )


@statistics.command("close", help=_l("Lock a month: its figures become final."))
@click.argument("month")
@by_option
@click.option("--reason", cls=TranslatedOption, default="", help=_l("Why, where a county is not checked."))
def close(month: str, login: str, reason: str) -> None:
    """Lock it under the name of an approver of the province."""
    _do_as(login, lambda session, province: lock(session, parse_month(month), province, reason))
    click.echo(_("{month} is locked.").format(month=month))


@statistics.command(
    "reopen", help=_l("Open the last locked month again: one person asks with a reason, another confirms.")
)
@click.argument("month")
@by_option
@click.option("--reason", cls=TranslatedOption, default="", help=_l("Why it is asked for; leave it out to confirm."))
def reopen_month(month: str, login: str, reason: str) -> None:
    """Ask for it, with a reason; or confirm what another person asked for."""
    if reason:
        _do_as(login, lambda session, province: request_reopening(session, parse_month(month), province, reason))
        click.echo(
            _("Asked for. A second person confirms it: suzhu statistics reopen {month} --by LOGIN").format(month=month)
        )
        return
    _do_as(login, lambda session, province: reopen(session, parse_month(month), province))
    click.echo(_("{month} is open again.").format(month=month))


def parse_month(text: str) -> Period:
    """A month as `2023-11`; UserError for anything else."""
    try:
        month = Period.parse(text)
    except ValueError:
        month = None
    if month is None or not month.is_month:
        raise UserError(_("Write the month as year and month, such as 2023-11."))
    return month


def _do_as(login: str, act: Callable[[ScopedSession, str], object]) -> None:
    """Do something for the province under the name of an account, with its permissions."""
    engine = deployment().engine
    with open_session(SYSTEM, engine) as system:
        actor, province = load_actor(system, login), load_province(system).code
    if actor is None:
        raise UserError(_("There is no active account {login}.").format(login=login))
    with open_session(actor, engine, writing=True) as session:
        act(session, province)
        commit(session)

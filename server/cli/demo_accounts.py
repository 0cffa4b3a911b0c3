"""Print the demo accounts on the terminal."""

from __future__ import annotations

import click
from sqlalchemy import Engine, select

from seed.demo.account_seeding import LOGINS
from shared.access import SYSTEM, Role, open_session
from shared.locale import _
from shared.models import Account, Region, RoleGrant


def print_demo_accounts(engine: Engine, password: str = "") -> None:
    """Print the demo accounts with region and role; then the password, or how to set another one."""
    query = (
        select(Account.login, Region.name, RoleGrant.role)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .join(Region, Region.code == RoleGrant.region_code)
        .where(Account.login.in_(LOGINS), RoleGrant.retired_on.is_(None))
        .order_by(RoleGrant.id)
    )
    with open_session(SYSTEM, engine) as session:
        rows = session.execute(query).all()
    labels = {str(role): role.label for role in Role}
    click.echo(_("Accounts of the demo province:"))
    for login, region, role in rows:
        click.echo(f"  {login:<20} {region} · {labels[role]}")
    if password:
        click.echo(_("Password of all accounts: {password}").format(password=password))
    else:
        click.echo(
            _("Their password was shown when they were created. To set another one: SUZHU_DEMO_PASSWORD=… make run")
        )

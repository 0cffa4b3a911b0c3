"""`suzhu user`: accounts and what they may do, for whoever may type commands on this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import select

from server.preparing import writing
from server.spoken import Group, NoSuchChoice, Option
from shared.access import SYSTEM, Role, ScopedSession, open_session
from shared.clock import now
from shared.deployment import deployment
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Account, Level, Region
from shared.problems import Problem
from shared.services import accounts, commit

ROLES = click.Choice([str(role) for role in Role])
user = Group(name="user", help=_l("Accounts and their roles."))

region_option = click.option("--region", "region_code", cls=Option, required=True, help=_l("Code of the region."))
role_option = click.option("--role", cls=Option, type=ROLES, required=True, help=_l("Role in that region and below."))


@user.command("add", help=_l("Make an account; its password is asked for, or read from standard input."))
@click.argument("login")
@click.option("--name", cls=Option, required=True, help=_l("Name of the person."))
@region_option
@click.option("--role", cls=Option, type=ROLES, help=_l("Role in that region and below."))
def add(login: str, name: str, region_code: str, role: str | None) -> None:
    """With a role at once, if one is named."""
    with _writing("add") as session:
        _require_region(session, region_code)
        account = accounts.create_account(session, login, name, region_code, _password())
        if role:
            accounts.grant(session, account, role, region_code)
    click.echo(_("{login} can sign in.").format(login=login))


@user.command("disable", help=_l("Keep an account from acting; whoever is signed in with it is signed out."))
@click.argument("login")
def disable(login: str) -> None:
    """At once."""
    with _writing("disable") as session:
        accounts.disable(session, _account(session, login))
    click.echo(_("{login} cannot act any more.").format(login=login))


@user.command("enable", help=_l("Let a disabled account act again."))
@click.argument("login")
def enable(login: str) -> None:
    """The way back from `disable`."""
    with _writing("enable") as session:
        accounts.enable(session, _account(session, login))
    click.echo(_("{login} can sign in.").format(login=login))


@user.command("password", help=_l("Give an account another password; whoever is signed in with it is signed out."))
@click.argument("login")
def password(login: str) -> None:
    """Asked for, or read from standard input: never a word of the command, others could see it."""
    with _writing("password") as session:
        accounts.set_password(session, _account(session, login), _password())
    click.echo(_("{login} has another password.").format(login=login))


@user.command("grant", help=_l("Let an account hold a role in a region and everything below it."))
@click.argument("login")
@role_option
@region_option
def grant(login: str, role: str, region_code: str) -> None:
    """Takes effect at the person's next request."""
    with _writing("grant") as session:
        _require_region(session, region_code)
        accounts.grant(session, _account(session, login), role, region_code)
    click.echo(_("{login} holds the role {role} in {region}.").format(login=login, role=role, region=region_code))


@user.command("revoke", help=_l("Take a role back."))
@click.argument("login")
@role_option
@region_option
@click.option("--reason", cls=Option, required=True, help=_l("Why; it stays with the grant."))
def revoke(login: str, role: str, region_code: str, reason: str) -> None:
    """Takes effect at the person's next request."""
    with _writing("revoke") as session:
        held = {f"{g.role} {g.region_code}": g for g in _account(session, login).grants if g.retired_on is None}
        if f"{role} {region_code}" not in held:
            raise NoSuchChoice(f"{role} {region_code}", list(held))
        accounts.revoke(session, held[f"{role} {region_code}"], reason)
    click.echo(_("{login} no longer holds {role} in {region}.").format(login=login, role=role, region=region_code))


@user.command("list", help=_l("All accounts, with their roles."))
def list_() -> None:
    """One line an account."""
    with open_session(SYSTEM, deployment().engine) as session:
        for account in session.scalars(select(Account).order_by(Account.login)):
            roles = ", ".join(f"{g.role} {g.region_code}" for g in account.grants if g.retired_on is None)
            state = "" if account.may_act(now()) else _("disabled")
            click.echo(f"{account.login}\t{account.display_name}\t{account.region_code}\t{roles}\t{state}".rstrip())


@contextmanager
def _writing(verb: str) -> Iterator[ScopedSession]:
    with writing(f"user {verb}", deployment().engine) as session:
        yield session
        commit(session)


def _account(session: ScopedSession, login: str) -> Account:
    found = session.scalars(select(Account).where(Account.login == login)).first()
    if found is None:
        raise NoSuchChoice(login, list(session.scalars(select(Account.login).order_by(Account.login))))
    return found


def _require_region(session: ScopedSession, code: str) -> None:
    if not code.isprintable() or session.get(Region, code) is None:
        upper = (Level.PROVINCE, Level.CITY, Level.COUNTY) if code.isdigit() else (Level.PROVINCE, Level.CITY)
        raise NoSuchChoice(code, list(session.scalars(select(Region.code).where(Region.level.in_(upper)))))


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt(_("Password"), hide_input=True, confirmation_prompt=_("Once more")))
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise Problem(_("Give the password as one line on standard input."))
    return given

"""`suzhu user`: accounts and their roles, for whoever may type commands on the server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import select

from server.cli.translation import TranslatedGroup, TranslatedOption, UnknownChoiceError
from server.provisioning import command_session
from shared.access import SYSTEM, Role, ScopedSession, open_session
from shared.clock import now
from shared.deployment import deployment
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Account, Level, Proposal, ProposalKind, ProposalState, Region
from shared.models.labelled_enum import label_of
from shared.services import accounts, commit, proposals
from shared.settings import settings

ROLES = click.Choice([str(role) for role in Role])
user = TranslatedGroup(name="user", help=_l("Accounts and their roles."))

region_option = click.option(
    "--region", "region_code", cls=TranslatedOption, required=True, help=_l("Code of the region.")
)
role_option = click.option(
    "--role", cls=TranslatedOption, type=ROLES, required=True, help=_l("Role in that region and below.")
)


@user.command("add", help=_l("Create an account and a one-time code with which the account holder sets the password."))
@click.argument("login")
@click.option("--name", cls=TranslatedOption, required=True, help=_l("Name of the person."))
@region_option
@click.option("--role", cls=TranslatedOption, type=ROLES, help=_l("Role in that region and below."))
def add(login: str, name: str, region_code: str, role: str | None) -> None:
    """Create the account, with a role if one is named. A password on standard input is valid for one sign-in."""
    initial_password = _password_from_stdin()
    with _user_session("add") as session:
        _require_region(session, region_code)
        account = accounts.create_account(session, login, name, region_code)
        code = _set_password_or_make_code(session, account, initial_password)
        if role:
            accounts.grant(session, account, role, region_code)
    _print_next_step(login, code)


@user.command("disable", help=_l("Disable an account; whoever is signed in with it is signed out."))
@click.argument("login")
def disable(login: str) -> None:
    """End the sessions of the account and refuse new ones."""
    with _user_session("disable") as session:
        accounts.disable(session, _require_account(session, login))
    click.echo(_("{login} is disabled.").format(login=login))


@user.command("enable", help=_l("Enable a disabled account."))
@click.argument("login")
def enable(login: str) -> None:
    """Undo `disable`."""
    with _user_session("enable") as session:
        accounts.enable(session, _require_account(session, login))
    click.echo(_("{login} can sign in.").format(login=login))


@user.command("password", help=_l("Create a one-time code with which the account holder sets a new password."))
@click.argument("login")
def password(login: str) -> None:
    """A password on standard input is set instead, valid for one sign-in; arguments would be seen by others."""
    new_password = _password_from_stdin()
    with _user_session("password") as session:
        code = _set_password_or_make_code(session, _require_account(session, login), new_password)
    _print_next_step(login, code)


@user.command("grant", help=_l("Grant an account a role in a region and everything below it."))
@click.argument("login")
@role_option
@region_option
def grant(login: str, role: str, region_code: str) -> None:
    """Takes effect at the user's next request."""
    with _user_session("grant") as session:
        _require_region(session, region_code)
        accounts.grant(session, _require_account(session, login), role, region_code)
    click.echo(_("{login} holds the role {role} in {region}.").format(login=login, role=role, region=region_code))


@user.command("revoke", help=_l("Revoke a role."))
@click.argument("login")
@role_option
@region_option
@click.option("--reason", cls=TranslatedOption, required=True, help=_l("Reason, stored with the grant."))
def revoke(login: str, role: str, region_code: str, reason: str) -> None:
    """Takes effect at the user's next request."""
    with _user_session("revoke") as session:
        grants = {
            f"{g.role} {g.region_code}": g for g in _require_account(session, login).grants if g.retired_on is None
        }
        if f"{role} {region_code}" not in grants:
            raise UnknownChoiceError(f"{role} {region_code}", list(grants))
        accounts.revoke(session, grants[f"{role} {region_code}"], reason)
    click.echo(_("{login} no longer holds {role} in {region}.").format(login=login, role=role, region=region_code))


@user.command("confirm", help=_l("Confirm a change that awaits a second person; without a number, list all of them."))
@click.argument("number", required=False, type=int)
def confirm(number: int | None) -> None:
    """For installations with one administrator: the audit trail shows that the change was confirmed on the server."""
    with _user_session("confirm") as session:
        waiting = {p.id: p for p in session.scalars(select(Proposal).where(Proposal.state == ProposalState.WAITING))}
        if number is None:
            for proposal in waiting.values():
                click.echo(_proposal_line(proposal))
            return
        if number not in waiting:
            raise UnknownChoiceError(str(number), [str(key) for key in waiting])
        login = waiting[number].account.login
        code = proposals.confirm(session, waiting[number])
    click.echo(_("Confirmed. The change is now in force."))
    if code:
        _print_next_step(login, code)


@user.command("list", help=_l("List all accounts with their roles."))
def list_() -> None:
    """Print the accounts, one a line."""
    with open_session(SYSTEM, deployment().engine) as session:
        for account in session.scalars(select(Account).order_by(Account.login)):
            roles = ", ".join(f"{g.role} {g.region_code}" for g in account.grants if g.retired_on is None)
            state = "" if account.may_act(now()) else _("disabled")
            click.echo(f"{account.login}\t{account.display_name}\t{account.region_code}\t{roles}\t{state}".rstrip())


def _proposal_line(proposal: Proposal) -> str:
    parts = (str(label_of(ProposalKind, proposal.kind)), proposal.account.login, proposal.role, proposal.place_code)
    return "\t".join(
        [str(proposal.id), *(part or "" for part in parts), proposal.proposed_by, proposal.reason]
    ).rstrip()


@contextmanager
def _user_session(command: str) -> Iterator[ScopedSession]:
    with command_session(f"user {command}", deployment().engine) as session:
        yield session
        commit(session)


def _require_account(session: ScopedSession, login: str) -> Account:
    account = session.scalars(select(Account).where(Account.login == login)).first()
    if account is None:
        raise UnknownChoiceError(login, list(session.scalars(select(Account.login).order_by(Account.login))))
    return account


def _require_region(session: ScopedSession, code: str) -> None:
    if not code.isprintable() or session.get(Region, code) is None:
        levels = (Level.PROVINCE, Level.CITY, Level.COUNTY) if code.isdigit() else (Level.PROVINCE, Level.CITY)
        raise UnknownChoiceError(code, list(session.scalars(select(Region.code).where(Region.level.in_(levels)))))


def _password_from_stdin() -> str:
    """The line on standard input, for scripts; empty at a terminal."""
    return "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _set_password_or_make_code(session: ScopedSession, account: Account, password: str) -> str:
    """Set the password for one sign-in; without one make a one-time code and return it."""
    if not password:
        return accounts.make_code(session, account)
    accounts.set_password(session, account, password, must_change=True)
    return ""


def _print_next_step(login: str, code: str) -> None:
    if not code:
        click.echo(_("{login} can sign in and must then choose a new password.").format(login=login))
        return
    click.echo(
        _("One-time code for {login}, valid for {n} minutes: {code}").format(
            login=login, n=settings().code_minutes, code=code
        )
    )
    click.echo(_("The account holder sets a password with it at {path}.").format(path="/invitation"))

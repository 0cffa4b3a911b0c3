"""Create the demo accounts: each level with each role, and the three administrators. One password for all."""

from __future__ import annotations

import secrets

from sqlalchemy import func, select

from seed.demo.toolkit.calibration import DEMO_COUNTY
from shared.access import Role, ScopedSession
from shared.access.actor import in_subtrees
from shared.access.passwords import require_acceptable, verify_password
from shared.locale import CHINESE, use_language
from shared.models import Account, Household, Level, Region
from shared.models.region import PREFIX_LENGTH, prefix_of
from shared.services.accounts import create_account, grant, set_password

PROVINCE, CITY, COUNTY, TOWN = "320000", "320500", DEMO_COUNTY, "320583100"
REGION_BY_LOGIN = {"province": PROVINCE, "suzhou": CITY, "kunshan": COUNTY}
PROTECTED_LOGIN, PROTECTED_PLACE, PROTECTED_REGION = "xuzhou-official", "xuzhou", "320300"
"""An official whose office did not grant the lists behind figures: small counts are not shown there."""
OFFICE_ROLES = (Role.OFFICIAL, Role.CLERK, Role.APPROVER)
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
LOGINS = {
    **{f"{place}-{role}": role for place in (*REGION_BY_LOGIN, "township") for role in OFFICE_ROLES},
    PROTECTED_LOGIN: Role.OFFICIAL,
    **{role.replace("_", "-"): role for role in ADMINISTRATORS},
}
CONSONANTS, VOWELS = "bdfghjkmnprstv", "aeiou"
FURTHER_ROLES = {f"{place}-official": (Role.LIST_READER,) for place in (*REGION_BY_LOGIN, "township")}
"""These offices granted the lists behind figures to their officials."""


def create_missing_accounts(session: ScopedSession, password: str) -> list[Account]:
    """Create those demo accounts that do not exist yet; returns them."""
    region_by_prefix = REGION_BY_LOGIN | {
        PROTECTED_PLACE: PROTECTED_REGION,
        "township": _township_with_most_households(session),
    }
    existing_logins = set(session.scalars(select(Account.login).where(Account.login.in_(LOGINS))))
    return [
        _create_account(session, login, role, region_by_prefix.get(login.split("-")[0], PROVINCE), password)
        for login, role in LOGINS.items()
        if login not in existing_logins
    ]


def _create_account(session: ScopedSession, login: str, role: Role, region_code: str, password: str) -> Account:
    region = session.get_one(Region, region_code)
    with use_language(CHINESE):
        name = f"演示·{region.name}{role.label}"
    account = create_account(session, login, name, region_code, password)
    for held in (role, *FURTHER_ROLES.get(login, ())):
        grant(session, account, held, region_code)
    return account


def _township_with_most_households(session: ScopedSession) -> str:
    """The town of the demo county; in a small province the one with most households, to have no empty pages."""
    township = func.substr(Household.region_code, 1, PREFIX_LENGTH[Level.TOWNSHIP])
    of_county = select(township).where(in_subtrees(Household.region_code, (prefix_of(COUNTY),))).group_by(township)
    return session.scalars(of_county.order_by(township != TOWN, func.count().desc(), township)).first() or TOWN


def set_passwords(session: ScopedSession, password: str) -> None:
    """Set the password of all demo accounts; those that have it already keep their sessions."""
    for account in session.scalars(select(Account).where(Account.login.in_(LOGINS))):
        if not verify_password(account.password_hash, password):
            set_password(session, account, password)


def require_acceptable_for_all(password: str) -> None:
    """Raise UserError unless every demo account may have this password."""
    for login in LOGINS:
        require_acceptable(password, login)


def generate_password() -> str:
    """A random password people can copy by hand (50 bits): `rimo-kabe-sotu-4821`."""
    syllables = ["".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2)) for _ in range(3)]
    return "-".join([*syllables, f"{secrets.randbelow(10_000):04}"])

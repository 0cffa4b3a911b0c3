"""Grants: an account holds a role inside a region and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped
from .role import Role

if TYPE_CHECKING:
    from .account import Account


class RoleGrant(Base, Editable, RegionScoped):
    """Role × region. The roles themselves are declared in `shared.access.roles`."""

    __tablename__ = "role_grant"
    __labels__ = (_l("Role grant"), _l("Role grants"))
    __area__ = "permissions"
    __table_args__ = (Index("uq_role_grant", "account_id", "role", "region_code", unique=True),)

    account_id: Mapped[int] = columns.reference(_l("Account"), "account.id")
    role: Mapped[str] = columns.coded(_l("Role"), Role, 30)

    account: Mapped[Account] = relationship(back_populates="grants")

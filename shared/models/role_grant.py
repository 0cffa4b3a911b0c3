"""Grants: an account holds a role inside a region and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Editable, RegionScoped

if TYPE_CHECKING:
    from .account import Account


class RoleGrant(Base, Editable, RegionScoped):
    """Role × region. The roles themselves are declared in `shared.access.roles`."""

    __tablename__ = "role_grant"
    __area__ = "permissions"
    __table_args__ = (Index("uq_role_grant", "account_id", "role", "region_code", unique=True),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(30))

    account: Mapped[Account] = relationship(back_populates="grants")

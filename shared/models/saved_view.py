"""Lists as people want to find them again: filters, order and columns under a name, one's own or the office's."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Keyed, check_max_length, check_not_blank

MAX_NAME_LENGTH, MAX_QUERY_LENGTH = 40, 1_000


class SavedView(Base, Keyed):
    """One view of a list. `query` holds the arguments of its address, without names or numbers of people.

    `office_code`: the region whose office finds it too; None for one's own.
    """

    __tablename__ = "saved_view"
    __labels__ = (_l("Saved view"), _l("Saved views"))
    __area__ = "security"
    __table_args__ = (
        UniqueConstraint("account_id", "resource", "name"),
        check_not_blank("name"),
        check_max_length("name", MAX_NAME_LENGTH),
    )

    account_id: Mapped[int] = columns.reference(_l("Account"), "account.id")
    resource: Mapped[str] = columns.identifier(_l("List"), 40, comment="the kind of record")
    name: Mapped[str] = columns.free_text(_l("Name of the view"), MAX_NAME_LENGTH)
    query: Mapped[str] = columns.identifier(_l("Filters"), MAX_QUERY_LENGTH, comment="arguments of the address")
    office_code: Mapped[str | None] = columns.region_code(_l("Office that shares it"), index=True)

"""Questions about an identity number that stands in two offices."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Keyed, RegionScoped


class IdentityQuestion(Base, Keyed, RegionScoped):
    """Asked when a number was entered that another office has. `region_code` is the nearest region above both.

    So only an office that may see both persons sees the question; neither of the two learns of the other.
    """

    __tablename__ = "identity_question"
    __area__ = "registry"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True, comment="entered later")
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True, comment="known before")
    asked_on: Mapped[date]

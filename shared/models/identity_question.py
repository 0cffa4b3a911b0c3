"""Questions about an identity number that stands in two offices."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Keyed, RegionScoped
from .labelled_enum import Level
from .person import Person


class IdentityQuestion(Base, Keyed, RegionScoped):
    """Asked when a number was entered that another office has. `region_code` is the nearest region above both.

    So only an office that may see both persons sees the question; neither of the two learns of the other.
    """

    __tablename__ = "identity_question"
    __labels__ = (_l("Question about an identity number"), _l("Questions about identity numbers"))
    __area__ = "registry"
    __levels__ = (Level.PROVINCE, Level.CITY, Level.COUNTY)

    person_id: Mapped[int] = columns.reference(_l("Person"), "person.id", index=True, comment="entered later")
    other_id: Mapped[int] = columns.reference(_l("The other person"), "person.id", index=True, comment="known before")
    raised_on: Mapped[date] = columns.day(_l("Raised on"))

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    other: Mapped[Person] = relationship(foreign_keys=other_id)

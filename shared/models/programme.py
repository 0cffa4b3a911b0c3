"""Charity programmes (慈善项目): rows that the province enters; a new one needs no release."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, Keyed, check_in, check_max_length, check_not_blank
from .labelled_enum import LabelledEnum, Tier


class ProgrammeKind(LabelledEnum):
    """What a programme gives."""

    APPLIANCE = "appliance", _l("Appliance packs")
    SOLAR = "solar", _l("Rooftop solar")
    MEDICAL = "medical", _l("Supplementary medical")
    CHILDREN = "children", _l("Children's major illness")
    OTHER = "other", _l("Other charity")


class Beneficiary(LabelledEnum):
    """Whether a programme gives to households or to persons."""

    HOUSEHOLD = "household", _l("Households")
    PERSON = "person", _l("Individuals")


class Programme(Base, Editable):
    """A charity programme. The eligible tiers are rows of their own."""

    __tablename__ = "programme"
    __labels__ = (_l("Programme"), _l("Programmes"))
    __other_labels__ = {"tiers": _l("Eligible tiers")}  # noqa: RUF012 - declared once
    __area__ = "charity"
    __table_args__ = (
        check_in("kind", ProgrammeKind),
        check_in("beneficiary", Beneficiary),
        check_not_blank("name"),
        check_max_length("name", 60),
    )

    key: Mapped[str] = columns.identifier(
        _l("Key"),
        40,
        help=_l("Lowercase letters, digits and hyphens; used in web addresses and file names."),
        unique=True,
    )
    name: Mapped[str] = columns.free_text(_l("Name"), 60, comment="Chinese name")
    name_en: Mapped[str] = columns.free_text(_l("English name"), 80)
    kind: Mapped[str] = columns.coded(_l("Kind"), ProgrammeKind, 12)
    beneficiary: Mapped[str] = columns.coded(_l("Delivered to"), Beneficiary, 10)
    started_on: Mapped[date] = columns.day(_l("Started on"))
    tiers: Mapped[list[ProgrammeTier]] = relationship(
        back_populates="programme", cascade="all, delete-orphan", lazy="selectin"
    )

    def __str__(self) -> str:
        return self.name


class ProgrammeTier(Base, Keyed):
    """A tier whose members a programme may serve."""

    __tablename__ = "programme_tier"
    __labels__ = (_l("Eligible tier"), _l("Eligible tiers"))
    __area__ = "charity"
    __table_args__ = (check_in("tier", Tier),)

    programme_id: Mapped[int] = columns.reference(_l("Programme"), "programme.id", index=True)
    tier: Mapped[str] = columns.coded(_l("Tier"), Tier, 12)
    programme: Mapped[Programme] = relationship(back_populates="tiers")

"""Recognition spells: a person stands in a tier from a day to a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_date_order, check_in, check_not_negative, index_of_retired
from .household import Household
from .labelled_enum import LabelledEnum, Level, Tier
from .person import Person
from .validity import Dated


class EntryReason(LabelledEnum):
    """Why a recognition began."""

    APPLICATION = "application", _l("Application")
    WARNING = "warning", _l("Found through a warning")
    TIER_CHANGE = "tier_change", _l("Transferred from another tier")
    BIRTH = "birth", _l("Born or joined the household")
    DIVISION = "division", _l("Goes on after a change of divisions")
    MARRIED = "married", _l("Married")
    MERGED = "merged", _l("Household merged")
    SPLIT = "split", _l("Household split")


CONTINUES = (EntryReason.DIVISION, EntryReason.MARRIED, EntryReason.MERGED, EntryReason.SPLIT)
"""Reasons by which a recognition begins only because another one of the same person ended to go on here."""


class ExitReason(LabelledEnum):
    """Why a recognition ended."""

    INCOME = "income", _l("Income increased")
    ASSETS = "assets", _l("Assets above the limit")
    TIER_CHANGE = "tier_change", _l("Transferred to another tier")
    EXPIRED = "expired", _l("Term expired")
    DIED = "died", _l("Died")
    MOVED = "moved", _l("Moved away")
    WITHDRAWN = "withdrawn", _l("Withdrew voluntarily")
    DIVISION = "division", _l("Goes on in the division that follows")
    MERGED = "merged", _l("Household merged")
    SPLIT = "split", _l("Household split")
    MARRIED = "married", _l("Married")


CONTINUED = (ExitReason.MOVED, ExitReason.MERGED, ExitReason.SPLIT, ExitReason.MARRIED, ExitReason.DIVISION)
"""Reasons by which a recognition may end only to go on in another place or household on the same day."""

SET_BY_ACTS = (*CONTINUED, ExitReason.DIED)
"""Reasons that an act on the family or the person gives; who stops benefits chooses another one."""


class SupportPlace(LabelledEnum):
    """How an extremely poor person is supported."""

    INSTITUTION = "institution", _l("In an institution")
    SCATTERED = "scattered", _l("At home")


class CareLevel(LabelledEnum):
    """Self-care of an extremely poor person: 0, 1–3 or 4–6 of six items failed (民发〔2016〕178号)."""

    FULL = "full", _l("Full self-care")
    HALF = "half", _l("Partial self-care")
    NONE = "none", _l("No self-care")


class Spell(Base, Editable, RegionScoped, Dated):
    """Tier `tier` is in force for `person` on days d with start_on ≤ d < end_on.

    Spells of one person never overlap: the database itself refuses it (`shared/migrations/triggers.py`).
    """

    __tablename__ = "spell"
    __labels__ = (_l("Benefit spell"), _l("Benefit spells"))
    __area__ = "recognition"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "household_id"
    __table_args__ = (
        index_of_retired("spell"),
        check_in("tier", Tier),
        check_in("entry_reason", EntryReason),
        check_in("exit_reason", ExitReason),
        check_in("support_place", SupportPlace),
        check_in("care_level", CareLevel),
        check_date_order("start_on", "end_on"),
        check_not_negative("monthly_fen"),
    )

    person_id: Mapped[int] = columns.reference(_l("Person"), "person.id", index=True)
    household_id: Mapped[int] = columns.reference(_l("Household"), "household.id", index=True)
    tier: Mapped[str] = columns.coded(_l("Tier"), Tier, 12)
    start_on: Mapped[date] = columns.day(_l("Benefits from"))
    end_on: Mapped[date | None] = columns.day(
        _l("Benefits stopped on"),
        help=_l("The first day without benefits; empty while they continue."),
        comment="first day no longer in force",
    )
    monthly_fen: Mapped[int] = columns.amount(
        _l("Monthly amount (yuan)"),
        help=_l("For this person, not for the whole household."),
        default=0,
        comment="monthly amount for this person, fen",
    )
    entry_reason: Mapped[str] = columns.coded(_l("Reason for entry"), EntryReason, 12, default=EntryReason.APPLICATION)
    exit_reason: Mapped[str | None] = columns.coded(
        _l("Reason for exit"), ExitReason, 12, help=_l("Enter it together with the end date.")
    )
    support_place: Mapped[str | None] = columns.coded(
        _l("Form of support"),
        SupportPlace,
        12,
        help=_l("Only for people in extreme difficulty (tekun)."),
        comment="tekun only",
    )
    care_level: Mapped[str | None] = columns.coded(
        _l("Level of care"),
        CareLevel,
        5,
        help=_l("Only for people in extreme difficulty (tekun)."),
        comment="tekun only",
    )

    person: Mapped[Person] = relationship()
    household: Mapped[Household] = relationship()

"""Persons (人): who is, was or may become a recipient, or was warned about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, Index, func, literal, literal_column
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l
from shared.person_names import MAX_NAME_LENGTH

from . import columns
from .base import (
    Base,
    Editable,
    RegionScoped,
    check_in,
    check_max_length,
    check_not_blank,
    index_of_retired,
)
from .labelled_enum import LabelledEnum, Level, Sex
from .region_roles import RegionRight, RegionRole


class IdentityKind(LabelledEnum):
    """Documents that prove who a person is."""

    RESIDENT = "resident", _l("Resident identity card")
    HONG_KONG_MACAU = "hk_macau", _l("Hong Kong / Macau residence or travel permit")
    TAIWAN = "taiwan", _l("Taiwan residence or travel permit")
    FOREIGN = "foreign", _l("Foreign permanent resident card")
    PASSPORT = "passport", _l("Passport")
    NONE = "none", _l("No document yet")


class Disability(LabelledEnum):
    """Kinds of disability, GB/T 26341-2010."""

    SIGHT = "1", _l("Visual")
    HEARING = "2", _l("Hearing")
    SPEECH = "3", _l("Speech")
    LIMBS = "4", _l("Physical")
    INTELLECT = "5", _l("Intellectual")
    MIND = "6", _l("Mental")
    MULTIPLE = "7", _l("Multiple")


class DisabilityGrade(LabelledEnum):
    """Degrees of disability, GB/T 26341-2010; kept as numbers."""

    FIRST = "1", _l("Grade 1 (profound)")
    SECOND = "2", _l("Grade 2 (severe)")
    THIRD = "3", _l("Grade 3 (moderate)")
    FOURTH = "4", _l("Grade 4 (mild)")


class Person(Base, Editable, RegionScoped):
    """A natural person. The identity number is encrypted; a keyed index finds it, a masked form shows it.

    Registration and disability are as they are today; what they were before stands in records of their own.
    """

    __tablename__ = "person"
    __labels__ = (_l("Person"), _l("People"))
    __other_labels__ = {"identity_number": _l("Identity number")}  # noqa: RUF012 - declared once
    __region_label__ = _l("Village or community")
    __area__ = "registry"
    __levels__ = (Level.VILLAGE,)
    __region_roles__: ClassVar[Mapping[str, RegionRole]] = {
        "region_code": RegionRole.RESPONSIBLE,
        "registration_region_code": RegionRole.REGISTRATION,
    }
    __region_rights__: ClassVar[Mapping[RegionRole, RegionRight]] = {RegionRole.REGISTRATION: RegionRight.NONE}
    __table_args__ = (
        Index("ix_person_born_on", "born_on", "region_code"),
        index_of_retired("person"),
        Index("ix_person_name", "name", "region_code"),
        Index("ix_person_identity_tail", literal_column("substr(identity_masked, length(identity_masked) - 3)")),
        check_in("sex", Sex),
        check_in("identity_kind", IdentityKind),
        check_in("disability", Disability),
        CheckConstraint("disability_level BETWEEN 1 AND 4", name="disability_level_known"),
        CheckConstraint("(disability IS NULL) = (disability_level IS NULL)", name="disability_whole"),
        CheckConstraint("died_on >= born_on", name="died_on_after_birth"),
        check_not_blank("name"),
        check_max_length("name", MAX_NAME_LENGTH),
    )

    name: Mapped[str] = columns.person_name(_l("Full name"), MAX_NAME_LENGTH, is_searchable=True)
    sex: Mapped[str] = columns.coded(
        _l("Sex"),
        Sex,
        1,
        help=_l("If left empty, it is taken from the identity number."),
        requirement=columns.Requirement.DERIVED,
    )
    born_on: Mapped[date] = columns.event_day(
        _l("Date of birth"),
        help=_l("If left empty, it is taken from the identity number."),
        requirement=columns.Requirement.DERIVED,
        year_name="birth_year",
    )
    died_on: Mapped[date | None] = columns.event_day(_l("Date of death"))
    identity_kind: Mapped[str] = columns.coded(_l("Identity document"), IdentityKind, 10, default=IdentityKind.RESIDENT)
    identity_encrypted: Mapped[bytes | None] = columns.secret(
        _l("Identity number, encrypted"), comment="AES-GCM, nonce first"
    )
    identity_index: Mapped[bytes | None] = columns.secret(
        _l("Identity number, search index"), 16, index=True, comment="keyed hash"
    )
    identity_masked: Mapped[str] = columns.identifier(
        _l("Identity number"), 18, default="", comment="what lists and files show"
    )
    identity_valid: Mapped[bool] = columns.flag(
        _l("Identity number is valid"), default=True, comment="form, check digit, birth date and sex agree"
    )
    registration_region_code: Mapped[str | None] = columns.region_code(
        _l("Place of registration"),
        is_linked=False,
        help=_l("Where the person is registered; empty if it is not known or outside the province."),
        comment="where the person is registered today",
    )
    disability: Mapped[str | None] = columns.coded(_l("Kind of disability"), Disability, 1)
    disability_level: Mapped[int | None] = columns.coded(
        _l("Grade of disability"), DisabilityGrade, comment="1 is the most severe"
    )

    @hybrid_property
    def identity_tail(self) -> str:
        """The last four characters of the identity number, as the mask shows them; of a short number it hides some."""
        return self.identity_masked[-4:]

    @identity_tail.inplace.expression
    @classmethod
    def _identity_tail_expression(cls) -> ColumnElement[str]:
        before = func.length(cls.identity_masked) - literal(3, literal_execute=True)  # as the index has it
        return func.substr(cls.identity_masked, before)

    def __str__(self) -> str:
        return self.name

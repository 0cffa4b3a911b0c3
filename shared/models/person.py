"""Persons (人): who is, was or may become a recipient, or was warned about."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from shared.locale import lazy as _l
from shared.person_names import LONGEST

from .base import (
    NAME,
    YEAR_ONLY_NAME,
    Base,
    Editable,
    RegionScoped,
    check_in,
    check_max_length,
    check_not_blank,
    index_of_retired,
    prefix_searchable,
)
from .labelled_enum import LabelledEnum, Sex


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

    SIGHT = "1", _l("Sight")
    HEARING = "2", _l("Hearing")
    SPEECH = "3", _l("Speech")
    LIMBS = "4", _l("Limbs")
    INTELLECT = "5", _l("Intellect")
    MIND = "6", _l("Mind")
    MULTIPLE = "7", _l("Multiple")


class DisabilityGrade(LabelledEnum):
    """Degrees of disability, GB/T 26341-2010; kept as numbers."""

    FIRST = "1", _l("Grade 1 (profound)")
    SECOND = "2", _l("Grade 2 (severe)")
    THIRD = "3", _l("Grade 3 (moderate)")
    FOURTH = "4", _l("Grade 4 (mild)")


class Person(Base, Editable, RegionScoped):
    """A natural person. The identity number is encrypted; a keyed index finds it, a masked form shows it."""

    __tablename__ = "person"
    __area__ = "registry"
    __table_args__ = (
        Index("ix_person_born_on", "born_on", "region_code"),
        index_of_retired("person"),
        Index("ix_person_name", "name", "region_code"),
        check_in("sex", Sex),
        check_in("identity_kind", IdentityKind),
        check_in("disability", Disability),
        CheckConstraint("disability_level BETWEEN 1 AND 4", name="disability_level_known"),
        CheckConstraint("(disability IS NULL) = (disability_level IS NULL)", name="disability_whole"),
        CheckConstraint("died_on >= born_on", name="died_on_after_birth"),
        check_not_blank("name"),
        check_max_length("name", LONGEST),
    )

    name: Mapped[str] = mapped_column(prefix_searchable(LONGEST), info=NAME)
    sex: Mapped[str] = mapped_column(String(1))
    born_on: Mapped[date] = mapped_column(info={YEAR_ONLY_NAME: "birth_year"})
    died_on: Mapped[date | None]
    identity_kind: Mapped[str] = mapped_column(String(10), default=IdentityKind.RESIDENT)
    identity_encrypted: Mapped[bytes | None] = mapped_column(LargeBinary, comment="AES-GCM, nonce first")
    identity_index: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True, comment="keyed hash")
    identity_masked: Mapped[str] = mapped_column(String(18), default="", comment="what lists and files show")
    identity_valid: Mapped[bool] = mapped_column(default=True, comment="form, check digit, birth date and sex agree")
    disability: Mapped[str | None] = mapped_column(String(1))
    disability_level: Mapped[int | None] = mapped_column(comment="1 is the most severe")

    def __str__(self) -> str:
        return self.name

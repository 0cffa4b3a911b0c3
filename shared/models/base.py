"""What all records share: naming of constraints, keys, versions, retirement, place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from babel.support import LazyProxy
from sqlalchemy import (
    CheckConstraint,
    Dialect,
    Index,
    MetaData,
    TypeDecorator,
    column,
    event,
)
from sqlalchemy.orm import (
    ColumnProperty,
    DeclarativeBase,
    Mapped,
    QueryableAttribute,
    declared_attr,
)
from sqlalchemy.types import DateTime

from shared.locale import lazy as _l

from . import columns
from .columns import BIG_KEY, ColumnKind
from .labelled_enum import Level
from .region_roles import RegionRight, RegionRole


class Instant(TypeDecorator[datetime]):
    """A UTC instant. SQLite drops zones, so the zone is taken off on the way in and put back on the way out."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a value is: SQLAlchemy itself says `object` of every type that is decorated."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a naive time: nobody could say which instant it is."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant needs a time zone"
            raise ValueError(msg)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The stored instant with its zone, UTC."""
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """Every record.

    `__area__`: the first word of the permissions that open it. `__labels__`: what people call one such record, and
    several. `__other_labels__`: those of fields that are no columns. `__levels__`: of the regions it may belong to,
    any where empty. `__rests_on__`: the column that points at the record it belongs to; `__is_part__`: it goes out of
    use with that one. `__region_roles__`: the columns that hold a region, of those that the record has, with what that
    is to it; `__region_rights__`: what its offices may do where that is not as usual (`region_roles`).
    `__former_columns__`: columns that have another name in older events of the audit trail, former name → name.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant()}
    __area__: ClassVar[str] = ""
    __labels__: ClassVar[tuple[LazyProxy, LazyProxy]]
    __other_labels__: ClassVar[dict[str, LazyProxy]] = {}
    __levels__: ClassVar[tuple[Level, ...]] = ()
    __rests_on__: ClassVar[str] = ""
    __former_columns__: ClassVar[dict[str, str]] = {}
    __is_part__: ClassVar[bool] = False
    __region_roles__: ClassVar[Mapping[str, RegionRole]] = {"region_code": RegionRole.RESPONSIBLE}
    __region_rights__: ClassVar[Mapping[RegionRole, RegionRight]] = {}


@event.listens_for(Base, "attribute_instrument", propagate=True)
def _track_old_values(_cls: type[Base], _name: str, attribute: QueryableAttribute[Any]) -> None:
    """A value that had expired is loaded before it is replaced: scope and audit trail ask what it was."""
    if isinstance(attribute.prop, ColumnProperty):
        event.listen(attribute, "set", lambda *_: None, active_history=True)


class Keyed:
    """A record with an integer key of its own."""

    id: Mapped[int] = columns.special(
        ColumnKind.NUMBER, _l("System number"), BIG_KEY, is_managed=True, primary_key=True, sort_order=-10
    )


class Versioned:
    """A record people edit: it carries a version against lost updates."""

    version: Mapped[int] = columns.number(_l("Version"), is_managed=True, default=1, server_default="1", sort_order=90)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


class Editable(Keyed, Versioned):
    """An edited record that is retired, never deleted."""

    retired_on: Mapped[date | None] = columns.day(
        _l("Voided on"), is_managed=True, sort_order=91, comment="date taken out of use; figures skip it"
    )
    retired_reason: Mapped[str | None] = columns.reason(_l("Reason for voiding"), is_managed=True, sort_order=92)


class RegionScoped:
    """A record that belongs to a region: the one column the scope of a session looks at."""

    __region_label__: ClassVar[LazyProxy] = _l("Region")

    @declared_attr
    def region_code(cls) -> Mapped[str]:  # noqa: N805
        """Code of the responsible region; its prefix is the subtree."""
        return columns.region_code(
            cls.__region_label__,
            index=True,  # lists go by place and key: SQLite keeps the key in every index, PostgreSQL sorts one place
            sort_order=-5,
            comment="responsible region; scope of access",
        )


def models_by_table() -> dict[str, type[Base]]:
    """Every class of records, by its table."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def model_of_table(table: str) -> type[Base] | None:
    """The class of the records that a table holds; None for a table without one."""
    return next((m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == table), None)


@cache
def resource_name(record: type[Base]) -> str:
    """What addresses and names of files call records of a kind: the words of its class (`programme_cycle`)."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record.__name__).lower()


@cache
def referenced_model(record: type[Base], name: str) -> type[Base] | None:
    """The class of the records that a column holds keys of; None for a plain value, a region, or no column."""
    column = record.__mapper__.columns.get(name)
    meaning = columns.find_meaning(column)
    if column is None or meaning is None or meaning.kind is not ColumnKind.REFERENCE:
        return None
    return next((model_of_table(key.target_fullname.partition(".")[0]) for key in column.foreign_keys), None)


def primary_key_text(record: Base) -> str:
    """The primary key of a stored record as text, the parts of a longer one with commas between."""
    return ",".join(str(part) for part in record.__mapper__.primary_key_from_instance(record))


def index_of_retired(table: str) -> Index:
    """An index of the few records out of use, by place: they are found, or none are, without reading the others."""
    is_retired = column("retired_on").is_not(None)
    return Index(f"ix_{table}_out_of_use", "region_code", sqlite_where=is_retired, postgresql_where=is_retired)


def check_in(column: str, choices: type[StrEnum], name: str = "") -> CheckConstraint:
    """A CHECK that `column` holds one of the values of a StrEnum (stored as plain strings, never database enums)."""
    values = ", ".join(f"'{choice}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({values})", name=name or f"{column}_known")


def check_not_blank(column: str) -> CheckConstraint:
    """A CHECK that a text is not empty or blank."""
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_given")


def check_max_length(column: str, length: int) -> CheckConstraint:
    """A CHECK of length: SQLite stores any length whatever the type says."""
    return CheckConstraint(f"length({column}) <= {length}", name=f"{column}_length")


def check_date_order(start: str, end: str) -> CheckConstraint:
    """A CHECK that an exclusive end comes after its start."""
    return CheckConstraint(f"{end} IS NULL OR {end} > {start}", name=f"{end}_after_start")


def check_not_negative(column: str) -> CheckConstraint:
    """A CHECK that an amount is zero or more."""
    return CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative")

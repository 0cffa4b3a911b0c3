"""What the tables of the migrations share. Frozen: a new meaning is a new function, never an edit here."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa


def key() -> sa.Column[int]:
    """An integer key; 64 bits where the database tells the difference."""
    return sa.Column("id", _key_type(), primary_key=True)


def link(name: str, table: str, *, nullable: bool = False, **options: Any) -> sa.Column[int]:
    """A reference to the key of another table."""
    return sa.Column(name, _key_type(), sa.ForeignKey(f"{table}.id"), nullable=nullable, **options)


def _key_type() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def sought(length: int) -> sa.String:
    """A text found by its first characters: in the order of code points on both databases, so that its index serves."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def region() -> sa.Column[str]:
    """The region something is about."""
    return sa.Column("region_code", sa.String(12), sa.ForeignKey("region.code"), nullable=False)


def place() -> sa.Column[str]:
    """The region a record belongs to."""
    column = region()
    column.index = True
    column.comment = "responsible region; scope of access"
    return column


def editable() -> tuple[sa.Column[int], sa.Column[date], sa.Column[str]]:
    """Version and retirement of a record people edit."""
    return (
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("retired_on", sa.Date(), comment="date taken out of use; figures skip it"),
        sa.Column("retired_reason", sa.String(200)),
    )


def known(column: str, values: str) -> sa.CheckConstraint:
    """A CHECK that `column` holds one of the blank-separated values."""
    choices = ", ".join(f"'{value}'" for value in values.split())
    return sa.CheckConstraint(f"{column} IN ({choices})", name=f"{column}_known")


def given(column: str) -> sa.CheckConstraint:
    """A CHECK that a text is not blank."""
    return sa.CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_given")


def at_most(column: str, length: int) -> sa.CheckConstraint:
    """A CHECK of length."""
    return sa.CheckConstraint(f"length({column}) <= {length}", name=f"{column}_length")


def in_order(start: str, end: str) -> sa.CheckConstraint:
    """A CHECK that an exclusive end comes after its start."""
    return sa.CheckConstraint(f"{end} IS NULL OR {end} > {start}", name=f"{end}_after_start")


def not_negative(column: str) -> sa.CheckConstraint:
    """A CHECK that an amount is zero or more."""
    return sa.CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative")

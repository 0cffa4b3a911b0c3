"""Columns by which a row names a person or a household: numbers that people know, never keys of the database."""

from __future__ import annotations

from shared.locale import lazy as _l
from shared.models import Person
from shared.models.columns import ColumnKind
from shared.record_import.import_column import ImportColumn

EXAMPLE_NUMBER = "320999199001010011"
"""Of a region that was never assigned, with a wrong check digit: it belongs to nobody."""


def person_column(*, is_required: bool = True) -> ImportColumn:
    """The person a row is about, by identity number."""
    return ImportColumn(
        name="person_id",
        heading=Person.__other_labels__["identity_number"],
        kind=ColumnKind.REFERENCE,
        is_required=is_required,
        example=EXAMPLE_NUMBER,
        help=_l("As text: a spreadsheet loses the last digits of a number of 18."),
        aliases=("identity_number", "身份证号", "身份证号码", "公民身份号码", "证件号", "身份证"),
    )


def household_column(*, is_required: bool = True) -> ImportColumn:
    """The household a row is about, by its number."""
    return ImportColumn(
        name="household_id",
        heading=_l("Household number"),
        kind=ColumnKind.REFERENCE,
        is_required=is_required,
        example="HH-0001",
        aliases=("household_number", "户号", "家庭编号", "户编号"),
    )

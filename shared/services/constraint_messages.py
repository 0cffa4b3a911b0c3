"""What the database refuses, said to people: one map from the name of a constraint to a sentence.

Most constraints are of a kind whose name says it (`ck_person_name_given`); those share a sentence with the label
of their column. The others are named one by one. A test walks all constraints of the schema.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from shared.locale import lazy as _l
from shared.models.base import Base, model_of_table
from shared.models.labels import label

from .service_errors import ValidationError

CONSTRAINT_KINDS: dict[str, LazyProxy] = {
    "known": _l("{label}: choose one of the listed values."),
    "given": _l("{label}: this field is required."),
    "length": _l("{label}: this text is too long."),
    "after_start": _l("{label}: this must be after the start."),
    "not_negative": _l("{label}: this cannot be below zero."),
    "positive": _l("{label}: this must be above zero."),
    "plausible": _l("{label}: this value is not plausible. Check it."),
    "form": _l("{label}: enter it as year and month, such as 2023-12."),
}
BOTH_OR_NEITHER = "disability_level", _l("Enter both the kind and the grade of the disability, or neither.")
CONSTRAINTS: dict[str, tuple[str, LazyProxy]] = {
    "audit_append_only": ("", _l("The audit trail cannot be changed.")),
    "ck_person_died_on_after_birth": (
        "died_on",
        _l("The date of death is before the date of birth. Correct the one that is wrong."),
    ),
    "ck_person_disability_whole": BOTH_OR_NEITHER,
    "ck_person_disability_disability_whole": BOTH_OR_NEITHER,
    "ck_response_record_matches_kind": (
        "kind",
        _l("Choose one record of exactly this kind of assistance (for a referral: the department), and no other."),
    ),
    "pk_region": ("code", _l("Another region has this code. Enter another one.")),
    "spell_overlap": ("start_on", _l("The person already has a benefit spell on some of these days.")),
    "uq_account_login": ("login", _l("This login is taken. Choose another one.")),
    "uq_amount_change_month": (
        "from_month",
        _l("The benefit spell already has a change from this month on. Edit that record instead."),
    ),
    "uq_audit_event_digest": ("", _l("The audit trail could not be written. Try again.")),
    "uq_code_entry": ("code", _l("This code list has the code already.")),
    "uq_confirmation_rule_from": (
        "valid_from",
        _l("The region already has a rule for this kind from that day on. Edit that record instead."),
    ),
    "uq_saved_view_account_id_resource_name": ("name", _l("You have a view of this name already. Choose another one.")),
    "uq_household_transfer_waiting": ("", _l("This household is offered already: withdraw that offer first.")),
    "uq_household_county": ("number", _l("Another household of the county has this number. Enter another one.")),
    "uq_legal_parameter_from": (
        "valid_from",
        _l("The parameter already has a value from that day on. Edit that record instead."),
    ),
    "uq_outcome_warning_id": (
        "warning_id",
        _l("The warning already has an outcome. Edit that record, or restore it."),
    ),
    "uq_population_year": ("year", _l("The region already has a population for that year. Edit that record instead.")),
    "uq_programme_key": ("key", _l("Another programme has this key. Enter another one.")),
    "uq_proposed_change_waiting": ("", _l("The same change already awaits confirmation.")),
    "uq_quota_county": ("region_code", _l("The county already has a quota in this cycle. Edit that record instead.")),
    "uq_receipt_delivery_id": (
        "delivery_id",
        _l("The delivery already has a receipt. Edit that record, or restore it."),
    ),
    "uq_resident_statistic_year": ("year", _l("There is already a value for that year. Edit that record instead.")),
    "uq_role_grant": (
        "role",
        _l("The account already holds this role in this region, or held it before: grant that one again."),
    ),
    "uq_sign_in_session_token_hash": ("", _l("You could not be signed in. Sign in again.")),
    "uq_solar_installation_delivery_id": (
        "delivery_id",
        _l("The delivery already has an installation. Edit that record, or restore it."),
    ),
    "uq_solar_yield_year": (
        "year",
        _l("The installation already has a yield for that year. Edit that record instead."),
    ),
    "uq_standard_from": (
        "valid_from",
        _l("The region already has such a standard from that day on. Edit that record instead."),
    ),
    "uq_warning_once": ("issued_on", _l("This rule already raised a warning about the person on that day.")),
    "uq_working_day_exception_day": ("day", _l("The calendar already has this day. Edit that record instead.")),
}
MISSING = _l("{label}: this field is required.")
UNKNOWN_REFERENCE = _l("{label}: there is no such record in your regions.")
UNKNOWN_CONTRADICTION = _l("These entries contradict other records. Check them and try again.")


def validation_error_from(error: IntegrityError) -> ValidationError:
    """The sentence for what the database refused, at the field it is about."""
    field, message = message_for_constraint(violated_constraint(error))
    return ValidationError({field: message})


def message_for_constraint(constraint: str) -> tuple[str, str]:
    """Field and sentence of a constraint by its name, `nn_table_column` for a missing value."""
    if constraint in CONSTRAINTS:
        field, message = CONSTRAINTS[constraint]
        return field, str(message)
    kind, table, rest = _parts(constraint)
    if kind in {"nn", "fk"} and table is not None:
        return rest, str(MISSING if kind == "nn" else UNKNOWN_REFERENCE).format(label=_label(table, rest))
    for suffix, message in CONSTRAINT_KINDS.items():
        if table is not None and rest.endswith(f"_{suffix}"):
            column = rest.removesuffix(f"_{suffix}")
            return column, str(message).format(label=_label(table, column))
    return "", str(UNKNOWN_CONTRADICTION)


def violated_constraint(error: IntegrityError) -> str:
    """The name of the constraint that an IntegrityError is about, the same on both databases; "" if unknown."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _violated_on_sqlite(str(cause))
    diagnostics = getattr(cause, "diag", None)
    if diagnostics is not None and diagnostics.constraint_name:
        return str(diagnostics.constraint_name)
    return (
        f"nn_{diagnostics.table_name}_{diagnostics.column_name}"
        if diagnostics is not None and diagnostics.column_name
        else ""
    )


def _violated_on_sqlite(message: str) -> str:
    """SQLite names checks and triggers, but of keys only the columns, and of references nothing."""
    kind, _colon, details = message.partition(": ")
    if kind == "UNIQUE constraint failed" and details.startswith("index "):
        return details.removeprefix("index ").strip("'")
    if kind == "UNIQUE constraint failed":
        columns = [column.split(".") for column in details.split(", ")]
        return _unique(columns[0][0], {column[-1] for column in columns})
    if kind == "NOT NULL constraint failed":
        return f"nn_{details.replace('.', '_')}"
    return details or kind


def _unique(table: str, columns: set[str]) -> str:
    table_found = Base.metadata.tables[table]
    keys: list[Index | UniqueConstraint | PrimaryKeyConstraint] = [i for i in table_found.indexes if i.unique]
    keys += [c for c in table_found.constraints if isinstance(c, UniqueConstraint | PrimaryKeyConstraint)]
    return next((str(key.name) for key in keys if {c.name for c in key.columns} == columns), "")


def _parts(constraint: str) -> tuple[str, Table | None, str]:
    kind, _line, name = constraint.partition("_")
    tables = [t for t in Base.metadata.tables if name.startswith(f"{t}_")]
    if not tables:
        return kind, None, name
    table = max(tables, key=lambda t: (_is_of(Base.metadata.tables[t], constraint), len(t)))
    return kind, Base.metadata.tables[table], name.removeprefix(f"{table}_")


def _is_of(table: Table, constraint: str) -> bool:
    """Whether a constraint is of this table: the column `disability` of `person` reads like `person_disability`."""
    columns = {f"{kind}_{table.name}_{column.key}" for kind in ("nn", "fk") for column in table.columns}
    named: list[Any] = [*table.constraints, *table.indexes]
    return constraint in columns | {str(one.name) for one in named}


def _label(table: Table, column: str) -> str:
    record = model_of_table(table.name)
    return str(label(record, column) if record else column)

"""The sheet of a new family: fields of the household and of what it is recognised for, a row for each member."""

from __future__ import annotations

from wtforms import Field

from admin.forms import builder, fields
from admin.forms.builder import RecordForm
from admin.records.batch_cells import parse_cell
from admin.records.batch_rows import TICKED, BatchRow
from admin.request import params
from shared.locale import lazy as _l
from shared.models import EntryReason, Household, IdentityKind, Person, Relation, Spell
from shared.models.columns import meaning_of
from shared.parsing.parse_error import ParseError
from shared.services.family_registration import NewFamily, NewMember

HOUSEHOLD_COLUMNS = ("region_code", "address", "telephone", "residence", "number")
SPELL_COLUMNS = ("tier", "start_on", "entry_reason", "support_place", "care_level")
FAMILY_AMOUNT = "family_fen"
PERSON_COLUMNS = ("name", "identity_kind", "sex", "born_on")
REGISTERED = "person_id"
NUMBER, RECOGNISED, AMOUNT, AS_WRITTEN = "identity_number", "is_recognised", "monthly_fen", "is_as_written"
ROW_FIELDS = (*PERSON_COLUMNS, NUMBER, "relation", RECOGNISED, AMOUNT, AS_WRITTEN, REGISTERED)
SIGNS_OF_A_MEMBER = (REGISTERED, "name", NUMBER, "born_on")


def build_family_form() -> type[RecordForm]:
    """Fields of a household and a recognition; only those of the household are always needed."""
    number = _optional(builder.build_field(Household, "number"))
    number.kwargs["description"] = _l(
        "As on the paper file. If left empty, the next number of the county: given on saving, or on confirmation."
    )
    amount = fields.YuanField(
        label=_l("Family amount a month (yuan)"),
        description=_l("If left empty, the local standard for each recognised member. It is divided evenly."),
    )
    further = {name: _optional(builder.build_field(Spell, name)) for name in SPELL_COLUMNS}
    further["tier"].kwargs["description"] = _l("Leave it empty to register the family only.")
    names = (*HOUSEHOLD_COLUMNS, *SPELL_COLUMNS, FAMILY_AMOUNT)
    return builder.build_form_class(Household, names, **further, **{"number": number, FAMILY_AMOUNT: amount})


def _optional(field: Field) -> Field:
    field.kwargs["render_kw"] = {"is_required": False}
    return field


def build_rows(count: int) -> list[BatchRow]:
    """Empty rows, the first for the head; whoever is entered is recognised unless the tick is taken away."""
    rows = [BatchRow(str(place), None) for place in range(1, count + 1)]
    for row in rows:
        relation = str(Relation.HEAD) if row.key == "1" else ""
        row.stored = {RECOGNISED: TICKED, "relation": relation, "identity_kind": str(IdentityKind.RESIDENT)}
    return rows


def is_entered(row: BatchRow) -> bool:
    """Whether somebody stands in the row."""
    return any(row.text(name) for name in SIGNS_OF_A_MEMBER)


def choices_of_rows() -> dict[str, list[tuple[str, str]]]:
    """Options of the fields that choose from a list."""
    relations = [("", "—"), *((str(one), str(one.label)) for one in Relation)]
    kinds = [(str(one), str(one.label)) for one in IdentityKind]
    choices = meaning_of(Person, "sex").choices or ()
    sexes = [("", "—"), *((str(one), str(one.label)) for one in list(choices) if one in {"1", "2"})]
    return {"relation": relations, "identity_kind": kinds, "sex": sexes}


def read_family(form: RecordForm, rows: list[BatchRow]) -> NewFamily:
    """What stands on the sheet; what cannot be read is said at its field, and None here."""
    values = form.values()
    household = {name: values[name] for name in HOUSEHOLD_COLUMNS}
    recognition = {name: values[name] for name in SPELL_COLUMNS} if values["tier"] else {}
    if recognition:
        recognition["entry_reason"] = recognition["entry_reason"] or EntryReason.APPLICATION
    return NewFamily(household, [_read_member(row) for row in rows], recognition)


def _read_member(row: BatchRow) -> NewMember:
    return NewMember(
        row.values(Person, PERSON_COLUMNS, {}),
        row.text("relation") or None,
        row.text(NUMBER),
        is_as_written=row.is_ticked(AS_WRITTEN),
        is_recognised=row.is_ticked(RECOGNISED),
        monthly_fen=_read_amount(row),
        person_id=registered_key(row),
    )


def registered_key(row: BatchRow) -> int | None:
    """Who of those registered already the row takes in; None for somebody new."""
    return params.parse_number(row.text(REGISTERED)) if row.text(REGISTERED) else None


def _read_amount(row: BatchRow) -> int | None:
    try:
        amount: int | None = parse_cell(Spell, AMOUNT, row.text(AMOUNT))
    except ParseError as error:
        row.errors[AMOUNT] = str(error)
        return None
    return amount

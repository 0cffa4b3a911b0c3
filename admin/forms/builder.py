"""Forms, built from the columns of a record: the type of a column chooses its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from flask import request, url_for
from markupsafe import Markup
from sqlalchemy import Integer
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, StringField

from admin.display.record_options import SELECT_MODELS, select_options
from admin.forms import fields
from admin.request.view_registry import view_of
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Level, Region
from shared.models.base import Base, referenced_model, resource_name
from shared.models.columns import ColumnKind, Requirement, meaning_of
from shared.services.doubts import doubt_key
from shared.services.figure_revisions import RevisedFigure

Options = Callable[[], list[tuple[str, str]]]
LONG_TEXT_LENGTH, MAX_SUGGESTIONS = 120, 5
ORIGINAL_PREFIX = "original-"  # what a field held when its form was opened
PREFILL_VALUE = re.compile(r"[0-9A-Za-z_-]{1,40}|[0-9]{1,9}\.[0-9]{2}", re.ASCII)


class RecordForm(Form):
    """The fields of one kind of record. `record_errors` are the messages about the record as a whole.

    `originals`: what fields hold in the record that show a former value of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record_errors: list[str] = []
        self.doubts: list[tuple[str, str]] = []
        self.originals: dict[str, str] = {}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Everything reads well, and what is needed is there."""
        is_valid = bool(super().validate(*args, **kwargs))
        missing = [
            f for f in self if f.render_kw and f.render_kw.get("is_required") and f.data is None and not f.errors
        ]
        for field in missing:
            field.errors = [_("{label}: this field is required.").format(label=field.label.text)]
        return is_valid and not missing

    def values(self) -> dict[str, Any]:
        """What was entered, by column."""
        return {field.short_name: field.data for field in self}

    def add_errors(self, messages: dict[str, str]) -> None:
        """Put each message at its field; what has no field here goes to the top."""
        for name, message in messages.items():
            if name in self:
                self[name].errors = [*self[name].errors, message]
            else:
                self.record_errors.append(message)

    def has_error(self, name: str) -> bool:
        """Whether this field has an error already: what could not be read is not missing."""
        return bool(self[name].errors if name in self else self.record_errors)

    def add_doubts(self, doubts: list[tuple[str, str]]) -> None:
        """Show what is unlikely, to be changed or confirmed with a reason."""
        for name, message in doubts:
            if (name, message) in self.doubts:
                continue
            self.doubts.append((name, message))
            if name in self:
                self[name].doubts = [*getattr(self[name], "doubts", []), message]

    @property
    def unlikely(self) -> list[tuple[str, str]]:
        """The doubts that speak of an entry."""
        return [one for one in self.doubts if not isinstance(one[1], RevisedFigure)]

    @property
    def revisions(self) -> list[str]:
        """The doubts that speak of figures of the past."""
        return [sentence for _name, sentence in self.doubts if isinstance(sentence, RevisedFigure)]

    def doubt_keys(self) -> list[str]:
        """What the form sends back to say which doubts the user saw."""
        return [doubt_key(name, message) for name, message in self.doubts]


def build_form_class(record: type[Base], columns: tuple[str, ...], **extra_fields: Any) -> type[RecordForm]:
    """A form for these columns, in this order; `extra_fields` are no columns and stand where they are named."""
    form_fields = {name: extra_fields[name] if name in extra_fields else build_field(record, name) for name in columns}
    form = type(f"{record.__name__}Form", (RecordForm,), form_fields)
    form._unbound_fields = list(form_fields.items())  # type: ignore[attr-defined]  # noqa: SLF001 - else sorted by age
    return form


def bind_form(form: type[RecordForm], source: Any) -> RecordForm:
    """The form as posted, or with the values of a record or of a dictionary."""
    posted: MultiDict[str, str] | None = request.form if request.method == "POST" else None
    if isinstance(source, dict):
        return form(formdata=posted, data=source)
    return form(formdata=posted, obj=source)


def prefill(form: RecordForm, params: Mapping[str, str]) -> None:
    """Take keys, codes and days from an address as if they had been typed; what cannot be read is left out."""
    for field in form:
        text = params.get(field.short_name, "")
        if not may_prefill(field.short_name, text) or isinstance(field, (StringField, fields.TelephoneField)):
            continue  # what people write about people stands in no address
        default = field.data
        try:
            field.process_formdata([f"#{text}" if isinstance(field, fields.LookupField) else text])
        except ValueError:
            field.data = default


def show_former_values(form: RecordForm, values: Mapping[str, Any]) -> None:
    """Fill fields with what a record held before, as if it had been typed."""
    for name, value in values.items():
        form.originals[name] = submitted_value(form[name])
        form[name].process_data(value)


def may_prefill(name: str, text: str) -> bool:
    """Whether an argument of an address may fill a field: a key, a code, a day, an amount."""
    return name != "id" and PREFILL_VALUE.fullmatch(text) is not None


def submitted_value(field: Field) -> str:
    """What a browser sends of a field that nobody touched."""
    if isinstance(field, fields.CheckboxField):
        return "y" if field.data else ""
    if isinstance(field, fields.MultiChoiceField):
        return "\n".join(field.data or ())
    return str(field.data or "") if isinstance(field, fields.ChoiceField) else str(field._value() or "")  # noqa: SLF001


def field_error_text(field: Field) -> str:
    """What is wrong with a field, with its label in front."""
    texts = (one.striptags() if isinstance(one, Markup) else one for one in field.errors)  # a link stands at the field
    text, message = str(field.label.text), " ".join(texts)
    return message if message.startswith(text) else _("{label}: {value}").format(label=text, value=message)


def was_edited(name: str) -> bool:
    """Whether the posted form says something else than when it was opened; without a word about that, it does."""
    was = request.form.get(f"{ORIGINAL_PREFIX}{name}")
    now = "\n".join(request.form.getlist(name))
    return was is None or now.split() != was.split()


def build_field(
    record: type[Base],
    name: str,
    options: Options | None = None,
    *,
    is_required: bool | None = None,
    excluded: Collection[str] = (),
) -> Field:
    """The unbound field of a column.

    `options` replace those of a short list, `is_required` what its model says; values that are `excluded` cannot be
    chosen.
    """
    meaning = meaning_of(record, name)
    field_options: dict[str, Any] = {
        "label": meaning.label,
        "description": meaning.help,
        "render_kw": {"is_required": requires_value(record, name) if is_required is None else is_required},
    }
    if (choices := meaning.choices) is not None:
        is_number = isinstance(record.__mapper__.columns[name].type, Integer)
        kind = fields.ReferenceChoiceField if is_number else fields.ChoiceField
        return kind(options=lambda: [(str(c), c.label) for c in choices if c not in excluded], **field_options)
    if meaning.kind is ColumnKind.REGION:
        empty = (
            {"description": _l("If left empty, it is the region of the linked record.")} if record.__rests_on__ else {}
        )
        return _region(record, field_options | empty)
    target = referenced_model(record, name)
    if target in SELECT_MODELS:
        return fields.ReferenceChoiceField(options=options or partial(select_options, target), **field_options)
    if target is not None:
        return _lookup(target, field_options)
    return _field_type(record, name)(**field_options)


def default_values(record: type[Base], columns: tuple[str, ...]) -> dict[str, Any]:
    """What a new record has when nothing is entered."""
    defaults: dict[str, Any] = {
        name: record.__mapper__.columns[name].default for name in columns if name in record.__mapper__.columns
    }
    return {name: default.arg for name, default in defaults.items() if default is not None and default.is_scalar}


def requires_value(record: type[Base], name: str) -> bool:
    """Whether a column has to be filled in by the user. Nobody keeps what has no place: it is reference data."""
    column = record.__mapper__.columns[name]
    if name == "region_code":
        return not record.__rests_on__
    if meaning_of(record, name).requirement is not Requirement.REQUIRED:
        return False
    return not (column.nullable or column.default is not None or column.server_default is not None)


FIELDS: dict[ColumnKind, Callable[..., Field]] = {
    ColumnKind.AMOUNT: fields.YuanField,
    ColumnKind.COUNT: fields.IntegerField,
    ColumnKind.DATE: fields.DateField,
    ColumnKind.EVENT_DATE: fields.DateField,
    ColumnKind.FLAG: fields.CheckboxField,
    ColumnKind.MONTH: fields.MonthField,
    ColumnKind.NUMBER: fields.IntegerField,
    ColumnKind.TELEPHONE: fields.TelephoneField,
}


def _field_type(record: type[Base], name: str) -> Callable[..., Field]:
    """The field in which a value of this kind is entered."""
    length = getattr(record.__mapper__.columns[name].type, "length", None) or 0
    text = fields.LongTextField if length > LONG_TEXT_LENGTH else fields.TrimmedTextField
    return FIELDS.get(meaning_of(record, name).kind, text)


def _lookup(target: type[Base], field_options: dict[str, Any]) -> Field:
    return fields.LookupField(
        candidates=lambda text: view_of(target).find_for_lookup(text),
        key=lambda record: record.id,
        text=lambda record: view_of(target).lookup_label(record),
        address=lambda: url_for(f"{resource_name(target)}.lookup"),
        hint=lambda: view_of(target).lookup_help,
        suggestions=lambda text: view_of(target).suggest(text, MAX_SUGGESTIONS)[0],
        suggests_few=lambda: view_of(target).is_personal,
        **field_options,
    )


def _region(record: type[Base], field_options: dict[str, Any]) -> Field:
    """A region the user may work in, of a level such records belong to."""
    return region_field(record.__area__, record.__levels__, **field_options)


def region_field(area: str, levels: Collection[Level], **field_options: Any) -> Field:
    """A region of these levels in which the user may work with records of an area; anywhere without one."""
    narrowed: dict[str, Any] = {"area": area, "levels": [str(level) for level in levels]}
    return fields.LookupField(
        candidates=lambda text: view_of(Region).find_for_lookup(text, **narrowed),
        key=lambda region: region.code,
        text=lambda region: view_of(Region).lookup_label(region),
        hint=lambda: view_of(Region).search_help,
        opens_on_focus=True,
        address=lambda: url_for("region.lookup", area=narrowed["area"], level=narrowed["levels"]),
        **field_options,
    )

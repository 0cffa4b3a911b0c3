"""How a view turns a form into values and saves them; views override what is particular to their records."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from flask import request
from sqlalchemy import Column, String

from admin.forms.builder import RecordForm, build_form_class
from admin.request import context, params
from shared.access import ScopedSession
from shared.models.base import Base
from shared.services import records

UNTOUCHED_PREFIX = "untouched-"  # a column whose saved value stays: the user did not change it
CHOICE_PREFIX = "choose-"


class EditHooks:
    """What happens to the values of a form on their way into a record.

    `field_conditions` names fields that belong to one choice of another field (`kind=tier`) and are shown and sent
    with it only; `option_exclusions` options of a field that another choice excludes.
    """

    model: ClassVar[type[Base]]
    form_template: ClassVar[str] = "form.html"
    form_columns: ClassVar[tuple[str, ...]] = ()
    field_conditions: ClassVar[dict[str, str]] = {}
    option_exclusions: ClassVar[dict[str, dict[str, str]]] = {}

    @cached_property
    def form_class(self) -> type[RecordForm]:
        """The form of this kind of record."""
        return build_form_class(self.model, self.form_columns)

    def next_label(self, record: Any | None) -> str:  # noqa: ARG002
        """What the button is called that saves and goes on to the next one; empty where nothing is worked one by one.

        `record` is the one that is changed, None for a new one.
        """
        return ""

    def next_url(self, record: Any) -> str | None:  # noqa: ARG002
        """The form that is to be filled in after a record was saved; None when nothing else waits."""
        return None

    def create(self, form: RecordForm) -> Any:
        """Create a record with the values of a form."""
        return records.create(context.session(), self.model, self.values(form, None))

    def update(self, record: Any, form: RecordForm) -> Any:
        """Change a record to the values of a form; after an edit conflict, to those the user chose."""
        return records.update(context.session(), record, self.values_to_save(form, record), expected_version())

    def retire(self, session: ScopedSession, record: Any, reason: str, version: int | None) -> None:
        """Take a record out of use that was shown with a version."""
        records.retire(session, record, reason, version)

    def values_to_save(self, form: RecordForm, record: Any) -> dict[str, Any]:
        """The values of a form without the columns whose saved value the user chose or never touched."""
        return {name: value for name, value in self.values(form, record).items() if not _keeps_saved_value(name)}

    def values(self, form: RecordForm, record: Any | None) -> dict[str, Any]:  # noqa: ARG002
        """The values of a form by column; views add what their other fields stand for."""
        return self.column_values(form)

    def column_values(self, form: RecordForm) -> dict[str, Any]:
        """The values of the fields that are columns; where nothing was entered, the empty value of the column."""
        columns = self.model.__mapper__.columns
        entered = {name: value for name, value in form.values().items() if name in columns}
        return {name: _empty_value(columns[name]) if value is None else value for name, value in entered.items()}

    def form_values(self, record: Any) -> dict[str, Any]:
        """What an edit form shows of a record."""
        return {name: getattr(record, name) for name in self.form_columns if hasattr(record, name)}

    def is_field_shown(self, field: Any, form: RecordForm) -> bool:  # noqa: ARG002
        """Whether the form shows a field already; views keep back what only some answer needs."""
        return True

    def pending_columns(self, form: RecordForm) -> set[str]:  # noqa: ARG002
        """Columns that another field fills in once that is right: they are not missing meanwhile."""
        return set()

    def form_context(self, form: RecordForm, record: Any | None) -> dict[str, Any]:  # noqa: ARG002
        """Further variables of the form template; views tell what goes along with an entry."""
        return {}


def expected_version() -> int | None:
    """The version of the record that the user was shown; None when the form does not say."""
    return params.parse_number(request.form.get("version", ""))


def _empty_value(column: Column[Any]) -> Any:
    """What stands for "nothing entered" in a column."""
    if column.nullable:
        return None
    default: Any = column.default
    if default is not None and default.is_scalar:
        return default.arg
    return "" if isinstance(column.type, String) else None


def _keeps_saved_value(name: str) -> bool:
    """Whether the saved value of a column stays: chosen over the own one, or never touched."""
    if f"{UNTOUCHED_PREFIX}{name}" in request.form:
        return True
    return request.form.get("all", request.form.get(f"{CHOICE_PREFIX}{name}")) == "saved"

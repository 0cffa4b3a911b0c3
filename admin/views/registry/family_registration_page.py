"""Registering a family on one sheet and recognising it together: checked and previewed first, then saved at once."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request, url_for
from flask.typing import ResponseReturnValue

from admin.forms import builder
from admin.records.batch_page import FILL, BatchPage
from admin.records.batch_rows import BatchRow
from admin.records.batch_sheet import REASON, BatchSheet
from admin.records.declared_views import declared_view_of
from admin.records.detail_page import DetailPage
from admin.records.edit_pages import INVALID, confirmed_keys
from admin.records.record_urls import record_url
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.registry import family_sheet
from admin.views.registry.family_proposal import fill_in_amounts, summary
from admin.views.registry.family_sheet import (
    REGISTERED,
    ROW_FIELDS,
    build_rows,
    is_entered,
    read_family,
    registered_key,
)
from shared.access import Permission
from shared.clock import Period, today
from shared.locale import _
from shared.models import Person
from shared.parsing import format_date
from shared.services.family_registration import HOUSEHOLD_ROW, register_family
from shared.services.monthly_amounts import month_after
from shared.services.records import MAX_REASON_LENGTH
from shared.services.service_errors import BatchError, RowFault, ValidationError

CHECK, MORE_ROWS, ROW_COUNT = "check", "rows", "row_count"
ROWS, ROWS_ADDED, MAX_ROWS = 6, 4, 60


class FamilyRegistrationPage(BatchPage):
    """The sheet. Everybody who is entered is saved with the household, or nobody."""

    template: ClassVar = "family_registration.html"
    row_fields: ClassVar = ROW_FIELDS

    def __init__(self, detail_page: DetailPage) -> None:
        super().__init__(detail_page)
        self.form_class = family_sheet.build_family_form()

    @expose_action("/register/", ViewAction.CREATE, ("GET", "POST"))
    def batch_view(self) -> ResponseReturnValue:
        """The sheet; once posted, checked, saved, or shown again with everything as typed."""
        return super().batch_view()

    def load(self) -> BatchSheet:
        """Empty rows and what is known of a new family."""
        known = {"start_on": Period.parse(month_after(today())).start}  # 自审核确认之日下月起发放
        form = builder.bind_form(self.form_class, known)
        if request.method == "GET":
            builder.prefill(form, request.args)
        sheet = BatchSheet({"form": form, "is_checked": False}, rows=build_rows(_row_count()))
        sheet.shared = {field.short_name: "" for field in form}
        return sheet

    def fill(self, sheet: BatchSheet, source: str) -> None:
        """More rows: they are there already."""

    def chosen_rows(self, sheet: BatchSheet) -> list[BatchRow]:
        """The rows in which somebody stands."""
        return [row for row in sheet.rows if is_entered(row)]

    def save(self, sheet: BatchSheet, rows: list[BatchRow]) -> None:
        """Household, members and recognitions in one go; everything that is wrong is said at its field."""
        form, session = sheet.choices["form"], context.session()
        form.validate()
        try:
            sheet.choices["household"] = register_family(session, read_family(form, rows), context.deployment().sealer)
        except BatchError as error:
            self._say_faults(sheet, error)
        sheet.errors |= {field.short_name: builder.field_error_text(field) for field in form if field.errors}

    def _save(self, sheet: BatchSheet) -> ResponseReturnValue:
        return self._check(sheet) if CHECK in request.form else super()._save(sheet)

    def _check(self, sheet: BatchSheet) -> ResponseReturnValue:
        """Fill in the amounts and say what would be saved, or everything that is wrong. Nothing is kept."""
        session, rows = context.session(), self.chosen_rows(sheet)
        session.confirmed = confirmed_keys()
        session.reason = request.form.get(REASON, "").strip()[:MAX_REASON_LENGTH]
        sheet.notices += fill_in_amounts(session, sheet.choices["form"], rows)
        try:
            self._save_rows(sheet, rows)
        except BatchError as error:
            sheet.add_faults(rows, error.faults, self.row_fields)
        except ValidationError as error:
            sheet.errors |= error.fields
            sheet.doubts += error.doubts
        session.rollback()
        if sheet.errors or sheet.faulty_rows:
            return self._page(sheet, INVALID)
        sheet.choices["is_checked"] = True
        sheet.notices.append(summary(sheet.choices["form"], rows))
        return self._page(sheet, INVALID if sheet.doubts else 200)

    def _say_faults(self, sheet: BatchSheet, error: BatchError) -> None:
        """Those of the household at its fields; those of members go on as such. Doubts alone stop the saving too."""
        form, members = sheet.choices["form"], [fault for fault in error.faults if fault.row != HOUSEHOLD_ROW]
        doubts = [doubt for fault in error.faults if fault.row == HOUSEHOLD_ROW for doubt in fault.doubts]
        for fault in error.faults:
            if fault.row == HOUSEHOLD_ROW:
                form.add_errors({k: text for k, text in fault.fields.items() if k in form and not form.has_error(k)})
                sheet.errors |= {name: text for name, text in fault.fields.items() if name not in form}
        sheet.errors |= {field.short_name: builder.field_error_text(field) for field in form if field.errors}
        if members:
            sheet.doubts += doubts
            raise BatchError([RowFault(one.row - 1, one.fields, one.doubts) for one in members], error.total - 1)
        if doubts:
            raise ValidationError({}, doubts)

    def _refused_sheet(self, sheet: BatchSheet, error: ValidationError) -> BatchSheet:
        """As typed and checked already: what is left to do is to confirm, or to correct."""
        anew = super()._refused_sheet(sheet, error)
        form = anew.choices["form"]
        form.validate()
        form.add_errors({k: text for k, text in anew.errors.items() if k in form and not form.has_error(k)})
        anew.choices["is_checked"] = not anew.errors
        return anew

    def saved_message(self, sheet: BatchSheet, rows: Any) -> str:  # noqa: ARG002
        """Under which number the family is found."""
        return _("The family has been registered: household {number}.").format(number=sheet.choices["household"].number)

    def next_url(self, sheet: BatchSheet) -> str:
        """The page of the new household."""
        household = sheet.choices.get("household")
        return record_url(household) if household is not None else url_for(".index_view")

    def template_variables(self, sheet: BatchSheet) -> dict[str, Any]:
        """The fields of the household, of the recognition where the user may recognise, and options of the rows."""
        form = sheet.choices["form"]
        return {
            "household_fields": [form[name] for name in family_sheet.HOUSEHOLD_COLUMNS],
            "spell_fields": [form[name] for name in (*family_sheet.SPELL_COLUMNS, family_sheet.FAMILY_AMOUNT)],
            "may_recognise": context.actor().has_permission(Permission.RECOGNITION_EDIT),
            "options": family_sheet.choices_of_rows(),
            "check": CHECK,
            "more_rows": MORE_ROWS,
            "today": format_date(today()),
            "registered": self._registered_people(sheet.rows),
            "person_label": declared_view_of(Person).lookup_label,
        }

    def _registered_people(self, rows: list[BatchRow]) -> dict[str, Person]:
        """Those of the registered people whom rows take in, by the key as it stands in the row."""
        session, keys = context.session(), {row.text(REGISTERED): registered_key(row) for row in rows}
        found = {text: session.get(Person, key) for text, key in keys.items() if key is not None}
        return {text: person for text, person in found.items() if person is not None}


def _row_count() -> int:
    """As many rows as the sheet had, and more where they are wanted."""
    text = request.form.get(ROW_COUNT, "")
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else ROWS
    return min(MAX_ROWS, count + (ROWS_ADDED if request.form.get(FILL) == MORE_ROWS else 0))

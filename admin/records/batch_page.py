"""A list on which many records of one kind are entered at once: saved in one transaction, or refused row by row."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, ClassVar

from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.records.batch_paste import PASTED, FindRow, PastedTable
from admin.records.batch_rows import BatchRow
from admin.records.batch_sheet import BatchSheet
from admin.records.detail_page import DetailPage
from admin.records.edit_pages import INVALID, SUBMISSION_TOKEN, confirmed_keys
from admin.records.submitted_form import SHOW_AGAIN, submitted_form
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.locale import _
from shared.services import commit_with_retry, duplicate_submissions
from shared.services.records import MAX_REASON_LENGTH
from shared.services.service_errors import BatchError, RowFault, ValidationError

FILL = "fill"  # names what the fields are filled in from, instead of saving


class BatchPage:
    """The page of a kind of record. What differs: which rows there are, what is typed in them, how they are saved.

    `row_fields` are typed in each row, `shared_fields` once for all of them; `pasted_columns` can be pasted.
    """

    template: ClassVar[str]
    row_fields: ClassVar[tuple[str, ...]] = ()
    shared_fields: ClassVar[tuple[str, ...]] = ()
    pasted_columns: ClassVar[tuple[str, ...]] = ()

    def __init__(self, detail_page: DetailPage) -> None:
        self.view = detail_page.view

    @expose_action("/batch/", ViewAction.CREATE, ("GET", "POST"))
    def batch_view(self) -> ResponseReturnValue:
        """The list; once posted, saved, or shown again with everything as typed."""
        if not self.view.may(ViewAction.CREATE):
            abort(403)
        is_saving = request.method == "POST" and "stale" not in g and not {FILL, SHOW_AGAIN} & request.form.keys()
        if not is_saving:
            context.use_read_only_session()
        sheet = self.load()
        if request.method == "POST":
            self._read(sheet)
        if is_saving:
            return self._save(sheet)
        if FILL in request.form and "stale" not in g:
            self.fill(sheet, request.form[FILL])
        sheet.notices += [g.stale] if "stale" in g else []
        self.audit_reading(sheet)
        return self._page(sheet, 400 if "stale" in g else 200)

    def load(self) -> BatchSheet:
        """The rows of what the address chooses, with what is stored."""
        raise NotImplementedError

    def chosen_rows(self, sheet: BatchSheet) -> list[BatchRow]:
        """The rows that are saved: those in which something was typed."""
        return [row for row in sheet.rows if row.is_changed(self.row_fields)]

    def save(self, sheet: BatchSheet, rows: list[BatchRow]) -> None:
        """Save these rows through a service. BatchError, by their places, or ValidationError."""
        raise NotImplementedError

    def fill(self, sheet: BatchSheet, source: str) -> None:
        """Fill fields in without saving: from pasted lines, or from what a page adds."""
        if source == PASTED and self.pasted_columns:
            table = PastedTable(self.view.model, self.pasted_columns)
            filled, sheet.pasted, notices = table.fill(sheet.pasted, self.row_finder(sheet))
            sheet.notices += [_("Rows filled in: {n}. Not saved yet.").format(n=len(filled)), *notices]
            self.mark_filled(filled)

    def row_finder(self, sheet: BatchSheet) -> FindRow:
        """What finds the row that a pasted name means. ParseError when it means none, or several."""
        raise NotImplementedError

    def mark_filled(self, rows: Sequence[BatchRow]) -> None:
        """What else follows where a pasted line was filled in."""

    def audit_reading(self, sheet: BatchSheet) -> None:
        """Write down whose data are shown, where they are people's."""

    def template_variables(self, sheet: BatchSheet) -> dict[str, Any]:  # noqa: ARG002
        """Further variables of the template."""
        return {}

    def saved_message(self, sheet: BatchSheet, rows: Sequence[BatchRow]) -> str:  # noqa: ARG002
        """What is said when all is saved."""
        return _("Rows saved: {n}.").format(n=len(rows))

    def next_url(self, sheet: BatchSheet) -> str:  # noqa: ARG002
        """Where it goes on when all is saved: to what is left of the list."""
        return request.full_path

    def _read(self, sheet: BatchSheet) -> None:
        for row in sheet.rows:
            row.read(self.row_fields)
        sheet.shared |= {name: request.form.get(name, "").strip() for name in self.shared_fields}
        sheet.pasted, sheet.confirmed = request.form.get(PASTED, ""), tuple(confirmed_keys())

    def _save(self, sheet: BatchSheet) -> ResponseReturnValue:
        session, token, rows = context.session(), request.form.get(SUBMISSION_TOKEN, ""), self.chosen_rows(sheet)
        session.confirmed, session.reason, session.submitted = confirmed_keys(), _reason(), submitted_form()
        try:
            is_first = commit_with_retry(
                session, lambda: duplicate_submissions.save_once(session, token, lambda: self._save_rows(sheet, rows))
            )
        except BatchError as error:
            if error.announced:
                sheet = self._refused_sheet(sheet, ValidationError({}, error.announced))
                rows = self.chosen_rows(sheet)
            sheet.add_faults(rows, error.faults, self.row_fields)
            return self._page(sheet, INVALID)
        except ValidationError as error:
            return self._page(self._refused_sheet(sheet, error), INVALID)
        repeated = _("This list has already been saved; nothing was entered twice.")
        flash(self.saved_message(sheet, rows) if is_first else repeated)
        return redirect(self.next_url(sheet))

    def _refused_sheet(self, sheet: BatchSheet, error: ValidationError) -> BatchSheet:
        """The list read anew: the end of a unit of work may have been refused, and with it all that was read."""
        anew = self.load()
        self._read(anew)
        anew.errors, anew.doubts = sheet.errors | error.fields, [*error.doubts]
        return anew

    def _save_rows(self, sheet: BatchSheet, rows: list[BatchRow]) -> None:
        """Save them unless something cannot be read, which is said together with what the service refuses."""
        if not rows:
            raise ValidationError({"": _("Nothing was entered.")})
        self.save(sheet, rows)
        if sheet.errors:
            raise ValidationError({})
        if unreadable := [RowFault(place, {}) for place, row in enumerate(rows) if row.errors]:
            raise BatchError(unreadable, len(rows))

    def _page(self, sheet: BatchSheet, status: int) -> ResponseReturnValue:
        page = render_template(
            self.template,
            admin_view=self.view,
            batch_page=self,
            sheet=sheet,
            submission_token=request.form.get(SUBMISSION_TOKEN) or secrets.token_urlsafe(16),
            reason=_reason(),
            **self.template_variables(sheet),
        )
        return page, status


def _reason() -> str:
    return request.form.get("reason", "").strip()[:MAX_REASON_LENGTH]

"""An act on the ticked records of a list: entered once, previewed row by row, done with all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.forms.builder import RecordForm, bind_form, build_field, build_form_class, requires_value
from admin.records.bulk_act import BulkAct
from admin.records.cell_display import format_loose_value
from admin.records.edit_pages import INVALID, confirmed_keys
from admin.records.record_urls import ListUrls
from admin.records.view_declaration import ViewDeclaration
from admin.request import context, params
from admin.request.actions import ViewAction, expose_action
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.models.base import Base
from shared.services import bulk_acts, commit_with_retry, subjects
from shared.services.bulk_acts import Preview
from shared.services.doubts import doubt_key
from shared.services.records import MAX_REASON_LENGTH
from shared.services.service_errors import ValidationError

TICK, ACT, STEP, SAVE = "ticked", "act", "step", "save"
MAX_TICKED = 100  # as many as a page of a list shows


@dataclass
class BulkRow:
    """A ticked record: its number with the version it was shown with, and why the act is refused for it."""

    tick: str
    record: Any
    version: int | None
    refusal: str = ""


class BulkPage:
    """The page of the acts of one list. Nothing is done before it has been previewed."""

    def __init__(self, view: ViewDeclaration) -> None:
        self.view = view

    @expose_action("/bulk/", ViewAction.EDIT, ("POST",))
    def bulk_view(self) -> ResponseReturnValue:
        """Ask what is to be entered and say what would come of it; then do it and go back to the list."""
        act = next((one for one in self.view.possible_bulk_acts() if one.key == request.form.get(ACT)), None)
        if act is None:
            abort(404)
        rows = self._ticked_rows()
        if not rows:
            flash(_("Tick the records first."))
            return redirect(self._urls.page())
        form = self._form(act)
        session = context.session()
        session.confirmed = confirmed_keys()
        session.reason = request.form.get("reason", "").strip()[:MAX_REASON_LENGTH]
        if request.form.get(STEP) == SAVE and form.validate() and (answer := self._save(act, rows, form)):
            return answer
        return self._preview_page(act, rows, form)

    def _form(self, act: BulkAct) -> RecordForm:
        """The columns that are entered once; as the list sends its ticks nothing is entered yet."""
        model = act.fields_of or self.view.model
        fields = {name: _field(act, model, name) for name in act.columns}
        form_class = build_form_class(model, act.columns, **fields)
        return bind_form(form_class, {}) if STEP in request.form else form_class(formdata=None)

    def _ticked_rows(self) -> list[BulkRow]:
        """The ticked records in the order of the list; 404 for what the user has not got."""
        ticks = list(dict.fromkeys(request.form.getlist(TICK)))[:MAX_TICKED]
        rows = [self._row(tick) for tick in ticks]
        self.view.preload_rows([row.record for row in rows])
        return rows

    def _row(self, tick: str) -> BulkRow:
        key, _dash, version = tick.partition("-")
        number = params.parse_number(key)
        record = context.session().get(self.view.model, number) if number is not None else None
        if record is None:
            abort(404)
        return BulkRow(tick, record, params.parse_number(version))

    def _save(self, act: BulkAct, rows: list[BulkRow], form: RecordForm) -> ResponseReturnValue | None:
        """Do it and go back to the list; None when there is something to be said first."""
        session, values = context.session(), form.values()
        try:
            done = commit_with_retry(session, lambda: bulk_acts.change_all(session, _chosen(rows), _doing(act, values)))
        except DatabaseUnavailableError:
            raise
        except ValidationError as error:
            session.rollback()
            form.add_errors({name: text for name, text in error.fields.items() if name in form})
            form.record_errors += [text for name, text in error.fields.items() if name not in form]
            return None
        except UserError as error:
            session.rollback()
            form.record_errors.append(str(error))
            return None
        flash(_("{act}: done ({n}).").format(act=act.label, n=done))
        return redirect(self._urls.page())

    def _preview_page(self, act: BulkAct, rows: list[BulkRow], form: RecordForm) -> ResponseReturnValue:
        is_posted = STEP in request.form
        is_readable = not act.columns or (is_posted and form.validate())
        found = self._preview(act, rows, form) if is_readable else None
        if self.view.is_personal:
            people = subjects.people_in(context.session(), [row.record for row in rows])
            context.audit_read(self.view.model.__tablename__, people=people, rows=len(rows))
        page = render_template(
            "bulk.html",
            admin_view=self.view,
            act=act,
            rows=rows,
            form=form,
            found=found,
            new_values=_texts(act.fields_of or self.view.model, form.values()) if found else {},
            doubt_keys=[doubt_key(*doubt) for doubt in found.doubts] if found else [],
            reason=context.session().reason,
            list_url=self._urls.page(),
            bulk_url=self._urls.bulk(),
        )
        return page, INVALID if form.record_errors or (is_posted and form.errors) else 200

    def _preview(self, act: BulkAct, rows: list[BulkRow], form: RecordForm) -> Preview:
        """What would come of it, with the refusals beside the rows."""
        session = context.session()
        reason = session.reason
        session.reason = reason or "–"
        found = bulk_acts.preview(session, _chosen(rows), _doing(act, form.values()))
        session.reason = reason
        for place, sentence in found.refused.items():
            rows[place].refusal = sentence
        for row in rows:
            row.record = context.session().get(self.view.model, int(row.tick.partition("-")[0]))
        self.view.preload_rows([row.record for row in rows])
        return found

    @property
    def _urls(self) -> ListUrls:
        """The list as it was filtered."""
        return ListUrls(self.view.is_chosen, has_default_status=bool(self.view.default_status))


def _field(act: BulkAct, model: type[Base], name: str) -> Field:
    """A field that has to be filled in here, also where the form of one record may leave it empty."""
    field = build_field(model, name, is_required=True, excluded=act.excluded)
    if not requires_value(model, name):
        field.kwargs["description"] = act.helps.get(name, "")
    return field


def _texts(model: type[Base], values: dict[str, Any]) -> dict[str, Any]:
    """What the records will hold, as lists show it."""
    return {name: format_loose_value(model, name, value) for name, value in values.items()}


def _chosen(rows: list[BulkRow]) -> list[tuple[Any, int | None]]:
    return [(row.record, row.version) for row in rows]


def _doing(act: BulkAct, values: dict[str, Any]) -> bulk_acts.Change:
    return lambda session, record, version: act.do(session, record, values, version)

"""Creating, changing, retiring records, all through the services; two users at one record; nothing typed is lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from admin.forms import builder
from admin.forms.builder import RecordForm, bind_form
from admin.records.dependent_records import group_dependents
from admin.records.detail_page import DetailPage
from admin.records.edit_hooks import CHOICE_PREFIX, UNTOUCHED_PREFIX, expected_version
from admin.records.form_origin import current_origin_params, origin_record
from admin.records.record_urls import record_url
from admin.records.submitted_form import SHOW_AGAIN, submitted_form
from admin.records.versions_page import former_values
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import require_change
from shared.access.permission_denied import PermissionDenied
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.services import commit_with_retry, duplicate_submissions, history, records
from shared.services.doubts import doubt_key
from shared.services.figure_revisions import RevisedFigure
from shared.services.service_errors import DependentRecordsError, EditConflictError, ValidationError
from shared.services.validation_report import find_faults

SUBMISSION_TOKEN = "submission_token"  # noqa: S105 - of a form of a new record: no secret
CONFIRMED, NEXT = "confirmed", "next"
CONTROL_FIELDS = {"csrf_token", "version", "reason", "all", NEXT}
CONFLICTING, INVALID = 409, 422


class EditPages:
    """The pages that change records of one kind."""

    def __init__(self, view: ViewDeclaration, detail_page: DetailPage) -> None:
        self.view, self.detail_page = view, detail_page

    @expose_action("/new/", ViewAction.CREATE, ("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        """A new record; values in the address fill the form in. No form for what the user could not save."""
        view = self.view
        if not view.may(ViewAction.CREATE):
            abort(403)
        if _is_only_shown():
            context.use_read_only_session()
        form = bind_form(view.form_class, builder.default_values(view.model, view.form_columns))
        if request.method == "GET":
            builder.prefill(form, request.args)
        token = request.form.get(SUBMISSION_TOKEN, "")

        def save() -> Any:
            return duplicate_submissions.run_once(context.session(), view.model, token, lambda: view.create(form))

        return self._handle_form(form, save, None)

    @expose_action("/edit/", ViewAction.EDIT, ("GET", "POST"))
    def edit_view(self) -> ResponseReturnValue:
        """Change a record, unless somebody did so since it was opened."""
        if _is_only_shown():
            context.use_read_only_session()
        record = self.detail_page.requested_record()
        require_change(context.session(), record)
        form = bind_form(self.view.form_class, self.view.form_values(record))
        if request.method == "GET":
            builder.show_former_values(form, former_values(self.view, record))
        return self._handle_form(form, lambda: self.view.update(record, form), record)

    @expose_action("/retire/", ViewAction.RETIRE, ("POST",))
    def retire_view(self) -> ResponseReturnValue:
        """Take a record out of use, for a reason."""
        return self._perform(self.view.retire, _("The record has been voided."))

    @expose_action("/restore/", ViewAction.RETIRE, ("POST",))
    def restore_view(self) -> ResponseReturnValue:
        """Put a record back in use, for a reason."""
        return self._perform(records.restore, _("The record has been restored."))

    def _perform(self, action: Callable[..., None], success_message: str) -> ResponseReturnValue:
        """An action that asks a reason, on the record of the address; back to its page."""
        record, session = self.detail_page.requested_record(), context.session()
        require_change(session, record)
        reason, session.confirmed = request.form.get("reason", ""), confirmed_keys()
        try:
            commit_with_retry(session, lambda: action(session, record, reason, expected_version()))
        except EditConflictError as conflict:
            return self.detail_page.render(record, CONFLICTING, error=str(conflict), reason=reason)
        except DependentRecordsError as error:
            dependents = group_dependents(record, error.dependents)
            return self.detail_page.render(record, INVALID, dependents=dependents, reason=reason)
        except ValidationError as error:
            return self._refuse(record, error, reason)
        flash(success_message)
        return redirect(record_url(record))

    def _refuse(self, record: Any, error: ValidationError, reason: str) -> ResponseReturnValue:
        """The record's page with what an action on it is refused for, or what has to be confirmed first."""
        if error.fields or not error.doubts:
            return self.detail_page.render(record, INVALID, error=str(error), reason=reason)
        keys = [doubt_key(*doubt) for doubt in error.doubts]
        sentences = [sentence for _column, sentence in error.doubts]
        revisions = [sentence for sentence in sentences if isinstance(sentence, RevisedFigure)]
        unlikely = [sentence for sentence in sentences if sentence not in revisions]
        doubts: dict[str, Any] = {"doubt_keys": keys, "unlikely": unlikely, "revisions": revisions}
        return self.detail_page.render(record, INVALID, reason=reason, **doubts)

    def _handle_form(self, form: RecordForm, save: Callable[[], Any], record: Any | None) -> ResponseReturnValue:
        """Show the form; once posted, save and go to the record; or say what is wrong, with everything as typed."""
        if _is_only_shown():
            return self._form_page(form, record, 400 if "stale" in g else 200, g.get("stale", ""))
        context.session().confirmed = confirmed_keys()
        context.session().reason = request.form.get("reason", "").strip()[: records.MAX_REASON_LENGTH]
        context.session().submitted = submitted_form()
        goes_on = NEXT in request.form and bool(self.view.next_label(record))  # saved, the record may be done
        try:
            if not form.validate():
                self._add_all_errors(form, record)
                return self._form_page(form, record, INVALID)
            saved = commit_with_retry(context.session(), save)
        except EditConflictError as conflict:
            return self._conflict_page(record, conflict), CONFLICTING
        except ValidationError as error:
            form.add_errors(error.fields)
            form.add_doubts(error.doubts)
            self._add_all_errors(form, record)
            return self._form_page(form, record, INVALID)
        except (PermissionDenied, DatabaseUnavailableError):
            raise
        except UserError as error:
            form.record_errors.append(str(error))
            return self._form_page(form, record, INVALID)
        return redirect(self._url_after(record, saved, goes_on=goes_on))

    def _url_after(self, record: Any | None, saved: Any, *, goes_on: bool) -> str:
        """Where a saved form leads: to the next one that waits, or to the record."""
        if goes_on:
            following = self.view.next_url(saved)
            flash(_("Saved.") if following else _("Saved. Nothing else is waiting."))
            return following or record_url(saved)
        flash(_("Saved.") if record else self._saved_with_link_to_new())
        return record_url(origin_record() or saved)

    def _saved_with_link_to_new(self) -> Markup:
        """Where a new record is saved: a link to the next one, begun as this one was."""
        columns = self.view.model.__mapper__.columns
        prefilled = {name: text for name, text in request.args.items() if builder.may_prefill(name, text)}
        others: dict[str, Any] = {n: text for n, text in prefilled.items() if n in columns and not columns[n].unique}
        url = url_for(".create_view", **others, **current_origin_params())
        link = Markup('<a href="{}">{}</a>').format(url, _("Add another"))
        return Markup("{} {}").format(_("Saved."), link)

    def _add_all_errors(self, form: RecordForm, record: Any | None) -> None:
        """Say everything else that is wrong with what could be read: nobody wants to hear it in rounds."""
        view = self.view
        try:
            values = view.values(form, record)
        except ValidationError as error:
            form.add_errors({name: text for name, text in error.fields.items() if not form.has_error(name)})
            values = view.column_values(form)
        faults = find_faults(context.session(), view.model, values, record)
        pending = set(view.model.__mapper__.columns.keys()) - values.keys() | view.pending_columns(form)
        form.add_errors({k: text for k, text in faults.fields.items() if k not in pending and not form.has_error(k)})
        form.add_doubts(faults.doubts)

    def _form_page(
        self, form: RecordForm, record: Any | None, status: int = 200, notice: str = ""
    ) -> ResponseReturnValue:
        page = render_template(
            self.view.form_template,
            admin_view=self.view,
            edit_pages=self,
            form=form,
            record=record,
            version=request.form.get("version") or getattr(record, "version", ""),
            submission_token=request.form.get(SUBMISSION_TOKEN) or secrets.token_urlsafe(16),
            notice=notice or _former_value_notice(form),
            back_to=origin_record() or record,
            **self.view.form_context(form, record),
        )
        return page, status

    def _conflict_page(self, record: Any, conflict: EditConflictError) -> str:
        untouched = [name for name in conflict.fields if not builder.was_edited(name)]
        return render_template(
            "conflict.html",
            admin_view=self.view,
            record=record,
            conflict=conflict,
            differ={name: pair for name, pair in conflict.fields.items() if name not in untouched},
            fields_to_resend=_fields_to_resend(untouched),
            choice=CHOICE_PREFIX,
            last=next(iter(history.record_history(context.session(), record, limit=1)), None),
        )


def _fields_to_resend(untouched: list[str]) -> list[tuple[str, str]]:
    """The form as it was sent, with what the user did not touch marked so."""
    submitted = [(name, value) for name, value in request.form.items(multi=True) if name not in CONTROL_FIELDS]
    marks = [(mark, "y") for name in untouched if (mark := f"{UNTOUCHED_PREFIX}{name}") not in request.form]
    return [*((name, value) for name, value in submitted if not name.startswith(CHOICE_PREFIX)), *marks]


def _former_value_notice(form: RecordForm) -> str:
    """Which field holds a value of an earlier version."""
    labels = [form[name].label.text for name in form.originals]
    template = _("{label}: the earlier value is filled in below. Save to restore it.")
    return " ".join(template.format(label=label) for label in labels)


def confirmed_keys() -> frozenset[str]:
    """The doubts that the user saw and confirms."""
    return frozenset(request.form.getlist(CONFIRMED))


def _is_only_shown() -> bool:
    """Whether the form is only looked at: opened, or shown again with everything as typed."""
    return request.method == "GET" or SHOW_AGAIN in request.form or "stale" in g

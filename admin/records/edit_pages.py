"""Creating, changing, retiring records, all through the services; two people at one record; nothing typed is lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import Column, String

from admin.forms import builder
from admin.forms.builder import RecordForm, bind_form, build_form_class
from admin.records.dependent_records import group_dependents
from admin.records.record_urls import Addresses
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import require_change
from shared.access.errors import PermissionDenied
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.services import commit_with_retry, duplicate_submissions, history, records
from shared.services.errors import DependentRecordsError, EditConflictError, ValidationError
from shared.services.validation_report import find_faults

SHOW = "show"  # sent along to see the form again, as typed, and save nothing
ONCE = "once"  # the token of a form of a new record
NOT_VALUES = {"csrf_token", "version", "reason", "all"}
UNTOUCHED = "untouched-"  # a column whose saved value stays: the person did not change it
CHOICE = "choose-"
CONFIRMED = "confirmed"
CONFLICTING, INVALID = 409, 422


class Editing(Addresses):
    """The pages that change records.

    `only_for` names fields that belong to one choice of another field (`kind=tier`) and are shown and sent with it
    only; `not_for` options of a field that another choice excludes.
    """

    may: Callable[[ViewAction], bool]
    form_template = "form.html"
    only_for: ClassVar[dict[str, str]] = {}
    not_for: ClassVar[dict[str, dict[str, str]]] = {}

    @expose_action("/new/", ViewAction.CREATE, ("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        """A new record; values in the address fill the form in. No form for what the person could not save."""
        if not self.may(ViewAction.CREATE):
            abort(403)
        if _only_shows():
            context.use_read_only_session()
        form = bind_form(self.form_class, builder.default_values(self.record, self.form_columns))
        if request.method == "GET":
            builder.prefill(form, request.args)

        def save() -> Any:
            return duplicate_submissions.run_once(
                context.session(), self.record, request.form.get(ONCE, ""), lambda: self.create(form)
            )

        return self._saved(form, save, None)

    @expose_action("/edit/", ViewAction.EDIT, ("GET", "POST"))
    def edit_view(self) -> ResponseReturnValue:
        """Change a record, unless somebody did so since it was opened."""
        if _only_shows():
            context.use_read_only_session()
        record = self.asked_for()
        require_change(context.session(), record)
        form = bind_form(self.form_class, self.form_values(record))

        def save() -> Any:
            return self.update(record, form)

        return self._saved(form, save, record)

    @expose_action("/retire/", ViewAction.RETIRE, ("POST",))
    def retire_view(self) -> ResponseReturnValue:
        """Take a record out of use, for a reason."""
        return self.acted(records.retire, _("Taken out of use."))

    @expose_action("/restore/", ViewAction.RETIRE, ("POST",))
    def restore_view(self) -> ResponseReturnValue:
        """Put a record back in use, for a reason."""
        return self.acted(records.restore, _("In use again."))

    def create(self, form: RecordForm) -> Any:
        """Create what the form says."""
        return records.create(context.session(), self.record, self.values(form, None))

    def update(self, record: Any, form: RecordForm) -> Any:
        """Change what the form says; of two values the person chose one."""
        return records.update(context.session(), record, self.chosen(form, record), seen_version())

    def chosen(self, form: RecordForm, record: Any) -> dict[str, Any]:
        """What the form says, without the columns where the person chose the saved value."""
        return {name: value for name, value in self.values(form, record).items() if not _takes_theirs(name)}

    def values(self, form: RecordForm, record: Any | None) -> dict[str, Any]:  # noqa: ARG002
        """What the form says, by column; views add what their other fields stand for."""
        columns = self.record.__mapper__.columns
        found = {}
        for name, value in form.values().items():
            if name in columns:
                found[name] = _unsaid(columns[name]) if value is None else value
        return found

    def form_values(self, record: Any) -> dict[str, Any]:
        """What an edit form shows of a record."""
        return {name: getattr(record, name) for name in self.form_columns if hasattr(record, name)}

    def is_asked(self, field: Any, form: RecordForm) -> bool:  # noqa: ARG002
        """Whether the form shows a field already; views keep back what only some answer needs."""
        return True

    def waits(self, form: RecordForm) -> set[str]:  # noqa: ARG002
        """Columns that another field fills in once that is right: nobody is asked for them meanwhile."""
        return set()

    def form_more(self, form: RecordForm, record: Any | None) -> dict[str, Any]:  # noqa: ARG002
        """What else the form page shows; views say what goes along with an entry."""
        return {}

    @cached_property
    def form_class(self) -> type[RecordForm]:
        """The form of this kind of record."""
        return build_form_class(self.record, self.form_columns)

    def sums_up(self, field: Any) -> str:
        """What is wrong with a field, with its label in front."""
        text, sentence = str(field.label.text), " ".join(field.errors)
        return sentence if sentence.startswith(text) else _("{label}: {value}").format(label=text, value=sentence)

    def acted(self, act: Callable[..., None], done: str) -> ResponseReturnValue:
        """An action that asks a reason, on the record of the address; back to its page."""
        record, session = self.asked_for(), context.session()
        require_change(session, record)
        reason = request.form.get("reason", "")
        try:
            commit_with_retry(session, lambda: act(session, record, reason, seen_version()))
        except EditConflictError as conflict:
            return self.details_page(record, CONFLICTING, problem=str(conflict), reason=reason)
        except DependentRecordsError as refused:
            kinds = group_dependents(record, refused.dependents)
            return self.details_page(record, INVALID, rests=kinds, reason=reason)
        except ValidationError as invalid:
            return self.details_page(record, INVALID, problem=str(invalid), reason=reason)
        flash(done)
        return redirect(self.page_of(record))

    def _saved(self, form: RecordForm, save: Callable[[], Any], record: Any | None) -> ResponseReturnValue:
        """Show the form; once posted, save and go to the record; or say what is wrong, with everything as typed."""
        if _only_shows():
            return self._form_page(form, record, 400 if "stale" in g else 200, g.get("stale", ""))
        context.session().confirmed = frozenset(request.form.getlist(CONFIRMED))
        context.session().reason = request.form.get("reason", "").strip()[: records.MAX_REASON_LENGTH]
        try:
            if not form.validate():
                self._look_over(form, record)
                return self._form_page(form, record, INVALID)
            saved = commit_with_retry(context.session(), save)
        except EditConflictError as conflict:
            return self._conflict_page(record, conflict), CONFLICTING
        except ValidationError as invalid:
            form.add_errors(invalid.fields)
            form.add_doubts(invalid.doubts)
            self._look_over(form, record)
            return self._form_page(form, record, INVALID)
        except (PermissionDenied, DatabaseUnavailableError):
            raise
        except UserError as problem:
            form.record_errors.append(str(problem))
            return self._form_page(form, record, INVALID)
        flash(_("Saved.") if record else self._saved_with_way_on())
        return redirect(self.page_of(saved))

    def _saved_with_way_on(self) -> Markup:
        """Where a new record is saved: a link to the next one, begun as this one was."""
        columns = self.record.__mapper__.columns
        begun = {name: text for name, text in request.args.items() if builder.may_prefill(name, text)}
        others = {name: text for name, text in begun.items() if name in columns and not columns[name].unique}
        link = Markup('<a href="{}">{}</a>').format(url_for(".create_view", **others), _("Enter another one"))  # type: ignore[arg-type]
        return Markup("{} {}").format(_("Saved."), link)

    def _look_over(self, form: RecordForm, record: Any | None) -> None:
        """Say everything else that is wrong with what could be read: nobody wants to hear it in rounds."""
        try:
            values = self.values(form, record)
        except ValidationError as invalid:
            form.add_errors({name: text for name, text in invalid.fields.items() if not form.has_error(name)})
            values = Editing.values(self, form, record)
        found = find_faults(context.session(), self.record, values, record)
        unasked = set(self.record.__mapper__.columns.keys()) - values.keys() | self.waits(form)
        form.add_errors({k: text for k, text in found.fields.items() if k not in unasked and not form.has_error(k)})
        form.add_doubts(found.doubts)

    def _form_page(
        self, form: RecordForm, record: Any | None, status: int = 200, notice: str = ""
    ) -> ResponseReturnValue:
        version = request.form.get("version") or getattr(record, "version", "")
        shown = {"version": version, "once": request.form.get(ONCE) or secrets.token_urlsafe(16), "notice": notice}
        more = shown | self.form_more(form, record)
        return self.render(self.form_template, form=form, record=record, **more), status

    def _conflict_page(self, record: Any, conflict: EditConflictError) -> str:
        last = next(iter(history.record_history(context.session(), record, limit=1)), None)
        kept = [(k, v) for k, v in request.form.items(multi=True) if k not in NOT_VALUES and not k.startswith(CHOICE)]
        untouched = [name for name in conflict.fields if not builder.was_edited(name)]
        differ = {name: pair for name, pair in conflict.fields.items() if name not in untouched}
        kept += [(f"{UNTOUCHED}{name}", "y") for name in untouched if f"{UNTOUCHED}{name}" not in request.form]
        said = {"conflict": conflict, "differ": differ, "kept": kept, "choice": CHOICE, "last": last}
        return self.render("conflict.html", record=record, **said)


def _only_shows() -> bool:
    """Whether the form is only looked at: opened, or shown again with everything as typed."""
    return request.method == "GET" or SHOW in request.form or "stale" in g


def seen_version() -> int | None:
    """The version of the record that the person was shown; None when the form does not say."""
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _unsaid(column: Column[Any]) -> Any:
    """What stands for "nothing was said" in a column."""
    if column.nullable:
        return None
    default: Any = column.default
    if default is not None and default.is_scalar:
        return default.arg
    return "" if isinstance(column.type, String) else None


def _takes_theirs(name: str) -> bool:
    """Whether the saved value of a column stays: chosen over the own one, or never touched."""
    if f"{UNTOUCHED}{name}" in request.form:
        return True
    return request.form.get("all", request.form.get(f"{CHOICE}{name}")) == "theirs"

"""A page of something that is done with a record: a form, a reason, one transaction; or what is wrong, as typed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.forms.builder import RecordForm
from admin.records.declared_views import declared_view_of
from admin.records.edit_pages import INVALID, SUBMISSION_TOKEN, confirmed_keys
from admin.records.form_origin import origin_record
from admin.records.record_urls import record_url
from admin.records.submitted_form import SHOW_AGAIN, submitted_form
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.models.base import Base
from shared.services import commit_with_retry, duplicate_submissions
from shared.services.commit import TRIAL
from shared.services.records import MAX_REASON_LENGTH, require_reason
from shared.services.service_errors import ValidationError


@dataclass(frozen=True)
class ActRow:
    """Somebody the act is about: a title, what is known, and the names of the fields in the row."""

    title: str
    notes: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ActTable:
    """Fields that are the same for several people, with headings of title, notes and fields.

    `fields_above` are entered once for all of them, between the heading, the help and the rows.
    """

    heading: str
    headings: tuple[str, ...]
    rows: tuple[ActRow, ...]
    help: str = ""
    fields_above: tuple[str, ...] = ()

    @property
    def fields(self) -> set[str]:
        """The fields that belong to it."""
        return {*self.fields_above, *(name for row in self.rows for name in row.fields)}


@dataclass(frozen=True)
class ActPage:
    """What the page says. `act` takes the values of the form and returns the record to show afterwards.

    `preview` says line by line what goes along or ends; `facts` are further variables of a template of its own,
    `next_url` where the saved act leads, if not to the page that it was begun from. `amounts` is a second table,
    below the first.
    """

    view: ViewDeclaration
    record: Any
    form: RecordForm
    heading: str
    button: str
    done: str
    help: str = ""
    needs_reason: bool = True
    preview: tuple[str, ...] = ()
    preview_heading: str = ""
    table: ActTable | None = None
    amounts: ActTable | None = None
    template: str = "act.html"
    facts: Mapping[str, Any] = field(default_factory=dict)
    next_url: Callable[[Any], str] | None = None

    @property
    def back_to(self) -> Any:
        """The record whose page the act was begun from."""
        return origin_record() or self.record

    @property
    def back_title(self) -> str:
        """What that one is called."""
        return str(declared_view_of(type(self.back_to)).title(self.back_to))

    @property
    def tables(self) -> tuple[ActTable, ...]:
        """What is entered for several people."""
        return tuple(table for table in (self.table, self.amounts) if table is not None)

    @property
    def fields_of_tables(self) -> set[str]:
        """The fields that stand in one of them."""
        return {name for table in self.tables for name in table.fields}

    def ask_further(
        self, known: Mapping[str, Any], act: Callable[[dict[str, Any]], Base], notice: str
    ) -> ResponseReturnValue:
        """What was entered, with what it leads to and is entered next, as far as it is `known`. Nothing is saved.

        `notice` says what that is. What would be doubted or refused is said at once: the act is tried, and taken back.
        What is asked for only now is not called missing.
        """
        for name, value in known.items():
            self.form[name].process_data(value)
        required_next = {field.name for field in self.form if field.name not in request.form}
        wrong, doubts = self._try(act)
        self.form.add_errors({name: text for name, text in wrong.items() if name not in required_next})
        self.form.add_doubts(doubts)
        is_wrong = self.form.doubts or self.form.record_errors or any(field.errors for field in self.form)
        return self.render(INVALID if is_wrong else 200, notice)

    def _try(self, act: Callable[[dict[str, Any]], Base]) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """What is wrong with it and what is doubtful, by field."""
        session = context.session()
        session.confirmed, session.reason = confirmed_keys(), self._reason or TRIAL
        try:
            act(self.form.values())
        except ValidationError as error:
            return error.fields, error.doubts
        except UserError as error:
            return {"": str(error)}, []
        finally:
            session.rollback()
        return {}, []

    def respond(
        self, act: Callable[[dict[str, Any]], Base], check: Callable[[dict[str, Any]], object] | None = None
    ) -> ResponseReturnValue:
        """The form; once posted, the record that the act leads to, or what is wrong.

        `check` looks at entries of which some cannot be read, and raises ValidationError as `act` would.
        """
        if request.method == "GET" or SHOW_AGAIN in request.form:
            return self.render(200)
        session = context.session()
        session.confirmed, session.reason, session.submitted = confirmed_keys(), self._reason, submitted_form()
        try:
            if not self.form.validate():
                self._add_further_errors(check)
                return self.render(INVALID)
            is_first, record = commit_with_retry(session, lambda: self._do_once(act))
        except ValidationError as error:
            self.form.add_errors(error.fields)
            self.form.add_doubts(error.doubts)
        except DatabaseUnavailableError:
            raise
        except UserError as error:
            self.form.record_errors.append(str(error))
        else:
            flash(self.done if is_first else _("This was saved before; nothing was entered twice."))
            return redirect(self.next_url(record) if self.next_url else record_url(origin_record() or record))
        session.rollback()
        return self.render(INVALID)

    def _do_once(self, act: Callable[[dict[str, Any]], Base]) -> tuple[bool, Base]:
        """The act; where the same form was sent before, the record it was about and nothing else."""
        made: list[Base] = []
        token = request.form.get(SUBMISSION_TOKEN, "")
        is_first = duplicate_submissions.save_once(
            context.session(), token, lambda: made.append(act(self.form.values()))
        )
        return is_first, made[0] if is_first else self.record

    @property
    def submission_token(self) -> str:
        """What tells this form from others, to know it when it is sent twice."""
        return request.form.get(SUBMISSION_TOKEN) or secrets.token_urlsafe(16)

    def _add_further_errors(self, check: Callable[[dict[str, Any]], object] | None) -> None:
        """Say what else is wrong where some fields cannot be read: nobody wants to hear it in rounds."""
        if self.needs_reason:
            try:
                require_reason(self._reason)
            except ValidationError as error:
                self.form.add_errors(error.fields)
        if check is not None:
            try:
                check(self.form.values())
            except ValidationError as error:
                form, found = self.form, error.fields.items()
                form.add_errors({k: text for k, text in found if k not in form or not form.has_error(k)})

    @property
    def _reason(self) -> str:
        return request.form.get("reason", "").strip()[:MAX_REASON_LENGTH]

    def render(self, status: int, notice: str = "") -> ResponseReturnValue:
        """The page as it stands."""
        known = {"admin_view": self.view, "page": self, "form": self.form, "reason": self._reason, "notice": notice}
        return render_template(self.template, **known, **self.facts), status

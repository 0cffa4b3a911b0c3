"""The audit trail, to be read: who saw or changed what, by person, by user, by day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, or_, select

from admin.display import region_names
from admin.display.changed_values import format_audited_value
from admin.records.filters import ChoiceFilter, DateRangeFilter, ExactTextFilter, Filter
from admin.records.pagination import KeysetOrder
from admin.records.record_view import RecordView
from admin.records.region_filter import RegionFilter
from admin.request import context
from admin.request.actions import READ_ONLY, ViewAction, expose_action
from admin.request.params import QueryParams, query_params
from admin.request.view_registry import views
from shared import audit
from shared.access import Permission, elevated
from shared.clock import LOCAL
from shared.errors import DatabaseUnavailableError
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Account, AuditEvent, Person
from shared.models.base import Base, models_by_table
from shared.models.labels import ACTIONS, CIRCUMSTANCES, label, noun, present_column
from shared.parsing import parse_date
from shared.services import doubts, family_acts, figure_revisions, subjects


class KeyFilter(ChoiceFilter):
    """Actions or kinds of record, by what people call them."""

    kind = "choice"

    def options(self) -> list[tuple[str, str]]:
        """All there are."""
        if self.name == "action":
            return [(key, str(text)) for key, text in ACTIONS.items()]
        return sorted(((key, str(noun(kind))) for key, kind in models_by_table().items()), key=lambda option: option[1])


class UserFilter(ExactTextFilter):
    """Login or name of who acted."""

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Exactly the login, or all who are called so."""
        if value := params.get(self.name, "").strip():
            with elevated(context.session()) as system:
                called = select(Account.login).where(or_(Account.login == value, Account.display_name == value))
                logins = list(system.scalars(called))
            yield self.column.in_([value, *logins])


class InstantFilter(DateRangeFilter):
    """From a local day to a local day, of instants."""

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Either end may be open."""
        start, end = (parse_date(text) if (text := params.get(name, "")) else None for name in self.param_names)
        if start:
            yield self.column >= datetime.combine(start, time(), LOCAL)
        if end:
            yield self.column < datetime.combine(end + timedelta(days=1), time(), LOCAL)

    def index_conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """The same: instants are many."""
        return self.conditions(params)


class WhoseDataFilter(Filter):
    """Whose data: a name or an identity number. It travels sealed, and the trail keeps neither."""

    def __init__(self) -> None:
        self.name, self.label = "whose", _l("Person concerned (name or identity number)")

    def person(self, params: QueryParams) -> Person | None:
        """The one person meant; ValueError for none or several."""
        text = params.get(self.name, "").strip()
        if not text:
            return None
        name, _hash, key = text.partition("#")
        persons = subjects.find_persons(
            context.session(), name.split(" · ")[0] if key else text, context.deployment().sealer
        )
        persons = [person for person in persons if not key or str(person.id) == key]
        if not persons:
            raise ValueError(_("No one in your regions has exactly this name or number."))
        if len(persons) > 1:
            raise ValueError(
                _("Several records match: {names}. Choose one.").format(
                    names=_("; ").join(map(_namesake_text, persons))
                )
            )
        return persons[0]

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Events in which the person's data were shown, changed, or may have been taken away."""
        if (person := self.person(params)) is not None:
            yield subjects.events_about(context.session(), person)


class AuditEventView(RecordView):
    """Who did what to which record, when and why."""

    model, actions, menu_position = AuditEvent, READ_ONLY, 6
    detail_template = "audit_event.html"
    derived_columns: ClassVar = {"changes": label(AuditEvent, "changes")}
    extra_file_columns = ("changes",)
    list_columns = ("at", "actor", "action", "record", "record_id", "reason", "region_code")
    detail_columns = ("at", "actor", "action", "record", "record_id", "region_code", "reason", "digest")
    summary_columns = ("at", "actor", "action", "record", "record_id", "region_code")

    @property
    def filters(self) -> list[Filter]:
        """The auditor's questions."""
        return [
            WhoseDataFilter(),
            UserFilter(AuditEvent, "actor"),
            InstantFilter(AuditEvent, "at"),
            KeyFilter(AuditEvent, "action"),
            KeyFilter(AuditEvent, "record"),
            ExactTextFilter(AuditEvent, "record_id"),
            RegionFilter(AuditEvent, "region_code"),
        ]

    @expose_action("/", ViewAction.LIST)
    def index_view(self) -> ResponseReturnValue:
        """What waits is appended first, so that the newest reading is in the list; who asks is noted behind."""
        with suppress(DatabaseUnavailableError):  # somebody writes: it comes a little later
            audit.append_waiting(context.deployment().engine)
        page = self.list_page.index_view()
        self.audit_question()  # after the answer, or the question would stand in its own answer
        return page

    def may_export_list(self) -> bool:
        """Whoever may read the trail takes its answer along."""
        return context.actor().has_permission(Permission.AUDIT_READ)

    def export_conditions(self) -> tuple[ColumnElement[bool], ...]:
        """All that may be read."""
        return ()

    def derive(self, record: Any, name: str) -> Any:  # noqa: ARG002
        """What changed, in a line."""
        parts = (f"{self.change_label(record, n)}: {_pair(self.before_and_after(record, n))}" for n in record.changes)
        return _("; ").join(parts)

    def audit_question(self) -> None:
        """Whose data somebody asked about, once it is clear who is meant."""
        person = None
        with suppress(ValueError):
            person = WhoseDataFilter().person(query_params())
        if person is not None:
            context.audit_read("audit_event", rows=0, by="question", people=[person.id])

    def change_label(self, event: AuditEvent, name: str) -> str:
        """What people call what changed: a column of the record, or what else the event tells."""
        record, column = _changed_column(event, name)
        return str(CIRCUMSTANCES.get(name, name) if record is None or not column else label(record, column))

    def before_and_after(self, event: AuditEvent, name: str) -> list[Any]:
        """Before and after in words, where the event is about columns of a record."""
        pair, (record, column) = event.changes[name], _changed_column(event, name)
        before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        if event.action == doubts.ACTION:  # a message at a column, no value of it
            return [None, doubts.translate_doubt(after)]
        if event.action in (family_acts.ACTION, family_acts.UNDONE):
            return [None, family_acts.describe(name, after)]
        if event.action == figure_revisions.ACTION and isinstance(after, list):
            return [None, " ".join(map(doubts.translate_doubt, after))]
        if record is None or not column:
            return [before, after]
        return [None if value is None else format_audited_value(record, column, value) for value in (before, after)]

    def default_order(self) -> KeysetOrder:
        """Newest first."""
        return KeysetOrder((AuditEvent.id,), newest_first=True)


def _namesake_text(person: Person) -> str:
    """A namesake as the auditor tells them apart: name, place, year of birth."""
    year = person.born_on.year if person.born_on else "–"
    return f"{person.name} · {region_names.region_path(person.region_code)} · {year} #{person.id}"


def _changed_column(event: AuditEvent, name: str) -> tuple[type[Base] | None, str]:
    """The kind of record an event is about, and the column of it that `name` stands for; empty when it is none."""
    record = next((view.model for view in views() if view.model.__tablename__ == event.record), None)
    column = present_column(record, name) if record else ""
    return record, column if record and column in record.__mapper__.columns else ""


def _pair(pair: list[Any]) -> str:
    before, after = pair
    return str(after) if before is None else f"{before} → {after}"

"""One record: who and where in a band, its columns, what belongs to it, and what happened to it."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import abort, request
from flask.typing import ResponseReturnValue

from admin.display import region_names
from admin.display.changed_values import describe_change
from admin.display.titles import title_of
from admin.records.list_page import Listing
from admin.records.related_records import load_related
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import require_change
from shared.access.errors import PermissionDenied
from shared.locale import _
from shared.models.base import Base
from shared.models.columns import ColumnKind, meaning_of
from shared.models.labels import label
from shared.services import history, subjects


class Details(Listing):
    """The page of one record. `related` names the records that point at it, with the column they do it by."""

    details_template = "details.html"
    summary: ClassVar[tuple[str, ...]] = ()
    form_columns: ClassVar[tuple[str, ...]] = ()
    column_details_list: ClassVar[tuple[str, ...]] = ()
    related: ClassVar[tuple[tuple[type[Base], str], ...]] = ()

    @expose_action("/details/", ViewAction.READ)
    def details_view(self) -> ResponseReturnValue:
        """The record of the address."""
        record = self.asked_for()
        if self.is_personal:
            related = load_related(record, self.related)
            rows = [record, *(row for part in related for row in (*part.rows, *part.ended))]
            people = subjects.people_in(context.session(), rows)
            context.audit_read(self.record.__tablename__, record_id=request.args["id"], people=people)
            return self.details_page(record, related=related)
        return self.details_page(record)

    def details_page(self, record: Any, status: int = 200, **more: Any) -> ResponseReturnValue:
        """The page, with whatever an action on it has to say."""
        self.learn_places([record])
        page = self.render(
            self.details_template,
            record=record,
            related=more.pop("related", None) or load_related(record, self.related),
            changes=history.record_history(context.session(), record),
            may_edit=self.may_change(record),
            **more,
        )
        return page, status

    def asked_for(self) -> Any:
        """The record whose number stands in the address. A foreign one answers like one that does not exist."""
        return self.find(request.args.get("id", "")) or abort(404)

    def find(self, key: str) -> Any | None:
        """The record with this number, when it is a number and lies inside the scope."""
        if not (key.isascii() and key.isdigit() and len(key) <= len(str(2**63)) - 1):
            return None
        return context.session().get(self.record, int(key))

    def changed_values(self, change: history.Change) -> str:
        """What a change of a record did, from what to what."""
        return _("; ").join(describe_change(self.record, change))

    def title(self, record: Any) -> str:
        """What its page is called."""
        return title_of(record)

    def may_change(self, record: Base) -> bool:
        """Whether the person may change this very record."""
        try:
            require_change(context.session(), record)
        except PermissionDenied:
            return False
        return True

    def kept_by(self, record: Base) -> str:
        """Why somebody who keeps such records only looks at this one."""
        code = getattr(record, "region_code", None)
        if code:
            return _("Kept by {place}; you look at it here.").format(place=region_names.region_path(code))
        if "region_code" in record.__mapper__.columns:
            return _("It stands for the whole nation, to compare with: reference data that nobody changes here.")
        return _("Kept by the province; you look at it here.")

    def details(self) -> list[tuple[str, str]]:
        """(column, label) below the band: what the view names, else every column but our own, as in the form."""
        named = self.column_details_list or (*self.form_columns, *self._all_columns())
        return [(name, self.heading_of(name)) for name in dict.fromkeys(named) if name not in self.summary]

    def _all_columns(self) -> list[str]:
        """Every column but our own and what is sealed."""
        meanings = {name: meaning_of(self.record, name) for name in self.record.__mapper__.columns.keys()}  # noqa: SIM118 - a collection of columns
        return [n for n, m in meanings.items() if not m.is_managed and m.kind is not ColumnKind.SECRET]

    def label_of(self, name: str) -> str:
        """What people call a column."""
        return str(label(self.record, name))

"""One record: its title and summary, its columns, what belongs to it, and what happened to it."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from admin.display import region_names
from admin.display.changed_values import describe_change
from admin.display.waiting_changes import waiting_about
from admin.records.related_records import load_related
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import require_change
from shared.access.permission_denied import PermissionDenied
from shared.audit import UNAUDITED
from shared.locale import _
from shared.models.base import Base
from shared.models.columns import ColumnKind, meaning_of
from shared.services import history, subjects
from shared.services.moved_families import has_moved_away


class DetailPage:
    """The page of one record."""

    def __init__(self, view: ViewDeclaration) -> None:
        self.view = view

    @expose_action("/details/", ViewAction.READ)
    def details_view(self) -> ResponseReturnValue:
        """The record of the address."""
        record = self.requested_record()
        content = self.load_content(record)
        if self.view.is_personal:
            people = self.people_shown(record, content)
            context.audit_read(self.view.model.__tablename__, record_id=request.args["id"], people=people)
        return self.render(record, content=content)

    def load_content(self, record: Any) -> dict[str, Any]:
        """What the page shows beside the record itself, as variables of the template."""
        return {
            "related": load_related(record, self.view.related),
            "changes": history.record_history(context.session(), record),
        }

    def people_shown(self, record: Any, content: dict[str, Any]) -> set[int]:
        """Keys of the persons whose data the page shows."""
        rows = [record, *(row for part in content["related"] for row in part.rows)]
        return subjects.people_in(context.system_reader(), rows)

    def requested_record(self) -> Any:
        """The record whose number stands in the address. A foreign one answers like one that does not exist."""
        return self.view.find(request.args.get("id", "")) or abort(404)

    def render(
        self, record: Any, status: int = 200, content: dict[str, Any] | None = None, **variables: Any
    ) -> ResponseReturnValue:
        """The page, with whatever an action on it has to say."""
        self.view.preload_region_names([record])
        page = render_template(
            self.view.detail_template,
            admin_view=self.view,
            detail_page=self,
            record=record,
            may_edit=self.may_change(record),
            waiting=waiting_about(record),
            **(self.load_content(record) if content is None else content),
            **self.view.detail_context(record),
            **variables,
        )
        return page, status

    def may_change(self, record: Base) -> bool:
        """Whether the user may change this very record."""
        try:
            require_change(context.session(), record)
        except PermissionDenied:
            return False
        return True

    @property
    def has_versions(self) -> bool:
        """Whether the audit trail keeps what such records were before."""
        return self.view.model not in UNAUDITED

    def change_text(self, change: history.Change) -> str:
        """What a change of a record did, from what to what."""
        return _("; ").join(describe_change(self.view.model, change))

    def has_moved(self, record: Base) -> bool:
        """Whether the page shows a family that stands elsewhere now, as it was."""
        return has_moved_away(record)

    def read_only_reason(self, record: Base) -> str:
        """Why somebody who keeps such records only looks at this one."""
        if has_moved_away(record):
            return _("The family has moved away; this is how it was on its last day here. You can only view it.")
        code = getattr(record, "region_code", None)
        if code:
            return _("Maintained by {place}; you can only view it.").format(place=region_names.region_path(code))
        if "region_code" in record.__mapper__.columns:
            return _("This is a national value, for comparison only. It is reference data and cannot be edited here.")
        return _("Maintained by the province; you can only view it.")

    def columns(self) -> list[tuple[str, str]]:
        """(column, label) below the summary: what the view names, else every column but our own, as in the form."""
        named = self.view.detail_columns or (*self.view.form_columns, *self._all_columns())
        summary = self.view.summary_columns
        return [(name, self.view.column_label(name)) for name in dict.fromkeys(named) if name not in summary]

    def _all_columns(self) -> list[str]:
        """Every column but those the services keep and what is encrypted."""
        model = self.view.model
        meanings = {name: meaning_of(model, name) for name in model.__mapper__.columns.keys()}  # noqa: SIM118 - a collection of columns
        return [n for n, m in meanings.items() if not m.is_managed and m.kind is not ColumnKind.SECRET]

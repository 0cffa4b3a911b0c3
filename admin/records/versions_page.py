"""Two versions of a record side by side, and the way to put one former value back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from admin.display.changed_values import REDACTED, format_audited_value
from admin.records.detail_page import DetailPage
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.audit import from_json_value
from shared.services import subjects
from shared.services.record_versions import RecordVersion, load_versions

VERSION, FIELD = "version", "field"


@dataclass(frozen=True)
class ComparedValue:
    """A column in both versions, as people read it."""

    name: str
    label: str
    before: str
    after: str
    may_restore: bool

    @property
    def differs(self) -> bool:
        """Whether both versions say something else."""
        return self.before != self.after


class VersionsPage:
    """The page of what a record was before."""

    def __init__(self, view: ViewDeclaration, detail_page: DetailPage) -> None:
        self.view, self.detail_page = view, detail_page

    @expose_action("/versions/", ViewAction.READ)
    def versions_view(self) -> ResponseReturnValue:
        """An earlier version beside a later one; without a choice the last two."""
        record, key = self.detail_page.requested_record(), request.args["id"]
        versions = load_versions(context.session(), record)
        if self.view.is_personal:
            people = subjects.people_in(context.system_reader(), [record])
            context.audit_read(self.view.model.__tablename__, record_id=key, people=people)
        after = _chosen(versions, "after", 0)
        before = _chosen(versions, "before", 1)
        rows = [*self._compare(record, before, after)] if before and after else []
        return render_template(
            "versions.html",
            admin_view=self.view,
            record=record,
            versions=versions,
            before=before,
            after=after,
            rows=rows,
        )

    def _compare(self, record: Any, before: RecordVersion, after: RecordVersion) -> Iterator[ComparedValue]:
        may_edit = self.detail_page.may_change(record) and self.view.may(ViewAction.EDIT) and not record.retired_on
        for name, label in self._columns(before):
            was, became = (format_audited_value(self.view.model, name, one.values[name]) for one in (before, after))
            may_restore = may_edit and name in self.view.form_columns and REDACTED not in was
            yield ComparedValue(name, label, was, became, may_restore)

    def _columns(self, version: RecordVersion) -> list[tuple[str, str]]:
        """What the page of the record shows, in its order."""
        summary = [(name, self.view.column_label(name)) for name in self.view.summary_columns]
        return [(name, label) for name, label in [*summary, *self.detail_page.columns()] if name in version.values]


def former_values(view: ViewDeclaration, record: Any) -> dict[str, Any]:
    """The value that the address of an edit form asks to put back, by column: of which version, and which field."""
    key, name = request.args.get(VERSION, ""), request.args.get(FIELD, "")
    if not key or name not in view.form_columns:
        return {}
    version = _find(load_versions(context.session(), record), key) or abort(404)
    return {name: from_json_value(view.model, name, version.values[name])} if name in version.values else {}


def _chosen(versions: list[RecordVersion], side: str, position: int) -> RecordVersion | None:
    if key := request.args.get(side, ""):
        return _find(versions, key) or abort(404)
    return versions[position] if position < len(versions) else None


def _find(versions: list[RecordVersion], key: str) -> RecordVersion | None:
    return next((one for one in versions if one.key == key), None)

"""Taking the newest act on a family back, as a whole: from the page of the household, or of the person it is about."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from admin.display.changed_values import describe_values
from admin.display.formatting import format_datetime
from admin.display.titles import noun_and_title
from admin.forms import builder
from admin.records.act_page import ActPage
from admin.records.detail_page import DetailPage
from admin.request import context, params
from admin.request.actions import ViewAction, expose_action
from shared.access import Permission, require_change
from shared.audit import to_json_value
from shared.locale import _
from shared.models import HouseholdTransfer, Person
from shared.models.base import model_of_table
from shared.services import system_reasons
from shared.services.family_act_undo import undo_act
from shared.services.family_acts import Family, FamilyAct, WrittenRecord, count_kinds
from shared.services.past_acts import PastAct, load_latest_act, load_latest_act_about

MAX_RECORDS = 20
UNTOLD = {"retired_reason"}


class UndoPage:
    """The act of undoing."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.detail_page = detail_page

    @expose_action("/undo/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def undo_view(self) -> ResponseReturnValue:
        """What was done, and what becomes of it."""
        record, session = self.detail_page.requested_record(), context.session()
        require_change(session, record)
        family, latest = _find_act(record)
        if latest is None and request.method == "GET":
            abort(404)
        name = latest.kind.label if latest else ""
        form = builder.build_form_class(type(record), ("event",), event=HiddenField())
        page = ActPage(
            self.detail_page.view,
            record,
            builder.bind_form(form, {"event": "" if latest is None else str(latest.event_id)}),
            heading=_("Undo: {act}, {title}").format(act=name, title=self.detail_page.view.title(record)),
            button=_("Undo"),
            done=_("Undone: all its records stand as before."),
            help=_help(latest),
            preview=_lines(latest) if latest else (),
            preview_heading=_("What was recorded"),
        )

        def act(values: dict[str, Any]) -> Family | HouseholdTransfer:
            event = str(values["event"] or "")
            undo_act(session, family, params.parse_number(event) or 0, session.reason)
            return (latest and _transfer(latest)) or record

        return page.respond(act)


def _find_act(record: Family) -> tuple[Family, PastAct | None]:
    """The newest act of the household, or about the person, and the family it is undone for."""
    session = context.session()
    if isinstance(record, Person):
        return load_latest_act_about(session, record) or (record, None)
    return record, load_latest_act(session, record)


def _help(act: PastAct | None) -> str:
    """What follows; where a family was taken over, to whom it goes back."""
    text = _("Possible while nothing rests on it. New records are voided; changed ones are as before.")
    if act is None or act.kind is not FamilyAct.HAND_OVER:
        return text
    back = _("The family goes back to the old office, and its offer awaits your answer again.")
    return f"{text} {back}"


def _transfer(act: PastAct) -> HouseholdTransfer | None:
    """The transfer that waits again, where a hand-over is undone: the family is the old office's."""
    keys = [one.key for one in act.written if one.table == HouseholdTransfer.__tablename__]
    return context.session().get(HouseholdTransfer, int(keys[0])) if keys else None


def _lines(act: PastAct) -> tuple[str, ...]:
    """When and why, and each record that the user may read with what becomes of it."""
    reason = system_reasons.translate_reason(act.reason) or "—"
    about = _("{time}: {reason}").format(time=format_datetime(act.at), reason=reason)
    records = [line for one in act.written if (line := _line(one))]
    further = len(act.written) - len(records[:MAX_RECORDS])
    rest = (_("and {n} more").format(n=further),) if further else ()
    return about, count_kinds(one.table for one in act.written), *records[:MAX_RECORDS], *rest


def _line(one: WrittenRecord) -> str:
    """A record, and from what to what it goes back; of a new one since when it holds."""
    kind: Any = model_of_table(one.table)
    record = context.session().get(kind, int(one.key))
    if record is None:
        return ""
    if one.before is None:
        first_day = getattr(record, "start_on", None)
        since = "" if first_day is None else _("since {day}").format(day=first_day)
        change = _("{text}: {facts}").format(text=since, facts=_("will be voided")) if since else _("will be voided")
    else:
        values = {name: [to_json_value(getattr(record, name)), value] for name, value in one.before.items()}
        values = {name: pair for name, pair in values.items() if name not in UNTOLD}
        change = _("; ").join(describe_values(kind, values)) or _("will be as before")
    return _("{label}: {value}").format(label=noun_and_title(record), value=change)

"""Taking the newest act on a family back, as a whole."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from admin.display.formatting import format_datetime
from admin.display.titles import noun_and_title
from admin.forms import builder
from admin.records.act_page import ActPage
from admin.request import context, params
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.family_acts.household_act import HouseholdAct
from shared.access import Permission
from shared.locale import _
from shared.models import Household, HouseholdTransfer
from shared.models.base import model_of_table
from shared.services import system_reasons
from shared.services.family_act_undo import PastAct, load_latest_act, undo_act
from shared.services.family_acts import FamilyAct, WrittenRecord, count_kinds

MAX_RECORDS = 12


class UndoPage(HouseholdAct):
    """The act of undoing."""

    @expose_action("/undo/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def undo_view(self) -> ResponseReturnValue:
        """What was done, and what becomes of it."""
        household, session = self.household(), context.session()
        latest = load_latest_act(session, household)
        if latest is None and request.method == "GET":
            abort(404)
        name = latest.kind.label if latest else ""
        form = builder.build_form_class(Household, ("event",), event=HiddenField())
        page = ActPage(
            self.view,
            household,
            builder.bind_form(form, {"event": "" if latest is None else str(latest.event_id)}),
            heading=_("Undo: {act}, {title}").format(act=name, title=self.title(household)),
            button=_("Undo"),
            done=_("Undone: all its records stand as before."),
            help=_help(latest),
            preview=_lines(latest) if latest else (),
            preview_heading=_("What was recorded"),
        )

        def act(values: dict[str, Any]) -> Household | HouseholdTransfer:
            event = str(values["event"] or "")
            undo_act(session, household, params.parse_number(event) or 0, session.reason)
            return (latest and _transfer(latest)) or household

        return page.respond(act)


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
    """When and why, and how many records of which kind."""
    reason = system_reasons.translate_reason(act.reason) or "—"
    about = _("{time}: {reason}").format(time=format_datetime(act.at), reason=reason)
    records = [line for one in act.written if (line := _line(one))]
    further = len(act.written) - len(records[:MAX_RECORDS])
    rest = (_("and {n} more").format(n=further),) if further else ()
    return about, count_kinds(one.table for one in act.written), *records[:MAX_RECORDS], *rest


def _line(one: WrittenRecord) -> str:
    """A record that the user may read, and what becomes of it."""
    kind: Any = model_of_table(one.table)
    record = context.session().get(kind, int(one.key))
    if record is None:
        return ""
    change = _("will be voided") if one.before is None else _("will be as before")
    return _("{label}: {value}").format(label=noun_and_title(record), value=change)

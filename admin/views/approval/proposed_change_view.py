"""Changes of records that wait for a second person: confirmed, rejected or withdrawn here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from admin.display import households_today
from admin.display.proposed_records import change_in_a_line
from admin.display.titles import title_of
from admin.display.waiting_changes import days_waiting
from admin.records.edit_pages import INVALID, confirmed_keys
from admin.records.pagination import KeysetOrder
from admin.records.record_urls import record_url
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import READ_ONLY, ViewAction, expose_action
from admin.request.params import QueryParams
from admin.views.approval.confirm_several_page import ConfirmSeveralPage
from admin.views.approval.proposed_change_page import ProposedChangePage
from shared.access import Permission
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import ChangeState, ProposedChange
from shared.services import commit_with_retry
from shared.services.confirmation import deciding
from shared.services.confirmation.inbox import count_to_decide, load_own, next_to_decide
from shared.services.doubts import doubt_key
from shared.services.records import MAX_REASON_LENGTH
from shared.services.service_errors import ValidationError
from shared.services.system_reasons import translate_reason

MAX_RETURNED = 5


class ProposedChangeView(RecordView):
    """What was proposed, by whom and why, and who decided."""

    model, actions, menu_position = ProposedChange, READ_ONLY, 1
    detail_template, detail_page_class = "proposed_change.html", ProposedChangePage
    act_pages: ClassVar = (ConfirmSeveralPage,)
    derived_columns: ClassVar = {
        "subject": _l("Concerns"),
        "changes": _l("What changes"),
        "doubts": _l("Doubts"),
        "days": _l("Days waiting"),
    }
    numeric_columns = ("days", "doubts")
    list_columns = ("subject", "changes", "amount_fen", "doubts", "region_code", "proposed_by", "days", "state")
    filter_columns = ("kind", "region_code", "proposed_at", "household_id", "person_id")
    default_status = "waiting"
    statuses: ClassVar[Any] = tuple(
        (str(state), state.label, lambda state=state: ProposedChange.state == state) for state in ChangeState
    )
    summary_columns = ("kind", "household_id", "person_id", "amount_fen", "region_code", "proposed_by", "proposed_at")
    detail_columns = ("reason", "decided_by", "decided_at", "decision_reason")

    def order_for(self, params: QueryParams) -> KeysetOrder:
        """What waits longest first; what was decided with the newest first."""
        is_waiting = params.get("state", self.default_status) == self.default_status
        return KeysetOrder((ProposedChange.id,), newest_first=not is_waiting)

    def list_remarks(self, params: QueryParams, errors: dict[str, str]) -> list[str]:
        """How much waits for the user, and where simple ones are confirmed together; what was returned, and why."""
        number = count_to_decide(context.session())
        link = Markup('<a href="{}">{}</a>').format(url_for(".several_view"), _("Confirm several"))
        remark = Markup("{} {}").format(_("Awaiting your confirmation: {n}.").format(n=number), link)
        _waiting, returned = load_own(context.session(), MAX_RETURNED)
        remarks = [*([remark] if number else []), *(_returned_text(one) for one in returned)]
        return [*super().list_remarks(params, errors), *remarks]

    def may_export_list(self) -> bool:
        """Never: the records themselves have files."""
        return False

    def preload(self, records: Iterable[Any]) -> None:
        """With the heads of the families."""
        records = list(records)
        super().preload(records)
        households_today.preload_heads(one.household_id for one in records if one.household_id and not one.person_id)

    def derive(self, record: Any, name: str) -> Any:
        """Whom it is about, what changes, what was doubted or moves the past, and how long it has waited."""
        if name == "changes":
            return change_in_a_line(record.changes)
        if name == "doubts":
            return str(len(record.doubts) + len(record.figures) or "")
        return str(days_waiting(record)) if name == "days" else title_of(record)

    def status_label(self, record: Any) -> str:
        """How far it is."""
        return str(self.cell(record, "state"))

    @expose_action("/confirm/", ViewAction.READ, ("POST",), Permission.RECOGNITION_CONFIRM)
    def confirm_view(self) -> ResponseReturnValue:
        """It is done now, unless a record has changed meanwhile."""
        return self._decide(deciding.confirm, _("Confirmed. The change is now in force."))

    @expose_action("/refuse/", ViewAction.READ, ("POST",), Permission.RECOGNITION_CONFIRM)
    def refuse_view(self) -> ResponseReturnValue:
        """Nothing is changed; the proposer reads why."""
        reason = request.form.get("reason", "")
        return self._decide(
            lambda session, proposed: deciding.refuse(session, proposed, reason), _("Rejected. Nothing was changed.")
        )

    @expose_action("/withdraw/", ViewAction.READ, ("POST",), Permission.RECOGNITION_EDIT)
    def withdraw_view(self) -> ResponseReturnValue:
        """Who proposed it takes it back."""
        reason = request.form.get("reason", "")
        return self._decide(
            lambda session, proposed: deciding.withdraw(session, proposed, reason), _("Withdrawn. Nothing was changed.")
        )

    def _decide(self, decide: Callable[..., bool | None], done: str) -> ResponseReturnValue:
        proposed, session = self.detail_page.requested_record(), context.session()
        session.confirmed = confirmed_keys()
        session.reason = request.form.get("reason", "").strip()[:MAX_REASON_LENGTH]
        try:
            is_done = commit_with_retry(session, lambda: decide(session, proposed))
        except DatabaseUnavailableError:
            raise
        except UserError as error:
            session.rollback()
            return self._refused(error)
        flash(_("The records were changed meanwhile: it has to be proposed anew.") if is_done is False else done)
        following = next_to_decide(session, proposed)
        is_second = proposed.proposed_by != context.actor().login
        return redirect(record_url(following if following is not None and is_second else proposed))

    def _refused(self, error: UserError) -> ResponseReturnValue:
        """The page with what is wrong, or with what is new and has to be confirmed as well."""
        proposed, reason = self.detail_page.requested_record(), request.form.get("reason", "")
        doubts = error.doubts if isinstance(error, ValidationError) and not error.fields else []
        if not doubts:
            return self.detail_page.render(proposed, INVALID, error=str(error), reason=reason)
        texts, keys = [sentence for _column, sentence in doubts], [doubt_key(*doubt) for doubt in doubts]
        return self.detail_page.render(proposed, INVALID, new_doubts=texts, new_doubt_keys=keys, reason=reason)


def _returned_text(proposed: ProposedChange) -> Markup:
    """What came back to who proposed it, by whom it was decided and why; its page begins it again."""
    reason = translate_reason(proposed.decision_reason or "") or proposed.state
    link = Markup('<a href="{}">{}</a>').format(record_url(proposed), title_of(proposed))
    return Markup("{} {} · {}").format(_("Returned to you:"), link, reason)

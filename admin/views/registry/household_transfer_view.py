"""Transfers of households between offices: what waits for whom, accepted or refused here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.display.transferred_family import members_of
from admin.forms import builder
from admin.records.act_page import ActPage
from admin.records.edit_pages import INVALID
from admin.records.pagination import KeysetOrder
from admin.records.record_urls import record_url
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import READ_ONLY, ViewAction, expose_action
from admin.request.params import QueryParams
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, HouseholdTransfer, TransferState
from shared.services import commit_with_retry, household_transfers
from shared.services.service_errors import ValidationError


class HouseholdTransferView(RecordView):
    """What one office offered to another, and what became of it."""

    model, actions, menu_position = HouseholdTransfer, READ_ONLY, 4
    detail_template = "household_transfer.html"
    derived_columns: ClassVar = {"days_left": _l("Days left")}
    numeric_columns = ("days_left",)
    list_columns = ("household_id", "state", "region_code", "to_region_code", "moves_on", "days_left", "offered_at")
    filter_columns = ("state", "region_code", "to_region_code", "moves_on", "household_id")
    statuses = (("waiting", _l("Awaiting the new office"), lambda: HouseholdTransfer.state == TransferState.OFFERED),)
    number_search_column = "household.number"
    summary_columns = ("state", "region_code", "to_region_code", "moves_on", "paid_from")

    def order_for(self, params: QueryParams) -> KeysetOrder:
        """What waits by the day of the move, the earliest first."""
        if params.get("state") == "waiting":
            return KeysetOrder((HouseholdTransfer.moves_on, HouseholdTransfer.id), is_quick=False)
        return self.default_order()

    def derive(self, record: Any, name: str) -> Any:  # noqa: ARG002
        """The days until the family moves, while the offer waits: fewer than none once the day has passed."""
        is_waiting = record.state == TransferState.OFFERED
        return (record.moves_on - today()).days if is_waiting else None

    def default_order(self) -> KeysetOrder:
        """Newest first."""
        return KeysetOrder((HouseholdTransfer.id,), newest_first=True)

    def detail_context(self, record: Any) -> dict[str, Any]:
        """The family, and what the user may do about the offer."""
        return {
            "members": members_of(record),
            "may_accept": _may(record, record.to_region_code),
            "may_withdraw": _may(record, record.region_code),
        }

    @expose_action("/accept/", ViewAction.READ, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def accept_view(self) -> ResponseReturnValue:
        """Where the family stands from now on: its village and address."""
        transfer, session = self.detail_page.requested_record(), context.session()
        if not _may(transfer, transfer.to_region_code):
            abort(403)
        form = builder.build_form_class(Household, ("region_code", "address"))
        page = ActPage(
            self,
            transfer,
            builder.bind_form(form, {}),
            heading=_("Accept: {title}").format(title=self.title(transfer)),
            button=_("Accept"),
            done=_("Accepted. The family is now managed by your office."),
            help=_("Its members and benefit spells move with it; earlier records stay with the old office."),
            needs_reason=False,
        )

        def accept(values: dict[str, Any]) -> Household:
            key = household_transfers.accept(session, transfer, values["region_code"], values["address"])
            return session.get_one(Household, key)

        return page.respond(accept)

    @expose_action("/refuse/", ViewAction.READ, ("POST",), Permission.REGISTRY_EDIT)
    def refuse_view(self) -> ResponseReturnValue:
        """The family stays with the old office."""
        return self._close(household_transfers.refuse, _("Rejected. The family stays with the old office."))

    @expose_action("/withdraw/", ViewAction.READ, ("POST",), Permission.REGISTRY_EDIT)
    def withdraw_view(self) -> ResponseReturnValue:
        """The old office takes its offer back."""
        return self._close(household_transfers.withdraw, _("Withdrawn. The family stays here."))

    def _close(self, act: Callable[..., None], done: str) -> ResponseReturnValue:
        transfer, session, reason = self.detail_page.requested_record(), context.session(), request.form["reason"]
        try:
            commit_with_retry(session, lambda: act(session, transfer, reason))
        except ValidationError as error:
            session.rollback()
            return self.detail_page.render(transfer, INVALID, error=str(error), reason=reason)
        flash(done)
        return redirect(record_url(transfer))


def _may(transfer: HouseholdTransfer, place: str) -> bool:
    """Whether the user decides for the office of a place, and the offer still waits."""
    is_waiting = transfer.state == TransferState.OFFERED
    return is_waiting and context.actor().has_permission(Permission.REGISTRY_EDIT, place)

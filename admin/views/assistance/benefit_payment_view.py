"""Benefit payments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, select

from admin.display import households_today
from admin.records.bulk_act import setting
from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from admin.request.params import QueryParams
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import BenefitPayment, Level, Region, Tier


def _refuse_paid(payment: BenefitPayment) -> str:
    return _("Paid already, on {day}.").format(day=payment.paid_on) if payment.paid_on else ""


class BenefitPaymentView(RecordView):
    """What households were paid for which month."""

    model, actions, menu_position = BenefitPayment, ALL_ACTIONS, 1
    derived_columns: ClassVar = {"head": _l("Head of household")}
    list_columns = ("household_id", "head", "tier", "month", "amount_fen", "paid_on", "region_code")
    filter_columns = ("tier", "month", "region_code", "paid_on", "household_id")
    form_columns = ("household_id", "tier", "month", "amount_fen", "paid_on", "region_code")
    bulk_acts = (setting("paid", _l("Enter as paid"), "paid_on", refusal=_refuse_paid),)
    number_search_column = "household.number"
    summary_columns = ("tier", "month", "amount_fen", "paid_on", "region_code")

    def index_conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Payments stand in townships: with tier and month, each is one look into the index."""
        if params.get("tier") or params.get("month"):
            yield BenefitPayment.region_code.in_(select(Region.code).where(Region.level == Level.TOWNSHIP))
        if params.get("month") and not params.get("tier"):
            yield BenefitPayment.tier.in_(list(Tier))

    def preload(self, records: Iterable[Any]) -> None:
        """With the heads of the households."""
        records = list(records)
        super().preload(records)
        households_today.preload_heads(record.household_id for record in records)

    def derive(self, record: Any, name: str) -> Any:  # noqa: ARG002
        """Who heads the household."""
        return households_today.head_of(record.household_id)

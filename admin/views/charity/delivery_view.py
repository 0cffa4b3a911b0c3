"""Deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from flask import g
from sqlalchemy import ColumnElement, exists, select

from admin.display import households_today, quota_texts
from admin.forms.builder import RecordForm, build_field, build_form_class
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from admin.request.params import QueryParams
from admin.views.charity.cycle_choice import CYCLE
from admin.views.charity.delivery_batch_page import DeliveryBatchPage
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Delivery, ProgrammeCycle, Receipt, SolarInstallation


def _has_receipt() -> ColumnElement[bool]:
    return exists().where(Receipt.delivery_id == Delivery.id, Receipt.retired_on.is_(None))


class DeliveryView(RecordView):
    """Units of a cycle that reached a household or a person."""

    batch_label = _l("Deliveries and receipts on one list")
    act_pages: ClassVar = (DeliveryBatchPage,)
    model, actions, menu_position = Delivery, ALL_ACTIONS, 1
    derived_columns: ClassVar = {"head": _l("Head of household"), "receipt": _l("Receipt")}
    list_columns = (
        "household_id",
        "head",
        "person_id",
        "cycle_id",
        "delivered_on",
        "receipt",
        "value_fen",
        "region_code",
    )
    filter_columns = ("cycle_id", "region_code", "delivered_on", "household_id", "person_id")
    statuses = (
        ("receipted", _l("Signed for"), _has_receipt),
        ("unreceipted", _l("Not signed for"), lambda: ~_has_receipt()),
        ("overridden", _l("Exceptional delivery"), lambda: Delivery.override_reason.is_not(None)),
    )
    form_columns = (
        "cycle_id",
        "household_id",
        "person_id",
        "delivered_on",
        "value_fen",
        "override_reason",
        "region_code",
    )
    name_search_column, number_search_column = "person.name", "household.number"
    summary_columns = ("cycle_id", "delivered_on", "value_fen", "region_code")
    related = ((Receipt, "delivery_id"), (SolarInstallation, "delivery_id"))

    @cached_property
    def form_class(self) -> type[RecordForm]:
        """Each cycle with what is left of the quota: a refusal is too late to learn it."""
        return build_form_class(
            Delivery, self.form_columns, cycle_id=build_field(Delivery, "cycle_id", options=quota_texts.cycle_options)
        )

    def batch_params(self, params: QueryParams) -> dict[str, str]:
        """With the cycle."""
        cycle = {CYCLE: params["cycle_id"]} if params.get("cycle_id") else {}
        return super().batch_params(params) | cycle

    def list_remarks(self, params: QueryParams, errors: dict[str, str]) -> list[str]:
        """Of one cycle: what is left of its quota."""
        key = params.get("cycle_id", "")
        if not key or "cycle_id" in errors or context.session().get(ProgrammeCycle, int(key)) is None:
            return []
        return [quota_texts.quota_text(int(key))]

    def preload(self, records: Iterable[Any]) -> None:
        """With heads and receipts."""
        records = list(records)
        super().preload(records)
        households_today.preload_heads(record.household_id for record in records)
        keys = [record.id for record in records]
        signed = select(Receipt.delivery_id, Receipt.signed_on)
        signed = signed.where(Receipt.delivery_id.in_(keys), Receipt.retired_on.is_(None))
        g.setdefault("signed", {}).update(iter(context.session().execute(signed)))

    def derive(self, record: Any, name: str) -> Any:
        """Who heads the household, and when it signed."""
        if name == "head":
            return households_today.head_of(record.household_id)
        return g.get("signed", {}).get(record.id) or _("Not signed for")

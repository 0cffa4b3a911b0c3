"""Deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from flask import g
from sqlalchemy import ColumnElement, exists, select

from admin.display import households_today, quota_texts
from admin.forms.builder import RecordForm, build_field, build_form_class
from admin.records.list_query import ListQuery
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Delivery, ProgrammeCycle, Receipt, SolarInstallation


def _receipted() -> ColumnElement[bool]:
    return exists().where(Receipt.delivery_id == Delivery.id, Receipt.retired_on.is_(None))


class DeliveryView(RecordView):
    """Units of a run that reached a household or a person."""

    record, verbs, menu_position = Delivery, ALL_ACTIONS, 1
    derived: ClassVar = {"head": _l("Head of household"), "receipt": _l("Receipt")}
    column_list = ("household_id", "head", "person_id", "run_id", "delivered_on", "receipt", "value_fen", "region_code")
    column_filters = ("run_id", "region_code", "delivered_on", "household_id", "person_id")
    states = (
        ("receipted", _l("With a receipt"), _receipted),
        ("unreceipted", _l("Without a receipt"), lambda: ~_receipted()),
        ("overridden", _l("A rule was set aside"), lambda: Delivery.override_reason.is_not(None)),
    )
    form_columns = (
        "run_id",
        "household_id",
        "person_id",
        "delivered_on",
        "value_fen",
        "override_reason",
        "region_code",
    )
    search_names, search_numbers = "person.name", "household.number"
    search_help = _l("Household number; for aid to persons also a name")
    summary = ("run_id", "delivered_on", "value_fen", "region_code")
    related = ((Receipt, "delivery_id"), (SolarInstallation, "delivery_id"))

    @cached_property
    def form_class(self) -> type[RecordForm]:
        """Each run with what is left of the quota: a refusal is too late to learn it."""
        return build_form_class(
            Delivery, self.form_columns, run_id=build_field(Delivery, "run_id", options=quota_texts.cycle_options)
        )

    def narrowed(self, *also: ColumnElement[bool]) -> ListQuery:
        """Of one run: with what is left of its quota."""
        narrowed = super().narrowed(*also)
        run = narrowed.params.get("run_id", "")
        if run and "run_id" not in narrowed.errors and context.session().get(ProgrammeCycle, int(run)) is not None:
            narrowed.remarks.append(quota_texts.quota_text(int(run)))
        return narrowed

    def learn(self, records: Iterable[Any]) -> None:
        """With heads and receipts."""
        records = list(records)
        super().learn(records)
        households_today.preload_heads(record.household_id for record in records)
        keys = [record.id for record in records]
        signed = select(Receipt.delivery_id, Receipt.signed_on)
        signed = signed.where(Receipt.delivery_id.in_(keys), Receipt.retired_on.is_(None))
        g.setdefault("signed", {}).update(iter(context.session().execute(signed)))

    def derive(self, record: Any, name: str) -> Any:
        """Who heads the household, and when it signed."""
        if name == "head":
            return households_today.head_of(record.household_id)
        return g.get("signed", {}).get(record.id) or _("Without a receipt")

"""Deliveries."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists

from admin.base import SecureView
from admin.doors import KEPT
from shared.locale import lazy as _l
from shared.models import Delivery, Receipt, SolarInstallation


def _receipted() -> ColumnElement[bool]:
    return exists().where(Receipt.delivery_id == Delivery.id, Receipt.retired_on.is_(None))


class DeliveryView(SecureView):
    """Units of a run that reached a household or a person."""

    record, section, verbs = Delivery, "charity", KEPT
    column_list = ("household_id", "person_id", "run_id", "delivered_on", "value_fen", "region_code")
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

"""Households."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.locale import lazy as _l
from shared.models import Delivery, Household, Membership, Payment, Spell


class HouseholdView(SecureView):
    """Families as the registry knows them."""

    record, section, verbs = Household, "registry", KEPT
    column_list = ("number", "region_code", "address", "residence")
    column_filters = ("region_code", "residence")
    form_columns = ("number", "region_code", "address", "residence")
    search_numbers, search_names = "number", "number"
    search_help = _l("Household number, from its first digits")
    summary = ("region_code", "address", "residence")
    related = (
        (Membership, "household_id"),
        (Spell, "household_id"),
        (Payment, "household_id"),
        (Delivery, "household_id"),
    )

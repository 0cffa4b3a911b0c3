"""Runs of charity programmes."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.locale import lazy as _l
from shared.models import Delivery, Pledge, Quota, Run


class RunView(SecureView):
    """A programme carried out once, with a plan and a deadline."""

    record, section, verbs = Run, "charity", KEPT
    column_list = ("programme_id", "label", "starts_on", "deadline_on", "planned_units", "unit_value_fen")
    column_filters = ("programme_id", "starts_on", "deadline_on")
    form_columns = ("programme_id", "label", "starts_on", "deadline_on", "planned_units", "unit_value_fen")
    search_anywhere = ("label",)
    search_help = _l("Name of the run, for example its year")
    summary = ("programme_id", "label", "starts_on", "deadline_on", "planned_units")
    related = ((Quota, "run_id"), (Pledge, "run_id"), (Delivery, "run_id"))

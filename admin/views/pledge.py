"""Pledges of donors."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.locale import lazy as _l
from shared.models import Pledge


class PledgeView(SecureView):
    """What a donor promised to a run."""

    record, section, verbs = Pledge, "charity", KEPT
    column_list = ("donor", "run_id", "pledged_on", "units", "value_fen")
    column_filters = ("run_id", "pledged_on")
    form_columns = ("run_id", "donor", "pledged_on", "units", "value_fen")
    search_anywhere = ("donor",)
    search_help = _l("Donor")
    summary = ("run_id", "pledged_on", "units", "value_fen")

"""Pledges of donors."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import Pledge


class PledgeView(RecordView):
    """What a donor promised to a cycle."""

    model, actions, menu_position = Pledge, ALL_ACTIONS, 7
    list_columns = ("donor", "cycle_id", "pledged_on", "units", "value_fen")
    filter_columns = ("cycle_id", "pledged_on")
    form_columns = ("cycle_id", "donor", "pledged_on", "units", "value_fen")
    text_search_columns = ("donor",)
    search_help = _l("Donor")
    summary_columns = ("cycle_id", "pledged_on", "units", "value_fen")

"""Which changes need a second person, by region and from when on."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import ConfirmationRule


class ConfirmationRuleView(RecordView):
    """A region that decides otherwise than the one above it has a rule of its own, with its reason."""

    model, actions, menu_position = ConfirmationRule, ALL_ACTIONS, 4
    list_columns = ("kind", "region_code", "is_required", "limit_fen", "valid_from", "valid_to", "reason")
    filter_columns = ("kind", "region_code", "valid_from")
    form_columns = ("kind", "region_code", "is_required", "limit_fen", "valid_from", "valid_to", "reason")
    summary_columns = ("kind", "region_code", "is_required", "limit_fen", "valid_from", "valid_to")

"""Published counts."""

from __future__ import annotations

from admin.records.pagination import KeysetOrder
from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import PublishedCount


class PublishedCountView(RecordView):
    """What an office published: our own figures are compared with it."""

    model, actions, menu_position = PublishedCount, ALL_ACTIONS, 3
    list_columns = ("indicator", "region_code", "reference_period", "value", "unit", "status")
    filter_columns = ("region_code", "reference_period", "status")
    form_columns = ("region_code", "indicator", "reference_period", "value", "unit", "status", "source")
    text_search_columns = ("indicator", "source")
    search_help = _l("Indicator or source")
    summary_columns = ("region_code", "reference_period", "value", "unit", "status")

    def default_order(self) -> KeysetOrder:
        """Some stand for the nation and have no region to be sorted by."""
        return KeysetOrder((PublishedCount.id,), newest_first=True)

"""Published counts."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from admin.paging import Order
from shared.locale import lazy as _l
from shared.models import PublishedCount


class PublishedCountView(SecureView):
    """What an office published: our own figures are compared with it."""

    record, section, verbs = PublishedCount, "statistics", KEPT
    column_list = ("indicator", "region_code", "dated", "value", "unit", "status")
    column_filters = ("region_code", "dated", "status")
    form_columns = ("region_code", "indicator", "dated", "value", "unit", "status", "source")
    search_anywhere = ("indicator", "source")
    search_help = _l("Figure or source")
    summary = ("region_code", "dated", "value", "unit", "status")

    @property
    def usual_order(self) -> Order:
        """Some stand for the nation and have no region to be sorted by."""
        return Order((PublishedCount.id,), newest_first=True)

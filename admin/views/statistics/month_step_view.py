"""The close of statistical months."""

from __future__ import annotations

from admin.records.pagination import KeysetOrder
from admin.records.record_view import RecordView
from admin.request.actions import READ_ONLY
from admin.views.statistics.month_close.county_month_page import CountyMonthPage
from admin.views.statistics.month_close.month_page import MonthPage
from admin.views.statistics.month_close.months_page import MonthsPage
from admin.views.statistics.month_close.punctuality_page import PunctualityPage
from shared.models import MonthStep


class MonthStepView(RecordView):
    """The steps, of which the list is the ledger; the menu leads to the months."""

    model, actions, menu_position, menu_page = MonthStep, READ_ONLY, 0, "months_view"
    act_pages = (MonthsPage, MonthPage, CountyMonthPage, PunctualityPage)
    list_columns = ("month", "kind", "region_code", "done_on", "done_by", "reason")
    filter_columns = ("month", "kind", "region_code", "done_on")
    summary_columns = ("month", "kind", "region_code", "done_on", "done_by")
    detail_columns = ("reason", "done_at")

    def default_order(self) -> KeysetOrder:
        """The newest first."""
        return KeysetOrder((MonthStep.id,), newest_first=True)

"""Days off and working days in exchange."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import WorkingDayException


class WorkingDayExceptionView(RecordView):
    """The yearly notice of the State Council, a day a record; whoever counts working days reads them."""

    model, actions, menu_position = WorkingDayException, ALL_ACTIONS, 5
    list_columns = ("day", "kind", "occasion", "document", "status")
    filter_columns = ("day", "kind", "status")
    sortable_columns = ("day",)
    form_columns = ("day", "kind", "occasion", "document", "status", "source")
    text_search_columns = ("occasion", "document")
    search_help = _l("Holiday or document")
    summary_columns = ("day", "kind", "occasion", "status")

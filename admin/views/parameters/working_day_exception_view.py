"""Days off and working days in exchange."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import WorkingDayException


class WorkingDayExceptionView(RecordView):
    """The yearly notice of the State Council, a day a record; whoever counts working days reads them."""

    record, verbs, menu_position = WorkingDayException, ALL_ACTIONS, 5
    column_list = ("day", "kind", "occasion", "document", "status")
    column_filters = ("day", "kind", "status")
    column_sortable_list = ("day",)
    form_columns = ("day", "kind", "occasion", "document", "status", "source")
    search_anywhere = ("occasion", "document")
    search_help = _l("Occasion or document")
    summary = ("day", "kind", "occasion", "status")

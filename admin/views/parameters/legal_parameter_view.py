"""Legal parameters."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import LegalParameter


class LegalParameterView(RecordView):
    """Numbers and limits of the law, dated, with their document."""

    record, verbs, menu_position = LegalParameter, ALL_ACTIONS, 2
    column_list = ("key", "region_code", "kind", "value", "unit", "valid_from", "status")
    column_filters = ("region_code", "kind", "valid_from", "status")
    column_sortable_list = ("key", "valid_from")
    form_columns = (
        "key",
        "region_code",
        "kind",
        "value",
        "unit",
        "valid_from",
        "valid_to",
        "document",
        "status",
        "source",
        "note",
    )
    search_anywhere = ("key", "document", "value")
    search_help = _l("Parameter, document or value")
    summary = ("region_code", "kind", "value", "unit", "valid_from", "status")

"""Legal parameters."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import LegalParameter


class LegalParameterView(RecordView):
    """Numbers and limits of the law, dated, with their document."""

    model, actions, menu_position = LegalParameter, ALL_ACTIONS, 2
    list_columns = ("key", "region_code", "kind", "value", "unit", "valid_from", "status")
    filter_columns = ("region_code", "kind", "valid_from", "status")
    sortable_columns = ("key", "valid_from")
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
    text_search_columns = ("key", "document", "value")
    search_help = _l("Parameter, document or value")
    summary_columns = ("region_code", "kind", "value", "unit", "valid_from", "status")

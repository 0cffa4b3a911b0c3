"""Code lists."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import CodeListItem


class CodeListItemView(RecordView):
    """Entries of national code lists."""

    model, actions, menu_position = CodeListItem, ALL_ACTIONS, 3
    list_columns = ("standard", "list", "code", "label", "status")
    filter_columns = ("standard", "list", "status")
    sortable_columns = ("standard", "list", "code")
    form_columns = ("standard", "list", "code", "label", "status", "source")
    text_search_columns = ("list", "code", "label")
    search_help = _l("List, code or meaning")
    summary_columns = ("standard", "list", "status")

"""Code lists."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import CodeListItem


class CodeListItemView(RecordView):
    """Entries of national code lists."""

    record, verbs, menu_position = CodeListItem, ALL_ACTIONS, 3
    column_list = ("standard", "list", "code", "label", "status")
    column_filters = ("standard", "list", "status")
    column_sortable_list = ("standard", "list", "code")
    form_columns = ("standard", "list", "code", "label", "status", "source")
    search_anywhere = ("list", "code", "label")
    search_help = _l("List, code or meaning")
    summary = ("standard", "list", "status")

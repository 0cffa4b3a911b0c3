"""Code lists."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.locale import lazy as _l
from shared.models import CodeListItem


class CodeEntryView(SecureView):
    """Entries of national code lists."""

    record, section, verbs = CodeListItem, "parameters", KEPT
    column_list = ("standard", "list", "code", "label", "status")
    column_filters = ("standard", "list", "status")
    column_sortable_list = ("standard", "list", "code")
    form_columns = ("standard", "list", "code", "label", "status", "source")
    search_anywhere = ("list", "code", "label")
    search_help = _l("List, code or meaning")
    summary = ("standard", "list", "status")

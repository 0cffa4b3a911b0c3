"""Changes of amount: what a recognition pays from a month on."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import AmountChange


class AmountChangeView(RecordView):
    """Which recognitions pay another amount, and from which month."""

    model, actions, menu_position = AmountChange, ALL_ACTIONS, 2
    list_columns = ("spell_id", "from_month", "monthly_fen", "region_code")
    filter_columns = ("region_code", "from_month", "spell_id")
    form_columns = ("spell_id", "from_month", "monthly_fen", "region_code")
    summary_columns = ("spell_id", "from_month", "monthly_fen", "region_code")

"""Runs of charity programmes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from babel.support import LazyProxy

from admin.display import quota_texts
from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS, ViewAction
from admin.request.view_registry import view_of
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Delivery, Pledge, ProgrammeCycle, Quota


class ProgrammeCycleView(RecordView):
    """A programme carried out once, with a plan and a deadline."""

    model, actions, menu_position = ProgrammeCycle, ALL_ACTIONS, 6
    detail_template = "programme_cycle.html"
    derived_columns: ClassVar = {
        "given": LazyProxy(
            lambda: _("Quota of {place}").format(place=quota_texts.quota_region_name()), enable_cache=False
        ),
        "left": _l("Quota left"),
        "days_left": _l("Days left"),
    }
    numeric_columns = ("given", "left", "days_left")
    list_columns = (
        "programme_id",
        "label",
        "starts_on",
        "deadline_on",
        "days_left",
        "planned_units",
        "given",
        "left",
        "unit_value_fen",
    )
    filter_columns = ("programme_id", "starts_on", "deadline_on")
    form_columns = ("programme_id", "label", "starts_on", "deadline_on", "planned_units", "unit_value_fen")
    text_search_columns = ("label",)
    search_help = _l("Name of the cycle, for example its year")
    summary_columns = ("programme_id", "label", "starts_on", "deadline_on", "planned_units")
    related = ((Quota, "cycle_id"), (Pledge, "cycle_id"), (Delivery, "cycle_id"))

    def preload(self, records: Iterable[Any]) -> None:
        """With what is left of their quotas."""
        records = list(records)
        super().preload(records)
        quota_texts.preload_balances(record.id for record in records)

    def derive(self, record: Any, name: str) -> Any:
        """What was given to the counties here, and what of it is left; the days until the deadline."""
        if name == "days_left":
            days = (record.deadline_on - today()).days
            return days if days >= 0 else None
        balance = quota_texts.balance_of(record.id)
        return f"{balance.allotted if name == 'given' else balance.left:,}"

    def detail_context(self, record: Any) -> dict[str, Any]:
        """What is left of the quota here, and which lists lead on."""
        return {
            "quota": quota_texts.quota_text(record.id),
            "may_deliver": view_of(Delivery).may(ViewAction.CREATE),
            "may_set_quotas": view_of(Quota).may(ViewAction.CREATE),
        }

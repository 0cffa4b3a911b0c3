"""Charity programmes: rows an administrator creates; a new one needs no release."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from markupsafe import Markup

from admin.display.titles import title_of
from admin.forms import fields
from admin.forms.builder import RecordForm, build_form_class
from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import Programme, ProgrammeCycle, Tier
from shared.models.labels import label
from shared.services import programmes


class ProgrammeView(RecordView):
    """What is given, to whom, and which tiers are eligible."""

    model, actions, menu_position = Programme, ALL_ACTIONS, 5
    list_columns = ("name", "kind", "beneficiary", "started_on")
    filter_columns = ("kind", "beneficiary", "started_on")
    form_columns = ("key", "name", "name_en", "kind", "beneficiary", "tiers", "started_on")
    text_search_columns = ("name", "name_en", "key")
    search_help = _l("Name or key")
    summary_columns = ("kind", "beneficiary", "tiers", "started_on")
    detail_columns = ("key", "name", "name_en", "kind", "beneficiary", "tiers", "started_on")
    related = ((ProgrammeCycle, "programme_id"),)

    @cached_property
    def form_class(self) -> type[RecordForm]:
        """Tiers are chosen from all of them."""
        tiers = fields.MultiChoiceField(
            label(Programme, "tiers"), options=lambda: [(str(tier), tier.label) for tier in Tier]
        )
        return build_form_class(Programme, self.form_columns, tiers=tiers)

    def cell_text(self, record: Any, name: str) -> str | Markup:
        """The name in the user's language."""
        return title_of(record) if name == "name" else super().cell_text(record, name)

    def form_values(self, record: Any) -> dict[str, Any]:
        """The tiers by key."""
        return super().form_values(record) | {"tiers": [row.tier for row in record.tiers]}

    def values(self, form: RecordForm, record: Any | None) -> dict[str, Any]:
        """The tiers as records of the programme."""
        return super().values(form, record) | {"tiers": programmes.set_tiers(record, form["tiers"].data or [])}
